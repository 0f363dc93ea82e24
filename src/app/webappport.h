// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/webapps.h"
#include "changes/objectport.h"

/// Web apps as a change run reads and writes them; the only caller of the write side of WebApps. URL, scanner settings
/// and everything else are updates of their own (splitByRequest), since each needs another permission. What was written
/// is read back one by one: rows of a search know neither scanner nor lock.
class WebAppPort : public ObjectPort
{
public:
    explicit WebAppPort(HttpClient &client)
        : m_apps(client)
    {
    }

    Ticket read(const QList<qint64> &ids, HttpRequest::Priority priority, ReadHandler done) override;
    Ticket readAll(HttpRequest::Priority priority, ReadHandler done) override;
    /// A purge is compared by the number of findings, which are counted for such changes alone.
    void willCompare(const Change &change) override;
    Identity identity() const override;
    bool listsAll() const override { return false; }
    std::optional<Failure> refusal(const Change &change, const Observed &now) const override;
    Result<HttpRequest> compose(const Change &change, const std::optional<Observed> &now) const override;
    Ticket send(HttpRequest request, WriteHandler done) override;
    bool sameValue(const QString &field, const QJsonValue &a, const QJsonValue &b) const override;
    QJsonObject expected(const Change &change, const QJsonObject &before) const override;
    QByteArray redacted(const QByteArray &body) const override;

private:
    struct Counting;

    WebApps m_apps;
    QSet<qint64> m_toCount;       ///< in the next read
    QHash<qint64, WebApp> m_seen; ///< as last read: what the rules ask, and how the lists are called
};

Observed observedWebApp(const WebApp &app);
