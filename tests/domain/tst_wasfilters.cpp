// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/filter/scanfilter.h"
#include "domain/filter/webappfilter.h"
#include "domain/scanstatus.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

using Ids = QList<qint64>;

const QDateTime now = QDateTime::fromString(u"2026-03-03T15:00:00Z"_s, Qt::ISODate);

QDateTime at(const char *iso)
{
    return QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODate);
}

ScanState over(const char *results, const char *auth)
{
    return {.status = u"FINISHED"_s,
            .consolidated = {},
            .result = ScanResult{QString::fromLatin1(results), QString::fromLatin1(auth)}};
}

QList<WebApp> apps()
{
    WebApp portal{.id = {5214548},
                  .name = u"Member Portal"_s,
                  .url = u"https://portal.alderridge.example/"_s,
                  .owner = {.id = {1}, .login = u"aldrg_mk1"_s, .firstName = u"Mira"_s, .lastName = u"Kovac"_s},
                  .tags = {{{10}, u"WAS - Production"_s}},
                  .tagCount = 1,
                  .created = at("2025-06-03T08:12:44Z"),
                  .isWhole = true};
    portal.scanner = {Scanner{.kind = ScannerKind::Pool, .appliance = {}, .pool = {{{20}, u"Scanner Pool - DMZ"_s}}},
                      true};
    portal.lastScan = LastScan{{3}, u"weekly"_s, over("SUCCESSFUL", "SUCCESSFUL"), at("2026-03-01T08:00:04Z")};
    portal.scheduled = true;

    WebApp loans{.id = {5214549},
                 .name = u"Loan Origination"_s,
                 .url = u"https://loans.alderridge.example/apply/"_s,
                 .owner = {.id = {2}},
                 .isWhole = true};
    loans.scanner = {Scanner{}, false};
    loans.lastScan = LastScan{{2}, u"x"_s, over("SUCCESSFUL", "FAILED"), at("2026-01-27T08:00:55Z")};

    WebApp branch{.id = {5214563},
                  .name = u"Branch Locator "_s,
                  .url = u"http://branches.alderridge.example/"_s,
                  .owner = {.id = {1}},
                  .isWhole = true};
    branch.scanner = {Scanner{}, false};

    WebApp intranet{.id = {5214571},
                    .name = u"Staff Intranet"_s,
                    .url = u"https://intranet.alderridge.example:8443/"_s,
                    .owner = {.id = {2}},
                    .tags = {{{11}, {}}},
                    .tagCount = 1,
                    .isWhole = true};
    intranet.scanner = {Scanner{.kind = ScannerKind::Appliance, .appliance = u"core-scan-01"_s, .pool = {}},
                        std::nullopt};
    intranet.lastScan =
        LastScan{{1}, u"y"_s, {.status = u"CANCELED"_s, .consolidated = {}, .result = {}}, at("2026-02-23T09:00:00Z")};

    // As a search tells it: of scanner, lock and scans nothing is known.
    WebApp row{.id = {5214702},
               .name = u"Rate Calculator"_s,
               .url = u"https://rates.alderridge.example/"_s,
               .owner = {.id = {2}}};
    return {portal, loans, branch, intranet, row};
}

/// Apps that differ in what is known of their last scan, of which a walk has met all of the last ninety days.
QList<WebApp> scannedApps()
{
    const ScanWalk walk{.since = now.addDays(-90), .newest = {100}};
    const auto app = [&](const char *name, std::optional<LastScan> last) {
        WebApp whole{.name = QString::fromLatin1(name), .isWhole = true, .lastScan = std::move(last)};
        noteAbsence(whole, walk);
        return whole;
    };
    WebApp row;
    row.name = u"row"_s;
    return {app("fresh", LastScan{.id = {90}, .launched = now.addDays(-10)}),
            app("stale", LastScan{.id = {50}, .launched = now.addDays(-40)}),
            app("old", LastScan{.id = {7}}),
            app("named-since", LastScan{.id = {101}}), // perhaps launched after the walk
            app("never", {}),
            row};
}

QMap<WasScanId, WasScan> byId(const QList<WasScan> &scans)
{
    QMap<WasScanId, WasScan> map;
    for (const WasScan &scan : scans)
        map.insert(scan.id, scan);
    return map;
}

