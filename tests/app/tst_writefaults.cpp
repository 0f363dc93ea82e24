// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "support/rawserver.h"
#include "writesession.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using enum ChangeState;
using Kind = Failure::Kind;
using ReasonKind = ChangeReason::Kind;
using Broken = FaultProxy::Fault;

namespace {

/// How one create, one update and one delete end when the first request of each meets the fault.
struct Ends
{
    ChangeState create, update, remove;
};
constexpr Ends done{Verified, Verified, Verified};
/// The service was never told. What can be done twice is; a create asks.
constexpr Ends asks{NeedsHuman, Verified, Verified};

Broken instead(const QByteArray &payload)
{
    return {.kind = Broken::Kind::Instead, .payload = payload};
}

} // namespace

/// A single write whose answer goes wrong: how often it arrives, what becomes of the change, what the service holds.
class WriteFaultsTest : public QObject
{
    Q_OBJECT
private:
    WriteSession m_session{{.keys = 260, .agents = 0}};
    int m_next = 20; ///< the first key that no row has touched

    /// Applies a plan of this one change and carries it to its end.
    void carryOut(const Change &change)
    {
        m_session.apply({change});
        QVERIFY(m_session.finishesWhenResumed());
    }
    Change changeFor(const QString &operation)
    {
        const qint64 id = WriteSession::key(m_next++);
        if (operation == "create"_L1)
            return m_session.create(u"made %1"_s.arg(id));
        return operation == "delete"_L1 ? m_session.remove(id) : m_session.newOwner(id);
    }
    /// Rows of three for each fault. `applied`: the service carried the faulty request out; `lost`: its answer did not
    /// tell; so the change is verified by a read alone.
    static void addOperations(const char *tag, const QString &fault, bool applied, bool lost, Ends ends)
    {
        for (const auto &[operation, end] :
             {std::pair{"create", ends.create}, {"update", ends.update}, {"delete", ends.remove}})
            QTest::addRow("%s, %s", tag, operation)
                << QString::fromLatin1(operation) << fault << applied << lost << end;
    }
    static void addColumns()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QString>("fault");
        QTest::addColumn<bool>("applied");
        QTest::addColumn<bool>("lost");
        QTest::addColumn<ChangeState>("end");
    }

    /// What every row has to keep, whatever the fault.
    void judge(bool applied, bool lost, ChangeState end)
    {
        const Change &change = m_session.change();
        QCOMPARE(change.state, end);
        const int sends = end == NeedsHuman || applied ? 1 : 2;
        const QList<AttemptRecord> attempts = m_session.attempts();
        QCOMPARE(attempts.size(), sends);
        for (const AttemptRecord &attempt : attempts)
            QCOMPARE(attempt.outcome->exchange.requestsSent, 1);
        QCOMPARE(attempts.first().outcome->failure.has_value(), lost);
        QVERIFY(!attempts.last().observations.isEmpty());
        if (change.operation == Operation::Create)
            QCOMPARE(m_session.sandbox.keysWithTitle(change.label).size(), end == NeedsHuman ? 0 : 1);
        if (change.operation == Operation::Create && applied && lost)
            QCOMPARE(change.reason.kind, ReasonKind::AdoptedAfterLostReply);
        if (change.operation == Operation::Create && end == NeedsHuman)
            QCOMPARE(change.reason.kind, ReasonKind::NoCandidate);
        QCOMPARE(std::ranges::count(m_session.sandbox.writes(), true, &SandboxRequest::applied), end == Verified);
        QCOMPARE(m_session.broken(), QString());
    }

