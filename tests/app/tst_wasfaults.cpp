// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "api/appliances.h"
#include "domain/scanfields.h"
#include "domain/webappfields.h"
#include "qps/portalversion.h"
#include "writesession.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using enum ChangeState;
using Kind = Failure::Kind;
using ReasonKind = ChangeReason::Kind;
namespace f = webappfields;

namespace {

const QString update = u"update/was"_s, create = u"create/was/webapp"_s, removal = u"delete/was/webapp"_s,
              launch = u"launch/was"_s, again = u"scanagain/was"_s, cancel = u"cancel/was"_s,
              scanRemoval = u"delete/was/wasscan"_s;

/// What a fault makes of the request that it strikes.
enum class Struck {
    Done,    ///< carried out, and the answer can be used
    Silent,  ///< carried out, and the answer tells nothing
    Missed,  ///< not carried out, and the answer tells nothing
    Ignored, ///< not carried out, and the answer is a success
};
using enum Struck;
using BrokenRead = std::tuple<QString, QString, Kind>;                        // of which request
using BrokenWrite = std::tuple<QString, QString, Struck>;                     // to which address
using Refusals = std::tuple<QString, QList<int>, ChangeState>;                // of which places
using Meanwhile = std::tuple<QString, QByteArray, QString, ChangeState, int>; // after which call of the journal, if any

Change newApp(const QString &name)
{
    return {.type = ObjectType::WebApp,
            .operation = Operation::Create,
            .label = name,
            .desired = {{f::name, name}, {f::url, u"https://made.larkspur.example/"_s}}};
}

} // namespace

/// Calls about web apps and scans whose answers are broken, refused or about something else: what becomes of the lists,
/// of the changes and of what the service holds.
class WasFaultsTest : public QObject
{
    Q_OBJECT
private:
    WriteSession m_session{{.keys = 3, .agents = 0, .webApps = 60}};
    Sandbox &m_sandbox = m_session.sandbox;
    QList<qint64> m_scansLeft = m_sandbox.scanIds(); ///< that no row has touched
    int m_next = 0;

    WebAppList &apps() const { return m_session.subscription->webAppList; }
    ScanList &scans() const { return m_session.subscription->scanList; }
    bool loads() const
    {
        apps().refresh();
        const auto ends = [this] {
            return apps().state() != WebAppList::State::Loading && scans().state() != ScanList::State::Loading;
        };
        return waitUntil(ends) && !apps().failure() && !scans().failure();
    }
    /// Of an app that nobody else has touched.
    Change lock()
    {
        const QString url = u"https://n%1.larkspur.example/"_s.arg(m_next++);
        return {.type = ObjectType::WebApp,
                .object = m_sandbox.addWebApp(url, url),
                .label = url,
                .desired = {{f::locked, true}},
                .before = {{f::locked, false}}};
    }
    QList<Change> locks(int count)
    {
        QList<Change> changes;
        while (changes.size() < count)
            changes << lock();
        return changes;
    }
    qint64 scanThatIs(const QByteArray &status)
    {
        m_sandbox.execute("UPDATE scan SET next_ms = NULL, results = NULL, auth = NULL, status = '" + status +
                          "' WHERE id = " + QByteArray::number(m_scansLeft.first()));
        return m_scansLeft.takeFirst();
    }
    /// What a request to this address does.
    Change changeFor(const QString &address)
    {
        Change change{.type = ObjectType::Scan, .label = u"made %1"_s.arg(m_next++)};
        if (address == create)
            return newApp(change.label);
        if (address == update || address == removal)
            change = lock();
        if (address == launch || address == again)
            change.operation = Operation::Create;
        if (address == launch)
            change.desired = launchToFields({.name = change.label, .type = u"DISCOVERY"_s, .app = {lock().object}});
        if (address == again) {
            const qint64 old = scanThatIs("FINISHED");
            const WebAppId app{m_sandbox.scanField(old, u"webapp"_s).toLongLong()};
            const QString type = m_sandbox.scanField(old, u"type"_s).toString();
            change.desired = againToFields({.id = {old}, .type = type, .app = {app, {}}}, change.label);
        }
        if (address == cancel || address == scanRemoval)
            change.object = scanThatIs(address == cancel ? "RUNNING" : "FINISHED");
        if (address == cancel)
            change.desired = {{scanfields::cancel, u"discard"_s}}, change.before = {{scanfields::cancel, QString()}};
        if (address == removal || address == scanRemoval)
            change.operation = Operation::Delete, change.desired = {};
        return change;
    }
    /// How often the service did something since the plan was applied.
    qsizetype done() const { return std::ranges::count(m_sandbox.writes(), true, &SandboxRequest::applied); }
    void apply(const QList<Change> &changes)
    {
        m_sandbox.execute("UPDATE webapp SET profile_id = (SELECT min(id) FROM option_profile)"); // to scan with
        m_sandbox.clearLog();
        m_session.apply(changes);
    }

private slots:
    void init()
    {
        m_sandbox.clearFaults();
        m_session.failing.onCall = {};
        apps().setShown(false);
        // Ten scans at a time are all that the service allows.
        m_sandbox.execute("UPDATE scan SET status = 'CANCELED', next_ms = NULL WHERE next_ms > 0");
    }

