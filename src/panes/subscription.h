// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/agents.h"
#include "api/directory.h"
#include "api/signin.h"
#include "api/waspickers.h"
#include "changes/runcenter.h"
#include "changes/stagingarea.h"
#include "domain/tag.h"
#include "domain/user.h"
#include "panes/agentlist.h"
#include "panes/keylist.h"
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

/// Everything the screens of one sign-in share. Lives as long as the sign-in.
class Subscription : public QObject
{
    Q_OBJECT
public:
    using PortMaker = std::function<std::unique_ptr<ObjectPort>(HttpClient &)>;
    Subscription(SubscriptionIdentity identity, std::unique_ptr<HttpClient> client, const PortMaker &makePort,
                 Journal &journal, RunPace pace = {}, std::unique_ptr<AgentStore> kept = {},
                 std::unique_ptr<WebAppStore> keptWebApps = {}, QObject *parent = nullptr);
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