private slots:
    void init() { m_session.open(); }
    void cleanup()
    {
        m_session.sandbox.clearFaults();
        m_session.proxy.calm();
    }

    void aConnectionThatBreaksDoublesNothing_data()
    {
        QTest::addColumn<Broken>("broken");
        QTest::addColumn<QString>("operation");
        QTest::addColumn<bool>("applied");
        QTest::addColumn<ChangeState>("end");
        const auto add = [](const char *tag, const Broken &broken, bool applied, Ends ends) {
            for (const auto &[operation, end] :
                 {std::pair{"create", ends.create}, {"update", ends.update}, {"delete", ends.remove}})
                QTest::addRow("%s, %s", tag, operation) << broken << QString::fromLatin1(operation) << applied << end;
        };
        using enum Broken::Kind;
        add("9: closed after the request was read", {.kind = DropAfterRead}, false, asks);
        add("9: reset after the request was read", {.kind = DropAfterRead, .reset = true}, false, asks);
        add("10: applied, then closed", {.kind = ApplyThenDrop}, true, done);
        add("11: applied, then reset", {.kind = ApplyThenDrop, .reset = true}, true, done);
        add("14: closed in the header", {.kind = CutReply, .bytes = 60}, true, done);
        add("14: reset in the body", {.kind = CutBody, .bytes = 100, .reset = true}, true, done);
        add("19: half a status line", {.kind = CutReply, .bytes = 7}, true, done);
        add("19: half a status line of nobody", instead("HTTP/1."), false, asks);
        add("19: TLS bytes on a plain port", instead(QByteArray::fromHex("160303007a0200007603030102030405")), false,
            asks);
    }
    void aConnectionThatBreaksDoublesNothing()
    {
        QFETCH(Broken, broken);
        QFETCH(QString, operation);
        QFETCH(bool, applied);
        QFETCH(ChangeState, end);
        m_session.proxy.forget();
        m_session.proxy.on(u"^POST /qps/rest/1.0/"_s + operation, broken, 1, 1);
        carryOut(changeFor(operation));
        judge(applied, true, end);
        // What left is what the journal says left: nothing repeats a POST behind our back.
        QCOMPARE(m_session.proxy.seen().count(u"^POST /qps/rest/1.0/(create|update|delete)/"_s),
                 m_session.attempts().size());
    }

    void anAnswerThatIsBrokenIsNoAnswer_data()
    {
        addColumns();
        const auto applied = [](const char *tag, const QString &fault) { addOperations(tag, fault, true, true, done); };
        const auto missed = [](const char *tag, const QString &fault) { addOperations(tag, fault, false, true, asks); };
        applied("15: shorter than declared", u"truncate=100"_s);
        applied("16: a chunk is cut", u"chunk-cut=100"_s);
        applied("17: cut, and no length was declared", u"cut-without-length=100"_s);
        addOperations("18: junk behind the body", u"junk-after"_s, true, false, done);
        missed("23: a portal's page", u"html200"_s);
        applied("23: a portal's page, yet applied", u"apply-then-html200"_s);
        missed("24: empty", u"empty"_s);
        applied("24: empty, yet applied", u"apply-then-empty"_s);
        applied("25: another root element", u"wrong-root"_s);
        addOperations("27: two titles", u"dup-element=title"_s, true, false, done);
        missed("35: 500", u"status=500"_s);
        applied("36: 502 after applying", u"apply-then-status=502"_s);
        applied("36: 504 after applying", u"apply-then-status=504"_s);
        missed("38: an unknown code", u"code=SOME_FUTURE_CODE"_s);
        applied("38: an unknown code, yet applied", u"apply-then-code=SOME_FUTURE_CODE"_s);
        applied("40: a byte of another charset", u"wrong-charset"_s);
        addOperations("41: windows-1252", u"charset=windows-1252"_s, true, false, done);
        addOperations("41: UTF-16", u"charset=UTF-16"_s, true, false, done);
        applied("43: an entity bomb", u"apply-then-entity-bomb"_s);
        applied("43: an external entity", u"apply-then-xxe"_s);
        applied("44: deeply nested", u"apply-then-deep-nest=1000000"_s);
        applied("45: too many attributes", u"apply-then-attr-bomb=40000"_s);
    }
    void anAnswerThatIsBrokenIsNoAnswer()
    {
        QFETCH(QString, operation);
        QFETCH(QString, fault);
        QFETCH(bool, applied);
        QFETCH(bool, lost);
        QFETCH(ChangeState, end);
        m_session.sandbox.addFault(u"POST:%1/ca:1=%2"_s.arg(operation, fault));
        carryOut(changeFor(operation));
        judge(applied, lost, end);
    }

    /// Fault 25: an answer about another key says nothing about this one. A create must never adopt a key that was
    /// there before.
    void anAnswerAboutAnotherKeyIsOdd_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QString>("fault");
        QTest::addRow("25: update") << u"update"_s << u"other-id"_s;
        QTest::addRow("25: delete") << u"delete"_s << u"other-id"_s;
        QTest::addRow("25: create, the id of an old key") << u"create"_s << u"other-id=5200101"_s;
    }
    void anAnswerAboutAnotherKeyIsOdd()
    {
        QFETCH(QString, operation);
        QFETCH(QString, fault);
        m_session.sandbox.addFault(u"POST:%1/ca:1=%2"_s.arg(operation, fault));
        carryOut(changeFor(operation));
        QCOMPARE(m_session.state(), Verified);
        QCOMPARE(m_session.writes(), 1);
        QVERIFY(m_session.change().object != 5'200'101);
        if (operation == "create"_L1)
            QCOMPARE(m_session.sandbox.keysWithTitle(m_session.change().label), QList{m_session.change().object});
        QCOMPARE(m_session.broken(), QString());
    }

    /// Fault 25: the number of a key that nobody finds. The key that was made is for a person to recognise.
    void aCreateWhoseKeyCannotBeFoundAsksAPerson()
    {
        m_session.sandbox.addFault(u"POST:create/ca:1=other-id"_s);
        carryOut(changeFor(u"create"_s));
        QCOMPARE(m_session.state(), NeedsHuman);
        QCOMPARE(m_session.change().reason.kind, ReasonKind::ObjectVanished);
        QCOMPARE(m_session.writes(), 1);
        QCOMPARE(m_session.sandbox.keysWithTitle(m_session.change().label).size(), 1);
        QCOMPARE(m_session.broken(), QString());
    }

    /// Fault 39.
    void aRedirectIsNotFollowedAndStopsThePlan_data()
    {
        QTest::addColumn<QString>("status");
        QTest::addRow("39: 302") << u"302"_s;
        QTest::addRow("39: 307") << u"307"_s;
    }
    void aRedirectIsNotFollowedAndStopsThePlan()
    {
        QFETCH(QString, status);
        const RawServer elsewhere([](const RawRequest &) { return RawAnswer::of(200, "<html/>"); });
        m_session.sandbox.addFault(
            u"POST:update/ca:1=redirect=%1 %2sso"_s.arg(status, elsewhere.url().toString() + u'/'));
        m_session.apply({changeFor(u"update"_s), changeFor(u"update"_s)});
        QVERIFY(m_session.pauses(Pause::NotQualys));
        QCOMPARE(m_session.state(), Unknown);
        QCOMPARE(m_session.state(1), Queued);
        QCOMPARE(m_session.writes(), 1);
        m_session.run().resume();
        QVERIFY(m_session.finishes());
        QCOMPARE(m_session.count(Verified), 2);
        QCOMPARE(m_session.writes(), 3);
        QCOMPARE(elsewhere.connections(), 0);
        QCOMPARE(m_session.broken(), QString());
    }

    /// Fault 12: the error of a connection that nothing was sent on is nobody's business.
    void aConnectionThatWasClosedMeanwhileIsNoError()
    {
        m_session.failing.onCall = [this] { m_session.proxy.closeIdle(); }; // right before each write leaves, too
        m_session.apply(m_session.newOwners(8, m_next));
        m_next += 8;
        QVERIFY(m_session.finishes());
        m_session.failing.onCall = {};
        QCOMPARE(m_session.count(Verified), 8);
        QCOMPARE(m_session.writes(), 8);
        QCOMPARE(m_session.broken(), QString());
    }

    void aServerThatNeverDoesItAsksAPerson_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QString>("fault");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<int>("sends");
        for (const auto &[operation, sends] : {std::pair{"create", 1}, {"update", 3}, {"delete", 2}}) {
            const QString name = QString::fromLatin1(operation);
            QTest::addRow("35: 500 always, %s", operation) << name << u"status=500"_s << Kind::ServerError << sends;
            QTest::addRow("23: a portal always, %s", operation) << name << u"html200"_s << Kind::NotQualys << sends;
            QTest::addRow("38: an unknown code always, %s", operation)
                << name << u"code=SOME_FUTURE_CODE"_s << Kind::UnknownCode << sends;
        }
    }
    void aServerThatNeverDoesItAsksAPerson()
    {
        QFETCH(QString, operation);
        QFETCH(QString, fault);
        QFETCH(Kind, kind);
        QFETCH(int, sends);
        m_session.sandbox.addFault(u"POST:%1/ca=%2"_s.arg(operation, fault));
        carryOut(changeFor(operation));
        QCOMPARE(m_session.state(), NeedsHuman);
        QCOMPARE(m_session.change().reason.failure->kind, kind);
        if (kind == Kind::UnknownCode)
            QCOMPARE(m_session.change().reason.failure->code, u"SOME_FUTURE_CODE"_s); // verbatim
        QCOMPARE(m_session.writes(), sends);
        QCOMPARE(m_session.attempts().size(), sends);
        QCOMPARE(m_session.broken(), QString());
    }

    /// Faults 23 and 35: what strikes one after the other is no accident.
    void aServerThatAnswersNothingUsefulStopsThePlan_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<Pause>("reason");
        QTest::addColumn<int>("writes");
        QTest::addRow("23: a portal's page twice") << u"html200"_s << Pause::NotQualys << 2;
        QTest::addRow("35: 500 five times") << u"status=500"_s << Pause::ServerErrors << 5;
        QTest::addRow("24: empty twice") << u"empty"_s << Pause::NotQualys << 2;
        QTest::addRow("15: cut three times") << u"truncate=50"_s << Pause::ServerErrors << 3;
    }
    void aServerThatAnswersNothingUsefulStopsThePlan()
    {
        QFETCH(QString, fault);
        QFETCH(Pause, reason);
        QFETCH(int, writes);
        // The canary is let through, so that there is a group to stop in.
        m_session.sandbox.addFault(u"POST:update/ca:2-="_s + fault);
        m_session.apply(m_session.newOwners(11, m_next));
        m_next += 11;
        QVERIFY(m_session.pauses(reason));
        QCOMPARE(m_session.writes(), 1 + writes);
        m_session.sandbox.clearFaults();
        QVERIFY(m_session.finishesWhenResumed());
        QCOMPARE(m_session.count(Verified), 11);
        QCOMPARE(m_session.broken(), QString());
    }
};

QTEST_GUILESS_MAIN(WriteFaultsTest)
#include "tst_writefaults.moc"
