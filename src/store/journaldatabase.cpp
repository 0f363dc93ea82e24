// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "store/journaldatabase.h"

#include "changes/failpoint.h"
#include "changes/failurejson.h"
#include "store/journalrows.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <SQLiteCpp/Transaction.h>

using namespace Qt::StringLiterals;
using journalrows::bind;
using journalrows::utcText;

namespace {

QString wordOf(Plan::State state)
{
    return toWire(state);
}

QString uuidText(const QUuid &uuid)
{
    return uuid.toString(QUuid::WithoutBraces);
}

QString textOf(const QJsonObject &json)
{
    return QString::fromUtf8(journalrows::compact(json));
}

QJsonObject statesOf(const QList<ChangeUpdate> &updates)
{
    QJsonObject states;
    for (const ChangeUpdate &update : updates)
        states.insert(update.change.toString(), toWire(update.state));
    return states;
}

QJsonObject policyOf(const StopRules &rules)
{
    return {{"stopAfterFailures"_L1, rules.stopAfterFailures}, {"createAgainIfNotSent"_L1, rules.createAgainIfNotSent}};
}

Failure withoutKeys(Failure failure, const QByteArray &salt)
{
    failure.detail = journalrows::withoutKeys(failure.detail, salt);
    failure.resolution = journalrows::withoutKeys(failure.resolution, salt);
    return failure;
}

} // namespace

JournalDatabase::JournalDatabase(std::unique_ptr<SQLite::Database> database)
    : m_database(std::move(database))
    , m_events(*m_database)
{
    SQLite::Statement row(*m_database, "SELECT value FROM meta WHERE name = 'salt'");
    if (row.executeStep())
        m_salt = journalrows::blob(row, 0);
}

JournalDatabase::~JournalDatabase() = default;

SQLite::Statement &JournalDatabase::prepared(const char *sql)
{
    auto &statement = m_statements[sql];
    if (!statement)
        statement = std::make_shared<SQLite::Statement>(*m_database, sql);
    statement->tryReset();
    statement->clearBindings();
    return *statement;
}

template <typename F>
void JournalDatabase::commit(F work)
{
    SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
    work();
    transaction.commit();
    ++m_commits;
}

