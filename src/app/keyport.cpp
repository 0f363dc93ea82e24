// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/keyport.h"

#include "domain/keyfields.h"

using namespace Qt::StringLiterals;

namespace {

// A field of the key that no form edits but that the complete update has to carry along unchanged.
constexpr auto suspendSelfPatch = "suspendSelfPatch"_L1;

QHash<qint64, Observed> byId(const QList<ActivationKey> &keys)
{
    QHash<qint64, Observed> observed;
    observed.reserve(keys.size());
    for (const ActivationKey &key : keys)
        observed.insert(key.id.value, observedKey(key));
    return observed;
}

} // namespace

Observed observedKey(const ActivationKey &key)
{
    QJsonObject fields = keyToFields(key);
    fields.insert(suspendSelfPatch, key.suspendSelfPatch);
    return {
        .id = key.id.value, .label = key.title, .fields = fields, .agents = key.countUsed, .created = key.purchased};
}

Ticket KeyPort::read(const QList<qint64> &ids, HttpRequest::Priority priority, ReadHandler done)
{
    return m_keys.find(ids, priority, [done](const Result<QList<ActivationKey>> &keys, const Exchange &exchange) {
        done(keys.map(byId), exchange);
    });
}

Ticket KeyPort::readAll(HttpRequest::Priority priority, ReadHandler done)
{
    const auto all = std::make_shared<QList<ActivationKey>>();
    return m_keys.search([all](const QList<ActivationKey> &page) { *all += page; },
                         [all, done](const Result<SearchReport> &report) {
                             const auto whole =
                                 report.and_then([&](const SearchReport &r) -> Result<QHash<qint64, Observed>> {
                                     if (r.stopped != SearchReport::Stopped::No)
                                         return failed(Failure::Kind::Unreadable, u"the list of keys is incomplete"_s);
                                     return byId(*all);
                                 });
                             done(whole, {});
                         },
                         priority);
}

Result<HttpRequest> KeyPort::compose(const Change &change, const std::optional<Observed> &now) const
{
    ActivationKey key;
    if (change.operation == Operation::Create) {
        applyFields(key, change.desired);
        return ActivationKeys::composeKeyCreate(key);
    }
    if (!now)
        return failed(Failure::Kind::NotFound);
    if (change.operation == Operation::Delete)
        return ActivationKeys::composeKeyDelete({change.object});

    // The complete key as it is now, with the edited fields on top.
    applyFields(key, now->fields);
    const UserId ownerBefore = key.owner;
    applyFields(key, change.desired);
    key.id = {change.object};
    key.suspendSelfPatch = now->fields.value(suspendSelfPatch).toBool();
    return ActivationKeys::composeKeyUpdate(
        key, {.applyOnAgents = change.applyOnAgents, .clearOwner = ownerBefore && !key.owner});
}

Ticket KeyPort::send(HttpRequest request, WriteHandler done)
{
    return m_keys.write(std::move(request), [done](const Result<qps::Acknowledged> &answer, const Exchange &exchange) {
        done(answer.map([](const qps::Acknowledged &a) {
            return WriteReply{.object = a.id, .count = int(a.count), .responseCode = u"SUCCESS"_s};
        }),
             exchange);
    });
}

bool KeyPort::sameValue(const QString &field, const QJsonValue &a, const QJsonValue &b) const
{
    return sameFieldValue(field, a, b);
}

QJsonObject KeyPort::expected(const Change &change, const QJsonObject &before) const
{
    ActivationKey key;
    applyFields(key, before);
    applyFields(key, change.desired);
    QJsonObject fields = keyToFields(key); // a type without a limit forgets limit and expiry
    if (before.contains(suspendSelfPatch))
        fields.insert(suspendSelfPatch, before.value(suspendSelfPatch));
    return fields;
}

QByteArray KeyPort::redacted(const QByteArray &body) const
{
    return qps::redactKeys(body);
}