    void aBrokenAnswerIsToldAndCostsNoRow_data()
    {
        QTest::addColumn<BrokenRead>("row");
        for (const char *request : {"POST:search/was/webapp", "POST:search/was/wasscan", "GET:get/was/webapp"})
            for (const auto &[tag, fault, kind] :
                 {std::tuple{"cut, and no length was declared", "cut-without-length=300", Kind::Unreadable},
                  {"a portal's page", "html200", Kind::NotQualys},
                  {"empty", "empty", Kind::NotQualys},
                  {"another root element", "wrong-root", Kind::NotQualys},
                  {"no permission", "code=UNAUTHORIZED", Kind::NotPermitted},
                  {"403", "status=403 {\"status\":403}", Kind::NotPermitted},
                  {"502", "status=502", Kind::ServerError},
                  {"a byte of another charset", "wrong-charset", Kind::Unreadable},
                  {"deeply nested", "deep-nest=1000000", Kind::Unreadable}})
                QTest::addRow("%s, %s", tag, request)
                    << BrokenRead{QString::fromLatin1(request), QString::fromLatin1(fault), kind};
    }
    /// Scanner and lock come with a get of each app. What could not be read is not "unlocked".
    void aBrokenAnswerIsToldAndCostsNoRow()
    {
        QFETCH(BrokenRead, row);
        const auto &[request, fault, kind] = row;
        const bool isGet = request.startsWith("GET"_L1);
        const WebAppId id{lock().object};
        QVERIFY(loads());
        const QList<WebAppId> before = apps().all().keys();
        m_sandbox.addFault(request + u'=' + fault);
        QCOMPARE(loads(), isGet);
        apps().want({id});
        apps().setShown(true);
        const auto told = [&]() -> const Failure * {
            const auto &of = request.endsWith("wasscan"_L1) ? scans().failure() : apps().failure();
            return isGet ? apps().whyUnknown(id) : of ? &*of : nullptr;
        };
        QVERIFY(waitUntil([&] { return told() != nullptr; }));
        QCOMPARE(told()->kind, kind);
        QCOMPARE(apps().all().keys(), before);
        QVERIFY(!isGet || !apps().find(id)->scanner.locked);
        m_sandbox.clearFaults();
        QVERIFY(loads());
        apps().goOn();
        QVERIFY(waitUntil([&] { return apps().find(id)->scanner.locked.has_value() && !told(); }));
    }

