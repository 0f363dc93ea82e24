// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/filter/vocabulary.h"

#include "domain/filter/folding.h"
#include "domain/modules.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

using Counts = QHash<QString, qint64>;

QString typeWord(KeyType type)
{
    switch (type) {
    case KeyType::Unlimited:
        return u"unlimited"_s;
    case KeyType::CountLimited:
        return u"count"_s;
    case KeyType::TimeLimited:
        return u"time"_s;
    case KeyType::CountTimeLimited:
        return u"both"_s;
    }
    return {};
}

QString stateWord(KeyState state)
{
    switch (state) {
    case KeyState::Active:
        return u"active"_s;
    case KeyState::Disabled:
        return u"disabled"_s;
    case KeyState::Expired:
        return u"expired"_s;
    case KeyState::Full:
        return u"full"_s;
    }
    return {};
}

void offerFields(const FilterSyntax &syntax, QStringView typed, FilterCompletion &completion, qsizetype most)
{
    for (const FilterField &field : syntax.fields) {
        const QString name = field.name;
        if (QStringView(name).startsWith(typed, Qt::CaseInsensitive) && completion.suggestions.size() < most)
            completion.suggestions << FilterSuggestion{name + u':', name + u':', -1};
    }
}

void offerValues(const FilterField &field, QStringView typed, const FilterVocabulary &vocabulary,
                 FilterCompletion &completion, qsizetype most)
{
    const Needle needle(typed);
    QList<FilterSuggestion> beginning, inside;
    const auto offer = [&](const FilterSuggestion &suggestion) {
        if (searchFolded(suggestion.text).startsWith(needle.folded()))
            beginning << suggestion;
        else if (needle.within(suggestion.text))
            inside << suggestion;
    };
    const QList<FilterSuggestion> counted = vocabulary.values.value(field.name);
    for (const FilterSuggestion &suggestion : counted)
        offer(suggestion);
    for (const QLatin1StringView word : field.words) {
        const bool known = std::ranges::any_of(counted, [&](const FilterSuggestion &s) { return s.text == word; });
        const bool wireWord = word.size() > 0 && word.front() >= QLatin1Char('A') && word.front() <= QLatin1Char('Z');
        if (!known && !wireWord)
            offer({word, word, -1});
    }
    using enum FilterField::Kind;
    if (field.kind == Past || field.kind == Future)
        for (const QLatin1StringView word : {"7d"_L1, "30d"_L1, "90d"_L1, "today"_L1, "never"_L1})
            offer({word, word, -1});
    completion.suggestions = (beginning + inside).mid(0, most);
}

} // namespace

QList<FilterSuggestion> rankedSuggestions(const QHash<QString, qint64> &counts)
{
    QList<FilterSuggestion> list;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        if (!it.key().isEmpty())
            list << FilterSuggestion{it.key(), quotedForFilter(it.key()), it.value()};
    std::ranges::sort(list, [](const FilterSuggestion &a, const FilterSuggestion &b) {
        return a.count != b.count ? a.count > b.count : a.text.compare(b.text, Qt::CaseInsensitive) < 0;
    });
    return list;
}

FilterVocabulary keyVocabulary(const QList<ActivationKey> &keys, const KeyFilterContext &context)
{
    QHash<UserId, qint64> owners;
    QHash<TagId, qint64> tags;
    QHash<TagId, QString> tagNames;
    Counts modules, types, states, networks;
    for (const ActivationKey &key : keys) {
        if (key.owner)
            ++owners[key.owner];
        for (const TagRef &tag : key.tags) {
            ++tags[tag.id];
            if (!tag.name.isEmpty())
                tagNames.insert(tag.id, tag.name);
        }
        for (const QString &word : key.modules)
            ++modules[moduleCode(word)];
        ++types[typeWord(key.type)];
        ++states[stateWord(stateOf(key, context.now))];
        ++networks[QString::number(key.networkId)];
    }
    Counts ownerNames, tagCounts;
    for (auto it = owners.cbegin(); it != owners.cend(); ++it) {
        const User *user = context.users ? context.users->find(it.key()) : nullptr;
        const QString name = user ? displayName(*user) : QString();
        ownerNames[name.isEmpty() ? it.key().toString() : name] += it.value();
    }
    for (auto it = tags.cbegin(); it != tags.cend(); ++it) {
        const Tag *tag = context.tags ? context.tags->find(it.key()) : nullptr;
        tagCounts[tag ? tag->name : tagNames.value(it.key())] += it.value();
    }
    return {{{u"owner"_s, rankedSuggestions(ownerNames)},
             {u"tag"_s, rankedSuggestions(tagCounts)},
             {u"module"_s, rankedSuggestions(modules)},
             {u"type"_s, rankedSuggestions(types)},
             {u"status"_s, rankedSuggestions(states)},
             {u"network"_s, rankedSuggestions(networks)}}};
}

FilterCompletion completeFilter(const QString &text, qsizetype cursor, const FilterSyntax &syntax,
                                const FilterVocabulary &vocabulary, qsizetype most)
{
    FilterCompletion completion;
    completion.replaced = {cursor, 0};
    const Query query = parseQuery(text, syntax);
    const FilterToken *at = nullptr;
    for (const FilterToken &token : query.tokens)
        if (cursor > token.span.position && cursor <= token.span.end())
            at = &token;
    if (!at) {
        offerFields(syntax, {}, completion, most);
        return completion;
    }
    qsizetype start = at->span.position;
    while (start < cursor && (text[start] == u'-' || text[start] == u'!'))
        ++start;
    if (at->field.length == 0 || cursor < at->field.end()) {
        const qsizetype end = at->field.length == 0 ? at->span.end() : at->field.end();
        completion.replaced = {start, end - start};
        offerFields(syntax, QStringView(text).mid(start, cursor - start), completion, most);
        return completion;
    }
    QString name = text.mid(start, at->field.end() - start);
    if (name.endsWith(u':'))
        name.chop(1);
    const QList<const FilterField *> fields = syntax.matching(name);
    if (fields.size() != 1)
        return completion;
    qsizetype from = at->field.end();
    while (from < cursor && QStringView(u"<>=~!:(").contains(text[from]))
        ++from;
    // Inside a list only the value under the cursor is replaced.
    if (QStringView(text).mid(at->field.end(), from - at->field.end()).contains(u'('))
        from = std::max(from, text.lastIndexOf(u',', cursor - 1) + 1);
    qsizetype to = at->span.end();
    if (const qsizetype stop = text.indexOf(u',', cursor); stop >= 0 && stop < to)
        to = stop;
    if (to > cursor && text[to - 1] == u')')
        --to;
    completion.replaced = {from, std::max(to, cursor) - from};
    QString typed = text.mid(from, cursor - from).trimmed();
    typed.remove(u'"');
    offerValues(*fields.first(), typed, vocabulary, completion, most);
    return completion;
}
