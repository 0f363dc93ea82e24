// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/preflight.h"
#include "changes/readback.h"
#include "changes/stopwatch.h"
#include "domain/agentfields.h"
#include "domain/agentrules.h"
#include "domain/keyfields.h"
#include "support/agentworld.h"
#include "support/keyworld.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using enum ChangeState;
using Pause = ApplyRun::Pause;
using Kind = Failure::Kind;

namespace {

enum Class { B, D, E, F };

Change changeOf(Class c)
{
    Change change;
    change.object = c == D ? -1 : 5;
    change.operation = c == D ? Operation::Create : c == E ? Operation::Delete : Operation::Update;
    change.applyOnAgents = c == F;
    return change;
}

WriteVerdict verdictOf(Class c, const Failure &failure, int sent)
{
    Exchange exchange;
    exchange.requestsSent = sent;
    exchange.status = failure.httpStatus;
    return judgeWrite(changeOf(c), tl::unexpected(failure), exchange, {});
}

QString stateName(ChangeState state)
{
    return toWire(state);
}

} // namespace

Q_DECLARE_METATYPE(Failure)

class VerdictsTest : public QObject
{
    Q_OBJECT
private slots:
    void theRetryTable_data()
    {
        QTest::addColumn<Failure>("failure");
        QTest::addColumn<int>("sent");
        QTest::addColumn<QString>("b");
        QTest::addColumn<QString>("d");
        QTest::addColumn<QString>("e");
        QTest::addColumn<QString>("f");
        QTest::addColumn<int>("stop");
        const auto row = [](const char *name, const Failure &failure, int sent, ChangeState b, ChangeState d,
                            ChangeState e, ChangeState f, Pause stop = Pause::None) {
            QTest::addRow("%s", name) << failure << sent << stateName(b) << stateName(d) << stateName(e) << stateName(f)
                                      << int(stop);
        };
        const auto all = [&](const char *name, const Failure &failure, int sent, ChangeState state,
                             Pause stop = Pause::None) { row(name, failure, sent, state, state, state, state, stop); };
        const auto status = [](Kind kind, int httpStatus) { return Failure{.kind = kind, .httpStatus = httpStatus}; };

        all("refused, unknown host", {.kind = Kind::Offline}, 0, Queued, Pause::Offline);
        all("connect timeout", {.kind = Kind::TimedOut}, 0, Queued, Pause::Offline);
        all("reset while connecting", {.kind = Kind::ConnectionLost}, 0, Queued, Pause::Offline);
        all("certificate", {.kind = Kind::Tls}, 0, Queued, Pause::Tls);
        all("proxy", {.kind = Kind::Proxy}, 0, Queued, Pause::Proxy);
        all("latched", {.kind = Kind::Latched}, 0, Queued, Pause::Latched);
        all("read-only", {.kind = Kind::ReadOnly}, 0, Queued, Pause::ReadOnly);
        all("closed after sending", {.kind = Kind::ConnectionLost}, 1, Unknown);
        all("deadline", {.kind = Kind::TimedOut}, 1, Unknown);
        all("cut body", status(Kind::Unreadable, 200), 1, Unknown);
        all("html", status(Kind::NotQualys, 200), 1, Unknown);
        all("401", status(Kind::SignInRefused, 401), 1, Queued, Pause::Latched);
        all("403", status(Kind::NotPermitted, 403), 1, Rejected);
        all("invalid request", status(Kind::Rejected, 200), 1, Rejected);
        all("duplicate", status(Kind::Duplicate, 200), 1, Rejected);
        all("too large", status(Kind::TooLarge, 413), 1, Rejected);
        row("not found", status(Kind::NotFound, 404), 1, Conflict, Rejected, Acked, Conflict);
        all("405", status(Kind::NotSupported, 405), 1, Rejected, Pause::StopRule);
        all("throttled", status(Kind::Throttled, 429), 1, Queued, Pause::RateLimited);
        all("concurrency", status(Kind::Concurrency, 409), 1, Queued, Pause::RateLimited);
        all("500", status(Kind::ServerError, 500), 1, Unknown);
        all("504", status(Kind::ServerError, 504), 1, Unknown);
        all("503 without a time", status(Kind::Maintenance, 503), 1, Unknown);
        row("503 with a time", {.kind = Kind::Maintenance, .httpStatus = 503, .retryAfter = 5s}, 1, Queued, Unknown,
            Queued, Unknown, Pause::RateLimited);
        all("redirect", status(Kind::Redirected, 302), 1, Unknown, Pause::NotQualys);
        all("unknown code", status(Kind::UnknownCode, 200), 1, Unknown);
        all("still processing", status(Kind::InProgress, 200), 1, Unknown);
    }
    void theRetryTable()
    {
        QFETCH(Failure, failure);
        QFETCH(int, sent);
        QFETCH(int, stop);
        QTEST(stateName(verdictOf(B, failure, sent).next), "b");
        QTEST(stateName(verdictOf(D, failure, sent).next), "d");
        QTEST(stateName(verdictOf(E, failure, sent).next), "e");
        QTEST(stateName(verdictOf(F, failure, sent).next), "f");
        QCOMPARE(int(verdictOf(B, failure, sent).stop), stop);
    }

