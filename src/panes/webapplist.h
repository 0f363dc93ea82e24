// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/webapps.h"
#include "panes/scanlist.h"

/// The web apps of the subscription as last read. Searches tell neither scanner nor lock, so those are asked for one by
/// one: what somebody looks at first, the rest slowly. Scans tell of the last one of each.
class WebAppList : public QObject
{
    Q_OBJECT
public:
    enum class State { NotLoaded, Loading, Loaded, Partial, Failed };

    WebAppList(WebApps &apps, ScanList &scans, QObject *parent = nullptr);

    State state() const { return m_state; }
    const QMap<WebAppId, WebApp> &all() const { return m_apps; }
    const WebApp *find(WebAppId id) const;
    QDateTime updated() const { return m_updated; } ///< when the last complete read ended
    const std::optional<Failure> &failure() const { return m_failure; }
    int pages() const { return m_pages; }
    qsizetype rows() const { return m_fetched.size(); } ///< of the load that runs
    qsizetype unknown() const;                          ///< apps whose scanner and lock nobody has told yet

    void refresh();
    void stop(); ///< keeps what came
    void setShown(bool shown);
    /// These are looked at: the first to be asked for, in this order.
    void want(const QList<WebAppId> &ids);
    /// Reads some whole again and takes them over; those that are gone leave the list.
    void reread(const QList<qint64> &ids);
    /// The same for those that are not whole yet; `done` when there is nothing left to be asked, or with what failed.
    void makeWhole(const QList<WebAppId> &ids, std::function<void(const Outcome &)> done);
    void remove(WebAppId id);
    /// Whether calls that nobody waits for may be made now.
    void setBudget(std::function<bool()> budget) { m_budget = std::move(budget); }
    /// Milliseconds between two that nobody looks at, for tests.
    void setBackgroundPause(std::chrono::milliseconds pause) { m_slow.setInterval(pause); }

signals:
    void pageArrived(const QList<WebApp> &apps);
    void replaced(); ///< all() is the whole list as it is now
    void stateChanged();

private:
    void setState(State state);
    void takePage(const QList<WebApp> &page);
    void takeEnd(const Result<SearchReport> &report);
    void takeScans(const QList<WasScan> &scans);
    void put(const WebApp &whole);
    void askNext();
    WebAppId nextUnknown() const;

    WebApps &m_service;
    ScanList &m_scans;
    QMap<WebAppId, WebApp> m_apps;
    QSet<WebAppId> m_fetched;
    QSet<WebAppId> m_refused; ///< could not be read whole in this load
    State m_state = State::NotLoaded;
    QDateTime m_updated;
    std::optional<Failure> m_failure;
    int m_pages = 0;
    bool m_shown = false;
    std::function<bool()> m_budget;
    QList<WebAppId> m_wanted;
    Ticket m_refresh, m_one, m_reread, m_some;
    QSet<qint64> m_rereadNext;
    QTimer m_announce, m_slow;
};
