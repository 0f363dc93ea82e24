// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/activationkeys.h"
#include "api/agents.h"
#include "api/directory.h"
#include "api/signin.h"
#include "api/waspickers.h"
#include "changes/runcenter.h"
#include "changes/stagingarea.h"
#include "domain/tag.h"
#include "domain/user.h"
#include "panes/agentlist.h"
#include "panes/scanlist.h"
#include "panes/webapplist.h"

#include <QObject>
#include <QTimer>

/// Who is signed in where, as far as people need to know.
struct SubscriptionIdentity
{
    QString name;           ///< "Larkspur Logistics", else the profile's name
    QString host;           ///< API server
    QString user;           ///< login
    QString fingerprint;    ///< sha256 of base URL and user; a plan runs nowhere else
    QString agentServer;    ///< where installed agents report, for install commands
    QString customerId;     ///< confirmed by the person; empty until then
    QString customerIdHint; ///< what the platform's answers hint at; opaque
    bool demo = false;
    QList<ModuleAccess> access; ///< what the sign-in found
    QString tls;                ///< as Exchange::tls
};

/// The keys of the subscription as last read, and how fresh and complete they are.
class KeyList : public QObject
{
    Q_OBJECT
public:
    enum class State { NotLoaded, Loading, Loaded, Partial, Failed };

    explicit KeyList(ActivationKeys &keys, QObject *parent = nullptr);

    State state() const { return m_state; }
    const QMap<ActivationKeyId, ActivationKey> &all() const { return m_keys; }
    const ActivationKey *find(ActivationKeyId id) const;
    QDateTime updated() const { return m_updated; } ///< when the last complete read ended
    const std::optional<Failure> &failure() const { return m_failure; }
    SearchReport::Stopped stopped() const { return m_report.stopped; }
    int pages() const { return m_pages; }
    qsizetype rows() const { return m_fetched.size(); } ///< of the load that runs
    bool everLoaded() const { return m_updated.isValid(); }

    void refresh();
    void stop(); ///< keeps what came
    /// Reads some keys again and takes them over; those that are gone leave the list.
    void reread(const QList<qint64> &ids);
    /// What a run has just read back; keyed as in domain/keyfields.h. Saves reading it a second time.
    void take(ActivationKeyId id, const QJsonObject &fields);
    void remove(ActivationKeyId id);

signals:
    void pageArrived(const QList<ActivationKey> &keys);
    void replaced(); ///< all() is the whole list as it is now
    void stateChanged();

private:
    void setState(State state);
    void takePage(const QList<ActivationKey> &page);
    void takeEnd(const Result<SearchReport> &report);
    void noteNewer(ActivationKeyId id);

    ActivationKeys &m_service;
    QMap<ActivationKeyId, ActivationKey> m_keys;
    QMap<ActivationKeyId, ActivationKey> m_fetched;
    /// Read by themselves since the load began, which may have read them before that.
    QSet<ActivationKeyId> m_newer;
    State m_state = State::NotLoaded;
    QDateTime m_updated;
    std::optional<Failure> m_failure;
    SearchReport m_report;
    int m_pages = 0;
    Ticket m_refresh, m_reread;
    QSet<qint64> m_rereadNext;
    QTimer m_announce; ///< gathers what many changes of a run bring
};

/// Everything the screens of one sign-in share. Lives as long as the sign-in.
class Subscription : public QObject
{
    Q_OBJECT
public:
    using PortMaker = std::function<std::unique_ptr<ObjectPort>(HttpClient &)>;
    Subscription(SubscriptionIdentity identity, std::unique_ptr<HttpClient> client, const PortMaker &makePort,
                 Journal &journal, RunPace pace = {}, std::unique_ptr<AgentStore> kept = {}, QObject *parent = nullptr);
    ~Subscription() override;

    SubscriptionIdentity identity;
    QString displayName() const; ///< of the signed-in person when known, else the login

    HttpClient &client() const { return *m_client; }
    Journal &journal() { return m_journal; }
    ActivationKeys keys;
    KeyList keyList;
    Agents agents;
    AgentList agentList; ///< read when its pane is first shown
    Scans scans;
    ScanList scanList; ///< read when its pane is first shown
    WasPickers wasPickers;
    WebApps webApps;
    WebAppList webAppList; ///< read when its pane is first shown
    StagingArea staging;
    RunCenter &runs() { return *m_runs; }
    const UserDirectory &users() const { return m_users; }
    const TagTree &tags() const { return m_tags; }
    const std::optional<Failure> &usersFailure() const { return m_usersFailure; }
    const std::optional<Failure> &tagsFailure() const { return m_tagsFailure; }

    /// Carries a reviewed plan out. The edits it was made of (plan.taken) leave the staging area in the same moment;
    /// when the plan cannot be stored nothing is sent and they stay. One plan at a time is on its way there.
    void apply(const Plan &plan, std::function<void(const Result<PlanId> &)> done);
    bool isApplying() const { return m_applying; }

    /// Users, tags and keys; edits that an earlier session staged; plans it left unfinished.
    void loadAll();
    /// The titles of all keys but this one, staged ones included: what a new title must differ from.
    QStringList titlesExcept(ActivationKeyId id, qint64 object) const;
    /// The requests that these changes would become, for people to look at; nothing secret in them.
    QString requestTexts(const QList<Change> &changes) const;
    /// Since when no connection can be made; invalid while one can.
    QDateTime offlineSince() const { return m_offlineSince; }
    QDateTime nextTry() const; ///< when the connection is tried next by itself; invalid when online

signals:
    void directoryChanged();
    void connectionChanged();
    void journalFailed(const Failure &failure);

private:
    std::unique_ptr<HttpClient> m_client;
    Journal &m_journal;
    std::unique_ptr<ObjectPort> m_port;
    std::unique_ptr<RunCenter> m_runs;
    Directory m_directory;
    UserDirectory m_users;
    TagTree m_tags;
    std::optional<Failure> m_usersFailure, m_tagsFailure;
    void onChangeMoved(PlanId plan, ChangeId change);
    void takeAgent(const Change &change);
    void takeScan(const Change &change);
    void takeWebApp(const Change &change);
    void onOffline(bool offline);
    void tryConnection();
    void letRunGoOn();
    void saveStaged();
    bool m_applying = false;

    Ticket m_usersTicket, m_tagsTicket, m_reachTicket;
    QTimer m_saveStaged, m_reach;
    QDateTime m_offlineSince;
};
