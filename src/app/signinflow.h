// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "account/keychain.h"
#include "account/profiles.h"
#include "account/sessionsecrets.h"
#include "api/signin.h"
#include "net/httpclient.h"

#include <QPointer>

class MainWindow;
class SignInSheet;

/// From a person's click to a signed-in client: one probe a click, what came of it in words, and the password into the
/// keychain when that was asked for.
class SignInFlow : public QObject
{
    Q_OBJECT
public:
    struct SignedIn
    {
        std::unique_ptr<HttpClient> client;
        Profile profile; ///< with its id; without for the demo
        SignInReport report;
    };

    SignInFlow(MainWindow &window, Profiles &profiles, RetryPolicy policy, QObject *parent = nullptr);
    ~SignInFlow() override;

    void openSheet(const Profile &profile, const QString &serverTyped = {});
    /// Without a sheet, with the saved password; opens the sheet when there is none or it is refused.
    void signInSaved(const Profile &profile);
    /// With a known password and nothing kept: the demo.
    void signInWith(const Profile &profile, SecretBuffer password);
    /// The same person again on the client that exists: after a lock. One probe.
    void unlock(HttpClient &client, const Profile &profile, SecretBuffer password,
                const std::function<void(const Outcome &)> &done);
    std::optional<SecretBuffer> sessionPassword(const Profile &profile) const;
    /// Forgets the password everywhere; `done` says whether the keychain's copy is gone.
    void forget(const Profile &profile, std::function<void(const KeychainAnswer &)> done);
    void forgetSession() { m_session.forgetAll(); }
    /// A sign-in that is under way ends here and changes nothing.
    void abandon();
    int attempts(const Profile &profile) const { return m_attempts.value(profile.keychainPlace().key()); }
    /// How long to wait after so many refusals in a row, before the service blocks the user.
    static std::chrono::seconds waitAfter(int refusals);
    Keychain &keychain() { return m_keychain; }

signals:
    /// Take it with takeResult().
    void signedIn();
    void demoWanted();
    void failed(const Failure &failure); ///< of a sign-in without a sheet

public:
    SignedIn takeResult() { return std::move(m_result); }

private:
    void begin(const Profile &profile, SecretBuffer password);
    void end(const Result<SignInReport> &report, const Exchange &exchange);
    void succeed(const SignInReport &report);
    void fail(const Failure &failure, const Exchange &exchange);
    void remember(const Profile &profile, SecretBuffer password);
    void findSaved(const KeychainPlace &place);
    void testKeychain();
    QString rememberedBy(KeychainStore store) const;
    void reportSave(const Outcome &saved);

    MainWindow &m_window;
    Profiles &m_profiles;
    RetryPolicy m_policy;
    Keychain m_keychain;
    SessionSecrets m_session;
    QPointer<SignInSheet> m_sheet;
    std::unique_ptr<HttpClient> m_client;
    Profile m_profile;
    SecretBuffer m_password;
    SignedIn m_result;
    QHash<QString, int> m_attempts; ///< refusals in a row, by place
    bool m_keep = true;             ///< false for the demo
    Ticket m_running, m_keychainRead, m_keychainTest;
    Ticket m_keychainWrite; ///< outlives the sheet: letting go would take the password back out
    Ticket m_keychainRemove;
};
