// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/signinsheet.h"

#include "panes/addresswords.h"
#include "panes/words.h"
#include "widgets/formlabel.h"
#include "widgets/iconlabel.h"
#include "widgets/icons.h"
#include "widgets/latchkeystyle.h"
#include "widgets/markedfield.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace {

const QString otherServer = u"*"_s; ///< in the list of platforms: private cloud or any other address

QString platformName(const Platform &platform)
{
    return QCoreApplication::translate("Platforms", platform.name);
}

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
    , m_connection(new Label(TextStyle::Small, Token::Text2, this))
    , m_outcome(new Label(TextStyle::Small, Token::BadInk, this))
    , m_next(new Label(TextStyle::Small, Token::Text2, this))
    , m_serverField(new MarkedField(this))
    , m_userField(new MarkedField(this))
    , m_passwordField(new MarkedField(this))
    , m_serverRow(new QWidget(this))
    , m_outcomeRow(new QWidget(this))
    , m_connectionRow(new QWidget(this))
    , m_accessBox(new QWidget(this))
    , m_outcomeIcon(new IconLabel("error"_L1, Token::BadInk, 14, this))
    , m_access(new QVBoxLayout(m_accessBox))
    , m_remember(new QCheckBox(tr("Remember on this computer"), this))
    , m_readOnly(new QCheckBox(tr("Start in read-only mode"), this))
    , m_ca(new QPushButton(tr("Add a private CA certificate…"), this))
    , m_demo(new QPushButton(tr("Try the demo subscription"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_signIn(new QPushButton(tr("Sign in"), this))
    , m_eye(new QAction(this))
{
    setObjectName(u"signInSheet"_s);
    setSheetWidth(492);
    setMark(true);
    setTitle(tr("Sign in"), tr("Latchkey talks only to the platform you choose."));
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

QWidget *SignInSheet::buildBody()
{
    auto *body = new QWidget(this);
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(s(24), s(4), s(24), s(16));
    layout->setSpacing(s(10));
    buildForm(*layout);

    auto *outcome = new QGridLayout(m_outcomeRow);
    outcome->setContentsMargins(0, 0, 0, 0);
    outcome->setHorizontalSpacing(s(8));
    outcome->setVerticalSpacing(s(2));
    outcome->addWidget(m_outcomeIcon, 0, 0, Qt::AlignTop);
    outcome->addWidget(m_outcome, 0, 1);
    outcome->addWidget(m_next, 1, 1);
    outcome->setColumnStretch(1, 1);
    m_outcome->setWordWrap(true);
    m_next->setWordWrap(true);
    m_access->setContentsMargins(0, 0, 0, 0);
    m_access->setSpacing(s(4));
    auto *connection = new QHBoxLayout(m_connectionRow);
    connection->setContentsMargins(0, 0, 0, 0);
    connection->setSpacing(s(8));
    connection->addWidget(new IconLabel("lock"_L1, Token::OkInk, 14, m_connectionRow));
    connection->addWidget(m_connection, 1);
    layout->addWidget(m_outcomeRow);
    layout->addWidget(m_accessBox);
    layout->addWidget(m_connectionRow);
    m_outcomeRow->hide();
    m_accessBox->hide();
    m_connectionRow->hide();
    return body;
}

void SignInSheet::buildForm(QVBoxLayout &layout)
{
    for (QWidget *field : std::initializer_list<QWidget *>{m_platform, m_server, m_user, m_password})
        setControlSize(field, ControlSize::Large);
    m_platform->setAccessibleName(tr("Platform"));
    for (const Platform &platform : platforms())
        m_platform->addItem(platformName(platform), QString(platform.id));
    m_platform->addItem(tr("Private cloud or other address"), otherServer);
    m_server->setAccessibleName(tr("Server address"));
    m_server->setPlaceholderText(tr("Paste the portal's, gateway's or API server's address"));
    m_user->setAccessibleName(tr("User"));
    m_user->setPlaceholderText(tr("Login, not the e-mail address"));
    m_password->setAccessibleName(tr("Password"));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhSensitiveData);
    m_eye->setIcon(themedIcon("eye"_L1));
    m_eye->setCheckable(true);
    m_eye->setToolTip(tr("Show the password"));
    m_eye->setText(tr("Show the password"));
    m_password->addAction(m_eye, QLineEdit::TrailingPosition);
    connect(m_eye, &QAction::toggled, this, [this](bool shown) {
        m_password->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
        m_eye->setIcon(themedIcon(shown ? "eye-off"_L1 : "eye"_L1));
    });
    m_serverField->setField(m_server);
    m_userField->setField(m_user);
    m_passwordField->setField(m_password);
    m_host->setElided(true);
    m_hint->setWordWrap(true);
    m_passwordNote->setWordWrap(true);
    m_rememberNote->setWordWrap(true);
    m_rememberNote->setContentsMargins(s(24), 0, 0, 0);
    setButtonRole(m_ca, ButtonRole::Link);
    setControlSize(m_ca, ControlSize::Small);

    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(s(8));
    grid->setVerticalSpacing(s(6));
    grid->setColumnMinimumWidth(0, s(76));
    grid->setColumnStretch(1, 1);
    int row = 0;
    const auto add = [&](const QString &name, QWidget *buddy, QWidget *field) {
        auto *label = new FormLabel(name, this);
        label->setStyle(TextStyle::Body);
        label->setFixedHeight(s(32));
        label->setBuddy(buddy);
        grid->addWidget(label, row, 0, Qt::AlignTop);
        grid->addWidget(field, row++, 1);
    };
    // The other fields stand in a MarkedField, which begins with room for its bar.
    const auto indented = [this](QWidget *field) {
        auto *box = new QWidget(this);
        auto *inner = new QHBoxLayout(box);
        inner->setContentsMargins(0, 0, 0, 0);
        inner->setSpacing(0);
        inner->addSpacing(8);
        inner->addWidget(field, 1);
        return box;
    };
    add(tr("&Platform"), m_platform, indented(m_platform));
    auto *serverLine = new QHBoxLayout(m_serverRow);
    serverLine->setContentsMargins(0, 0, 0, 0);
    serverLine->addWidget(m_serverField);
    grid->addWidget(m_serverRow, row++, 1);
    grid->addWidget(indented(m_host), row++, 1);
    add(tr("&User"), m_user, m_userField);
    grid->addWidget(indented(m_hint), row++, 1);
    add(tr("Pass&word"), m_password, m_passwordField);
    grid->addWidget(indented(m_passwordNote), row++, 1);
    auto *choices = new QWidget(this);
    auto *choice = new QVBoxLayout(choices);
    choice->setContentsMargins(0, 0, 0, 0);
    choice->setSpacing(s(4));
    choice->addWidget(m_remember);
    choice->addWidget(m_rememberNote);
    choice->addSpacing(s(4));
    choice->addWidget(m_readOnly);
    choice->addWidget(m_ca, 0, Qt::AlignLeft);
    grid->addWidget(indented(choices), row++, 1);
    layout.addLayout(grid);

    connect(m_platform, &QComboBox::activated, this, [this] {
        m_platformByHand = true;
        onPlatformChosen();
    });
    connect(m_server, &QLineEdit::textChanged, this, &SignInSheet::onPlatformChosen);
    connect(m_user, &QLineEdit::textChanged, this, &SignInSheet::onUserTyped);
    connect(m_user, &QLineEdit::editingFinished, this, [this] {
        if (m_address && !m_user->text().trimmed().isEmpty())
            emit placeChanged({m_address->server, m_user->text().trimmed()});
    });
    connect(m_password, &QLineEdit::textChanged, this, &SignInSheet::validate);
    connect(m_ca, &QPushButton::clicked, this, &SignInSheet::chooseCaFile);
}

void SignInSheet::buildFoot()
{
    setButtonRole(m_demo, ButtonRole::Quiet);
    setButtonRole(m_signIn, ButtonRole::Primary);
    m_signIn->setDefault(true);
    addFootButton(m_demo, Side::Left);
    addFootButton(m_cancel, Side::Right);
    addFootButton(m_signIn, Side::Right);
    connect(m_demo, &QPushButton::clicked, this, &SignInSheet::demoWanted);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_busy)
            emit cancelWanted();
        else
            dismiss();
    });
    connect(m_signIn, &QPushButton::clicked, this, &SignInSheet::submit);
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
    m_ca->setText(profile.caFile.isEmpty() ? tr("Add a private CA certificate…")
                                           : tr("Private CA: %1").arg(QFileInfo(profile.caFile).fileName()));
    onPlatformChosen();
    if (profile.latched)
        say("warning"_L1, Token::WarnInk,
            tr("The platform refused the last sign-in of this user. Nothing was tried since."));
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
    m_signIn->setToolTip(m_secondsLeft > 0 ? tr("The account may lock after more tries; check the password first.") : why);
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
    for (QWidget *field : std::initializer_list<QWidget *>{m_platform, m_server, m_user, m_password, m_readOnly, m_ca,
                                                           m_demo})
        field->setEnabled(!busy);
    m_cancel->setText(busy ? tr("Stop") : tr("Cancel"));
    setDismissible(!busy);
    if (busy)
        say("clock"_L1, Token::Text2, tr("Asking %1…").arg(hostName()));
    validate();
}

