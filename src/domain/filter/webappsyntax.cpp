// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/filter/scanfilterwords.h"
#include "domain/filter/webappfilter.h"
#include "domain/scanstatus.h"

using namespace Qt::StringLiterals;

/// In the order completion offers them.
const FilterSyntax &webAppSyntax()
{
    using enum FilterField::Kind;
    static constexpr auto flags =
        std::to_array<QLatin1StringView>({"yes"_L1, "no"_L1, "unknown"_L1, "true"_L1, "false"_L1});
    static constexpr auto scanners =
        std::to_array<QLatin1StringView>({"external"_L1, "appliance"_L1, "pool"_L1, "unknown"_L1});
    static constexpr auto is = std::to_array<QLatin1StringView>({
        "scanning"_L1,
        "attention"_L1,
        "scheduled"_L1,
        "untagged"_L1,
        "changed"_L1,
        "staged"_L1, // what the window calls it
        "new"_L1,
        "failed"_L1,
        "conflict"_L1,
        "selected"_L1,
    });
    static constexpr auto fields = std::to_array<FilterField>({
        {"name"_L1, Text},
        {"url"_L1, Text},
        {"scanner"_L1, Word, scanners, false},
        {"pool"_L1, Text},
        {"locked"_L1, Word, flags},
        {"auth"_L1, Word, scanfilterwords::auth, false},
        {"result"_L1, Word, scanfilterwords::results, false},
        {"lastscan"_L1, Past},
        {"scanned"_L1, Word, flags},
        {"owner"_L1, Text},
        {"tag"_L1, Text},
        {"scope"_L1, Text},
        {"created"_L1, Past},
        {"updated"_L1, Past},
        {"is"_L1, Word, is},
        {"id"_L1, Number},
    });
    static constexpr FilterSyntax syntax{fields};
    return syntax;
}

FilterVocabulary webAppVocabulary(const QList<WebApp> &apps, const WebAppFilterContext &context)
{
    QHash<QString, qint64> owners, tags, pools, scanners, auth, results, scopes;
    for (const WebApp &app : apps) {
        const User *user = context.users ? context.users->find(app.owner.id) : nullptr;
        const QString name = displayName(user ? *user : app.owner);
        if (app.owner.id)
            ++owners[name.isEmpty() ? app.owner.id.toString() : name];
        for (const TagRef &tag : app.tags)
            ++tags[tagName(tag, context.tags)];
        if (const std::optional<Scanner> &scanner = app.scanner.scanner) {
            using enum ScannerKind;
            ++scanners[scanner->kind == External    ? u"external"_s
                       : scanner->kind == Appliance ? scanner->appliance
                                                    : u"pool"_s];
            for (const TagRef &tag : scanner->kind == Pool ? scanner->pool : QList<TagRef>())
                ++pools[tagName(tag, context.tags)];
        }
        if (app.lastScan && app.lastScan->state.result) {
            ++auth[app.lastScan->state.result->auth.toLower()];
            ++results[unifiedScanResult(app.lastScan->state.result->results).toLower()];
        }
        ++scopes[app.scope];
    }
    return {{{u"owner"_s, rankedSuggestions(owners)},
             {u"tag"_s, rankedSuggestions(tags)},
             {u"pool"_s, rankedSuggestions(pools)},
             {u"scanner"_s, rankedSuggestions(scanners)},
             {u"auth"_s, rankedSuggestions(auth)},
             {u"result"_s, rankedSuggestions(results)},
             {u"scope"_s, rankedSuggestions(scopes)}}};
}