Plan JournalDatabase::storePlan(const Plan &plan, const QDateTime &now)
{
    Plan stored = plan;
    commit([&] {
        if (!plan.taken.isEmpty())
            leaveStaged(plan);
        SQLite::Statement &row = prepared("INSERT INTO plan (subscription_fp, subscription_name, actor, app_version, "
                                          "created_utc, digest, policy_json, "
                                          "undo, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        bind(row, 1, plan.subscription);
        bind(row, 2, plan.subscriptionName);
        bind(row, 3, plan.actor);
        bind(row, 4, plan.appVersion);
        bind(row, 5, utcText(plan.createdUtc.isValid() ? plan.createdUtc : now));
        bind(row, 6, plan.digest);
        bind(row, 7, policyOf(plan.rules));
        bind(row, 8, int(plan.undo));
        bind(row, 9, wordOf(plan.state));
        row.exec();
        stored.id = {m_database->getLastInsertRowid()};
        qint64 seq = 0;
        for (Change &change : stored.changes) {
            SQLite::Statement &line = prepared(
                "INSERT INTO change (plan_id, seq, op, object_type, object_id, label, desired_json, pre_json, "
                "apply_on_agents, agents, state, undo_of, idem_class) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
            change.state = ChangeState::Planned;
            bind(line, 1, stored.id.value);
            bind(line, 2, ++seq);
            bind(line, 3, toWire(change.operation));
            bind(line, 4, toWire(change.type));
            bind(line, 5, change.object);
            bind(line, 6, change.label);
            bind(line, 7, change.desired);
            bind(line, 8, change.before);
            bind(line, 9, int(change.applyOnAgents));
            bind(line, 10, change.agents);
            bind(line, 11, toWire(change.state));
            bind(line, 12, change.undoOf.value);
            bind(line, 13, journalrows::idempotencyClass(change));
            line.exec();
            change.id = {m_database->getLastInsertRowid()};
        }
        m_events.append(utcText(now), u"plan-stored"_s, stored.id.toString(),
                        textOf({{"digest"_L1, QString::fromLatin1(plan.digest.toHex())},
                                {"changes"_L1, seq},
                                {"actor"_L1, plan.actor},
                                {"subscription"_L1, plan.subscription}}));
    });
    stored.taken.clear();
    return stored;
}

void JournalDatabase::setPlanState(PlanId plan, Plan::State state, const QDateTime &now)
{
    const bool ended = state == Plan::State::Finished || state == Plan::State::Cancelled;
    commit([&] {
        SQLite::Statement &row = prepared("UPDATE plan SET state = ?, finished_utc = ? WHERE id = ?");
        bind(row, 1, wordOf(state));
        bind(row, 2, ended ? now : QDateTime());
        bind(row, 3, plan.value);
        row.exec();
        if (state == Plan::State::Running) {
            SQLite::Statement &queue =
                prepared("UPDATE change SET state = 'QUEUED' WHERE plan_id = ? AND state = 'PLANNED'");
            bind(queue, 1, plan.value);
            queue.exec();
        }
        SQLite::Statement &lease = prepared("UPDATE lease SET heartbeat_utc = ?, plan_id = ?");
        bind(lease, 1, utcText(now));
        if (state == Plan::State::Running)
            bind(lease, 2, plan.value);
        lease.exec();
        m_events.append(utcText(now), u"plan-state"_s, plan.toString(), wordOf(state));
    });
}

void JournalDatabase::beginAttempt(const Attempt &attempt)
{
    const QString uuid = uuidText(attempt.uuid);
    commit([&] {
        SQLite::Statement &row =
            prepared("INSERT INTO attempt (uuid, endpoint, method, body_sha256, body_redacted, phase, "
                     "started_utc) VALUES (?, ?, ?, ?, ?, 'SENDING', ?)");
        bind(row, 1, uuid);
        bind(row, 2, attempt.endpoint);
        bind(row, 3, attempt.method);
        bind(row, 4, attempt.bodySha256);
        bind(row, 5, journalrows::withoutKeys(attempt.bodyRedacted, m_salt));
        bind(row, 6, utcText(attempt.startedUtc));
        row.exec();
        QJsonArray ids;
        for (const ChangeId change : attempt.changes) {
            SQLite::Statement &link = prepared("INSERT INTO attempt_change (change_id, attempt_uuid) VALUES (?, ?)");
            bind(link, 1, change.value);
            bind(link, 2, uuid);
            link.exec();
            SQLite::Statement &state = prepared("UPDATE change SET state = 'SENDING' WHERE id = ?");
            bind(state, 1, change.value);
            state.exec();
            ids.append(change.value);
        }
        m_events.append(utcText(attempt.startedUtc), u"attempt-began"_s, uuid,
                        textOf({{"changes"_L1, ids}, {"body"_L1, QString::fromLatin1(attempt.bodySha256.toHex())}}));
    });
}

void JournalDatabase::endAttempt(const AttemptOutcome &outcome, const QList<ChangeUpdate> &updates,
                                 const QDateTime &now)
{
    const Exchange &exchange = outcome.exchange;
    const QString uuid = uuidText(outcome.uuid);
    commit([&] {
        SQLite::Statement &row = prepared(
            "UPDATE attempt SET phase = 'DONE', finished_utc = ?, http_status = ?, response_code = ?, qt_error = ?, "
            "request_sent_count = ?, tries = ?, bytes_in = ?, server_date_utc = ?, rate_headers_json = ?, tls = ?, "
            "failure_json = ? WHERE uuid = ?");
        bind(row, 1, utcText(exchange.finishedUtc.isValid() ? exchange.finishedUtc : now));
        bind(row, 2, exchange.status);
        bind(row, 3, exchange.responseCode);
        bind(row, 4, exchange.qtError);
        bind(row, 5, exchange.requestsSent);
        bind(row, 6, exchange.tries);
        bind(row, 7, exchange.bytesIn);
        bind(row, 8, exchange.serverDateUtc);
        bind(row, 9, journalrows::toJson(exchange.limits));
        bind(row, 10, exchange.tls);
        if (outcome.failure)
            bind(row, 11, toJson(withoutKeys(*outcome.failure, m_salt)));
        bind(row, 12, uuid);
        row.exec();
        failpoint("K6");
        write(updates);
        m_events.append(utcText(now), u"attempt-ended"_s, uuid,
                        textOf({{"status"_L1, exchange.status},
                                {"code"_L1, exchange.responseCode},
                                {"sent"_L1, exchange.requestsSent},
                                {"states"_L1, statesOf(updates)}}));
    });
}

void JournalDatabase::observe(const QList<Observation> &observations, const QList<ChangeUpdate> &updates,
                              const QDateTime &now)
{
    commit([&] {
        for (const Observation &observation : observations) {
            SQLite::Statement &row =
                prepared("INSERT INTO observation (change_id, read_utc, source, fields_json, matches, "
                         "diff_json) VALUES (?, ?, ?, ?, ?, ?)");
            bind(row, 1, observation.change.value);
            bind(row, 2, utcText(observation.readUtc));
            bind(row, 3, observation.source);
            bind(row, 4, observation.fields);
            bind(row, 5, int(observation.matches));
            bind(row, 6, QString::fromUtf8(journalrows::toJson(observation.differences)));
            row.exec();
        }
        write(updates);
        m_events.append(utcText(now), u"read-back"_s, {}, textOf(statesOf(updates)));
    });
}

void JournalDatabase::update(const QList<ChangeUpdate> &updates, const QDateTime &now)
{
    if (updates.isEmpty())
        return;
    commit([&] {
        write(updates);
        m_events.append(utcText(now), u"changes-moved"_s, {}, textOf(statesOf(updates)));
    });
}

void JournalDatabase::note(const QString &kind, const QString &ref, const QString &text, const QDateTime &now)
{
    commit([&] { m_events.append(utcText(now), kind, ref, journalrows::withoutKeys(text, m_salt)); });
}

/// What was staged and is in the plan now must not come back as staged, whenever the program ends.
void JournalDatabase::leaveStaged(const Plan &plan)
{
    QSet<std::pair<int, qint64>> taken;
    for (const Change &change : plan.taken)
        taken << std::pair(int(change.type), change.object);
    QList<qint64> lines;
    SQLite::Statement staged(*m_database, "SELECT seq, change_json FROM staged WHERE subscription_fp = ?");
    bind(staged, 1, plan.subscription);
    while (staged.executeStep()) {
        const Change change = changeFromJson(journalrows::json(staged, 1));
        if (taken.contains({int(change.type), change.object}))
            lines << staged.getColumn(0).getInt64();
    }
    for (const qint64 line : std::as_const(lines)) {
        SQLite::Statement &gone = prepared("DELETE FROM staged WHERE subscription_fp = ? AND seq = ?");
        bind(gone, 1, plan.subscription);
        bind(gone, 2, line);
        gone.exec();
    }
}

void JournalDatabase::saveStaged(const QString &subscription, const QList<Change> &staged)
{
    commit([&] {
        SQLite::Statement &clear = prepared("DELETE FROM staged WHERE subscription_fp = ?");
        bind(clear, 1, subscription);
        clear.exec();
        qint64 seq = 0;
        for (const Change &change : staged) {
            SQLite::Statement &row = prepared("INSERT INTO staged VALUES (?, ?, ?)");
            bind(row, 1, subscription);
            bind(row, 2, ++seq);
            bind(row, 3, toJson(change));
            row.exec();
        }
    });
}

void JournalDatabase::takeLease(const QString &instance, const QString &host, qint64 pid, const QDateTime &now)
{
    commit([&] {
        SQLite::Statement &row = prepared("INSERT OR REPLACE INTO lease VALUES (1, ?, ?, ?, ?, ?, NULL)");
        bind(row, 1, instance);
        bind(row, 2, pid);
        bind(row, 3, host);
        bind(row, 4, utcText(now));
        bind(row, 5, utcText(now));
        row.exec();
    });
}

void JournalDatabase::write(const QList<ChangeUpdate> &updates)
{
    for (const ChangeUpdate &update : updates) {
        SQLite::Statement &row =
            prepared("UPDATE change SET state = ?, reason_json = ?, object_id = coalesce(?, object_id), "
                     "post_json = coalesce(?, post_json), base_json = coalesce(?, base_json) WHERE id = ?");
        ChangeReason reason = update.reason;
        if (reason.failure)
            reason.failure = withoutKeys(*reason.failure, m_salt);
        bind(row, 1, toWire(update.state));
        bind(row, 2, toJson(reason));
        if (update.object)
            bind(row, 3, *update.object);
        if (update.after)
            bind(row, 4, *update.after);
        if (update.base)
            bind(row, 5, *update.base);
        bind(row, 6, update.change.value);
        row.exec();
    }
}

int JournalDatabase::prune(const QDateTime &now, int keepDays, qint64 keepBytes)
{
    const auto inUse = [this] {
        const auto number = [this](const char *pragma) { return m_database->execAndGet(pragma).getInt64(); };
        return (number("PRAGMA page_count") - number("PRAGMA freelist_count")) * number("PRAGMA page_size");
    };
    int pruned = 0;
    for (;;) {
        SQLite::Statement oldest(
            *m_database, "SELECT id, finished_utc FROM plan WHERE finished_utc IS NOT NULL AND NOT EXISTS (SELECT 1 "
                         "FROM change WHERE plan_id = plan.id AND state NOT IN ('DISCARDED', 'CANCELLED', 'NOOP', "
                         "'VERIFIED', 'REJECTED', 'UNDONE')) ORDER BY finished_utc, id LIMIT 1");
        if (!oldest.executeStep())
            break;
        const bool tooOld = journalrows::time(oldest, 1) < now.addDays(-keepDays);
        if (!tooOld && inUse() <= keepBytes)
            break;
        const qint64 plan = oldest.getColumn(0).getInt64();
        oldest.reset();
        removePlan(plan, now);
        ++pruned;
    }
    if (pruned > 0)
        m_database->exec("PRAGMA incremental_vacuum");
    return pruned;
}

void JournalDatabase::removePlan(qint64 plan, const QDateTime &now)
{
    commit([&] {
        SQLite::Statement summary(*m_database,
                                  "SELECT hex(digest), created_utc, (SELECT count(*) FROM change WHERE plan_id "
                                  "= plan.id) FROM plan WHERE id = ?");
        bind(summary, 1, plan);
        summary.executeStep();
        const QJsonObject stub{{"digest"_L1, journalrows::text(summary, 0).toLower()},
                               {"createdUtc"_L1, journalrows::text(summary, 1)},
                               {"changes"_L1, summary.getColumn(2).getInt()}};
        SQLite::Statement &attempts =
            prepared("DELETE FROM attempt WHERE uuid IN (SELECT attempt_uuid FROM attempt_change "
                     "JOIN change ON change.id = change_id WHERE plan_id = ?)");
        bind(attempts, 1, plan);
        attempts.exec();
        SQLite::Statement &row = prepared("DELETE FROM plan WHERE id = ?");
        bind(row, 1, plan);
        row.exec();
        m_events.append(utcText(now), u"plan-pruned"_s, QString::number(plan), textOf(stub));
    });
}