void SignInSheet::say(QLatin1StringView icon, Token ink, const QString &text)
{
    m_outcomeIcon->setIcon(icon, ink == Token::Text2 ? Token::Icon : ink);
    m_outcome->setInk(ink);
    m_outcome->setText(text);
    m_next->hide();
    m_outcomeRow->show();
}

void SignInSheet::clearOutcome()
{
    m_outcomeRow->hide();
    m_accessBox->hide();
    m_connectionRow->hide();
    m_passwordField->setProblem({});
    while (QLayoutItem *item = m_access->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void SignInSheet::showFailure(const Failure &failure, int attempt, const QString &host)
{
    setBusy(false);
    const Sentence sentence = signInSentence(failure, host, attempt);
    if (failure.kind == Failure::Kind::Cancelled)
        return m_outcomeRow->hide();
    say("error"_L1, Token::BadInk, sentence.what);
    m_next->setText(sentence.next);
    m_next->setVisible(!sentence.next.isEmpty());
    m_outcomeRow->setToolTip({});
    m_next->setAccessibleDescription(detailsOf(failure));
    if (failure.kind == Failure::Kind::SignInRefused) {
        m_password->setFocus();
        m_password->selectAll();
    }
}

void SignInSheet::showAccess(const ModuleAccess &access)
{
    const bool works = access.state == ModuleAccess::State::Works;
    auto *line = new QWidget(m_accessBox);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(s(8));
    row->addWidget(new IconLabel(works ? "circle-check"_L1 : "circle-minus"_L1, works ? Token::OkInk : Token::IdleInk, 14,
                                 line));
    auto *text = new Label(tr("%1: %2", "part of the service, state").arg(partName(access.part), accessText(access)),
                           TextStyle::Small, Token::Text, line);
    row->addWidget(text, 1);
    m_access->addWidget(line);
    m_accessBox->show();
}

void SignInSheet::showConnection(const QString &tls)
{
    const QStringList parts = tls.split(u';');
    if (parts.size() < 2)
        return m_connectionRow->hide();
    const QDateTime until = QDateTime::fromString(parts[1], Qt::ISODate);
    m_connection->setText(tr("%1, certificate valid until %2")
                              .arg(QString(parts[0]).replace("TLSv"_L1, "TLS "_L1),
                                   QLocale().toString(until.toLocalTime().date(), QLocale::ShortFormat)));
    m_connectionRow->show();
}

void SignInSheet::holdBack(std::chrono::seconds wait)
{
    m_secondsLeft = int(wait.count());
    m_wait.start();
    validate();
}

void SignInSheet::chooseCaFile()
{
    auto *dialog = new QFileDialog(this, tr("Certificate of a private authority"), {},
                                   tr("Certificates (*.pem *.crt *.cer)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        m_profile.caFile = file;
        m_ca->setText(tr("Private CA: %1").arg(QFileInfo(file).fileName()));
    });
    dialog->open();
}
