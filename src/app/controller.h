// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "account/settings.h"
#include "app/demoserver.h"
#include "app/options.h"
#include "app/signinflow.h"
#include "panes/subscription.h"
#include "store/datalock.h"
#include "store/sqlitejournal.h"

class IdleWatch;
class LockScreen;
class MainWindow;
class Theme;

/// Owns what outlives the screens: the data folder, the journal, the sign-in, the subscription with its runs.
class Controller : public QObject
{
    Q_OBJECT
public:
    /// `policy` and `pace` are the waits, which tests shorten.
    Controller(Options options, Theme &theme, RetryPolicy policy = {}, RunPace pace = {});
    ~Controller() override;

    /// Opens the data folder, shows the window and goes where the options and the last session lead.
    void start();
    MainWindow &window() { return *m_window; }
    Subscription *subscription() { return m_subscription.get(); }
    SqliteJournal &journal() { return *m_journal; }

    void openDemo();
    void stopDemoServer(); ///< as if the network were gone
    void signOut();
    void lock();
    /// No new work; closes when what is in flight has ended, at most after five seconds.
    void shutDown();

signals:
    void subscriptionOpened();
    void demoFailed(const Failure &failure);

private:
    QString demoFolder() const;
    void openFolder();
    void openJournal();
    void stayReadOnly(const QString &why);
    void openFirst();
    void onSignedIn();
    void enter(SignInFlow::SignedIn who);
    SubscriptionIdentity identityOf(const SignInFlow::SignedIn &who) const;
    void setSubscription(std::unique_ptr<Subscription> subscription);
    void onAccess(HttpClient::Access access);
    void fillSwitcher();
    void unlock(SecretBuffer password);
    void onUnlocked(const Outcome &outcome);
    void afterRuns(const std::function<void()> &then);

    Options m_options;
    Theme &m_theme;
    RetryPolicy m_policy;
    RunPace m_pace;
    DataLock m_lock;
    Settings m_settings;
    Profiles m_profiles;
    std::unique_ptr<SqliteJournal> m_journal;
    std::unique_ptr<MainWindow> m_window;
    SignInFlow *m_flow = nullptr;
    std::unique_ptr<DemoServer> m_demo;
    QUrl m_demoUrl;
    Profile m_profile; ///< of the subscription that is open
    std::unique_ptr<Subscription> m_subscription;
    IdleWatch *m_idle = nullptr;
    QPointer<LockScreen> m_locked;

    QString m_readOnlyReason;
};
