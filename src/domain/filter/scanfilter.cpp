// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/filter/scanfilter.h"

#include "domain/filter/scanfilterwords.h"

using namespace Qt::StringLiterals;

namespace {

using Predicate = ScanFilter::Predicate;

/// No summary is no word: not NONE, and not a result. `unknown` finds it.
QString resultOf(const WasScan &scan)
{
    return scan.state.result ? scan.state.result->results : QString();
}

QString authOf(const WasScan &scan)
{
    return scan.state.result ? scan.state.result->auth : QString();
}

QString scannerText(const WasScan &scan)
{
    if (!scan.scanner)
        return {};
    return scan.scanner->kind == ScannerKind::Appliance ? scan.scanner->appliance
           : scan.scanner->kind == ScannerKind::Pool    ? u"pool"_s
                                                        : u"external"_s;
}

template <typename WordOf>
Predicate wordOfState(const FilterClause &clause, WordOf wordOf, QString (*plain)(const QString &) = normalizedScanWord)
{
    const auto plainOf = [wordOf, plain](const WasScan &scan) { return plain(wordOf(scan)); };
    return scanfilterwords::predicate<WasScan>(clause, plainOf, plain);
}

Predicate isPredicate(const QString &word, const ScanFilterContext &context)
{
    const auto in = [](const QSet<WasScanId> &ids) -> Predicate {
        return [ids](const WasScan &scan) { return ids.contains(scan.id); };
    };
    if (word == "active"_L1)
        return [](const WasScan &scan) { return keepPolling(scan.state); };
    if (word == "over"_L1)
        return [](const WasScan &scan) { return isFinal(scan.state); };
    if (word == "last"_L1)
        return in(context.scans ? lastScans(*context.scans) : QSet<WasScanId>());
    if (word == "attention"_L1)
        return [](const WasScan &scan) {
            const ScanTone tone = verdictOf(scan.state).tone;
            return tone == ScanTone::Bad || tone == ScanTone::Warn;
        };
    if (word == "multi"_L1)
        return [](const WasScan &scan) { return scan.multi; };
    if (word == "staged"_L1 || word == "changed"_L1)
        return in(context.staged);
    if (word == "failed"_L1)
        return in(context.failed);
    return in(context.selected);
}

Predicate clausePredicate(const FilterClause &clause, const ScanFilterContext &context)
{
    using namespace recordfilter;
    const QLatin1StringView name = clause.field->name;
    if (name == "name"_L1)
        return text<WasScan>(clause, [](const WasScan &scan) { return scan.name; });
    if (name == "app"_L1)
        return anyText<WasScan>(clause,
                                [](const WasScan &scan) { return QStringList{scan.app.name, scan.app.id.toString()}; });
    if (name == "url"_L1)
        return text<WasScan>(clause, [](const WasScan &scan) { return scan.appUrl; });
    if (name == "scanner"_L1)
        return text<WasScan>(clause, scannerText);
    if (name == "profile"_L1)
        return text<WasScan>(clause, [](const WasScan &scan) { return scan.profile.name; });
    if (name == "reference"_L1)
        return text<WasScan>(clause, [](const WasScan &scan) { return scan.reference; });
    if (name == "by"_L1)
        return anyText<WasScan>(clause, [](const WasScan &scan) {
            return QStringList{displayName(scan.launchedBy), scan.launchedBy.login, scan.launchedBy.id.toString()};
        });
    if (name == "status"_L1)
        return wordOfState(clause, [](const WasScan &scan) { return scan.state.status; });
    if (name == "result"_L1)
        return wordOfState(clause, resultOf, unifiedScanResult);
    if (name == "auth"_L1)
        return wordOfState(clause, authOf);
    if (name == "mode"_L1)
        return wordOfState(clause, [](const WasScan &scan) { return scan.mode; });
    if (name == "type"_L1)
        return wordOfState(clause, [](const WasScan &scan) { return scan.type; });
    if (name == "launched"_L1)
        return moment<WasScan>(clause, context.now, context.zone, [](const WasScan &scan) { return scan.launched; });
    if (name == "is"_L1)
        return anyWord<WasScan>(clause, [&](const QString &word) { return isPredicate(word, context); });
    return [test = numberTest(clause)](const WasScan &scan) { return test(double(scan.id.value)); };
}

/// A word is looked for in the names, the URL, the ids and the reference.
Predicate wordPredicate(const QString &word)
{
    return [needle = Needle(word)](const WasScan &scan) {
        return needle.within(scan.name) || needle.within(scan.app.name) || needle.within(scan.appUrl) ||
               needle.within(scan.reference) || needle.within(scan.id.toString()) || needle.within(scannerText(scan)) ||
               needle.within(displayName(scan.launchedBy));
    };
}

} // namespace

