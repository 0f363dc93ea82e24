// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/signinflow.h"

#include "app/mainwindow.h"
#include "panes/addresswords.h"
#include "panes/signinoutcome.h"
#include "panes/signinsheet.h"
#include "panes/words.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 longestCaFile = qint64(1024) * 1024;
constexpr int refusalsBeforeWait = 2;
constexpr std::chrono::seconds waitAfterRefusals{30};

/// PEM of the profile's own authorities. A file that cannot be read is a reason not to connect: the person relies on
/// it.
Result<QByteArray> authoritiesOf(const Profile &profile)
{
    if (profile.caFile.isEmpty())
        return QByteArray();
    QFile file(profile.caFile);
    if (!file.open(QIODevice::ReadOnly) || file.size() > longestCaFile)
        return failed(Failure::Kind::Tls, SignInFlow::tr("The CA file %1 cannot be read.").arg(profile.caFile));
    QByteArray pem = file.readAll();
    if (!pem.contains("BEGIN CERTIFICATE"))
        return failed(Failure::Kind::Tls, SignInFlow::tr("The CA file %1 holds no certificate.").arg(profile.caFile));
    return pem;
}

} // namespace

SignInFlow::SignInFlow(MainWindow &window, Profiles &profiles, RetryPolicy policy, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_profiles(profiles)
    , m_policy(std::move(policy))
{
}

SignInFlow::~SignInFlow() = default;

void SignInFlow::openSheet(const Profile &profile, const QString &serverTyped)
{
    auto *sheet = new SignInSheet(&m_window);
    m_sheet = sheet;
    sheet->showProfile(profile);
    if (!serverTyped.isEmpty())
        sheet->setServer(serverTyped);
    connect(sheet, &SignInSheet::signInWanted, this, [this](const Profile &typed, SecretBuffer *password) {
        m_keep = true;
        begin(typed, std::move(*password));
    });
    connect(sheet, &SignInSheet::cancelWanted, this, [this] {
        m_running.letGo();
        m_client.reset();
        m_password.wipe();
        if (m_sheet)
            m_sheet->showFailure({.kind = Failure::Kind::Cancelled}, 0, {});
    });
    connect(sheet, &SignInSheet::demoWanted, this, &SignInFlow::demoWanted);
    connect(sheet, &SignInSheet::keychainWanted, this, &SignInFlow::testKeychain);
    connect(sheet, &SignInSheet::placeChanged, this, &SignInFlow::findSaved);
    m_window.openSheet(sheet);
    if (!profile.user.isEmpty())
        findSaved(profile.keychainPlace());
}

/// Asked only where a profile says that a password was kept: a keychain may prompt for every question.
void SignInFlow::findSaved(const KeychainPlace &place)
{
    const auto kept = std::ranges::find_if(
        m_profiles.all(), [&](const Profile &profile) { return profile.remember && profile.keychainPlace() == place; });
    if (kept == m_profiles.all().end()) {
        if (m_sheet)
            m_sheet->setPasswordNote({});
        return;
    }
    m_keychainRead = m_keychain.read(place, [this](const KeychainAnswer &answer, SecretBuffer password) {
        if (!m_sheet || m_sheet->isBusy())
            return;
        switch (answer.kind) {
        case KeychainAnswer::Kind::Found:
            return m_sheet->setPassword(password);
        case KeychainAnswer::Kind::TimedOut:
            return m_sheet->setPasswordNote(tr("The keychain does not answer. Type the password."));
        case KeychainAnswer::Kind::NoKeychain:
            return m_sheet->setPasswordNote(tr("No usable keychain now. Type the password, or restart Latchkey."));
        default:
            return m_sheet->setPasswordNote(
                tr("Could not read a saved password; the keyring may be locked. Type the password."));
        }
    });
}

void SignInFlow::testKeychain()
{
    m_sheet->setKeychain(SignInSheet::KeychainState::Asking, {});
    m_keychainTest = m_keychain.selfTest([this](const KeychainAnswer &answer, KeychainStore store) {
        if (!m_sheet)
            return;
        const bool works = answer.kind == KeychainAnswer::Kind::Works;
        m_sheet->setKeychain(works ? SignInSheet::KeychainState::Available : SignInSheet::KeychainState::Absent,
                             rememberedBy(store));
    });
}

QString SignInFlow::rememberedBy(KeychainStore store) const
{
    switch (store) {
    case KeychainStore::Unknown:
        return {};
    case KeychainStore::GnomeKeyring:
        return u"GNOME Keyring"_s;
    case KeychainStore::KWallet:
        return u"KWallet"_s;
    case KeychainStore::KeePassXc:
        return u"KeePassXC"_s;
    case KeychainStore::WindowsCredentials:
        return tr("Windows Credential Manager");
    case KeychainStore::AppleKeychain:
        return tr("the macOS keychain");
    }
    return {};
}

void SignInFlow::signInSaved(const Profile &profile)
{
    m_keychainRead =
        m_keychain.read(profile.keychainPlace(), [this, profile](const KeychainAnswer &answer, SecretBuffer password) {
            if (answer.kind != KeychainAnswer::Kind::Found)
                return openSheet(profile);
            m_keep = true;
            begin(profile, std::move(password));
        });
}

void SignInFlow::signInWith(const Profile &profile, SecretBuffer password)
{
    m_keep = false;
    begin(profile, std::move(password));
}

void SignInFlow::begin(const Profile &profile, SecretBuffer password)
{
    m_running.letGo();
    m_profile = profile;
    m_password = std::move(password);
    const Result<QByteArray> authorities = authoritiesOf(profile);
    if (!authorities)
        return fail(authorities.error(), {});
    m_client = std::make_unique<HttpClient>(Server{profile.servers().api, *authorities}, m_policy);
    m_client->setReadOnly(profile.readOnly);
    m_client->setCredentials(SecretBuffer::basicHeader(profile.user, m_password));
    m_running = SignIn::start(
        *m_client,
        [this](const ModuleAccess &access) {
            if (m_sheet)
                m_sheet->outcome().showAccess(access);
        },
        [this](const Result<SignInReport> &report, const Exchange &exchange) { end(report, exchange); });
}

void SignInFlow::end(const Result<SignInReport> &report, const Exchange &exchange)
{
    if (report)
        succeed(*report);
    else
        fail(report.error(), exchange);
}

void SignInFlow::fail(const Failure &failure, const Exchange &exchange)
{
    const QString place = m_profile.keychainPlace().key();
    const bool refused = failure.kind == Failure::Kind::SignInRefused;
    const int attempt = refused ? ++m_attempts[place] : m_attempts.value(place);
    if (refused && !m_profile.id.isEmpty())
        reportSave(m_profiles.setLatched(m_profile.id, true)); // a restart must not try it again
    m_password.wipe();
    const QString host = m_profile.servers().api.host();
    // Deleted later: this runs inside one of its handlers.
    if (m_client)
        m_client.release()->deleteLater();
    if (!m_keep)
        return emit failed(failure);
    if (!m_sheet) {
        openSheet(m_profile);
        m_sheet->setPasswordNote({});
    }
    m_sheet->showFailure(failure, attempt, host);
    m_sheet->outcome().showConnection(exchange.tls);
    if (const std::chrono::seconds wait = waitAfter(attempt); wait.count() > 0)
        m_sheet->holdBack(wait);
}

std::chrono::seconds SignInFlow::waitAfter(int refusals)
{
    return refusals >= refusalsBeforeWait ? waitAfterRefusals : std::chrono::seconds(0);
}

void SignInFlow::abandon()
{
    m_running.letGo();
    m_keychainRead.letGo();
    m_password.wipe();
    if (m_client)
        m_client.release()->deleteLater();
}

void SignInFlow::succeed(const SignInReport &report)
{
    m_attempts.remove(m_profile.keychainPlace().key());
    if (m_keep) {
        m_profile.latched = false;
        if (m_profile.name.isEmpty()) {
            const Platform *platform = platformById(m_profile.platform);
            m_profile.name = platform ? platformName(*platform) : m_profile.servers().api.host();
        }
        if (m_profile.id.isEmpty()) {
            const Profiles::Added added = m_profiles.add(m_profile);
            m_profile.id = added.id;
            reportSave(added.saved);
        } else {
            reportSave(m_profiles.update(m_profile));
        }
        reportSave(m_profiles.markUsed(m_profile.id));
        m_session.keep(m_profile.keychainPlace(), m_password.clone());
        if (m_profile.remember)
            remember(m_profile, std::move(m_password));
    }
    m_password.wipe();
    m_result = {std::move(m_client), m_profile, report};
    if (m_sheet)
        m_sheet->dismiss();
    emit signedIn();
}

void SignInFlow::remember(const Profile &profile, SecretBuffer password)
{
    m_keychainWrite = m_keychain.write(
        profile.keychainPlace(), std::move(password), [this, id = profile.id](const KeychainAnswer &answer) {
            if (answer.kind == KeychainAnswer::Kind::Stored)
                return;
            if (const Profile *known = m_profiles.find(id)) {
                Profile changed = *known;
                changed.remember = false;
                reportSave(m_profiles.update(changed));
            }
            m_window.toast(answer.kind == KeychainAnswer::Kind::Denied
                               ? tr("The password was not saved: the keyring is locked. You are asked at each start.")
                               : tr("The password could not be saved in the keychain. You are asked at each start."),
                           true);
        });
}

void SignInFlow::unlock(HttpClient &client, const Profile &profile, SecretBuffer password,
                        const std::function<void(const Outcome &)> &done)
{
    client.setCredentials(SecretBuffer::basicHeader(profile.user, password));
    m_session.keep(profile.keychainPlace(), std::move(password));
    m_running = SignIn::start(
        client, [](const ModuleAccess &) {},
        [this, place = profile.keychainPlace().key(), done](const Result<SignInReport> &report, const Exchange &) {
            if (report)
                m_attempts.remove(place);
            else if (report.error().kind == Failure::Kind::SignInRefused)
                ++m_attempts[place];
            done(report.map([](const SignInReport &) {}));
        });
}

std::optional<SecretBuffer> SignInFlow::sessionPassword(const Profile &profile) const
{
    return m_session.find(profile.keychainPlace());
}

void SignInFlow::forget(const Profile &profile, std::function<void(const KeychainAnswer &)> done)
{
    m_session.forget(profile.keychainPlace());
    m_keychainWrite.letGo(); // one that is still under way is taken back
    if (!profile.remember)
        return;
    m_keychainRemove = m_keychain.remove(profile.keychainPlace(), std::move(done));
}

void SignInFlow::reportSave(const Outcome &saved)
{
    if (!saved)
        m_window.toast(tr("The profile could not be saved: %1").arg(saved.error().detail), true);
}
