// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/keyfields.h"
#include "store/sqlitejournal.h"
#include "support/waiting.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using enum ChangeState;

namespace {

QDateTime at(const QString &text)
{
    return QDateTime::fromString(text, Qt::ISODateWithMs);
}

Change edit(qint64 id)
{
    Change change;
    change.object = id;
    change.label = u"key %1"_s.arg(id);
    change.desired = {{keyfields::owner, 42}};
    change.before = {{keyfields::owner, 7}, {keyfields::title, u"Zürich \u202e"_s}};
    return change;
}

Plan planOf(int changes, const QString &subscription = u"s"_s)
{
    Plan plan;
    plan.subscription = subscription;
    plan.subscriptionName = u"Larkspur"_s;
    plan.actor = u"ada"_s;
    plan.appVersion = u"0.1"_s;
    plan.createdUtc = at(u"2026-03-01T10:00:00.000Z"_s);
    plan.rules.createAgainIfNotSent = true;
    for (int i = 1; i <= changes; ++i)
        plan.changes.append(edit(i));
    plan.digest = planDigest(plan);
    return plan;
}

Attempt attemptOf(const QList<ChangeId> &changes)
{
    Attempt attempt;
    attempt.uuid = QUuid::createUuid();
    attempt.endpoint = u"/qps/rest/1.0/update/ca/agentactkey/5"_s;
    attempt.method = "POST";
    attempt.bodySha256 = QByteArray(32, '\x7f');
    attempt.bodyRedacted = "<title>a</title>";
    attempt.startedUtc = at(u"2026-03-01T10:00:01.000Z"_s);
    attempt.changes = changes;
    return attempt;
}

ChangeUpdate updateOf(ChangeId change, ChangeState state)
{
    return {.change = change, .state = state, .reason = {}};
}

} // namespace

class JournalTest : public QObject
{
    Q_OBJECT

    struct Opened
    {
        explicit Opened(JournalOptions options = {})
            : journal(std::make_unique<SqliteJournal>(path(), options))
        {
            result = answerOf<SqliteJournal::Opened>([&](auto done) { journal->open(done); });
        }
        QString path() const { return folder.filePath(u"data/journal.db"_s); }
        void reopen(JournalOptions options = {})
        {
            journal.reset();
            journal = std::make_unique<SqliteJournal>(path(), options);
            result = answerOf<SqliteJournal::Opened>([&](auto done) { journal->open(done); });
        }
        Plan store(const Plan &plan)
        {
            return *answerOf<Plan>([&](auto done) { journal->storePlan(plan, done); });
        }
        Outcome begin(const Attempt &attempt)
        {
            return answerOf<void>([&](auto done) { journal->beginAttempt(attempt, done); });
        }
        Outcome update(const QList<ChangeUpdate> &updates)
        {
            return answerOf<void>([&](auto done) { journal->update(updates, done); });
        }
        Outcome setState(PlanId plan, Plan::State state)
        {
            return answerOf<void>([&](auto done) { journal->setPlanState(plan, state, done); });
        }
        QList<PlanSummary> history(const QString &subscription = {})
        {
            return *answerOf<QList<PlanSummary>>([&](auto done) { journal->history(subscription, 100, done); });
        }
        Result<Plan> plan(PlanId id)
        {
            return answerOf<Plan>([&](auto done) { journal->plan(id, done); });
        }
        QList<Plan> unfinished(const QString &subscription = {})
        {
            return *answerOf<QList<Plan>>([&](auto done) { journal->unfinished(subscription, done); });
        }
        QList<AttemptRecord> attempts(ChangeId change)
        {
            return *answerOf<QList<AttemptRecord>>([&](auto done) { journal->attemptsOf(change, done); });
        }
        QList<JournalEvent> events(int count = 1000)
        {
            return *answerOf<QList<JournalEvent>>([&](auto done) { journal->events(count, done); });
        }
        Journal::ChainReport chain()
        {
            return *answerOf<Journal::ChainReport>([&](auto done) { journal->verifyChain(done); });
        }

