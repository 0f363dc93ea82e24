// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// Changes of web apps and scans carried out through their ports, against a scripted service.
#include "domain/scanfields.h"
#include "domain/webappfields.h"
#include "waswire.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using enum ChangeState;
using ReasonKind = ChangeReason::Kind;
namespace f = webappfields;

namespace {

QJsonObject pool(const QList<qint64> &ids)
{
    QJsonArray tags;
    for (const qint64 id : ids)
        tags << id;
    return {{"kind"_L1, u"pool"_s}, {"tags"_L1, tags}};
}

const QJsonObject external{{"kind"_L1, u"external"_s}};

WasWorld::App portal()
{
    return {.name = u"Member Portal "_s, .url = u"https://portal.alderridge.example/"_s, .tags = {7710045}};
}

ScanLaunch launchOf(qint64 app, const QString &name = u"on demand"_s)
{
    return {.name = name, .type = u"VULNERABILITY"_s, .app = {app}};
}

const FaultProxy::Fault lostReply{.kind = FaultProxy::Fault::Kind::ApplyThenDrop};

} // namespace

class WasRunsTest : public QObject
{
    Q_OBJECT

private slots:
    /// The two examples of the founding document, in one edit.
    void urlAndScannerTravelApart()
    {
        WasSession t;
        const qint64 id = t.world.add(portal());
        t.apply({t.update(id, {{f::url, u"https://members.alderridge.example/"_s},
                               {f::scanner, pool({8722267})},
                               {f::locked, true},
                               {f::name, u"Members"_s}})});
        QVERIFY(t.settles());
        QVERIFY(t.run->isFinished());
        const WasWorld::App app = t.world.app(id);
        QCOMPARE(app.url, u"https://members.alderridge.example/"_s);
        QCOMPARE(app.pool, QList<qint64>{8722267});
        QVERIFY(app.locked);
        QCOMPARE(app.name, u"Members"_s);
        const QList<RawRequest> updates = t.sent("/update/");
        QCOMPARE(updates.size(), 3);
        QVERIFY(updates[0].body.contains("<WebApp><name>Members</name></WebApp>"));
        QVERIFY(updates[1].body.contains("<WebApp><defaultScannerTags><set><Tag><id>8722267</id></Tag></set>"
                                         "</defaultScannerTags><scannerLocked>true</scannerLocked></WebApp>"));
        QVERIFY(updates[2].body.contains("<WebApp><url>https://members.alderridge.example/</url></WebApp>"));
        for (qsizetype i = 0; i < 3; ++i) {
            QCOMPARE(t.state(i), Verified);
            QVERIFY(!t.change(i).reason.unrelatedDrift); // a sibling's write is not somebody else's
        }
        // And back again, each by its own.
        QList<Change> back;
        for (const Change &change : t.run->plan().changes)
            back << *undoOf(change).change;
        t.apply(back);
        QVERIFY(t.settles());
        QCOMPARE(t.world.app(id).url, portal().url);
        QCOMPARE(t.world.app(id).name, portal().name);
        QVERIFY(t.world.app(id).pool.isEmpty() && !t.world.app(id).locked);
    }

    void aPermissionThatIsMissingLosesNothingElse()
    {
        WasSession t;
        const qint64 id = t.world.add(portal());
        t.world.setRules({.refusesUrl = true});
        t.apply({t.update(id, {{f::url, u"https://m.example/"_s}, {f::locked, true}, {f::name, u"x"_s}})});
        QVERIFY(t.settles());
        QCOMPARE(t.state(0), Verified);
        QCOMPARE(t.state(1), Verified);
        QCOMPARE(t.state(2), Rejected);
        QCOMPARE(t.change(2).reason.failure->kind, Failure::Kind::NotPermitted);
        QCOMPARE(t.world.app(id).url, portal().url);
        QVERIFY(t.world.app(id).locked);
    }

    void aSuccessThatDidNothingIsNotBelieved()
    {
        WasSession t;
        const qint64 id = t.world.add(portal());
        t.world.setRules({.ignoresScanner = true});
        t.apply({t.update(id, {{f::scanner, pool({5})}, {f::locked, true}})});
        QVERIFY(t.settles());
        QCOMPARE(t.state(), Mismatch);
        QStringList fields;
        for (const FieldDifference &difference : t.change().reason.fields)
            fields << difference.field;
        QCOMPARE(fields, (QStringList{u"scanner"_s, u"scannerLocked"_s}));
        QCOMPARE(t.sent("/update/").size(), 1); // and it is not sent once more
    }

