// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/webapps.h"
#include "domain/webappstore.h"
#include "panes/rereading.h"
#include "panes/scanlist.h"

#include <set>

/// The web apps of the subscription as last read. Searches tell neither scanner nor lock, so those are asked for one by
/// one: what somebody looks at first, the rest slowly. Scans tell of the last one of each.
class WebAppList : public QObject
{
    Q_OBJECT
public:
    enum class State { NotLoaded, Loading, Loaded, Partial, Failed };

    /// `kept` holds scanners and locks from one start to the next; none: they are not kept.
    WebAppList(WebApps &apps, ScanList &scans, std::unique_ptr<WebAppStore> kept = {}, QObject *parent = nullptr);
    ~WebAppList() override;

    State state() const { return m_state; }
    const QMap<WebAppId, WebApp> &all() const { return m_apps; }
    const WebApp *find(WebAppId id) const;
    QDateTime updated() const { return m_updated; } ///< when the last complete read ended
    const std::optional<Failure> &failure() const { return m_failure; }
    int pages() const { return m_pages; }
    qsizetype rows() const { return m_fetched.size(); } ///< of the load that runs
    /// Apps whose scanner and lock nobody has told.
    qsizetype unknown() const { return qsizetype(m_untold.size()); }

    void refresh();
    void stop(); ///< keeps what came
    void setShown(bool shown);
    /// These are looked at: the first to be asked for, in this order.
    void want(const QList<WebAppId> &ids);
    /// Why an app's scanner and lock are not known although they were asked for; nothing when they will be read.
    const Failure *whyUnknown(WebAppId id) const;
    /// What failed in passing is tried again now: the network or the sign-in is back.
    void goOn();
    /// Reads some whole again and takes them over; those that are gone leave the list. What cannot be read now is
    /// unknown until it is.
    void reread(const QList<qint64> &ids) { m_reread.ask(ids); }
    /// The same for those that are not whole yet, one call of this after another; `done` when there is nothing left to
    /// be asked, or with what failed. What was read by then stays.
    void makeWhole(const QList<WebAppId> &ids, std::function<void(const Outcome &)> done);
    void stopMakingWhole(); ///< ends all of these as Cancelled
    struct Progress
    {
        qsizetype read = 0, all = 0;
    };
    std::optional<Progress> makingWhole() const;
    /// All that can be compared of an app, as somebody has just read it. One that is not whole is read.
    void take(WebAppId id, const QJsonObject &fields);
    void remove(WebAppId id);
    /// Whether calls that nobody waits for may be made now.
    void setBudget(std::function<bool()> budget) { m_budget = std::move(budget); }
    /// Milliseconds between two that nobody looks at, for tests.
    void setBackgroundPause(std::chrono::milliseconds pause) { m_slow.setInterval(pause); }

signals:
    void pageArrived(const QList<WebApp> &apps); ///< these are new or changed
    void replaced();                             ///< all() is the whole list as it is now
    void makingWholeMoved();
    void stateChanged();

private:
    Ticket readAgain(const QList<qint64> &ids, const Rereading::Done &done);
    void setState(State state);
    void takePage(const QList<WebApp> &page);
    void takeEnd(const Result<SearchReport> &report);
    void noteWhole(const WebApp &app);
    void takeKept(WebApp &app) const;
    void saveKept();
    void takeScan(const WasScan &scan);
    void followScans();
    bool dateLastScan(WebApp &app) const;
    void announce();
    void touch(WebAppId id);
    void put(const WebApp &whole);
    void putFound(const QList<WebAppId> &asked, const QList<WebApp> &found);
    void noteNewer(WebAppId id);
    void forget(const QList<WebAppId> &ids);
    void askNext();
    void takeOne(WebAppId id, const Result<WebApp> &app);
    void readNextJob();
    WebAppId nextUnknown() const;

    WebApps &m_service;
    ScanList &m_scans;
    QMap<WebAppId, WebApp> m_apps;
    std::set<WebAppId> m_unknown; ///< those of them that are not whole
    std::set<WebAppId> m_untold;  ///< and of which not even the lock is known from before
    QSet<WebAppId> m_fetched;
    QSet<WebAppId> m_newer;             ///< read by themselves since the load began
    QHash<WebAppId, Failure> m_refused; ///< could not be read whole in this load, and asking again would not help
    std::set<WebAppId> m_touched;       ///< to be announced
    bool m_removed = false;             ///< so is that some are gone
    bool m_isRead = false;              ///< all came, and is loaded as soon as all is announced
    State m_state = State::NotLoaded;
    QDateTime m_updated;
    std::optional<Failure> m_failure;
    int m_pages = 0;
    bool m_shown = false;
    std::function<bool()> m_budget;
    QList<WebAppId> m_wanted;
    static constexpr std::chrono::seconds firstRetry{15};
    struct Job
    {
        QList<WebAppId> apps;
        qsizetype all = 0;
        std::function<void(const Outcome &)> done;
    };
    QList<Job> m_jobs; ///< the first is being read
    qsizetype m_jobRead = 0;
    Ticket m_refresh, m_one, m_job;
    Rereading m_reread;
    std::optional<Failure> m_passing; ///< why reading one by one waits
    std::unique_ptr<WebAppStore> m_store;
    KeptScanners m_kept, m_toKeep;
    QTimer m_save;
    QTimer m_announce, m_slow, m_retry;
};