        QTemporaryDir folder;
        std::unique_ptr<SqliteJournal> journal;
        Result<SqliteJournal::Opened> result;
    };

private slots:
    void aPlanComesBackAsItWasStored()
    {
        Opened t;
        QVERIFY(t.result && t.result->created);
        Plan plan = planOf(3);
        plan.changes[1].operation = Operation::Create;
        plan.changes[1].object = -1;
        plan.changes[2].applyOnAgents = true;
        plan.changes[2].agents = 12;
        plan.changes[2].undoOf = {99};
        plan.digest = planDigest(plan);
        const Plan stored = t.store(plan);
        QVERIFY(stored.id);
        for (const Change &change : stored.changes) {
            QVERIFY(change.id);
            QCOMPARE(change.state, Planned);
        }
        t.reopen();
        QVERIFY(t.result && !t.result->created);
        const QList<PlanSummary> history = t.history();
        QCOMPARE(history.size(), 1);
        QVERIFY(!history[0].finishedUtc.isValid());
        const Result<Plan> whole = t.plan(stored.id);
        QVERIFY(whole);
        QCOMPARE(*whole, stored);
        QCOMPARE(planDigest(*whole), plan.digest);
    }

    void aHistoryShowsOutlines()
    {
        Opened t;
        Plan outline = t.store(planOf(3));
        QVERIFY(std::ranges::none_of(outline.changes, [](const Change &change) { return change.before.isEmpty(); }));
        for (Change &change : outline.changes)
            change.before = {};
        QCOMPARE(t.history()[0].plan, outline);
    }

    void aPlanThatIsNotThereIsNotFound()
    {
        Opened t;
        const PlanId other{t.store(planOf(1)).id.value + 1};
        const Result<Plan> none = t.plan(other);
        QVERIFY(!none);
        QCOMPARE(none.error().kind, Failure::Kind::NotFound);
    }

    void subscriptionsAreKeptApart()
    {
        Opened t;
        t.store(planOf(1, u"a"_s));
        t.store(planOf(1, u"b"_s));
        QCOMPARE(t.history(u"a"_s).size(), 1);
        QCOMPARE(t.history().size(), 2);
        QCOMPARE(t.history()[0].plan.subscription, u"b"_s); // newest first
        QCOMPARE(t.unfinished(u"b"_s).size(), 1);
    }

    void anAttemptIsOnDiskBeforeItsOutcome()
    {
        Opened t;
        const Plan plan = t.store(planOf(2));
        QVERIFY(t.setState(plan.id, Plan::State::Running));
        QCOMPARE(t.unfinished()[0].changes[0].state, Queued);
        const Attempt attempt = attemptOf({plan.changes[0].id});
        QVERIFY(t.begin(attempt));
        t.reopen();
        QCOMPARE(t.unfinished()[0].changes[0].state, Sending);
        const QList<AttemptRecord> records = t.attempts(plan.changes[0].id);
        QCOMPARE(records.size(), 1);
        QVERIFY(!records[0].outcome);
        QCOMPARE(records[0].attempt.uuid, attempt.uuid);
        QCOMPARE(records[0].attempt.bodyRedacted, attempt.bodyRedacted);
        QCOMPARE(records[0].attempt.bodySha256, attempt.bodySha256);
        QCOMPARE(records[0].attempt.startedUtc, attempt.startedUtc);
    }