    void aPoolIsLeftByNamingTheNewScanner()
    {
        WasSession t;
        WasWorld::App app = portal();
        app.pool = {1, 2};
        const qint64 id = t.world.add(app);
        t.apply({t.update(id, {{f::scanner, external}})});
        QVERIFY(t.settles());
        QCOMPARE(t.state(), Verified);
        QVERIFY(t.world.app(id).pool.isEmpty());
        QVERIFY(!t.sent("/update/").first().body.contains("Tags"));
    }

    void whatSomebodyElseChangedIsAConflictOfItsPartOnly()
    {
        WasSession t;
        const qint64 id = t.world.add(portal());
        const Change edit = t.update(id, {{f::scanner, pool({5})}, {f::name, u"mine"_s}});
        t.world.change(id, [](WasWorld::App &app) { app.scanner = u"INTERNAL"_s, app.appliance = u"dmz"_s; });
        t.apply({edit});
        QVERIFY(t.settles());
        QCOMPARE(t.state(0), Verified);
        QCOMPARE(t.state(1), Conflict);
        QCOMPARE(t.change(1).reason.fields.first().field, u"scanner"_s);
        QCOMPARE(t.world.app(id).appliance, u"dmz"_s);
    }

    void tagsOfOthersStay()
    {
        WasSession t;
        const qint64 id = t.world.add(portal());
        t.apply({t.update(id, {{f::tags, QJsonArray{7710045, 7710088}}})});
        QVERIFY(t.settles());
        QCOMPARE(t.state(), Verified);
        QVERIFY(t.sent("/update/").first().body.contains("<tags><add><Tag><id>7710088</id></Tag></add></tags>"));
    }

    void listsAreWrittenUnderTheirOwnName()
    {
        for (const bool newer : {false, true}) {
            WasSession t;
            WasWorld::App app = portal();
            app.newNames = newer;
            const qint64 id = t.world.add(app);
            const QJsonArray urls{QJsonObject{{"text"_L1, u"https://a.example/out"_s}, {"regex"_L1, false}}};
            t.apply({t.update(id, {{f::excludedUrls, urls}})});
            QVERIFY(t.settles());
            QCOMPARE(t.state(), Verified);
            QCOMPARE(t.sent("/update/").first().body.contains("<urlExcludelist>"), newer);
        }
    }

    void whatIsAgainstTheRulesIsNotSent()
    {
        WasSession t;
        const qint64 id = t.world.add(portal());
        t.apply({t.update(id, {{f::url, u"portal"_s}, {f::scanner, pool({})}}), t.create({{f::name, u"x"_s}})});
        QVERIFY(t.settles());
        for (int i = 0; !t.run->isFinished() && i < 5; ++i) {
            t.run->resume();
            QVERIFY(t.settles());
        }
        for (qsizetype i = 0; i < 3; ++i) {
            QCOMPARE(t.state(i), Rejected);
            QCOMPARE(t.change(i).reason.kind, ReasonKind::NotSent);
            QCOMPARE(t.change(i).reason.failure->code, u"RULE"_s);
            QVERIFY(!t.change(i).reason.failure->detail.isEmpty());
        }
        QVERIFY(t.sent("/update/").isEmpty() && t.sent("/create/").isEmpty());
    }

    void aWebAppIsMadeAndDeleted()
    {
        WasSession t;
        t.apply({t.create({{f::name, u"Rates "_s},
                           {f::url, u"https://rates.example/"_s},
                           {f::scanner, pool({7})},
                           {f::locked, true},
                           {f::tags, QJsonArray{9}},
                           {f::owner, 0}})});
        QVERIFY(t.settles());
        QCOMPARE(t.state(), Verified);
        const qint64 id = t.change().object;
        QCOMPARE(t.world.app(id).name, u"Rates "_s);
        QCOMPARE(t.world.app(id).pool, QList<qint64>{7});
        QCOMPARE(t.sent("/create/").size(), 1);

        Change gone = t.update(id, {{f::removeFromSubscription, true}});
        gone.operation = Operation::Delete;
        t.apply({gone});
        QVERIFY(t.settles());
        QCOMPARE(t.state(), Verified);
        QVERIFY(t.world.appIds().isEmpty());
        QVERIFY(t.sent("/delete/").first().body.contains("<removeFromSubscription>true<"));
    }