WasScan scanWith(qint64 id, const char *results)
{
    WasScan scan{.id = {id}};
    scan.state = over(results, "NONE");
    return scan;
}

QList<WasScan> scans()
{
    WasScan good{.id = {1},
                 .name = u"Member Portal weekly"_s,
                 .type = u"VULNERABILITY"_s,
                 .mode = u"SCHEDULED"_s,
                 .app = {{5214548}, u"Member Portal"_s},
                 .launched = at("2026-03-01T08:00:04Z")};
    good.state = over("SUCCESSFUL", "FAILED");
    good.scanner = Scanner{.kind = ScannerKind::Appliance, .appliance = u"dmz-scan-01"_s, .pool = {}};
    good.launchedBy = {.id = {9}, .login = u"aldrg_jo2"_s, .firstName = u"Jonas"_s, .lastName = u"Oyelaran"_s};
    WasScan running{.id = {2},
                    .name = u"Loan  weekly"_s,
                    .type = u"VULNERABILITY"_s,
                    .mode = u"API"_s,
                    .app = {{5214549}, u"Loan Origination"_s},
                    .launched = at("2026-03-03T08:00:01Z")};
    running.state.status = u"RUNNING"_s;
    running.scanner = Scanner{};
    WasScan canceled{.id = {3},
                     .name = u"discovery"_s,
                     .type = u"DISCOVERY"_s,
                     .mode = u"ONDEMAND"_s,
                     .app = {{5214549}, u"Loan Origination"_s},
                     .launched = at("2026-01-24T09:00:00Z")};
    canceled.state.status = u"CANCELLED"_s;
    WasScan strange{.id = {4}, .name = u"new words"_s, .type = u"SCA"_s, .mode = u"DREAMT"_s};
    strange.state = {.status = u"HIBERNATING"_s, .consolidated = {}, .result = ScanResult{u"SPLENDID"_s, u"NONE"_s}};
    return {good, running, canceled, strange};
}

} // namespace