const FilterSyntax &scanSyntax()
{
    using enum FilterField::Kind;
    static constexpr auto states = std::to_array<QLatin1StringView>({
        "submitted"_L1,
        "running"_L1,
        "processing"_L1,
        "finished"_L1,
        "canceled"_L1,
        "canceling"_L1,
        "error"_L1,
        "time_limit_exceeded"_L1,
        "scan_not_launched"_L1,
        "scanner_not_available"_L1,
        "unknown"_L1,
    });
    static constexpr auto modes = std::to_array<QLatin1StringView>({"ondemand"_L1, "scheduled"_L1, "api"_L1});
    static constexpr auto types = std::to_array<QLatin1StringView>({"vulnerability"_L1, "discovery"_L1});
    static constexpr auto is =
        std::to_array<QLatin1StringView>({"active"_L1, "over"_L1, "last"_L1, "attention"_L1, "multi"_L1, "changed"_L1,
                                          "staged"_L1, "failed"_L1, "selected"_L1});
    static constexpr auto fields = std::to_array<FilterField>({
        {"name"_L1, Text},
        {"app"_L1, Text},
        {"status"_L1, Word, states, false},
        {"result"_L1, Word, scanfilterwords::results, false},
        {"auth"_L1, Word, scanfilterwords::auth, false},
        {"launched"_L1, Past},
        {"mode"_L1, Word, modes, false},
        {"type"_L1, Word, types, false},
        {"scanner"_L1, Text},
        {"profile"_L1, Text},
        {"by"_L1, Text},
        {"url"_L1, Text},
        {"reference"_L1, Text},
        {"is"_L1, Word, is},
        {"id"_L1, Number},
    });
    static constexpr FilterSyntax syntax{fields};
    return syntax;
}

QSet<WasScanId> lastScans(const QMap<WasScanId, WasScan> &scans)
{
    QHash<WebAppId, const WasScan *> newest;
    for (const WasScan &scan : scans) { // by id: of two that were launched at once the later one counts
        if (!scan.app)
            continue;
        const WasScan *&last = newest[scan.app.id];
        if (!last || !last->launched.isValid() || (scan.launched.isValid() && scan.launched >= last->launched))
            last = &scan;
    }
    QSet<WasScanId> ids;
    for (const WasScan *scan : std::as_const(newest))
        ids.insert(scan->id);
    return ids;
}

ScanFilter::ScanFilter(const Query &query, const ScanFilterContext &context)
{
    if (!query.isEmpty() && query.isValid())
        m_accepts = recordfilter::node<WasScan>(
            query.root, [&](const FilterClause &clause) { return clausePredicate(clause, context); },
            [](const QString &word) { return wordPredicate(word); });
}

FilterVocabulary scanVocabulary(const QList<WasScan> &scans)
{
    QHash<QString, QHash<QString, qint64>> counts;
    for (const WasScan &scan : scans) {
        ++counts[u"app"_s][scan.app.name];
        ++counts[u"status"_s][scan.state.status.toLower()];
        ++counts[u"result"_s][unifiedScanResult(resultOf(scan)).toLower()];
        ++counts[u"auth"_s][authOf(scan).toLower()];
        ++counts[u"mode"_s][scan.mode.toLower()];
        ++counts[u"type"_s][scan.type.toLower()];
        ++counts[u"scanner"_s][scannerText(scan)];
        ++counts[u"profile"_s][scan.profile.name];
        ++counts[u"by"_s][displayName(scan.launchedBy)];
    }
    FilterVocabulary vocabulary;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        vocabulary.values.insert(it.key(), rankedSuggestions(it.value()));
    return vocabulary;
}