    /// Rows of a search know neither scanner nor lock: what is found by name is read whole before it is judged.
    void aLostCreateIsFoundAndReadWhole_data()
    {
        QTest::addColumn<bool>("crashes");
        QTest::newRow("in one session") << false;
        QTest::newRow("after a crash") << true;
    }
    void aLostCreateIsFoundAndReadWhole()
    {
        QFETCH(bool, crashes);
        WasSession t;
        t.world.add(WasWorld::App{.name = u"Rates"_s, .url = u"https://other.example/"_s}); // was there before
        t.proxy.on(u"/create/"_s, lostReply);
        t.apply({t.create({{f::name, u"Rates"_s}, {f::url, u"https://rates.example/"_s}, {f::locked, true}})});
        if (crashes) {
            QVERIFY(waitUntil([&] { return t.sent("/create/").size() == 1; }));
            t.crash();
        }
        QVERIFY(t.settles());
        QCOMPARE(t.state(), Verified);
        QCOMPARE(t.change().reason.kind, ReasonKind::AdoptedAfterLostReply);
        QVERIFY(t.change().after.value(f::locked).toBool());
        QCOMPARE(t.sent("/create/").size(), 1);
        QCOMPARE(t.world.appIds().size(), 2);
    }

    void aLostCreateThatCannotBeFoundWaitsForAPerson()
    {
        WasSession t;
        t.proxy.on(u"/create/"_s, {.kind = FaultProxy::Fault::Kind::DropAfterRead});
        t.apply({t.create({{f::name, u"Rates"_s}, {f::url, u"https://rates.example/"_s}})});
        QVERIFY(t.settles());
        QCOMPARE(t.state(), NeedsHuman);
        QCOMPARE(t.change().reason.kind, ReasonKind::NoCandidate);
        QVERIFY(t.world.appIds().isEmpty());
    }

    void aLostUpdateIsSettledByReading()
    {
        WasSession t;
        const qint64 id = t.world.add(portal());
        t.proxy.on(u"/update/"_s, lostReply);
        t.apply({t.update(id, {{f::locked, true}})});
        QVERIFY(t.settles());
        QCOMPARE(t.state(), Verified);
        QCOMPARE(t.change().reason.kind, ReasonKind::ReplyLost);
        QCOMPARE(t.sent("/update/").size(), 1);
    }

    void createsAndUpdatesAreReadForApart()
    {
        WasSession t;
        QList<Change> changes;
        for (int i = 0; i < 6; ++i) {
            const qint64 id = t.world.add(portal());
            changes << t.update(id, {{f::locked, true}, {f::url, u"https://n%1.example/"_s.arg(i)}})
                    << t.create({{f::name, u"new %1"_s.arg(i)}, {f::url, u"https://m.example/"_s}});
        }
        t.apply(changes);
        QVERIFY(t.settles());
        QVERIFY(t.run->isFinished());
        QCOMPARE(t.run->progress().verified, 18);
        QCOMPARE(t.world.appIds().size(), 12);
    }

    void aPurgeIsProvenByCounting()
    {
        WasSession t;
        WasWorld::App app = portal();
        app.findings = 31;
        const qint64 id = t.world.add(app), other = t.world.add(app);
        Change purge = t.update(id, {{f::findings, 0}, {f::locked, true}});
        purge.before.insert(f::findings, 31); // as it was counted for the review
        t.apply({purge});
        QVERIFY(t.settles());
        QCOMPARE(t.state(0), Verified);
        QCOMPARE(t.state(1), Verified);
        QCOMPARE(t.world.app(id).findings, 0);
        QCOMPARE(t.world.app(other).findings, 31);
        QCOMPARE(t.sent("/purge/").size(), 1);
        QCOMPARE(t.sent("/purge/").first().target, "/qps/rest/3.0/purge/was/webapp/" + QByteArray::number(id));
        QCOMPARE(t.sent("/count/was/finding").size(), 2); // for the purge alone, before and after
        QCOMPARE(undoOf(t.change(1)).kind, UndoOffer::Kind::Impossible);
        QVERIFY(sizeOf(t.run->plan(), 0).cannotBeUndone == 1 && sizeOf(t.run->plan(), 0).purges == 1);
    }

