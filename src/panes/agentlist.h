// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/agents.h"
#include "domain/agents/agentcolumns.h"

#include <QObject>
#include <QTimer>

/// The agents of the subscription as last read, and how fresh and complete they are. The first read is of all of them;
/// later ones ask what was updated since, and read all again when the count says that something was missed.
class AgentList : public QObject
{
    Q_OBJECT
public:
    enum class State { NotLoaded, Loading, Loaded, Partial, Failed };

    explicit AgentList(Agents &agents, QObject *parent = nullptr);

    State state() const { return m_state; }
    const AgentColumns &columns() const { return m_columns; }
    QDateTime updated() const { return m_updated; } ///< when the last complete read began
    const std::optional<Failure> &failure() const { return m_failure; }
    int pages() const { return m_pages; }
    qint64 rowsRead() const { return m_rowsRead; }                       ///< of the load that runs
    const std::optional<qint64> &expected() const { return m_expected; } ///< how many there are, once counted

    void refresh();    ///< what changed, where everything was read before
    void refreshAll(); ///< everything anew
    void stop();       ///< keeps what came
    /// Reads some agents again and takes them over; those that are gone leave the list.
    void reread(const QList<qint64> &ids);
    /// What a run has just read back; keyed as in domain/agentfields.h.
    void take(AssetId id, const QJsonObject &fields);
    void remove(AssetId id);

signals:
    /// Rows came, changed or went, at most a few times a second. `reused` rows are of other agents than before.
    void changed(const std::vector<quint32> &reused);
    void stateChanged();

private:
    void setState(State state);
    void search(const std::optional<QDateTime> &since);
    void takePage(const QList<Agent> &page);
    void takeEnd(const Result<SearchReport> &report, bool everything);
    void checkCount();
    void upsert(std::span<const Agent> agents);
    void announce();

    Agents &m_service;
    AgentColumns m_columns;
    RowBits m_seen; ///< rows that the read of everything has met
    std::vector<quint32> m_reused;
    State m_state = State::NotLoaded;
    QDateTime m_updated, m_begun;
    std::optional<Failure> m_failure;
    std::optional<qint64> m_expected;
    int m_pages = 0;
    qint64 m_rowsRead = 0;
    Ticket m_refresh, m_count, m_reread;
    QSet<qint64> m_rereadNext;
    QTimer m_announce;
};