    void aWaitHeaderMakesA409ALimit()
    {
        Exchange exchange;
        exchange.status = 409;
        exchange.requestsSent = 1;
        exchange.limits.toWait = 180s;
        const Failure failure{.kind = Kind::UnknownCode, .httpStatus = 409};
        const WriteVerdict verdict = judgeWrite(changeOf(D), tl::unexpected(failure), exchange, {});
        QCOMPARE(verdict.next, Queued);
        QCOMPARE(verdict.wait, 180'000ms);
    }

    void absurdWaitsAreCut()
    {
        QCOMPARE(verdictOf(B, {.kind = Kind::Throttled, .retryAfter = 10'000'000s}, 1).wait, 24h);
        QCOMPARE(verdictOf(B, {.kind = Kind::Throttled, .retryAfter = -5s}, 1).wait, 5s);
    }

    void anAnswerAboutAnotherObjectIsNoAnswer()
    {
        Exchange exchange;
        exchange.requestsSent = 1;
        QCOMPARE(judgeWrite(changeOf(B), WriteReply{6, 1, {}}, exchange, {}).next, Unknown);
        QCOMPARE(judgeWrite(changeOf(B), WriteReply{0, 1, {}}, exchange, {}).next, Acked);
        QCOMPARE(judgeWrite(changeOf(D), WriteReply{0, 1, {}}, exchange, {}).next, Unknown);
        QCOMPARE(judgeWrite(changeOf(D), WriteReply{9, 1, {}}, exchange, {}).object, 9);

        Change create = changeOf(D);
        create.base = existingObjects({3, 7, 8, 9}); // what a create made was not there before
        for (const qint64 id : {3, 7, 8, 9})
            QCOMPARE(judgeWrite(create, WriteReply{id, 1, {}}, exchange, {}).next, Unknown);
        for (const qint64 id : {2, 4, 6, 10})
            QCOMPARE(judgeWrite(create, WriteReply{id, 1, {}}, exchange, {}).next, Acked);
    }

    void aCreateThatLeftTwiceIsNeverBelieved()
    {
        Exchange exchange;
        exchange.requestsSent = 2;
        QCOMPARE(judgeWrite(changeOf(D), WriteReply{9, 1, {}}, exchange, {}).next, Unknown);
        const Failure duplicate{.kind = Kind::Duplicate};
        QCOMPARE(judgeWrite(changeOf(D), tl::unexpected(duplicate), exchange, {}).next, Unknown);
    }

    void streaksStopARun_data()
    {
        QTest::addColumn<QList<int>>("kinds"); // of WriteVerdict::Kind
        QTest::addColumn<int>("stop");
        using V = WriteVerdict::Kind;
        const auto row = [](const char *name, std::initializer_list<V> kinds, Pause stop) {
            QList<int> list;
            for (const V kind : kinds)
                list.append(int(kind));
            QTest::addRow("%s", name) << list << int(stop);
        };
        row("two refusals", {V::Refused, V::Refused}, Pause::None);
        row("three refusals", {V::Refused, V::Refused, V::Refused}, Pause::StopRule);
        row("three with a success between", {V::Refused, V::Refused, V::Good, V::Refused}, Pause::None);
        row("the first invalid request", {V::Good, V::FirstRefusal}, Pause::StopRule);
        row("three lost", {V::Lost, V::Lost, V::Lost}, Pause::ServerErrors);
        row("two html", {V::NotQualys, V::NotQualys}, Pause::NotQualys);
        row("html, good, html", {V::NotQualys, V::Good, V::NotQualys}, Pause::None);
        row("three denied", {V::NotPermitted, V::NotPermitted, V::NotPermitted}, Pause::PermissionMissing);
        row("five of ten 500",
            {V::ServerError, V::Good, V::ServerError, V::Good, V::ServerError, V::Good, V::ServerError, V::Good,
             V::ServerError},
            Pause::ServerErrors);
    }
    void streaksStopARun()
    {
        QFETCH(QList<int>, kinds);
        StopWatch watch{StopRules()};
        Pause stop = Pause::None;
        for (const int kind : kinds) {
            QCOMPARE(stop, Pause::None);
            WriteVerdict verdict;
            verdict.kind = WriteVerdict::Kind(kind);
            stop = watch.onReply(Operation::Update, verdict);
        }
        QTEST(int(stop), "stop");
    }

    void moreThanAFifthOfTheLastTwentyStopsARun()
    {
        StopWatch watch{StopRules()};
        Pause stop = Pause::None;
        int answers = 0;
        for (; stop == Pause::None && answers < 100; ++answers)
            stop = watch.onReply(Operation::Update,
                                 {.kind = answers % 4 == 3 ? WriteVerdict::Kind::Refused : WriteVerdict::Kind::Good});
        QCOMPARE(stop, Pause::StopRule);
        QCOMPARE(answers, 20); // the fifth failure
        StopWatch patient{StopRules{.stopAfterFailures = false}};
        for (int i = 0; i < 100; ++i)
            QCOMPARE(patient.onReply(Operation::Update, {.kind = WriteVerdict::Kind::Refused}), Pause::None);
    }

    void deniedOperationsAreCountedApart()
    {
        StopWatch watch{StopRules{.stopAfterFailures = false}};
        const WriteVerdict denied{.kind = WriteVerdict::Kind::NotPermitted};
        QCOMPARE(watch.onReply(Operation::Update, denied), Pause::None);
        QCOMPARE(watch.onReply(Operation::Update, denied), Pause::None);
        QCOMPARE(watch.onReply(Operation::Delete, denied), Pause::None);
        QCOMPARE(watch.onReply(Operation::Update, denied), Pause::None);
    }

    void theFirstInvalidRequestStopsOnlyOnce()
    {
        StopWatch watch{StopRules()};
        const WriteVerdict refused{.kind = WriteVerdict::Kind::FirstRefusal};
        QCOMPARE(watch.onReply(Operation::Update, refused), Pause::StopRule);
        watch.forgive();
        QCOMPARE(watch.onReply(Operation::Update, refused), Pause::None);
    }

    void existingObjectsAreKeptAsRanges()
    {
        const QJsonObject kept = existingObjects({7, 3, 4, 5, 5, 100});
        QCOMPARE(kept.value("ids"_L1).toString(), u"3-5,7,100"_s);
        QCOMPARE(kept.value("highest"_L1).toInt(), 100);
        QCOMPARE(idsOf(kept), (QSet<qint64>{3, 4, 5, 7, 100}));
        QCOMPARE(idsOf(existingObjects({})), QSet<qint64>());
    }

    void conflictsArePerField()
    {
        KeyWorld world;
        const qint64 id = world.add(u"a"_s, 7);
        Change change;
        change.object = id;
        change.desired = {{keyfields::owner, 42}};
        change.before = world.at(id).fields;
        QCOMPARE(judgePreflight(change, world.at(id), false, world).next, Preflight);

        world.at(id).fields.insert(keyfields::title, u"renamed"_s);
        PreflightVerdict verdict = judgePreflight(change, world.at(id), false, world);
        QCOMPARE(verdict.next, Preflight);
        QVERIFY(verdict.reason.unrelatedDrift);
        QCOMPARE(*verdict.base, world.at(id).fields);

        world.at(id).fields.insert(keyfields::owner, 9);
        verdict = judgePreflight(change, world.at(id), false, world);
        QCOMPARE(verdict.next, Conflict);
        QCOMPARE(verdict.reason.fields, (QList<FieldDifference>{{keyfields::owner, 7, 9, 42}}));
        QCOMPARE(judgePreflight(change, world.at(id), true, world).next, Conflict); // nobody has seen the 9 yet
        change.reason = verdict.reason;
        QCOMPARE(judgePreflight(change, world.at(id), true, world).next, Preflight);
        world.at(id).fields.insert(keyfields::owner, 10);
        QCOMPARE(judgePreflight(change, world.at(id), true, world).next, Conflict);

        world.at(id).fields.insert(keyfields::owner, 42);
        QCOMPARE(judgePreflight(change, world.at(id), false, world).next, Noop);
        change.applyOnAgents = true;
        QCOMPARE(judgePreflight(change, world.at(id), false, world).next, Preflight);
        QCOMPARE(judgePreflight(change, {}, false, world).next, Conflict);
    }

    void aDeleteStopsAtAnyFieldSomebodyElseChanged()
    {
        KeyWorld world;
        const qint64 id = world.add(u"a"_s);
        Change change;
        change.operation = Operation::Delete;
        change.object = id;
        change.before = world.at(id).fields;
        QCOMPARE(judgePreflight(change, world.at(id), false, world).next, Preflight);
        world.at(id).fields.insert(keyfields::title, u"now in use"_s);
        QCOMPARE(judgePreflight(change, world.at(id), false, world).next, Conflict);
        QCOMPARE(judgePreflight(change, {}, false, world).next, Noop);
    }

    /// By the service's clock alone, whatever ours says.
    void aScanIsAnotherOneThanTheLast()
    {
        AgentWorld world;
        const qint64 id = world.add({u"AGENT_VM"_s});
        const QString field = agentfields::ofScan(ScanKind::Vulnerability);
        Change change = world.change(
            id, {{field, agentfields::scanAsked(QDateTime::fromString(u"2026-05-01T12:00:00Z"_s, Qt::ISODate))}});
        change.before.insert(field, u"2026-04-01T00:00:00Z"_s);
        const auto holding = [&](const QString &time) {
            Observed now{.id = id, .fields = world.fieldsOf(id)};
            if (!time.isEmpty())
                now.fields.insert(field, time);
            return now;
        };
        const auto finding = [&](const QString &time) { return int(readBack(change, holding(time), world).finding); };
        // One that was made for somebody else, after it was asked for and before it was sent.
        const PreflightVerdict verdict = judgePreflight(change, holding(u"2026-05-01T12:30:00Z"_s), false, world);
        QCOMPARE(verdict.next, Preflight);
        QVERIFY(verdict.base.has_value());
        change.base = *verdict.base;
        QCOMPARE(finding(u"2026-05-01T12:30:00Z"_s), int(ReadBack::Finding::AsBefore));
        QCOMPARE(finding(u"2026-05-01T12:30:05Z"_s), int(ReadBack::Finding::AsWanted));

        // The service's clock is an hour behind ours.
        const PreflightVerdict behind = judgePreflight(change, holding(u"2026-04-01T00:00:00Z"_s), false, world);
        QCOMPARE(behind.next, Preflight);
        QCOMPARE(*behind.base, QJsonObject());
        change.base = *behind.base;
        QCOMPARE(finding(u"2026-05-01T11:00:20Z"_s), int(ReadBack::Finding::AsWanted));
        QCOMPARE(finding(u"2026-04-01T00:00:00Z"_s), int(ReadBack::Finding::AsBefore));

        change.base = {};
        change.before.remove(field); // it never made one
        QCOMPARE(judgePreflight(change, holding({}), false, world).next, Preflight);
        QCOMPARE(finding({}), int(ReadBack::Finding::AsBefore));
        QCOMPARE(finding(u"2020-01-01T00:00:00Z"_s), int(ReadBack::Finding::AsWanted));
    }

    /// Of tags only those count that are to be put on or taken off.
    void tagsThatOthersPutOnAreInNobodysWay()
    {
        AgentWorld world;
        const qint64 id = world.add({u"AGENT_VM"_s});
        const QString tags = agentfields::tags;
        Change change = world.change(id, {{tags, QJsonArray{1, 3}}});
        change.before.insert(tags, QJsonArray{1, 2}); // put 3 on, take 2 off
        const auto holding = [&](const QJsonArray &ids) {
            Observed now{.id = id, .fields = world.fieldsOf(id)};
            now.fields.insert(tags, ids);
            return now;
        };
        const auto finding = [&](const QJsonArray &ids) { return int(readBack(change, holding(ids), world).finding); };
        for (const QJsonArray &drifted : {QJsonArray{1, 2, 9}, QJsonArray{2}, QJsonArray{1, 2, 3}, QJsonArray{9}}) {
            const PreflightVerdict verdict = judgePreflight(change, holding(drifted), false, world);
            QCOMPARE(verdict.next, Preflight);
            QCOMPARE(verdict.base->value(tags).toArray(), drifted);
        }
        QCOMPARE(judgePreflight(change, holding({3, 9}), false, world).next, Noop);
        for (const QJsonArray &done : {QJsonArray{1, 3}, QJsonArray{1, 3, 9}, QJsonArray{3}})
            QCOMPARE(finding(done), int(ReadBack::Finding::AsWanted));
        for (const QJsonArray &open : {QJsonArray{1, 2}, QJsonArray{1, 2, 9}, QJsonArray{1}})
            QCOMPARE(finding(open), int(ReadBack::Finding::AsBefore));
    }

    void aHalfDoneWriteIsNeverTakenForNothing()
    {
        KeyWorld world;
        const qint64 id = world.add(u"a"_s, 7);
        Change change;
        change.object = id;
        change.desired = {{keyfields::owner, 42}, {keyfields::title, u"b"_s}};
        change.before = world.at(id).fields;
        QCOMPARE(int(readBack(change, world.at(id), world).finding), int(ReadBack::Finding::AsBefore));
        world.at(id).fields.insert(keyfields::owner, 42);
        const ReadBack half = readBack(change, world.at(id), world);
        QCOMPARE(int(half.finding), int(ReadBack::Finding::Other));
        QCOMPARE(half.differences, (QList<FieldDifference>{{keyfields::title, u"a"_s, u"a"_s, u"b"_s}}));
        world.at(id).fields.insert(keyfields::title, u"b"_s);
        QCOMPARE(int(readBack(change, world.at(id), world).finding), int(ReadBack::Finding::AsWanted));
        QCOMPARE(int(readBack(change, {}, world).finding), int(ReadBack::Finding::Vanished));
    }

    void aFieldWeDidNotTouchIsCheckedAsWell()
    {
        KeyWorld world;
        const qint64 id = world.add(u"a"_s, 7);
        Change change;
        change.object = id;
        change.desired = {{keyfields::owner, 42}};
        change.before = world.at(id).fields;
        world.at(id).fields.insert(keyfields::owner, 42);
        world.at(id).fields.insert(keyfields::modules, QJsonValue());
        const ReadBack read = readBack(change, world.at(id), world);
        QCOMPARE(int(read.finding), int(ReadBack::Finding::Other));
        QCOMPARE(read.differences.size(), 1);
        QCOMPARE(read.differences.first().field, QString(keyfields::modules));
    }
};

QTEST_GUILESS_MAIN(VerdictsTest)
#include "tst_verdicts.moc"
