// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/filter/webappfilter.h"

#include "domain/filter/scanfilterwords.h"
#include "domain/scanstatus.h"

using namespace Qt::StringLiterals;

namespace {

using Predicate = WebAppFilter::Predicate;
using Texts = QStringList;

Texts ownerTexts(const WebApp &app, const UserDirectory *users)
{
    if (!app.owner.id)
        return {QString()};
    Texts texts{app.owner.id.toString()};
    const User *known = users ? users->find(app.owner.id) : nullptr;
    for (const User *user : {known, &app.owner})
        if (user)
            texts << displayName(*user) << user->login;
    texts.removeAll(QString());
    return texts;
}

Texts tagTexts(const QList<TagRef> &tags, const TagTree *tree)
{
    Texts texts;
    for (const TagRef &tag : tags) {
        texts << tagName(tag, tree);
        if (tree && tree->find(tag.id))
            texts << tree->path(tag.id);
    }
    return texts;
}

bool knowsScanner(const WebApp &app)
{
    return app.scanner.scanner.has_value();
}

QList<TagRef> poolOf(const WebApp &app)
{
    const std::optional<Scanner> &scanner = app.scanner.scanner;
    return scanner && scanner->kind == ScannerKind::Pool ? scanner->pool : QList<TagRef>();
}

/// A kind of scanner, or a piece of an appliance's name.
Predicate scannerPredicate(const FilterClause &clause)
{
    const auto test = recordfilter::anyWord<WebApp>(clause, [&clause](const QString &word) -> Predicate {
        const auto isKind = [](ScannerKind kind) -> Predicate {
            return [kind](const WebApp &app) { return app.scanner.scanner && app.scanner.scanner->kind == kind; };
        };
        if (word == "external"_L1)
            return isKind(ScannerKind::External);
        if (word == "appliance"_L1)
            return isKind(ScannerKind::Appliance);
        if (word == "pool"_L1)
            return isKind(ScannerKind::Pool);
        if (word == "unknown"_L1)
            return [](const WebApp &app) { return !knowsScanner(app); };
        const bool whole = clause.op == FilterOp::Equal || clause.op == FilterOp::NotEqual;
        return [needle = Needle(word), whole](const WebApp &app) {
            const std::optional<Scanner> &scanner = app.scanner.scanner;
            return scanner && scanner->kind == ScannerKind::Appliance &&
                   (whole ? needle.equals(scanner->appliance) : needle.within(scanner->appliance));
        };
    });
    return recordfilter::ifKnown<WebApp>(clause, knowsScanner, test);
}

Predicate poolPredicate(const FilterClause &clause, const TagTree *tree)
{
    return recordfilter::ifKnown<WebApp>(
        clause, knowsScanner,
        recordfilter::anyText<WebApp>(clause, [tree](const WebApp &app) { return tagTexts(poolOf(app), tree); }));
}

/// What the last scan came to; without a summary its status stands in. Empty where neither is known.
QString resultOf(const WebApp &app)
{
    if (!app.lastScan)
        return {};
    if (app.lastScan->state.result)
        return unifiedScanResult(app.lastScan->state.result->results);
    return normalizedScanWord(app.lastScan->state.status);
}

QString authOf(const WebApp &app)
{
    return app.lastScan && app.lastScan->state.result ? normalizedScanWord(app.lastScan->state.result->auth)
                                                      : QString();
}

/// When the last scan was launched, as far as is known; nothing where there was none.
std::optional<SecondsBetween> lastScanned(const WebApp &app)
{
    if (!app.lastScan)
        return {};
    const LastScan &last = *app.lastScan;
    if (last.launched.isValid())
        return SecondsBetween{last.launched.toSecsSinceEpoch(), last.launched.toSecsSinceEpoch()};
    return last.notAfter.isValid() ? SecondsBetween{.last = last.notAfter.toSecsSinceEpoch()} : SecondsBetween();
}

/// An app of which nobody has told whether it was scanned matches no moment, and `never` as little.
Predicate lastScanPredicate(const FilterClause &clause, const WebAppFilterContext &context)
{
    return [test = betweenTest(clause, context.now, context.zone)](const WebApp &app) {
        return isScanned(app).has_value() && test(lastScanned(app));
    };
}

Predicate isPredicate(const QString &word, const WebAppFilterContext &context)
{
    const auto in = [](const QSet<WebAppId> &ids) -> Predicate {
        return [ids](const WebApp &app) { return ids.contains(app.id); };
    };
    if (word == "scanning"_L1)
        return [](const WebApp &app) { return app.lastScan && keepPolling(app.lastScan->state); };
    if (word == "attention"_L1)
        return [](const WebApp &app) {
            if (!app.lastScan)
                return false;
            const ScanTone tone = verdictOf(app.lastScan->state).tone;
            return tone == ScanTone::Bad || tone == ScanTone::Warn;
        };
    if (word == "scheduled"_L1)
        return [](const WebApp &app) { return app.scheduled.value_or(false); };
    if (word == "untagged"_L1)
        return [](const WebApp &app) { return app.tagCount == 0 && app.tags.isEmpty(); };
    if (word == "new"_L1)
        return [](const WebApp &app) { return app.id.value < 0; };
    if (word == "changed"_L1 || word == "staged"_L1)
        return in(context.staged);
    if (word == "failed"_L1)
        return in(context.failed);
    if (word == "conflict"_L1)
        return in(context.conflicts);
    return in(context.selected);
}

Predicate clausePredicate(const FilterClause &clause, const WebAppFilterContext &context)
{
    using namespace recordfilter;
    const QLatin1StringView name = clause.field->name;
    if (name == "name"_L1)
        return text<WebApp>(clause, [](const WebApp &app) { return app.name; });
    if (name == "url"_L1)
        return text<WebApp>(clause, [](const WebApp &app) { return app.url; });
    if (name == "scope"_L1)
        return text<WebApp>(clause, [](const WebApp &app) { return app.scope; });
    if (name == "owner"_L1)
        return anyText<WebApp>(clause, [users = context.users](const WebApp &app) { return ownerTexts(app, users); });
    if (name == "tag"_L1)
        return anyText<WebApp>(clause, [tree = context.tags](const WebApp &app) { return tagTexts(app.tags, tree); });
    if (name == "pool"_L1)
        return poolPredicate(clause, context.tags);
    if (name == "scanner"_L1)
        return scannerPredicate(clause);
    if (name == "locked"_L1)
        return flag<WebApp>(clause, [](const WebApp &app) { return app.scanner.locked; });
    if (name == "scanned"_L1)
        return flag<WebApp>(clause, [](const WebApp &app) { return isScanned(app); });
    if (name == "auth"_L1)
        return scanfilterwords::predicate<WebApp>(clause, authOf);
    if (name == "result"_L1)
        return scanfilterwords::predicate<WebApp>(clause, resultOf, unifiedScanResult);
    if (name == "lastscan"_L1)
        return lastScanPredicate(clause, context);
    if (name == "created"_L1)
        return moment<WebApp>(clause, context.now, context.zone, [](const WebApp &app) { return app.created; });
    if (name == "updated"_L1)
        return moment<WebApp>(clause, context.now, context.zone, [](const WebApp &app) { return app.updated; });
    if (name == "is"_L1)
        return anyWord<WebApp>(clause, [&](const QString &word) { return isPredicate(word, context); });
    return [test = numberTest(clause)](const WebApp &app) { return test(double(app.id.value)); };
}

/// A word is looked for wherever a person can see it: name, URL, id, owner and tags.
Predicate wordPredicate(const QString &word, const WebAppFilterContext &context)
{
    const bool digits = !word.isEmpty() && std::ranges::all_of(word, [](QChar c) { return c.digitValue() >= 0; });
    return [needle = Needle(word), digits, users = context.users, tree = context.tags](const WebApp &app) {
        const auto has = [&](const Texts &texts) {
            return std::ranges::any_of(texts, [&](const QString &text) { return needle.within(text); });
        };
        return needle.within(app.name) || needle.within(app.url) || (digits && needle.within(app.id.toString())) ||
               has(ownerTexts(app, users)) || has(tagTexts(app.tags, tree)) || has(tagTexts(poolOf(app), tree));
    };
}

} // namespace

WebAppFilter::WebAppFilter(const Query &query, const WebAppFilterContext &context)
{
    if (!query.isEmpty() && query.isValid())
        m_accepts = recordfilter::node<WebApp>(
            query.root, [&](const FilterClause &clause) { return clausePredicate(clause, context); },
            [&](const QString &word) { return wordPredicate(word, context); });
}
