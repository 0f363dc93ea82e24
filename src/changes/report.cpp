// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/report.h"

#include "changes/failurejson.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace {

QString utc(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}

QJsonObject toJson(const AttemptRecord &record)
{
    QJsonArray changes;
    for (const ChangeId id : record.attempt.changes)
        changes.append(id.value);
    QJsonObject json{
        {"uuid"_L1, record.attempt.uuid.toString(QUuid::WithoutBraces)},
        {"endpoint"_L1, record.attempt.endpoint},
        {"bodySha256"_L1, QString::fromLatin1(record.attempt.bodySha256.toHex())},
        {"startedUtc"_L1, utc(record.attempt.startedUtc)},
        {"changes"_L1, changes},
    };
    if (record.outcome) {
        const Exchange &exchange = record.outcome->exchange;
        json.insert("status"_L1, exchange.status);
        json.insert("responseCode"_L1, exchange.responseCode);
        json.insert("requestsSent"_L1, exchange.requestsSent);
        json.insert("finishedUtc"_L1, utc(exchange.finishedUtc));
        if (record.outcome->failure)
            json.insert("failure"_L1, toJson(*record.outcome->failure));
    }
    return json;
}

} // namespace

QByteArray rescueReport(const Plan &plan, const QDateTime &now, const QList<AttemptRecord> &attempts)
{
    QJsonArray changes;
    for (const Change &change : plan.changes)
        changes.append(toJson(change));
    QJsonArray records;
    for (const AttemptRecord &record : attempts)
        records.append(toJson(record));
    const QJsonObject json{
        {"report"_L1, "latchkey-run"_L1},
        {"writtenUtc"_L1, utc(now)},
        {"plan"_L1, plan.id.value},
        {"state"_L1, toWire(plan.state)},
        {"subscription"_L1, plan.subscriptionName},
        {"subscriptionFingerprint"_L1, plan.subscription},
        {"actor"_L1, plan.actor},
        {"appVersion"_L1, plan.appVersion},
        {"createdUtc"_L1, utc(plan.createdUtc)},
        {"digest"_L1, QString::fromLatin1(plan.digest.toHex())},
        {"changes"_L1, changes},
        {"attempts"_L1, records},
    };
    return QJsonDocument(json).toJson(QJsonDocument::Indented);
}
