// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agents/agentfilter.h"

#include "domain/modules.h"

using namespace Qt::StringLiterals;

namespace {

using Counts = QHash<QString, qint64>;

template <typename Value>
Counts countsOf(const WordList<Value> &list, const std::vector<quint32> &counts, const auto &textOf)
{
    Counts sums;
    for (quint32 i = 0; i < std::min(list.size(), quint32(counts.size())); ++i)
        if (counts[i] > 0)
            sums[textOf(list[i])] += counts[i];
    return sums;
}

Counts moduleCounts(const AgentColumns &agents)
{
    Counts sums;
    const std::vector<quint32> &counts = agents.counts().modules;
    for (quint32 i = 0; i < counts.size(); ++i) {
        if (counts[i] == 0)
            continue;
        const ModulesWord &modules = agents.words().modules[i];
        for (std::size_t bit = 0; bit < knownModules().size(); ++bit)
            if (modules.bits >> bit & 1)
                sums[knownModules()[bit].code] += counts[i];
        for (const QString &word : modules.unknown)
            sums[word] += counts[i];
    }
    return sums;
}

} // namespace

FilterVocabulary agentVocabulary(const AgentColumns &agents, const TagTree &tags)
{
    const AgentWords &words = agents.words();
    const AgentCounts &counts = agents.counts();
    const auto tagName = [&](const TagRef &ref) {
        const Tag *tag = tags.find(ref.id);
        return ref.name.isEmpty() && tag ? tag->name : ref.name;
    };
    const auto status = [](const KindWord &kind) {
        return kind.status.startsWith("STATUS_"_L1) ? kind.status.mid(7).toLower() : kind.status;
    };
    return {
        {{u"os"_s, rankedSuggestions(countsOf(words.systems, counts.systems, [](const QString &os) { return os; }))},
         {u"version"_s, rankedSuggestions(countsOf(words.versions, counts.versions,
                                                   [](const VersionWord &version) { return version.text; }))},
         {u"tag"_s, rankedSuggestions(countsOf(words.tags, counts.tags, tagName))},
         {u"key"_s,
          rankedSuggestions(countsOf(words.keys, counts.keys,
                                     [](const KeyWord &key) { return key.title.isEmpty() ? key.tail : key.title; }))},
         {u"module"_s, rankedSuggestions(moduleCounts(agents))},
         {u"status"_s, rankedSuggestions(countsOf(words.kinds, counts.kinds, status))},
         {u"platform"_s,
          rankedSuggestions(countsOf(words.kinds, counts.kinds, [](const KindWord &kind) { return kind.platform; }))}}};
}
