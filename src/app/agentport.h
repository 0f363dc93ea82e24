// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/activationkeys.h"
#include "api/agents.h"
#include "changes/objectport.h"

/// Agents as a change run reads and writes them; the only caller of the write side of Agents. What is the same for up
/// to 500 agents goes in one request. Modules, keys and scans are seen when the agents have called in, tags at once.
class AgentPort : public ObjectPort
{
public:
    explicit AgentPort(HttpClient &client)
        : m_agents(client)
        , m_keys(client)
    {
    }

    void expect(const QList<Change> &changes) override;
    Ticket read(const QList<qint64> &ids, HttpRequest::Priority priority, ReadHandler done) override;
    Ticket readAll(HttpRequest::Priority priority, ReadHandler done) override;
    QString groupOf(const Change &change) const override;
    qsizetype mostTogether() const override;
    bool isDeferred(const Change &change) const override;
    bool isOneAtATime() const override { return true; }
    std::optional<Failure> refusal(const Change &change, const Observed &now) const override;
    Result<HttpRequest> compose(const Change &change, const std::optional<Observed> &now) const override;
    Result<HttpRequest> composeGroup(const QList<Change> &changes) const override;
    Ticket send(HttpRequest request, WriteHandler done) override;
    bool sameValue(const QString &field, const QJsonValue &a, const QJsonValue &b) const override;
    bool isAsWanted(const Change &change, const QString &field, const QJsonValue &wanted,
                    const QJsonValue &now) const override;
    bool isAsBefore(const Change &change, const QString &field, const QJsonValue &was,
                    const QJsonValue &now) const override;
    QJsonObject expected(const Change &change, const QJsonObject &before) const override;
    QByteArray redacted(const QByteArray &body) const override;

private:
    Ticket readAgents(const QList<AssetId> &assets, HttpRequest::Priority priority, ReadHandler done);

    Agents m_agents;
    ActivationKeys m_keys;
    bool m_wantsScans = false;
    QSet<quint64> m_wantedKeys;          ///< by agentKeyHash(), as m_keyValues
    QHash<quint64, QString> m_keyValues; ///< secrets, so they stay in memory
    Ticket m_readingKeys, m_reading;
    QHash<qint64, Agent> m_seen; ///< of the last read: what the rules ask besides the fields
};
