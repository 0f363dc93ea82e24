// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "account/profiles.h"
#include "account/serveraddress.h"
#include "api/signin.h"
#include "base/secretbuffer.h"
#include "widgets/sheet.h"

#include <QTimer>

class Label;
class MarkedField;
class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;
class QVBoxLayout;
class SignInOutcome;

/// Where a person signs in: platform, user, password, and in plain words what came of it. Emits what was typed; the
/// sign-in itself is the controller's.
class SignInSheet : public Sheet
{
    Q_OBJECT
public:
    /// What the system's keychain can do for a password.
    enum class KeychainState { Unasked, Asking, Available, Absent };

    explicit SignInSheet(QWidget *window);
    ~SignInSheet() override;

    /// Fills the form; a profile that was refused last says so.
    void showProfile(const Profile &profile);
    void setServer(const QString &address); ///< as typed: --connect
    void setKeychain(KeychainState state, const QString &name);
    void setPassword(const SecretBuffer &password); ///< found in the keychain
    void setPasswordNote(const QString &text);      ///< why none was found

    void setBusy(bool busy);
    void showFailure(const Failure &failure, int attempt, const QString &host);
    SignInOutcome &outcome() { return *m_outcome; }
    /// After some refusals the button waits, because the account may lock.
    void holdBack(std::chrono::seconds wait);
    bool isBusy() const { return m_busy; }

    QLineEdit *userField() const { return m_user; }
    QLineEdit *passwordField() const { return m_password; }
    QPushButton *signInButton() const { return m_signIn; }

signals:
    /// `profile` carries platform or server, user and the choices; its id is that of the profile shown, if any. The
    /// password is the receiver's to wipe.
    void signInWanted(const Profile &profile, SecretBuffer *password);
    void cancelWanted();
    void demoWanted();
    /// "Remember" was ticked: time to find out whether there is a keychain. Not earlier, since a locked one prompts.
    void keychainWanted();
    /// The person chose another user or server: a saved password may exist for it.
    void placeChanged(const KeychainPlace &place);

private:
    QWidget *buildBody();
    void buildForm(QVBoxLayout &layout);
    void buildFoot();
    void onPlatformChosen();
    void onUserTyped();
    void validate();
    void submit();
    void showCaFile();
    void chooseCaFile();
    void clearOutcome();
    Profile typed() const;
    QString hostName() const;

    Profile m_profile;
    tl::expected<ServerAddress, AddressRefusal> m_address;
    QComboBox *m_platform;
    QLineEdit *m_server, *m_user, *m_password;
    Label *m_host, *m_hint, *m_rememberNote, *m_passwordNote;
    MarkedField *m_serverField, *m_userField, *m_passwordField;
    QWidget *m_serverRow;
    SignInOutcome *m_outcome;
    QCheckBox *m_remember, *m_readOnly;
    QPushButton *m_ca, *m_noCa, *m_demo, *m_cancel, *m_signIn;
    QAction *m_eye;
    QTimer m_wait;
    int m_secondsLeft = 0;
    bool m_busy = false;
    bool m_platformByHand = false; ///< chosen by the person: the login no longer decides
};