    void anOutcomeAndWhatFollowsAreOneCommit()
    {
        Opened t;
        const Plan plan = t.store(planOf(1));
        const ChangeId change = plan.changes[0].id;
        const Attempt attempt = attemptOf({change});
        QVERIFY(t.begin(attempt));
        AttemptOutcome outcome{attempt.uuid, {}, Failure{.kind = Failure::Kind::Throttled, .code = u"1965"_s}};
        outcome.exchange.status = 409;
        outcome.exchange.responseCode = u"1965"_s;
        outcome.exchange.requestsSent = 1;
        outcome.exchange.tries = 1;
        outcome.exchange.bytesIn = 512;
        outcome.exchange.qtError = u"x"_s;
        outcome.exchange.tls = u"TLSv1.3"_s;
        outcome.exchange.finishedUtc = at(u"2026-03-01T10:00:02.500Z"_s);
        outcome.exchange.serverDateUtc = at(u"2026-03-01T10:00:03.000Z"_s);
        outcome.exchange.limits.toWait = std::chrono::seconds(180);
        outcome.exchange.limits.remaining = 0;
        ChangeUpdate update = updateOf(change, Queued);
        update.reason.kind = ChangeReason::Kind::Refused;
        update.reason.failure = outcome.failure;
        update.reason.until = at(u"2026-03-01T10:03:02.500Z"_s);
        const auto before = answerOf<qint64>([&](auto done) { t.journal->commits(done); });
        QVERIFY(answerOf<void>([&](auto done) { t.journal->endAttempt(outcome, {update}, done); }));
        const auto after = answerOf<qint64>([&](auto done) { t.journal->commits(done); });
        QCOMPARE(*after, *before + 1);

        const AttemptRecord record = t.attempts(change).value(0);
        QVERIFY(record.outcome);
        const Exchange &kept = record.outcome->exchange;
        QCOMPARE(kept.status, 409);
        QCOMPARE(kept.responseCode, u"1965"_s);
        QCOMPARE(kept.requestsSent, 1);
        QCOMPARE(kept.tries, 1);
        QCOMPARE(kept.bytesIn, qint64(512));
        QCOMPARE(kept.finishedUtc, outcome.exchange.finishedUtc);
        QCOMPARE(kept.serverDateUtc, outcome.exchange.serverDateUtc);
        QCOMPARE(kept.limits, outcome.exchange.limits);
        QCOMPARE(kept.tls, u"TLSv1.3"_s);
        QCOMPARE(record.outcome->failure, outcome.failure);
        QCOMPARE(t.unfinished()[0].changes[0].reason, update.reason);
    }

    void observationsBelongToTheAttemptBeforeThem()
    {
        Opened t;
        const Plan plan = t.store(planOf(1));
        const ChangeId change = plan.changes[0].id;
        Attempt attempt = attemptOf({change});
        QVERIFY(t.begin(attempt));
        Observation seen{.change = change,
                         .readUtc = at(u"2026-03-01T10:00:05.000Z"_s),
                         .source = u"search"_s,
                         .fields = {{keyfields::owner, 7}},
                         .matches = false,
                         .differences = {{keyfields::owner, 7, 7, 42}}};
        ChangeUpdate update = updateOf(change, Mismatch);
        update.after = seen.fields;
        update.object = 5;
        QVERIFY(answerOf<void>([&](auto done) { t.journal->observe({seen}, {update}, done); }));
        Attempt second = attemptOf({change});
        second.startedUtc = at(u"2026-03-01T10:00:06.000Z"_s);
        QVERIFY(t.begin(second));
        const QList<AttemptRecord> records = t.attempts(change);
        QCOMPARE(records.size(), 2);
        QCOMPARE(records[0].observations.size(), 1);
        QCOMPARE(records[0].observations[0].differences, seen.differences);
        QCOMPARE(records[0].observations[0].fields, seen.fields);
        QVERIFY(records[1].observations.isEmpty());
        const Plan outline = t.history()[0].plan;
        QCOMPARE(t.plan(outline.id)->changes[0].after, seen.fields);
        QVERIFY(outline.changes[0].after.isEmpty());
        QCOMPARE(t.history()[0].plan.changes[0].object, 5);
    }

    void aPlanIsUnfinishedWhileAChangeIsInPassing()
    {
        Opened t;
        const Plan plan = t.store(planOf(2));
        for (const auto &row : wireTable(ChangeState{})) {
            QVERIFY(t.update({updateOf(plan.changes[0].id, Verified), updateOf(plan.changes[1].id, row.value)}));
            QCOMPARE(t.unfinished().size(), isTerminal(row.value) || needsPerson(row.value) ? 0 : 1);
        }
    }