    void aPurgeThatDidNothingIsNotBelieved()
    {
        WasSession t;
        WasWorld::App app = portal();
        app.findings = 31;
        const qint64 id = t.world.add(app);
        t.world.setRules({.ignoresPurge = true});
        Change purge = t.update(id, {{f::findings, 0}});
        purge.before.insert(f::findings, 31);
        t.apply({purge});
        QVERIFY(t.settles());
        QCOMPARE(t.state(), Mismatch);
        QCOMPARE(t.change().reason.fields.first().server, QJsonValue(31));
    }

    void findingsThatCameSinceTheReviewAreAConflict()
    {
        WasSession t;
        WasWorld::App app = portal();
        app.findings = 32;
        const qint64 id = t.world.add(app);
        Change purge = t.update(id, {{f::findings, 0}});
        purge.before.insert(f::findings, 31);
        t.apply({purge});
        QVERIFY(t.settles());
        QCOMPARE(t.state(), Conflict);
        QVERIFY(t.sent("/purge/").isEmpty());
        Change uncounted = t.update(id, {{f::findings, 0}}); // nobody knew what would go
        t.apply({uncounted});
        QVERIFY(t.settles());
        QCOMPARE(t.state(), Conflict);
    }

    void aScanIsLaunchedOnce()
    {
        WasSession t;
        ScanLaunch launch = launchOf(5214548);
        launch.scanner = Scanner{.kind = ScannerKind::Pool, .appliance = {}, .pool = {{{8722267}, {}}}};
        t.apply({t.create(launchToFields(launch), ObjectType::Scan)});
        QVERIFY(t.settles());
        QCOMPARE(t.state(), Verified);
        QCOMPARE(t.world.scanIds(), QList<qint64>{t.change().object});
        QCOMPARE(t.world.scan(t.change().object).name, u"on demand"_s);
        QVERIFY(t.sent("/launch/").first().body.contains("<type>scannerTags</type>"));
        QCOMPARE(undoOf(t.change()).kind, UndoOffer::Kind::Impossible);
    }

