// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "support/promises.h"

#include "support/waiting.h"

using namespace Qt::StringLiterals;

QString brokenPromise(const KeyWorld &world, const Plan &plan, Journal &journal)
{
    QSet<QUuid> attempts;
    for (const Change &change : plan.changes) {
        const QString name =
            u"change %1 (%2, %3)"_s.arg(change.id.toString(), toWire(change.operation), toWire(change.state));
        const auto records = answerOf<QList<AttemptRecord>>([&](auto done) { journal.attemptsOf(change.id, done); });
        if (!records)
            return u"the journal cannot be read"_s;
        for (const AttemptRecord &record : *records)
            attempts.insert(record.attempt.uuid);
        const int applied = world.appliedFor(change.id);
        if (change.operation == Operation::Create && applied > 1 && change.state != ChangeState::NeedsHuman)
            return u"I1: %1 made %2 objects"_s.arg(name).arg(applied);
        if ((change.operation == Operation::Delete || change.applyOnAgents) && applied > 1)
            return u"%1 was carried out %2 times"_s.arg(name).arg(applied);
        if (!isTerminal(change.state) && !needsPerson(change.state))
            return u"I4: %1 is lost"_s.arg(name);
        if (change.state != ChangeState::Verified)
            continue;
        if (change.operation == Operation::Delete) {
            if (world.keys.contains(change.object))
                return u"I2: %1 but the object is there"_s.arg(name);
            continue;
        }
        const QJsonObject held = world.keys.value(change.object).fields;
        for (auto it = change.desired.begin(); it != change.desired.end(); ++it)
            if (!world.sameValue(it.key(), it.value(), held.value(it.key())))
                return u"I2: %1 but the service holds another %2"_s.arg(name, it.key());
    }
    for (const KeyWorld::Write &write : world.writes)
        if (!attempts.contains(write.attempt))
            return u"I3: a write without an attempt for change %1"_s.arg(write.change);
    const auto chain = answerOf<Journal::ChainReport>([&](auto done) { journal.verifyChain(done); });
    return chain && chain->intact ? QString() : u"I5: the journal's chain is broken"_s;
}