    void stagedEditsSurvive()
    {
        Opened t;
        QList<Change> staged{edit(1), edit(2)};
        staged[1].operation = Operation::Delete;
        QVERIFY(answerOf<void>([&](auto done) { t.journal->saveStaged(u"a"_s, staged, done); }));
        QVERIFY(answerOf<void>([&](auto done) { t.journal->saveStaged(u"b"_s, {edit(9)}, done); }));
        t.reopen();
        QCOMPARE(*answerOf<QList<Change>>([&](auto done) { t.journal->loadStaged(u"a"_s, done); }), staged);
        QVERIFY(answerOf<void>([&](auto done) { t.journal->saveStaged(u"a"_s, {}, done); }));
        QVERIFY(answerOf<QList<Change>>([&](auto done) { t.journal->loadStaged(u"a"_s, done); })->isEmpty());
        QCOMPARE(answerOf<QList<Change>>([&](auto done) { t.journal->loadStaged(u"b"_s, done); })->size(), 1);
    }

    /// Staged and planned at once, after a crash, would be sent twice.
    void whatIsInAPlanIsNotStagedAnyMore()
    {
        Opened t;
        const QList<Change> staged{edit(1), edit(2), edit(3)};
        QVERIFY(answerOf<void>([&](auto done) { t.journal->saveStaged(u"a"_s, staged, done); }));
        QVERIFY(answerOf<void>([&](auto done) { t.journal->saveStaged(u"b"_s, staged, done); }));
        Plan plan = planOf(2);
        plan.subscription = u"a"_s;
        plan.taken = {edit(1), edit(3)};
        QVERIFY(t.store(plan).taken.isEmpty());
        t.reopen();
        QCOMPARE(*answerOf<QList<Change>>([&](auto done) { t.journal->loadStaged(u"a"_s, done); }), {edit(2)});
        QCOMPARE(answerOf<QList<Change>>([&](auto done) { t.journal->loadStaged(u"b"_s, done); })->size(), 3);
    }

    void nothingThatLooksLikeAnActivationKeyIsWritten()
    {
        const QByteArray secret = "3f2504e0-4f89-41d3-9a0c-0305e82cbeef";
        Opened t;
        const Plan plan = t.store(planOf(1));
        Attempt attempt = attemptOf({plan.changes[0].id});
        attempt.bodyRedacted = "<activationKey>" + secret + "</activationKey><x>" + secret.toUpper() + "</x>";
        QVERIFY(t.begin(attempt));
        AttemptOutcome outcome{attempt.uuid, {}, Failure{.kind = Failure::Kind::Rejected}};
        outcome.failure->detail = u"no such key "_s + QString::fromLatin1(secret);
        ChangeUpdate update = updateOf(plan.changes[0].id, Rejected);
        update.reason.failure = outcome.failure;
        QVERIFY(answerOf<void>([&](auto done) { t.journal->endAttempt(outcome, {update}, done); }));
        t.journal->note(u"x"_s, {}, QString::fromLatin1(secret));
        const QByteArray body = t.attempts(plan.changes[0].id)[0].attempt.bodyRedacted;
        QVERIFY(body.contains("****beef#"));
        t.journal.reset();
        for (const QFileInfo &file : QDir(t.folder.filePath(u"data"_s)).entryInfoList(QDir::Files)) {
            QFile in(file.filePath());
            QVERIFY(in.open(QIODevice::ReadOnly));
            QVERIFY2(!in.readAll().toLower().contains(secret), qPrintable(file.fileName()));
        }
    }

    void everyCallLeavesALineInTheChain()
    {
        Opened t;
        const Plan plan = t.store(planOf(1));
        QVERIFY(t.setState(plan.id, Plan::State::Running));
        QVERIFY(t.begin(attemptOf({plan.changes[0].id})));
        QVERIFY(t.update({updateOf(plan.changes[0].id, Verified)}));
        t.journal->note(u"exported"_s, u"3"_s, u"to a file"_s);
        QStringList kinds;
        for (const JournalEvent &event : t.events())
            kinds.prepend(event.kind);
        QCOMPARE(kinds, (QStringList{u"plan-stored"_s, u"plan-state"_s, u"attempt-began"_s, u"changes-moved"_s,
                                     u"exported"_s}));
        QCOMPARE(t.events(2).size(), 2);
        const Journal::ChainReport chain = t.chain();
        QVERIFY(chain.intact);
        QCOMPARE(chain.events, 5);
        QCOMPARE(chain.head.size(), 32);
    }

