// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "store/journalreader.h"

#include "changes/failurejson.h"
#include "store/journalrows.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr const char *planColumns =
    "SELECT id, subscription_fp, subscription_name, actor, app_version, created_utc, digest, "
    "policy_json, undo, state, finished_utc FROM plan ";

enum class Extent { Outline, Whole };

QList<Change> changesOf(SQLite::Database &database, qint64 plan, Extent extent)
{
    SQLite::Statement row(database, std::string("SELECT id, op, object_type, object_id, label, desired_json, "
                                                "apply_on_agents, agents, state, reason_json, undo_of")
                                        .append(extent == Extent::Whole ? ", pre_json, base_json, post_json" : "")
                                        .append(" FROM change WHERE plan_id = ? ORDER BY seq"));
    journalrows::bind(row, 1, plan);
    QList<Change> changes;
    QHash<QByteArray, QJsonObject> wishes; // thousands wish for the same
    while (row.executeStep()) {
        Change change;
        change.id = {row.getColumn(0).getInt64()};
        change.operation = fromWire<Operation>(journalrows::text(row, 1)).value_or(Operation::Update);
        change.type = fromWire<ObjectType>(journalrows::text(row, 2)).value_or(ObjectType::ActivationKey);
        change.object = row.getColumn(3).getInt64();
        change.label = journalrows::text(row, 4);
        const QByteArray wish = journalrows::blob(row, 5);
        if (const auto known = wishes.constFind(wish); known != wishes.cend())
            change.desired = *known;
        else
            wishes.insert(wish, change.desired = journalrows::json(row, 5));
        change.applyOnAgents = row.getColumn(6).getInt() != 0;
        change.agents = row.getColumn(7).getInt64();
        change.state = fromWire<ChangeState>(journalrows::text(row, 8)).value_or(ChangeState::NeedsHuman);
        change.reason = reasonFromJson(journalrows::json(row, 9));
        change.undoOf = {row.getColumn(10).getInt64()};
        if (extent == Extent::Whole) {
            change.before = journalrows::json(row, 11);
            change.base = journalrows::json(row, 12);
            change.after = journalrows::json(row, 13);
        }
        changes.append(change);
    }
    return changes;
}

PlanSummary summaryOf(SQLite::Database &database, SQLite::Statement &row, Extent extent)
{
    PlanSummary summary;
    Plan &plan = summary.plan;
    plan.id = {row.getColumn(0).getInt64()};
    plan.subscription = journalrows::text(row, 1);
    plan.subscriptionName = journalrows::text(row, 2);
    plan.actor = journalrows::text(row, 3);
    plan.appVersion = journalrows::text(row, 4);
    plan.createdUtc = journalrows::time(row, 5);
    plan.digest = journalrows::blob(row, 6);
    const QJsonObject policy = journalrows::json(row, 7);
    plan.rules.stopAfterFailures = policy.value("stopAfterFailures"_L1).toBool(true);
    plan.rules.createAgainIfNotSent = policy.value("createAgainIfNotSent"_L1).toBool(false);
    plan.undo = row.getColumn(8).getInt() != 0;
    plan.state = fromWire<Plan::State>(journalrows::text(row, 9)).value_or(Plan::State::Paused);
    summary.finishedUtc = journalrows::time(row, 10);
    plan.changes = changesOf(database, plan.id.value, extent);
    return summary;
}

QList<Observation> observationsOf(SQLite::Database &database, ChangeId change)
{
    SQLite::Statement row(database, "SELECT read_utc, source, fields_json, matches, diff_json FROM observation "
                                    "WHERE change_id = ? ORDER BY id");
    journalrows::bind(row, 1, change.value);
    QList<Observation> observations;
    while (row.executeStep())
        observations.append({.change = change,
                             .readUtc = journalrows::time(row, 0),
                             .source = journalrows::text(row, 1),
                             .fields = journalrows::json(row, 2),
                             .matches = row.getColumn(3).getInt() != 0,
                             .differences = journalrows::differencesFromJson(journalrows::blob(row, 4))});
    return observations;
}