class TestWasFilters : public QObject
{
    Q_OBJECT

private slots:
    void webAppsAreFound_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<Ids>("found");
        const auto add = [](const char *filter, const Ids &found) {
            QTest::addRow("%s", filter) << QString::fromUtf8(filter) << found;
        };
        add("", {1, 2, 3, 4, 5});
        add("name:portal", {1});
        add("name=\"Branch Locator \"", {3});
        add("url:intranet", {4});
        add("url~:8443/$", {4});
        add("scanner:external", {2, 3});
        add("scanner:pool", {1});
        add("scanner:appliance", {4});
        add("scanner:core", {4});
        add("scanner=core", {});
        add("scanner:unknown", {5});
        add("scanner!=external", {1, 4}); // unknown may be external
        add("scanner!=core-scan-01", {1, 2, 3});
        add("scanner!=(external,pool)", {4});
        add("scanner!=unknown", {1, 2, 3, 4});
        add("scanner!=(external,unknown)", {1, 4});
        add("-scanner:external -scanner:pool", {4, 5});
        add("pool:\"DMZ\"", {1});
        add("pool:core", {});
        add("pool!=\"Scanner Pool - DMZ\"", {2, 3, 4});
        add("pool!=core", {1, 2, 3, 4});
        add("locked:yes", {1});
        add("locked:no", {2, 3});
        add("locked:unknown", {4, 5});
        add("locked!=yes", {2, 3}); // unknown is neither
        add("locked!=(yes,unknown)", {2, 3});
        add("locked:(no,unknown)", {2, 3, 4, 5});
        add("auth:failed", {2});
        add("auth:SUCCESSFUL", {1});
        add("auth:none", {}); // no summary is not NONE
        add("auth:unknown", {3, 4, 5});
        add("result:successful", {1, 2});
        add("result:finished", {1, 2});
        add("result!=finished", {3, 4, 5});
        add("result:canceled", {4});
        add("result:cancelled", {4});
        add("result:splendid", {});
        add("lastscan:>30d", {2});
        add("lastscan:<30d", {1, 4});
        add("lastscan:never", {3});
        add("scanned:no", {3});
        add("scanned:yes", {1, 2, 4});
        add("scanned:unknown", {5});
        add("owner:mira", {1, 3});
        add("owner:jonas", {2, 4, 5});
        add("owner!=aldrg_mk1", {2, 4, 5});
        add("tag:production", {1});
        add("tag:staging", {4}); // by its name in the tree
        add("is:untagged", {2, 3, 5});
        add("is:attention", {2});
        add("is:scheduled", {1});
        add("is:selected", {4});
        add("created:<2026-01-01", {1});
        add("id:5214563", {3});
        add("alderridge -scanner:external", {1, 4, 5});
        add("locked:yes OR auth:failed", {1, 2});
        add("dmz", {1});
        add("5214549", {2});
    }
    void webAppsAreFound()
    {
        QFETCH(QString, filter);
        UserDirectory users;
        users.merge({{.id = {1}, .login = u"aldrg_mk1"_s, .firstName = u"Mira"_s, .lastName = u"Kovac"_s},
                     {.id = {2}, .login = u"aldrg_jo2"_s, .firstName = u"Jonas"_s, .lastName = u"Oyelaran"_s}});
        const TagTree tags({{.id = {10}, .name = u"WAS - Production"_s}, {.id = {11}, .name = u"WAS - Staging"_s}});
        const Query query = parseQuery(filter, webAppSyntax());
        QVERIFY2(query.isValid(), qPrintable(filter));
        const WebAppFilter accepts(
            query, {.now = now, .users = &users, .tags = &tags, .zone = QTimeZone::utc(), .selected = {{5214571}}});
        const QList<WebApp> all = apps();
        Ids found;
        for (qsizetype i = 0; i < all.size(); ++i)
            if (accepts(all[i]))
                found << i + 1;
        QTEST(found, "found");
    }

    void whatIsKnownOfTheLastScanDecides_data()
    {
        QTest::addColumn<QStringList>("found");
        const auto add = [](const char *filter, const QStringList &found) { QTest::addRow("%s", filter) << found; };
        add("lastscan:>30d", {u"stale"_s, u"old"_s});
        add("lastscan:>=30d", {u"stale"_s, u"old"_s});
        add("lastscan:>60d", {u"old"_s});
        add("lastscan:>89d", {u"old"_s});
        add("lastscan:>91d", {}); // nobody knows
        add("lastscan:<30d", {u"fresh"_s});
        add("lastscan:<89d", {u"fresh"_s, u"stale"_s});
        add("lastscan:<200d", {u"fresh"_s, u"stale"_s});
        add("lastscan:30d", {u"fresh"_s});
        add("lastscan!=30d", {u"stale"_s, u"old"_s, u"never"_s});
        add("lastscan!=200d", {u"never"_s});
        add("lastscan:..30d", {u"stale"_s, u"old"_s});
        add("lastscan:<2026-01-01", {u"old"_s});
        add("lastscan:>2026-01-01", {u"fresh"_s, u"stale"_s});
        add("lastscan:2025", {});
        add("lastscan!=2025-06", {u"fresh"_s, u"stale"_s, u"never"_s});
        add("lastscan!=2026", {u"old"_s, u"never"_s});
        add("lastscan:never", {u"never"_s});
        add("lastscan!=never", {u"fresh"_s, u"stale"_s, u"old"_s, u"named-since"_s});
        add("lastscan:(never,today)", {u"never"_s});
    }
    void whatIsKnownOfTheLastScanDecides()
    {
        const Query query = parseQuery(QString::fromLatin1(QTest::currentDataTag()), webAppSyntax());
        QVERIFY(query.isValid());
        const WebAppFilter accepts(query, {.now = now, .zone = QTimeZone::utc()});
        QStringList found;
        for (const WebApp &app : scannedApps())
            if (accepts(app))
                found << app.name;
        QTEST(found, "found");
    }

    void aWalkTellsWhatIsOlder()
    {
        const ScanWalk walk{.since = now.addDays(-90), .newest = {100}};
        WebApp app{.isWhole = true, .lastScan = LastScan{.id = {100}}};
        QVERIFY(!noteAbsence(app, {})); // no walk has ended
        QVERIFY(noteAbsence(app, walk));
        QCOMPARE(app.lastScan->notAfter, walk.since);
        QVERIFY(!noteAbsence(app, {.since = now, .newest = {200}})); // still older than the first one said
        QCOMPARE(app.lastScan->notAfter, walk.since);

        WebApp newer{.isWhole = true, .lastScan = LastScan{.id = {101}}};
        QVERIFY(!noteAbsence(newer, walk));
        WebApp dated{.isWhole = true, .lastScan = LastScan{.id = {5}, .launched = now}};
        QVERIFY(!noteAbsence(dated, walk));
        WebApp nameless{.isWhole = true, .lastScan = LastScan{}};
        QVERIFY(!noteAbsence(nameless, walk));
        WebApp never{.isWhole = true};
        QVERIFY(!noteAbsence(never, walk));
    }

    void scansAreFound_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<Ids>("found");
        const auto add = [](const char *filter, const Ids &found) {
            QTest::addRow("%s", filter) << QString::fromUtf8(filter) << found;
        };
        add("", {1, 2, 3, 4});
        add("status:running", {2});
        add("status:canceled", {3});
        add("status:hibernating", {4});
        add("status!=running", {1, 3, 4});
        add("result:successful", {1});
        add("result:unknown", {2, 3});
        add("result:splendid", {4});
        add("auth:failed", {1});
        add("auth:none", {4});
        add("auth:unknown", {2, 3});
        add("app:loan", {2, 3});
        add("app:5214548", {1});
        add("mode:api", {2});
        add("mode:dreamt", {4});
        add("type:discovery", {3});
        add("launched:>30d", {3});
        add("launched:today", {2});
        add("launched:never", {4});
        add("scanner:dmz", {1});
        add("scanner:external", {2});
        add("by:jonas", {1});
        add("is:active", {2});
        add("is:over", {1, 3, 4});
        add("is:attention", {1});
        add("is:last", {1, 2}); // by when it was launched, not by its id
        add("-is:last", {3, 4});
        add("weekly -is:active", {1});
    }
    void scansAreFound()
    {
        QFETCH(QString, filter);
        const Query query = parseQuery(filter, scanSyntax());
        QVERIFY2(query.isValid(), qPrintable(filter));
        const QMap<WasScanId, WasScan> all = byId(scans());
        const ScanFilter accepts(query, {.now = now, .scans = &all, .zone = QTimeZone::utc()});
        Ids found;
        for (const WasScan &scan : all)
            if (accepts(scan))
                found << scan.id.value;
        QTEST(found, "found");
    }

    void resultsAreFoundByWhatTheyMean_data()
    {
        QTest::addColumn<Ids>("found");
        const auto add = [](const char *filter, const Ids &found) { QTest::addRow("%s", filter) << found; };
        add("result:successful", {1, 2});
        add("result:finished", {1, 2});
        add("result!=successful", {3, 4, 5});
        add("result:canceled", {3});
        add("result:cancelled", {3});
        add("result:canceled_with_results", {4});
        add("result:canceled_", {4});
        add("result:\"canceled_\"", {});
        add("result:(canceled,canceled_with_results)", {3, 4});
        add("result:no_host_aliv", {5});
        add("result:\"no_host_alive\"", {5});
    }
    void resultsAreFoundByWhatTheyMean()
    {
        const Query query = parseQuery(QString::fromLatin1(QTest::currentDataTag()), scanSyntax());
        QVERIFY(query.isValid());
        const ScanFilter accepts(query, {.now = now, .zone = QTimeZone::utc()});
        Ids found;
        for (const WasScan &scan : {scanWith(1, "SUCCESSFUL"), scanWith(2, "FINISHED"), scanWith(3, "CANCELLED"),
                                    scanWith(4, "CANCELED_WITH_RESULTS"), scanWith(5, "NO_HOST_ALIVE")})
            if (accepts(scan))
                found << scan.id.value;
        QTEST(found, "found");
    }

    void aScanThatIsOverIsNoGoodResult()
    {
        WebApp app{.isWhole = true, .lastScan = LastScan{.id = {1}, .state = {.status = u"FINISHED"_s}}};
        const auto accepts = [&](const QString &filter) {
            return WebAppFilter(parseQuery(filter, webAppSyntax()), {.now = now})(app);
        };
        QVERIFY(!accepts(u"result:successful"_s));
        QVERIFY(accepts(u"result:finished"_s));
        app.lastScan->state.result = ScanResult{u"FINISHED"_s, {}};
        QVERIFY(accepts(u"result:successful"_s));
        QVERIFY(accepts(u"result:finished"_s));
    }

    void theLastScanIsTheNewestOfItsApp()
    {
        const auto scan = [](qint64 id, qint64 app, const QDateTime &launched) {
            return WasScan{.id = {id}, .app = {{app}, {}}, .launched = launched};
        };
        const QDateTime day = now.addDays(-1);
        QCOMPARE(lastScans(byId({scan(1, 10, now), scan(2, 10, day), scan(3, 10, {}), scan(4, 20, {}), scan(5, 20, day),
                                 scan(6, 30, day), scan(7, 30, day), scan(8, 40, {}), scan(9, 0, now)})),
                 (QSet<WasScanId>{{1}, {5}, {7}, {8}}));
        const ScanFilter nobodyTold(parseQuery(u"is:last"_s, scanSyntax()), {.now = now});
        QVERIFY(!nobodyTold(scan(1, 10, now)));
    }

    void everyWordOfTheServiceCanBeFilteredBy()
    {
        const auto check = [](const FilterSyntax &syntax, QLatin1StringView field, std::span<const ScanWord> words) {
            for (const ScanWord &word : words) {
                const QString small = QString(word.word).toLower();
                const auto &known = syntax.find(QString(field))->words;
                QVERIFY2(std::ranges::find(known, small) != known.end(), qPrintable(small));
                const Query query = parseQuery(u"%1:%2"_s.arg(field, small), syntax);
                QCOMPARE(query.root.children.front().clause.values.first().text, small);
            }
        };
        check(scanSyntax(), "status"_L1, scanStatusWords());
        for (const FilterSyntax *syntax : {&scanSyntax(), &webAppSyntax()}) {
            check(*syntax, "result"_L1, scanResultWords());
            check(*syntax, "auth"_L1, scanAuthWords());
        }
    }

    void aQuotedWordIsNotCompleted()
    {
        const auto read = [](const QString &filter) {
            return parseQuery(filter, scanSyntax()).root.children.front().clause.values.first().text;
        };
        QCOMPARE(read(u"mode:sched"_s), u"scheduled"_s);
        QCOMPARE(read(u"mode:\"sched\""_s), u"sched"_s);
        QCOMPARE(read(u"mode:\"SCHEDULED\""_s), u"scheduled"_s);
        const Query closed = parseQuery(u"is:\"attent\""_s, scanSyntax());
        QCOMPARE(closed.problems.size(), 1);
        QCOMPARE(closed.problems.first().kind, FilterProblem::Kind::UnknownWord);
        QCOMPARE(closed.problems.first().candidates, QStringList{u"attention"_s});
        QVERIFY(parseQuery(u"is:\"attention\""_s, scanSyntax()).isValid());
    }

    void aWordThatCannotBeIsNamed()
    {
        QVERIFY(!parseQuery(u"locked:maybe"_s, webAppSyntax()).isValid());
        QVERIFY(!parseQuery(u"is:lovely"_s, scanSyntax()).isValid());
        QVERIFY(parseQuery(u"auth:maybe"_s, webAppSyntax()).isValid()); // the service's list is open
        const WebAppFilter invalid(parseQuery(u"locked:maybe"_s, webAppSyntax()), {.now = now});
        QVERIFY(invalid.acceptsAll());
    }

    void completionOffersWhatOccurs()
    {
        const FilterVocabulary words = webAppVocabulary(apps(), {.now = now});
        QCOMPARE(words.values.value(u"pool"_s),
                 (QList<FilterSuggestion>{{u"Scanner Pool - DMZ"_s, u"\"Scanner Pool - DMZ\""_s, 1}}));
        QCOMPARE(words.values.value(u"scanner"_s).first().text, u"external"_s);
        QCOMPARE(words.values.value(u"auth"_s).size(), 2);
        const FilterVocabulary results =
            scanVocabulary({scanWith(1, "FINISHED"), scanWith(2, "SUCCESSFUL"), scanWith(3, "ERROR")});
        QCOMPARE(results.values.value(u"result"_s).first(), (FilterSuggestion{u"successful"_s, u"successful"_s, 2}));
        const FilterCompletion last = completeFilter(u"is:la"_s, 5, scanSyntax(), {});
        QCOMPARE(last.suggestions.first().text, u"last"_s);
        QCOMPARE(scanVocabulary(scans()).values.value(u"app"_s).first(),
                 (FilterSuggestion{u"Loan Origination"_s, u"\"Loan Origination\""_s, 2}));
    }
};

QTEST_GUILESS_MAIN(TestWasFilters)
#include "tst_wasfilters.moc"