    void aFullDiskIsReportedAndNothingIsHalfWritten()
    {
        Opened t({.maxPages = 60});
        QVERIFY(t.result);
        const Plan plan = t.store(planOf(3));
        int written = 0;
        Outcome outcome;
        Attempt refused;
        while (outcome && written < 10'000) {
            refused = attemptOf({plan.changes[0].id});
            refused.bodyRedacted = QByteArray(3000, 'x');
            outcome = t.begin(refused);
            written += outcome ? 1 : 0;
        }
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Failure::Kind::NotStored);
        QCOMPARE(outcome.error().code, u"SQLITE_FULL"_s);
        QCOMPARE(t.attempts(plan.changes[0].id).size(), written);
        QVERIFY(t.chain().intact);
        QSignalSpy noteFailed(t.journal.get(), &SqliteJournal::noteFailed);
        for (int i = 0; i < 200 && noteFailed.isEmpty(); ++i) {
            t.journal->note(u"n"_s, {}, QString(3000, u'x'));
            t.chain();
        }
        QVERIFY(!noteFailed.isEmpty());
        t.reopen(); // room again
        QVERIFY(t.begin(refused));
        QCOMPARE(t.attempts(plan.changes[0].id).size(), written + 1);
        QVERIFY(t.chain().intact);
    }

    void oldPlansArePrunedWholeAndLeaveALine()
    {
        const QDateTime now = at(u"2026-03-01T10:00:00.000Z"_s);
        QDateTime clock = now.addDays(-500);
        Opened t({.now = [&clock] { return clock; }});
        const Plan finished = t.store(planOf(2));
        const Plan waiting = t.store(planOf(1));
        QVERIFY(t.begin(attemptOf({finished.changes[0].id})));
        for (const Change &change : finished.changes)
            QVERIFY(t.update({updateOf(change.id, Verified)}));
        QVERIFY(t.update({updateOf(waiting.changes[0].id, Conflict)}));
        QVERIFY(t.setState(finished.id, Plan::State::Finished));
        QVERIFY(t.setState(waiting.id, Plan::State::Finished));
        clock = now.addDays(-10);
        const Plan young = t.store(planOf(1));
        QVERIFY(t.update({updateOf(young.changes[0].id, Verified)}));
        QVERIFY(t.setState(young.id, Plan::State::Finished));
        clock = now;
        t.reopen({.now = [&clock] { return clock; }});
        QCOMPARE(t.result->pruned, 1);
        QCOMPARE(t.history().size(), 2);
        QVERIFY(t.attempts(finished.changes[0].id).isEmpty());
        QCOMPARE(t.events(1)[0].kind, u"plan-pruned"_s);
        QVERIFY(t.events(1)[0].text.contains(QString::fromLatin1(finished.digest.toHex())));
        QVERIFY(t.chain().intact);
        t.reopen({.keepBytes = 1, .now = [&clock] { return clock; }});
        QCOMPARE(t.result->pruned, 1); // the oldest that may go; what waits for a person stays
        QCOMPARE(t.history().size(), 1);
    }

    void whatWasAskedForIsWrittenBeforeTheEnd()
    {
        Opened t;
        for (int i = 0; i < 50; ++i)
            t.journal->note(u"n"_s, QString::number(i), {});
        t.reopen();
        QCOMPARE(t.chain().events, 50);
    }

    void noAnswerComesAfterTheJournalIsGone()
    {
        Opened t;
        bool answered = false;
        t.journal->note(u"n"_s, {}, {});
        t.journal->verifyChain([&](const auto &) { answered = true; });
        t.journal.reset();
        QTest::qWait(20);
        QVERIFY(!answered);
    }
};

QTEST_GUILESS_MAIN(JournalTest)
#include "tst_journal.moc"
