// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/signinsheet.h"

#include "panes/addresswords.h"
#include "panes/signinoutcome.h"
#include "panes/words.h"
#include "widgets/icons.h"
#include "widgets/label.h"
#include "widgets/latchkeystyle.h"
#include "widgets/markedfield.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace {

const QString otherServer = u"*"_s; ///< in the list of platforms: private cloud or any other address

} // namespace

SignInSheet::SignInSheet(QWidget *window)
    : Sheet(window)
    , m_address(tl::unexpected(AddressRefusal{}))
    , m_platform(new QComboBox(this))
    , m_server(new QLineEdit(this))
    , m_user(new QLineEdit(this))
    , m_password(new QLineEdit(this))
    , m_host(new Label(TextStyle::Mono, Token::Text2, this))
    , m_hint(new Label(TextStyle::Small, Token::WarnInk, this))
    , m_rememberNote(new Label(TextStyle::Small, Token::Text2, this))
    , m_passwordNote(new Label(TextStyle::Small, Token::Text2, this))
    , m_serverField(new MarkedField(this))
    , m_userField(new MarkedField(this))
    , m_passwordField(new MarkedField(this))
    , m_serverRow(new QWidget(this))
    , m_outcome(new SignInOutcome(this))
    , m_remember(new QCheckBox(tr("Remember on this computer"), this))
    , m_readOnly(new QCheckBox(tr("Start in read-only mode"), this))
    , m_ca(new QPushButton(tr("Add a private CA certificate…"), this))
    , m_noCa(new QPushButton(tr("Remove"), this))
    , m_demo(new QPushButton(tr("Try the demo subscription"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_signIn(new QPushButton(tr("Sign in"), this))
    , m_eye(new QAction(this))
{
    setObjectName(u"signInSheet"_s);
    setSheetWidth(492);
    setMark(true);
    setTitle(tr("Sign in"), tr("Latchkey talks only to the platform you choose."));
    for (const Platform &platform : platforms())
        m_platform->addItem(platformName(platform), QString(platform.id));
    m_platform->addItem(tr("Private cloud or other address"), otherServer);
    setBody(buildBody());
    buildFoot();
    m_wait.setInterval(std::chrono::seconds(1));
    connect(&m_wait, &QTimer::timeout, this, [this] {
        if (--m_secondsLeft <= 0)
            m_wait.stop();
        validate();
    });
    setKeychain(KeychainState::Unasked, {});
    connect(m_remember, &QCheckBox::toggled, this, [this](bool wanted) {
        if (wanted)
            emit keychainWanted();
    });
    showProfile({});
}

void SignInSheet::showProfile(const Profile &profile)
{
    m_profile = profile;
    const int known = m_platform->findData(profile.platform);
    m_platformByHand = !profile.platform.isEmpty() || profile.server.isValid();
    if (known >= 0)
        m_platform->setCurrentIndex(known);
    else if (profile.server.isValid())
        m_platform->setCurrentIndex(m_platform->findData(otherServer));
    m_server->setText(profile.server.toString());
    m_user->setText(profile.user);
    m_password->clear();
    m_remember->setChecked(profile.remember);
    m_readOnly->setChecked(profile.readOnly);
    m_passwordNote->hide();
    clearOutcome();
    showCaFile();
    onPlatformChosen();
    if (profile.latched)
        m_outcome->showWarning(tr("The platform refused the last sign-in of this user. Nothing was tried since."));
    (profile.user.isEmpty() ? m_user : m_password)->setFocus();
}

void SignInSheet::setServer(const QString &address)
{
    m_platform->setCurrentIndex(m_platform->findData(otherServer));
    m_platformByHand = true;
    m_server->setText(address);
    onPlatformChosen();
}

void SignInSheet::setKeychain(KeychainState state, const QString &name)
{
    m_remember->setEnabled(state != KeychainState::Absent);
    switch (state) {
    case KeychainState::Unasked:
        m_rememberNote->setText(tr("Kept in the system's keychain, never in a file."));
        break;
    case KeychainState::Asking:
        m_rememberNote->setText(tr("Looking for the system's keychain…"));
        break;
    case KeychainState::Available:
        m_rememberNote->setText(name.isEmpty() ? tr("Kept in the system's keychain, never in a file.")
                                               : tr("Kept in %1, never in a file.").arg(name));
        break;
    case KeychainState::Absent:
        m_remember->setChecked(false);
        m_rememberNote->setText(tr("No usable keychain here: the password is kept for this session only."));
        break;
    }
}

void SignInSheet::setPassword(const SecretBuffer &password)
{
    QString text = QString::fromUtf8(password.view());
    m_password->setText(text);
    wipe(text);
    m_passwordNote->setText(tr("From the keychain."));
    m_passwordNote->show();
}

void SignInSheet::setPasswordNote(const QString &text)
{
    m_passwordNote->setText(text);
    m_passwordNote->setVisible(!text.isEmpty());
}

void SignInSheet::onPlatformChosen()
{
    const QString id = m_platform->currentData().toString();
    const bool other = id == otherServer;
    m_serverRow->setVisible(other);
    if (other)
        m_address = understandAddress(m_server->text());
    else if (const Platform *platform = platformById(id))
        m_address = ServerAddress{platform->apiServer(), platform};
    m_host->setText(hostName());
    const bool quiet = other && m_server->text().isEmpty();
    m_serverField->setProblem(m_address || quiet ? QString() : addressProblemText(m_address.error()));
    m_host->setVisible(m_address.has_value());
    onUserTyped();
}

QString SignInSheet::hostName() const
{
    if (!m_address)
        return {};
    const QUrl &server = m_address->server;
    return server.scheme() == "https"_L1 ? server.authority() : server.toString();
}

/// A login tells where it lives: preselects, or warns when the person chose otherwise.
void SignInSheet::onUserTyped()
{
    const QString login = m_user->text().trimmed();
    const Platform *guess = guessPlatform(login);
    if (guess && !m_platformByHand && m_platform->currentData().toString() != guess->id) {
        m_platform->setCurrentIndex(m_platform->findData(QString(guess->id)));
        return onPlatformChosen();
    }
    QString hint;
    if (login.contains(u'@'))
        hint = tr("The login is not the e-mail address; the portal shows it under your name.");
    else if (login.contains(u':'))
        hint = tr("A login has no colon.");
    else if (guess && m_address && m_address->platform && m_address->platform != guess)
        hint = tr("This login looks like %1.").arg(platformName(*guess));
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    validate();
}

void SignInSheet::validate()
{
    const QString login = m_user->text().trimmed();
    QString why;
    if (!m_address)
        why = tr("Choose a platform or enter its address.");
    else if (login.isEmpty())
        why = tr("Enter your login.");
    else if (login.contains(u':'))
        why = tr("A login has no colon.");
    else if (m_password->text().isEmpty())
        why = tr("Enter the password.");
    m_signIn->setText(m_secondsLeft > 0 ? tr("Sign in (%1)").arg(m_secondsLeft) : tr("Sign in"));
    m_signIn->setEnabled(why.isEmpty() && !m_busy && m_secondsLeft <= 0);
    m_signIn->setToolTip(m_secondsLeft > 0 ? tr("The account may lock after more tries; check the password first.")
                                           : why);
}

Profile SignInSheet::typed() const
{
    Profile profile = m_profile;
    const bool known = m_address && m_address->platform;
    const QString user = m_user->text().trimmed();
    const QString platform = known ? QString(m_address->platform->id) : QString();
    const QUrl server = known || !m_address ? QUrl() : m_address->server;
    if (profile.platform != platform || profile.server != server || profile.user != user) {
        // Another place is another profile: what was confirmed for the old one does not carry over.
        profile = Profile{.caFile = m_profile.caFile};
        profile.platform = platform;
        profile.server = server;
        profile.user = user;
    }
    profile.remember = m_remember->isChecked();
    profile.readOnly = m_readOnly->isChecked();
    return profile;
}

void SignInSheet::submit()
{
    validate();
    if (!m_signIn->isEnabled())
        return;
    clearOutcome();
    QString text = m_password->text();
    SecretBuffer password = SecretBuffer::fromUtf8Of(text);
    wipe(text);
    setBusy(true);
    emit signInWanted(typed(), &password);
}

void SignInSheet::setBusy(bool busy)
{
    m_busy = busy;
    for (QWidget *field :
         std::initializer_list<QWidget *>{m_platform, m_server, m_user, m_password, m_readOnly, m_ca, m_noCa, m_demo})
        field->setEnabled(!busy);
    m_cancel->setText(busy ? tr("Stop") : tr("Cancel"));
    setDismissible(!busy);
    if (busy)
        m_outcome->showWork(tr("Asking %1…").arg(hostName()));
    validate();
}

void SignInSheet::clearOutcome()
{
    m_outcome->clear();
    m_passwordField->setProblem({});
}

void SignInSheet::showFailure(const Failure &failure, int attempt, const QString &host)
{
    setBusy(false);
    if (failure.kind == Failure::Kind::Cancelled)
        return m_outcome->clear();
    const Sentence sentence = signInSentence(failure, host, attempt);
    m_outcome->showFailure(sentence.what, sentence.next, detailsOf(failure));
    if (failure.kind == Failure::Kind::SignInRefused) {
        m_password->setFocus();
        m_password->selectAll();
    }
}

void SignInSheet::holdBack(std::chrono::seconds wait)
{
    m_secondsLeft = int(wait.count());
    m_wait.start();
    validate();
}

void SignInSheet::showCaFile()
{
    const bool none = m_profile.caFile.isEmpty();
    m_ca->setText(none ? tr("Add a private CA certificate…")
                       : tr("Private CA: %1").arg(QFileInfo(m_profile.caFile).fileName()));
    m_noCa->setVisible(!none);
}

void SignInSheet::chooseCaFile()
{
    auto *dialog =
        new QFileDialog(this, tr("Certificate of a private authority"), {}, tr("Certificates (*.pem *.crt *.cer)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        m_profile.caFile = file;
        showCaFile();
    });
    dialog->open();
}
