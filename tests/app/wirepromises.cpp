// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "wirepromises.h"
#include "support/keptplans.h"

#include "domain/keyfields.h"
#include "support/waiting.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace {

QString nameOf(const Change &change)
{
    return u"change %1 (%2 of %3, %4)"_s.arg(change.id.toString(), toWire(change.operation), change.label,
                                             toWire(change.state));
}

/// Later plans may have changed again what an earlier one wrote.
using Written = QSet<std::pair<qint64, QString>>;

QString notHeld(const Sandbox &sandbox, const Change &change, Written &later)
{
    if (change.operation == Operation::Delete) {
        later.insert({change.object, QString()});
        return sandbox.keyIds().contains(change.object) ? u"I2: %1 but the key is there"_s.arg(nameOf(change))
                                                        : QString();
    }
    if (later.contains({change.object, QString()}))
        return {};
    for (auto it = change.desired.begin(); it != change.desired.end(); ++it) {
        const std::pair written{change.object, it.key()};
        if (!later.contains(written) && !holds(sandbox, change.object, it.key(), it.value()))
            return u"I2: %1 but the service holds another %2"_s.arg(nameOf(change), it.key());
        later.insert(written);
    }
    return {};
}

QString brokenBy(const Sandbox &sandbox, const Change &change, Written &later)
{
    if (!isTerminal(change.state) && !needsPerson(change.state))
        return u"I4: %1 is lost"_s.arg(nameOf(change));
    const bool creates = change.operation == Operation::Create;
    const auto made = creates ? sandbox.keysWithTitle(change.desired.value(keyfields::title).toString()).size() : 0;
    if (made > 1 && change.state != ChangeState::NeedsHuman)
        return u"I1: %1 made %2 keys"_s.arg(nameOf(change)).arg(made);
    if (change.state == ChangeState::Conflict) // somebody else has been there since
        for (const FieldDifference &difference : change.reason.fields)
            later.insert({change.object, difference.field});
    return change.state == ChangeState::Verified ? notHeld(sandbox, change, later) : QString();
}

} // namespace

bool holds(const Sandbox &sandbox, qint64 key, const QString &field, const QJsonValue &value)
{
    const QVariant held = sandbox.keyField(key, field);
    if (!held.isValid())
        return false; // there is no such key
    QJsonValue now;
    if (field == keyfields::modules)
        now = QJsonArray::fromStringList(held.toStringList());
    else if (field == keyfields::tags) {
        QList<qint64> ids;
        for (const QString &id : held.toStringList())
            ids << id.toLongLong();
        std::ranges::sort(ids);
        QJsonArray numbers;
        for (const qint64 id : std::as_const(ids))
            numbers << id;
        now = numbers;
    } else if (field == keyfields::disabled)
        now = held.toInt() != 0;
    else if (held.isNull())
        now = value.isDouble() ? QJsonValue(0) : value.isString() ? QJsonValue(QString()) : QJsonValue();
    else
        now = value.isDouble() ? QJsonValue(held.toLongLong()) : QJsonValue(held.toString());
    return sameFieldValue(field, value, now);
}

QString brokenPromise(const Sandbox &sandbox, Journal &journal)
{
    const auto plans = keptPlans(journal);
    const auto chain = answerOf<Journal::ChainReport>([&](auto done) { journal.verifyChain(done); });
    if (!plans || !chain)
        return u"the journal cannot be read"_s;
    if (!chain->intact)
        return u"I5: the journal's chain is broken"_s;
    QSet<QString> attempts;
    Written later;
    for (const Plan &plan : *plans) // newest first
        for (const Change &change : plan.changes) {
            const auto records =
                answerOf<QList<AttemptRecord>>([&](auto done) { journal.attemptsOf(change.id, done); });
            if (!records)
                return u"the journal cannot be read"_s;
            for (const AttemptRecord &record : *records)
                attempts.insert(record.attempt.uuid.toString(QUuid::WithoutBraces));
            if (const QString broken = brokenBy(sandbox, change, later); !broken.isEmpty())
                return broken;
        }
    QSet<QString> arrived;
    for (const SandboxRequest &write : sandbox.writes()) {
        if (!attempts.contains(write.attempt))
            return u"I3: %1 arrived without an attempt"_s.arg(write.path);
        if (arrived.contains(write.attempt))
            return u"I3: %1 arrived twice"_s.arg(write.path);
        arrived.insert(write.attempt);
    }
    return {};
}