    void aWriteWhoseAnswerIsBrokenIsDoneOnceOrAsks_data()
    {
        QTest::addColumn<BrokenWrite>("row");
        for (const QString &address : {update, create, removal, launch, again, cancel, scanRemoval})
            for (const auto &[tag, fault, struck] :
                 {std::tuple{"cut, and no length was declared", ":1=cut-without-length=40", Silent},
                  {"a portal's page", ":1=html200", Missed},
                  {"a portal's page, yet applied", ":1=apply-then-html200", Silent},
                  {"empty", ":1=empty", Missed},
                  {"empty, yet applied", ":1=apply-then-empty", Silent},
                  {"another root element", ":1=wrong-root", Silent},
                  {"another object", ":1=other-id=", Silent},
                  {"a success that changes nothing", "=ignore-field=*", Ignored},
                  {"an element twice", ":1=dup-element=id", Done},
                  {"504 after applying", ":1=apply-then-status=504", Silent},
                  {"a byte of another charset", ":1=wrong-charset", Silent},
                  {"deeply nested", ":1=apply-then-deep-nest=1000000", Silent}})
                QTest::addRow("%s, %s", tag, qPrintable(address))
                    << BrokenWrite{address, QString::fromLatin1(fault), struck};
    }
    void aWriteWhoseAnswerIsBrokenIsDoneOnceOrAsks()
    {
        QFETCH(BrokenWrite, row);
        const auto &[address, fault, struck] = row;
        const Change change = changeFor(address);
        const qint64 old = change.type == ObjectType::Scan ? m_sandbox.scanIds().last() : m_sandbox.webAppIds().first();
        m_sandbox.addFault(u"POST:"_s + address + fault +
                           (fault.endsWith("id="_L1) ? QString::number(old) : QString()));
        apply({change});
        QVERIFY(m_session.finishesWhenResumed());
        const bool makes = change.operation == Operation::Create, missed = struck == Missed,
                   ignored = struck == Ignored;
        QCOMPARE(m_session.state(), makes && (missed || ignored) ? NeedsHuman : ignored ? Mismatch : Verified);
        if (struck == Silent)
            QCOMPARE(m_session.change().reason.kind, makes ? ReasonKind::AdoptedAfterLostReply : ReasonKind::ReplyLost);
        QVERIFY(m_session.change().object != old); // what was there before is nothing that was made
        QCOMPARE(done(), ignored || (missed && makes) ? 0 : 1);
        QCOMPARE(m_session.writes(), missed && !makes ? 2 : 1); // what makes one is not repeated unasked
        QCOMPARE(m_session.attempts().size(), m_session.writes());
    }

