// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/agents.h"
#include "domain/agents/agentstore.h"
#include "panes/rereading.h"

#include <QObject>
#include <QTimer>

/// The agents of the subscription as last read, and how fresh and complete they are. What an earlier session kept shows
/// at once. The first read is of all of them, and goes on where it was broken off; later ones ask what was updated
/// since, and read all again when the count says that something was missed.
class AgentList : public QObject
{
    Q_OBJECT
public:
    enum class State { NotLoaded, Loading, Loaded, Partial, Failed };

    /// Without a store nothing outlives the program.
    explicit AgentList(Agents &agents, std::unique_ptr<AgentStore> store = {}, QObject *parent = nullptr);
    ~AgentList() override;

    State state() const { return m_state; }
    const AgentColumns &columns() const { return m_columns; }
    QDateTime updated() const { return m_updated; } ///< when the last complete read began
    const std::optional<Failure> &failure() const { return m_failure; }
    bool isFromStore() const { return m_fromStore; } ///< nothing has confirmed yet what an earlier session kept
    bool isReadingAll() const { return m_everything; }
    int pages() const { return m_pages; }
    qint64 rowsRead() const { return m_rowsRead; }                       ///< of the load that runs
    const std::optional<qint64> &expected() const { return m_expected; } ///< how many there are, once counted

    void refresh();    ///< what changed, where everything was read before
    void refreshAll(); ///< everything anew
    void stop();       ///< keeps what came
    /// Reads some agents again and takes them over; those that are gone leave the list.
    void reread(const QList<qint64> &ids) { m_reread.ask(ids); }
    /// What a run has just read back; keyed as in domain/agentfields.h.
    void take(AssetId id, const QJsonObject &fields);
    void remove(AssetId id);

signals:
    /// Rows came, changed or went, at most a few times a second. `reused` rows are of other agents than before.
    void changed(const std::vector<quint32> &reused);
    void stateChanged();
    /// The store cannot be used any more: what comes from here on is read again at the next start. Once.
    void keepingEnded(const Failure &why);

private:
    Ticket readAgain(const QList<qint64> &ids, const Rereading::Done &done);
    void takeReadAgain(const QList<AssetId> &asked, const QList<Agent> &agents);
    void setState(State state);
    void readAll();
    void goOn(AssetId after);
    void search(const std::optional<QDateTime> &since, AssetId after);
    void askCount();
    void takePage(QList<Agent> page);
    void reached(AssetId id);
    void takeEnd(const Result<SearchReport> &report);
    void finish();
    void checkCount();
    void endComplete();
    void removeGone(const std::vector<AssetId> &gone);
    std::vector<AssetId> unseenRows() const;
    void announce();

    // agentlistapplying.cpp
    void enqueue(QList<Agent> agents);
    void applySome();
    QList<Agent> nextSlice();
    void whenApplied(std::function<void()> act);
    void noteNewer(AssetId id);

    // agentlistkeeping.cpp
    void openStore();
    void takeStored(const AgentStore::Opened &opened);
    void afterStore(const AgentStoreState &state, bool sound);
    void keep(std::span<const Agent> agents);
    void saveKept();
    void stopKeeping(const Failure &why);
    AgentStore::Done kept();

    Agents &m_service;
    AgentColumns m_columns;
    RowBits m_seen; ///< rows that the read of everything has met
    std::vector<quint32> m_reused;
    State m_state = State::NotLoaded;
    bool m_everything = false; ///< what is read now
    bool m_resumed = false;    ///< an earlier session read the first part of it
    bool m_wentOn = false;     ///< the first part was read before something broke it off
    int m_load = 0;            ///< number of the read: answers to an earlier one are not of this
    AssetId m_cursor;          ///< up to here the read of everything is complete
    QDateTime m_updated, m_begun;
    std::optional<Failure> m_failure;
    std::optional<qint64> m_expected;
    qsizetype m_skipped = 0; ///< hosts that the last read of everything met and that have no agent
    int m_pages = 0;
    qint64 m_rowsRead = 0;
    Ticket m_refresh, m_count;
    Rereading m_reread;
    QTimer m_announce;

    QList<QList<Agent>> m_incoming; ///< each in the order of the rows they belong to
    std::function<void()> m_whenApplied;
    QTimer m_apply;
    QHash<qint64, Agent> m_taken; ///< by runs, not in the columns yet
    /// Read by themselves since the load began, which may have read them before that.
    QSet<qint64> m_newer;

    bool m_opening = false; ///< rows of the store are on their way
    bool m_stopped = false; ///< a person wants no more, while they are
    bool m_allAnew = false; ///< or everything
    bool m_fromStore = false;
    bool m_keeping = false; ///< what comes is written to the store
    bool m_endTold = false;
    QList<Agent> m_page; ///< came last, not in the store yet
    QHash<qint64, Agent> m_unsaved;
    std::unique_ptr<AgentStore> m_store; ///< last: its answers must not meet what is gone
};
