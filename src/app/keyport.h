// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/activationkeys.h"
#include "changes/objectport.h"

/// Activation keys as a change run reads and writes them; the only caller of the write side of ActivationKeys.
class KeyPort : public ObjectPort
{
public:
    explicit KeyPort(HttpClient &client)
        : m_keys(client)
    {
    }

    Ticket read(const QList<qint64> &ids, HttpRequest::Priority priority, ReadHandler done) override;
    Ticket readAll(HttpRequest::Priority priority, ReadHandler done) override;
    Result<HttpRequest> compose(const Change &change, const std::optional<Observed> &now) const override;
    Ticket send(HttpRequest request, WriteHandler done) override;
    bool sameValue(const QString &field, const QJsonValue &a, const QJsonValue &b) const override;
    QJsonObject expected(const Change &change, const QJsonObject &before) const override;
    QByteArray redacted(const QByteArray &body) const override;

private:
    ActivationKeys m_keys;
};

Observed observedKey(const ActivationKey &key);