    void aRefusedSignInStopsAllAndLosesNothing_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addRow("401 at a get") << u"GET:get/was/webapp:5=status=401"_s;
        QTest::addRow("told in 200 at an update") << u"POST:update/was:5=code=INVALID_CREDENTIALS"_s;
        QTest::addRow("401 at a launch") << u"POST:launch/was:1=status=401"_s;
        QTest::addRow("the password was changed elsewhere") << QString();
    }
    /// While a plan is carried out and the list fills itself, no more is refused than was under way together.
    void aRefusedSignInStopsAllAndLosesNothing()
    {
        QFETCH(QString, fault);
        QVERIFY(loads());
        apps().setBackgroundPause({});
        apps().setShown(true);
        const QList<Change> changes = locks(15) << changeFor(launch);
        if (!fault.isEmpty())
            m_sandbox.addFault(fault);
        apply(changes);
        QVERIFY(!fault.isEmpty() || waitUntil([&] { return m_session.writes() >= 3; }));
        m_sandbox.setPassword(Sandbox::user(), fault.isEmpty() ? u"changed elsewhere"_s : Sandbox::password());
        QVERIFY(m_session.pauses(Pause::Latched));
        HttpClient &client = m_session.subscription->client();
        QVERIFY(waitUntil([&] { return client.inFlight() == 0; }));
        const int logins = m_sandbox.failedLogins();
        QVERIFY(logins >= 1 && logins <= (fault.isEmpty() ? quickPolicy().atOnce : 1));
        m_session.run().resume(); // stays at home, as the list does
        QVERIFY(!loads());
        m_sandbox.setPassword(Sandbox::user(), Sandbox::password());
        client.setCredentials(
            SecretBuffer::basicHeader(Sandbox::user(), SecretBuffer::fromUtf8Of(Sandbox::password())));
        const Ticket probe =
            client.probe<qps::PortalVersion>({.path = u"/qps/rest/portal/version"_s}, readerOf(&qps::readPortalVersion),
                                             [](const auto &, const Exchange &) {});
        QVERIFY(m_session.finishes());
        QCOMPARE(m_session.count(Verified), changes.size());
        QCOMPARE(done(), changes.size());
        QCOMPARE(m_sandbox.failedLogins(), logins);
    }

    void someRefusalsLeaveTheOthersAlone_data()
    {
        QTest::addColumn<Refusals>("row");
        QTest::addRow("three of ten") << Refusals{u"code=UNAUTHORIZED"_s, {2, 5, 8}, Rejected};
        QTest::addRow("403") << Refusals{u"status=403 {\"status\":403}"_s, {2, 5, 8}, Rejected};
        QTest::addRow("the first three") << Refusals{u"code=UNAUTHORIZED"_s, {0, 1, 2}, Rejected};
        QTest::addRow("gone") << Refusals{u"code=NOT_FOUND"_s, {2, 5, 8}, Conflict};
        QTest::addRow("404") << Refusals{u"status=404 {\"status\":404}"_s, {2, 5, 8}, Conflict};
    }
    void someRefusalsLeaveTheOthersAlone()
    {
        QFETCH(Refusals, row);
        const auto &[fault, places, end] = row;
        const QList<Change> changes = locks(10);
        for (const int place : places)
            m_sandbox.addFault(u"POST:update/was/webapp/%1=%2"_s.arg(changes[place].object).arg(fault));
        apply(changes);
        if (places.first() == 0) { // three in a row are no accident
            QVERIFY(m_session.pauses(Pause::PermissionMissing));
            QCOMPARE(m_session.count(Queued), 7);
            m_session.run().resume();
        }
        QVERIFY(m_session.finishes());
        QCOMPARE(m_session.count(Verified), 7);
        QCOMPARE(m_session.count(end), 3);
        QCOMPARE(done(), 7);
        QCOMPARE(m_session.writes(), 10);
    }

    void whatSomebodyElseDidMeanwhileStands_data()
    {
        QTest::addColumn<Meanwhile>("row");
        const QByteArray locks = "UPDATE webapp SET locked = 1 WHERE id = ",
                         unlocks = "UPDATE webapp SET locked = 0 WHERE id = ",
                         deletes = "DELETE FROM webapp WHERE id = ", deletesScan = "DELETE FROM scan WHERE id = ";
        QTest::addRow("locked before") << Meanwhile{update, locks, {}, Noop, 0};
        QTest::addRow("locked as we do") << Meanwhile{update, locks, u"begin"_s, Verified, 1};
        QTest::addRow("unlocked after us") << Meanwhile{update, unlocks, u"end"_s, Mismatch, 1};
        QTest::addRow("locked what is to go") << Meanwhile{removal, locks, {}, Conflict, 0};
        QTest::addRow("deleted what is to be locked") << Meanwhile{update, deletes, {}, Conflict, 0};
        QTest::addRow("deleted after us") << Meanwhile{update, deletes, u"end"_s, Conflict, 1};
        QTest::addRow("deleted before") << Meanwhile{removal, deletes, {}, Noop, 0};
        QTest::addRow("deleted what is to be scanned") << Meanwhile{launch, deletes, {}, Rejected, 1};
        QTest::addRow("deleted what is to be canceled") << Meanwhile{cancel, deletesScan, {}, Conflict, 0};
        QTest::addRow("deleted the scan before") << Meanwhile{scanRemoval, deletesScan, {}, Noop, 0};
    }
    void whatSomebodyElseDidMeanwhileStands()
    {
        QFETCH(Meanwhile, row);
        const auto &[address, theirs, after, end, writes] = row;
        const Change change = changeFor(address);
        QVERIFY(loads());
        const qint64 app = change.desired.value(scanfields::app).toInteger();
        const QByteArray statement = theirs + QByteArray::number(app > 0 ? app : change.object);
        if (after.isEmpty())
            m_sandbox.execute(statement);
        m_session.failing.onCall = [&] {
            if (m_session.failing.calls.last() == after)
                m_sandbox.execute(statement);
        };
        apply({change});
        QVERIFY(m_session.finishesWhenResumed());
        QCOMPARE(m_session.state(), end);
        QCOMPARE(m_session.writes(), writes);
        QVERIFY(!theirs.startsWith("DELETE") ||
                waitUntil([&] { return !apps().find({change.object}) && !scans().find({change.object}); }));
    }

    void aWatchedScanIsGoneWhenASearchSaysSo()
    {
        const WasScanId id{scanThatIs("RUNNING")};
        QVERIFY(loads());
        const QSignalSpy vanished(&scans(), &ScanList::vanished), finished(&scans(), &ScanList::finished);
        scans().setWatched({id}, true);
        for (const char *fault : {"1=html200", "2=code=INVALID_REQUEST", "3=other-id"})
            m_sandbox.addFault(u"GET:status/was:"_s + QString::fromLatin1(fault));
        m_sandbox.clearLog();
        scans().setPace(0.0001);
        QVERIFY(waitUntil([&] { return m_session.arrived(u"GET:status/was"_s) > 4; }));
        QVERIFY(scans().find(id) && vanished.isEmpty());
        m_sandbox.execute("DELETE FROM scan WHERE id = " + id.toString().toLatin1());
        QVERIFY(waitUntil([&] { return !vanished.isEmpty(); }));
        scans().setPace(1);
        QVERIFY(!scans().find(id) && !scans().isWatched(id) && vanished.size() == 1 && finished.isEmpty());
    }

    void whoMayNotSeeAppliancesUsesTheListAllTheSame()
    {
        const auto theirs = *signIn({m_session.proxy.url(), {}}, u"lrksp_pn6"_s, Sandbox::password(), m_session.journal,
                                    quickPolicy(), quickPace());
        m_sandbox.execute("UPDATE user SET scope = '' WHERE login = 'lrksp_pn6'");
        Appliances appliances(theirs->client());
        Ticket ticket;
        QVERIFY(!answerOf<QList<Appliance>>([&](auto done) { ticket = appliances.list(done); }));
        QCOMPARE(theirs->client().access(), HttpClient::Access::Ok);
        const Change change = lock();
        theirs->webAppList.refresh();
        QVERIFY(waitUntil([&] { return theirs->webAppList.find({change.object}) != nullptr; }));
        m_sandbox.clearLog();
        QVERIFY(stageAndApply(*theirs, {change}));
        QVERIFY(waitUntil([&] { return done() == 1; }));
    }

    void everyAppIsListedOnceAndALostOneFoundByItsName_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("name");
        QTest::addRow("none, a blank at the end") << 0 << u"Portal "_s;
        QTest::addRow("one, blanks inside") << 1 << u" Two  blanks"_s;
        QTest::addRow("one, CDATA") << 1 << u"<![CDATA[in]]> & ]]> <b>out</b>"_s;
        QTest::addRow("a page, right to left") << 1'000 << u"\u202e\u0628\u0648\u0627\u0628\u0629"_s;
        QTest::addRow("a page and one, long") << 1'001 << QString(256, u'x');
    }
    void everyAppIsListedOnceAndALostOneFoundByItsName()
    {
        QFETCH(int, count);
        QFETCH(QString, name);
        WriteSession t({.keys = 1, .agents = 0, .faults = {u"POST:create/was:1=apply-then-empty"_s}});
        t.sandbox.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1001) INSERT INTO "
                          "webapp (name, url, created, updated) SELECT 'app ' || i, 'https://a.example/', "
                          "'2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z' FROM n WHERE i <= " +
                          QByteArray::number(count));
        WebAppList &list = t.subscription->webAppList;
        list.refresh();
        QVERIFY(waitUntil([&] { return list.state() == WebAppList::State::Loaded; }));
        QCOMPARE(list.all().size(), count);
        QCOMPARE(t.arrived(u"POST:search/was/webapp"_s), count > 1'000 ? 2 : 1);
        t.apply({newApp(name)});
        QVERIFY(t.finishesWhenResumed());
        QCOMPARE(t.change().reason.kind, ReasonKind::AdoptedAfterLostReply);
        QCOMPARE(t.writes(), 1);
        QCOMPARE(t.sandbox.webAppField(t.change().object, u"name"_s).toString(), name);
        QVERIFY(waitUntil([&] { return list.find({t.change().object}) != nullptr; }));
        QCOMPARE(list.find({t.change().object})->name, name);
    }
};

QTEST_GUILESS_MAIN(WasFaultsTest)
#include "tst_wasfaults.moc"