AttemptOutcome outcomeOf(SQLite::Statement &row, const Attempt &attempt)
{
    AttemptOutcome outcome;
    outcome.uuid = attempt.uuid;
    Exchange &exchange = outcome.exchange;
    exchange.attempt = attempt.uuid;
    exchange.method = attempt.method;
    exchange.path = attempt.endpoint;
    exchange.startedUtc = attempt.startedUtc;
    exchange.finishedUtc = journalrows::time(row, 7);
    exchange.status = row.getColumn(8).getInt();
    exchange.responseCode = journalrows::text(row, 9);
    exchange.qtError = journalrows::text(row, 10);
    exchange.requestsSent = row.getColumn(11).getInt();
    exchange.tries = row.getColumn(12).getInt();
    exchange.bytesIn = row.getColumn(13).getInt64();
    exchange.serverDateUtc = journalrows::time(row, 14);
    exchange.limits = journalrows::limitsFromJson(journalrows::json(row, 15));
    exchange.tls = journalrows::text(row, 16);
    if (!row.getColumn(17).isNull())
        outcome.failure = failureFromJson(journalrows::json(row, 17));
    return outcome;
}

} // namespace

QList<PlanSummary> journalreader::history(SQLite::Database &database, const QString &subscription, int plans)
{
    SQLite::Statement row(
        database, std::string(planColumns).append("WHERE ?1 = '' OR subscription_fp = ?1 ORDER BY id DESC LIMIT ?2"));
    journalrows::bind(row, 1, subscription);
    journalrows::bind(row, 2, plans);
    QList<PlanSummary> summaries;
    while (row.executeStep())
        summaries.append(summaryOf(database, row, Extent::Outline));
    return summaries;
}

std::optional<Plan> journalreader::plan(SQLite::Database &database, PlanId id)
{
    SQLite::Statement row(database, std::string(planColumns).append("WHERE id = ?"));
    journalrows::bind(row, 1, id.value);
    return row.executeStep() ? std::optional(summaryOf(database, row, Extent::Whole).plan) : std::nullopt;
}

QList<Plan> journalreader::unfinished(SQLite::Database &database, const QString &subscription)
{
    SQLite::Statement row(database,
                          std::string(planColumns)
                              .append("WHERE (?1 = '' OR subscription_fp = ?1) AND EXISTS (SELECT 1 FROM change WHERE "
                                      "plan_id = plan.id AND state IN ('STAGED', 'PLANNED', 'QUEUED', 'PREFLIGHT', "
                                      "'SENDING', 'ACKED', 'UNKNOWN', 'RECONCILING', 'VERIFYING', 'REQUESTED')) "
                                      "ORDER BY id"));
    journalrows::bind(row, 1, subscription);
    QList<Plan> plans;
    while (row.executeStep())
        plans.append(summaryOf(database, row, Extent::Whole).plan);
    return plans;
}

QList<AttemptRecord> journalreader::attemptsOf(SQLite::Database &database, ChangeId change)
{
    SQLite::Statement row(
        database, "SELECT uuid, endpoint, method, body_sha256, body_redacted, phase, started_utc, finished_utc, "
                  "http_status, response_code, qt_error, request_sent_count, tries, bytes_in, server_date_utc, "
                  "rate_headers_json, tls, failure_json FROM attempt JOIN attempt_change ON attempt_uuid = uuid "
                  "WHERE change_id = ? ORDER BY attempt.seq");
    journalrows::bind(row, 1, change.value);
    QList<AttemptRecord> records;
    while (row.executeStep()) {
        AttemptRecord record;
        Attempt &attempt = record.attempt;
        attempt.uuid = QUuid::fromString(journalrows::text(row, 0));
        attempt.endpoint = journalrows::text(row, 1);
        attempt.method = journalrows::blob(row, 2);
        attempt.bodySha256 = journalrows::blob(row, 3);
        attempt.bodyRedacted = journalrows::blob(row, 4);
        attempt.startedUtc = journalrows::time(row, 6);
        attempt.changes = {change};
        if (journalrows::text(row, 5) == "DONE"_L1)
            record.outcome = outcomeOf(row, attempt);
        records.append(record);
    }
    if (records.isEmpty())
        return records;
    for (const Observation &observation : observationsOf(database, change)) {
        const auto later = std::ranges::find_if(
            records, [&](const AttemptRecord &record) { return record.attempt.startedUtc > observation.readUtc; });
        const auto its = later == records.begin() ? 0 : std::distance(records.begin(), later) - 1;
        records[its].observations.append(observation);
    }
    return records;
}

QList<Change> journalreader::staged(SQLite::Database &database, const QString &subscription)
{
    SQLite::Statement row(database, "SELECT change_json FROM staged WHERE subscription_fp = ? ORDER BY seq");
    journalrows::bind(row, 1, subscription);
    QList<Change> changes;
    while (row.executeStep())
        changes.append(changeFromJson(journalrows::json(row, 0)));
    return changes;
}