    void aLostLaunchIsTheScanOfThatNameAndApp()
    {
        WasSession t;
        const QDateTime before = QDateTime::currentDateTimeUtc().addSecs(-3'600);
        t.world.add(WasWorld::Scan{.name = u"on demand"_s, .type = u"VULNERABILITY"_s, .app = 7, .launched = before});
        t.world.add(WasWorld::Scan{.name = u"on demand"_s, .type = u"VULNERABILITY"_s, .app = 8, .launched = before});
        t.proxy.on(u"/launch/"_s, lostReply);
        t.apply({t.create(launchToFields(launchOf(7)), ObjectType::Scan)});
        QVERIFY(t.settles());
        QCOMPARE(t.state(), Verified);
        QCOMPARE(t.change().reason.kind, ReasonKind::AdoptedAfterLostReply);
        QCOMPARE(t.sent("/launch/").size(), 1);
        QCOMPARE(t.world.scanIds().size(), 3);
        QCOMPARE(t.change().object, t.world.scanIds().last());
    }

    void aLaunchThatWasNotMadeIsNotRepeated()
    {
        WasSession t;
        t.proxy.on(u"/launch/"_s, {.kind = FaultProxy::Fault::Kind::DropAfterRead});
        t.apply({t.create(launchToFields(launchOf(7)), ObjectType::Scan)});
        QVERIFY(t.settles());
        QCOMPARE(t.state(), NeedsHuman);
        QVERIFY(t.world.scanIds().isEmpty());
    }

    void aLaunchIsRefused()
    {
        WasSession t;
        QFile file(QStringLiteral(TEST_DATA_DIR "/was/error-concurrent-scan-limit.response.xml"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        t.world.setRules({.launchRefusal = file.readAll()});
        t.apply({t.create(launchToFields(launchOf(7)), ObjectType::Scan)});
        QVERIFY(t.settles());
        QCOMPARE(t.state(), Rejected);
        QVERIFY(t.change().reason.failure->detail.contains(u"concurrent running scans"_s));
    }

    void aScanIsCanceled()
    {
        for (const QLatin1StringView how : {"discard"_L1, "keep-results"_L1}) {
            WasSession t;
            const qint64 id = t.world.add(WasWorld::Scan{
                .name = u"s"_s, .type = u"DISCOVERY"_s, .app = 7, .launched = QDateTime::currentDateTimeUtc()});
            t.apply({t.onScan(id, Operation::Update, {{scanfields::cancel, QString(how)}})});
            QVERIFY(t.settles());
            QCOMPARE(t.state(), Verified);
            QCOMPARE(t.world.scan(id).status, u"CANCELED"_s);
            QCOMPARE(t.sent("/cancel/").first().body.contains("cancelWithResults"), how == "keep-results"_L1);
        }
    }

    void whatIsOverIsNotCanceledAndWhatRunsIsNotDeleted()
    {
        WasSession t;
        const QDateTime old = QDateTime::currentDateTimeUtc().addDays(-30); // further back than lists of launches go
        const qint64 over =
            t.world.add(WasWorld::Scan{.name = u"a"_s, .type = {}, .status = u"FINISHED"_s, .app = 7, .launched = old});
        const qint64 running = t.world.add(WasWorld::Scan{.name = u"b"_s, .type = {}, .app = 7, .launched = old});
        const qint64 canceled =
            t.world.add(WasWorld::Scan{.name = u"c"_s, .type = {}, .status = u"CANCELED"_s, .app = 7, .launched = old});
        t.apply({t.onScan(over, Operation::Update, {{scanfields::cancel, u"discard"_s}}),
                 t.onScan(running, Operation::Delete),
                 t.onScan(canceled, Operation::Update, {{scanfields::cancel, u"discard"_s}}),
                 t.onScan(over, Operation::Delete)});
        QVERIFY(t.settles());
        QVERIFY(t.run->isFinished());
        QCOMPARE(t.state(0), Rejected);
        QCOMPARE(t.change(0).reason.kind, ReasonKind::NotSent);
        QCOMPARE(t.state(1), Rejected);
        QCOMPARE(t.state(2), Noop);
        QCOMPARE(t.state(3), Verified);
        QVERIFY(t.sent("/cancel/").isEmpty());
        QCOMPARE(t.world.scanIds(), (QList<qint64>{running, canceled}));
    }

    /// The documentation's own sample names the old scan.
    void aScanIsDoneAgain_data()
    {
        QTest::addColumn<bool>("namesOld");
        QTest::newRow("the answer names the new one") << false;
        QTest::newRow("the answer names the old one") << true;
    }
    void aScanIsDoneAgain()
    {
        QFETCH(bool, namesOld);
        WasSession t;
        const QDateTime old = QDateTime::currentDateTimeUtc().addDays(-30);
        const WasWorld::Scan first{
            .name = u"s"_s, .type = u"DISCOVERY"_s, .status = u"FINISHED"_s, .app = 7, .launched = old};
        const qint64 id = t.world.add(first);
        t.world.setRules({.namesOldScan = namesOld});
        const WasScan scan{.id = {id}, .type = first.type, .app = {{7}, {}}};
        t.apply({t.create(againToFields(scan, u"s (again)"_s), ObjectType::Scan)});
        QVERIFY(t.settles());
        QCOMPARE(t.state(), Verified);
        QVERIFY(t.change().object > id);
        QCOMPARE(t.world.scan(t.change().object).again, id);
        QCOMPARE(t.sent("/scanagain/").size(), 1);
        QCOMPARE(t.change().reason.kind, namesOld ? ReasonKind::AdoptedAfterLostReply : ReasonKind::None);
    }

    /// Two attempts, each in the journal; the third scan knows the way.
    void theOtherSpellingOfAgainIsAnAttemptOfItsOwn()
    {
        WasSession t;
        const WasWorld::Scan first{.name = u"s"_s,
                                   .type = u"DISCOVERY"_s,
                                   .status = u"FINISHED"_s,
                                   .app = 7,
                                   .launched = QDateTime::currentDateTimeUtc().addDays(-30)};
        const qint64 id = t.world.add(first);
        t.world.setRules({.otherAgainPath = true});
        const WasScan scan{.id = {id}, .type = first.type, .app = {{7}, {}}};
        t.apply({t.create(againToFields(scan, u"one"_s), ObjectType::Scan),
                 t.create(againToFields(scan, u"two"_s), ObjectType::Scan)});
        QVERIFY(t.settles());
        QCOMPARE(t.state(0), Verified);
        QCOMPARE(t.state(1), Verified);
        QCOMPARE(t.sent("/scanagain/was/wasscan/").size(), 1);
        QCOMPARE(t.sent("/scanagain/was/scan/").size(), 2);
        QCOMPARE(t.world.scanIds().size(), 3);
    }

    /// A scan finds its web app as the plan makes it, or is not launched.
    void aLaunchWaitsForItsWebApp_data()
    {
        QTest::addColumn<bool>("refused");
        QTest::newRow("which is changed") << false;
        QTest::newRow("which is not changed") << true;
    }
    void aLaunchWaitsForItsWebApp()
    {
        QFETCH(bool, refused);
        WasSession t;
        const qint64 id = t.world.add(portal()), other = t.world.add(portal());
        t.world.setRules({.refusesUrl = refused});
        t.apply({t.create(launchToFields(launchOf(id)), ObjectType::Scan),
                 t.create(launchToFields(launchOf(other, u"another"_s)), ObjectType::Scan),
                 t.update(id, {{f::url, u"https://m.example/"_s}, {f::name, u"x"_s}})});
        QVERIFY(t.settles());
        QCOMPARE(t.run->plan().changes.size(), 4);
        QCOMPARE(t.state(2), refused ? Cancelled : Verified); // launches come last
        QCOMPARE(t.state(3), Verified);
        if (refused)
            QCOMPARE(t.change(2).reason.kind, ReasonKind::WaitedInVain);
        QCOMPARE(t.sent("/launch/").size(), refused ? 1 : 2);
        qsizetype updated = -1, launched = -1;
        const QList<RawRequest> all = t.sent("/qps/");
        for (qsizetype i = 0; i < all.size(); ++i) {
            if (all[i].target.contains("/update/"))
                updated = i;
            if (all[i].target.contains("/launch/") && all[i].body.contains("on demand"))
                launched = i;
        }
        QCOMPARE(launched > updated, !refused);
    }

    /// The service refuses an id it does not know like any other bad request.
    void whatWentBetweenReadAndWriteIsGoneAndNotRefused_data()
    {
        QTest::addColumn<bool>("deletes");
        QTest::newRow("an update") << false;
        QTest::newRow("a delete") << true;
    }
    void whatWentBetweenReadAndWriteIsGoneAndNotRefused()
    {
        QFETCH(bool, deletes);
        WasSession t;
        const qint64 id = t.world.add(portal()), other = t.world.add(portal());
        Change change = t.update(id, {{f::locked, true}});
        if (deletes) {
            change.operation = Operation::Delete;
            change.desired = {};
        }
        t.world.setRules({.loses = id});
        t.apply({change, t.update(other, {{f::locked, true}})});
        QVERIFY(t.settles());
        QCOMPARE(t.state(0), deletes ? Verified : Conflict);
        QCOMPARE(t.change(0).reason.kind, ReasonKind::ObjectVanished);
        QCOMPARE(t.state(1), Verified); // and nothing stops the others
    }

    void portsRefuseWhatTheyCannotDo()
    {
        WasSession t;
        ObjectPort &apps = t.ports->portFor(ObjectType::WebApp), &scans = t.ports->portFor(ObjectType::Scan);
        QVERIFY(&apps != &scans && &apps != t.ports.get());
        Change mixed;
        mixed.type = ObjectType::WebApp;
        mixed.object = 7;
        mixed.desired = {{f::url, u"https://a.example/"_s}, {f::locked, true}};
        QCOMPARE(apps.compose(mixed, Observed{.id = 7}).error().kind, Failure::Kind::NotSupported);
        QCOMPARE(apps.compose(mixed, std::nullopt).error().kind, Failure::Kind::NotFound);
        Change renamed;
        renamed.type = ObjectType::Scan;
        renamed.object = 7;
        renamed.desired = {{scanfields::name, u"x"_s}};
        QCOMPARE(scans.compose(renamed, Observed{.id = 7}).error().kind, Failure::Kind::NotSupported);
    }

    void whatWentOutIsInTheJournal()
    {
        WasSession t;
        const qint64 id = t.world.add(portal());
        t.apply({t.update(id, {{f::url, u"https://m.example/"_s}})});
        QVERIFY(t.settles());
        QCOMPARE(t.journaled(), t.sent("/update/").first().body);
    }
};

QTEST_GUILESS_MAIN(WasRunsTest)
#include "tst_wasruns.moc"
