// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/scans.h"
#include "changes/objectport.h"

/// Scans as a change run reads and writes them; the only caller of the write side of Scans. A launch, also one that
/// does a scan again, is a create whose id comes back; when its answer is lost, a scan of that name and app that was
/// launched since is it. A cancel is an update, and a delete takes scans that are over.
class ScanPort : public ObjectPort
{
public:
    /// How far back a scan is looked for that a lost launch may have made.
    static constexpr int daysLookedBack = 7;

    explicit ScanPort(HttpClient &client)
        : m_scans(client)
    {
    }

    Ticket read(const QList<qint64> &ids, HttpRequest::Priority priority, ReadHandler done) override;
    /// The scans of the last days.
    Ticket readAll(HttpRequest::Priority priority, ReadHandler done) override;
    Identity identity() const override;
    bool listsAll() const override { return false; }
    std::optional<std::pair<ObjectType, qint64>> reliesOn(const Change &change) const override;
    bool knowsAnotherWay(const Change &change, const Failure &failure) override;
    std::optional<Failure> refusal(const Change &change, const Observed &now) const override;
    Result<HttpRequest> compose(const Change &change, const std::optional<Observed> &now) const override;
    Ticket send(HttpRequest request, WriteHandler done) override;
    bool sameValue(const QString &field, const QJsonValue &a, const QJsonValue &b) const override;
    QJsonObject expected(const Change &change, const QJsonObject &before) const override;
    QByteArray redacted(const QByteArray &body) const override { return body; }

private:
    Scans m_scans;
    Scans::AgainPath m_againPath = Scans::AgainPath::WasScan; ///< until this platform does not know it
};

Observed observedScan(const WasScan &scan);
