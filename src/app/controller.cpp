// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/controller.h"

#include "app/actions.h"
#include "app/idlewatch.h"
#include "app/lockscreen.h"
#include "app/mainwindow.h"
#include "app/sessionwatch.h"
#include "app/subscriptionports.h"
#include "app/theme.h"
#include "panes/clipboardguard.h"
#include "panes/words.h"
#include "store/agentcache.h"
#include "store/webappcache.h"
#include "widgets/icons.h"
#include "widgets/switcher.h"

#include <QAction>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QMenu>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::minutes lockAfter{10};
constexpr std::chrono::seconds patienceAtEnd{5};
const QString demoAgentServer = u"https://qagpublic.qg2.apps.qualys.com/CloudAgent/"_s;

QString fingerprintOf(const QString &place, const QString &user)
{
    const QByteArray text = (place + u'\n' + user).toUtf8();
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
}

/// Whoever installs an agent needs the path too.
QString agentServerOf(const Profile &profile)
{
    const QUrl server = profile.servers().agents;
    if (server.isEmpty())
        return {};
    return server.path().size() > 1 ? server.toString() : u"https://"_s + server.authority() + u"/CloudAgent/"_s;
}

Theme::Setting settingOf(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::System:
        return Theme::Setting::System;
    case ThemeChoice::Light:
        return Theme::Setting::Light;
    case ThemeChoice::Dark:
        return Theme::Setting::Dark;
    }
    return Theme::Setting::System;
}

} // namespace

Controller::Controller(Options options, Theme &theme, RetryPolicy policy, RunPace pace)
    : m_options(std::move(options))
    , m_theme(theme)
    , m_policy(std::move(policy))
    , m_pace(std::move(pace))
    , m_lock(m_options.dataFolder + u"/latchkey.lock"_s)
    , m_settings(m_options.dataFolder)
    , m_profiles(m_options.dataFolder)
    , m_journal(std::make_unique<SqliteJournal>(m_options.dataFolder + u"/journal.sqlite"_s))
{
}

Controller::~Controller()
{
    if (m_window)
        m_window->setSubscription(nullptr);
    m_subscription.reset();
    m_window.reset();
}

void Controller::start()
{
    QDir().mkpath(m_options.dataFolder);
    QFile::setPermissions(m_options.dataFolder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const Result<QString> settings = m_settings.load();
    if (m_options.theme.isEmpty())
        m_theme.setSetting(settingOf(m_settings.theme()));
    else
        m_theme.setSetting(m_options.theme == "dark"_L1 ? Theme::Setting::Dark : Theme::Setting::Light);
    m_theme.apply();

    m_window = std::make_unique<MainWindow>(m_theme, m_settings);
    m_window->setAboutText(debugInfo(m_options));
    m_flow = new SignInFlow(*m_window, m_profiles, m_policy, this);
    m_idle = new IdleWatch(lockAfter, this);
    connect(m_idle, &IdleWatch::idle, this, &Controller::lock);
    connect(new SessionWatch(this), &SessionWatch::left, this, [this] {
        if (m_subscription && !m_subscription->identity.demo) // nobody asked, so nobody is told that there is no lock
            lock();
    });
    connect(m_flow, &SignInFlow::signedIn, this, &Controller::onSignedIn);
    connect(m_flow, &SignInFlow::demoWanted, this, &Controller::openDemo);
    connect(m_flow, &SignInFlow::failed, this, [this](const Failure &failure) {
        m_window->showStartProblem(sentenceOf(failure).together());
        emit demoFailed(failure);
    });
    connect(m_window.get(), &MainWindow::signInWanted, this, [this] { m_flow->openSheet(m_profile); });
    connect(m_window.get(), &MainWindow::signOutWanted, this, &Controller::signOut);
    connect(m_window.get(), &MainWindow::demoWanted, this, &Controller::openDemo);
    connect(m_window.get(), &MainWindow::lockWanted, this, &Controller::lock);
    connect(m_window.get(), &MainWindow::closeWanted, this, &Controller::shutDown);
    connect(m_window.get(), &MainWindow::customerIdConfirmed, this, [this](const QString &id) {
        m_profile.customerId = id;
        if (const Profile *known = m_profiles.find(m_profile.id)) { // as it is by now, not as it was at the sign-in
            Profile changed = *known;
            changed.customerId = id;
            m_profiles.update(changed);
        }
    });
    if (settings && !settings->isEmpty())
        m_window->toast(tr("The settings were damaged and start anew; the old file is kept as %1.").arg(*settings),
                        true);
    openFolder();
    fillSwitcher();
    m_window->show();
    openFirst();
}

void Controller::openFolder()
{
    if (m_options.readOnly)
        stayReadOnly(tr("Latchkey was started with --read-only."));
    const Result<Profiles::Loaded> profiles = m_profiles.load();
    if (!profiles)
        m_window->toast(tr("The saved sign-ins cannot be read: %1").arg(profiles.error().detail), true);
    else if (!profiles->setAside.isEmpty())
        m_window->toast(tr("The saved sign-ins were damaged; what could be read is kept."), true);
    if (!m_lock.tryLock()) {
        m_profiles.keepInMemory(); // the file belongs to the window that was first
        const DataLock::Owner owner = m_lock.owner();
        stayReadOnly(m_lock.isHeldByOther()
                         ? tr("Latchkey is already running (process %1 on %2). This window can only look.")
                               .arg(owner.pid)
                               .arg(owner.host)
                         : tr("The folder %1 cannot be written. Without a journal nothing can be changed.")
                               .arg(QDir::toNativeSeparators(m_options.dataFolder)));
        m_window->toast(m_readOnlyReason, true);
        return;
    }
    openJournal();
}

/// Without a journal nothing may be sent.
void Controller::openJournal()
{
    m_journal->open([this](const Result<SqliteJournal::Opened> &opened) {
        if (!opened) {
            const Failure &failure = opened.error();
            stayReadOnly(failure.code == "JOURNAL_NEWER"_L1
                             ? tr("The journal is of a newer Latchkey, so this one can only look.")
                             : tr("The journal cannot be written (%1), so nothing can be changed.").arg(failure.code));
            m_window->toast(m_readOnlyReason, true);
        } else if (!opened->setAside.isEmpty()) {
            m_window->toast(tr("The journal was damaged. It is kept as %1, a new one was begun.").arg(opened->setAside),
                            true);
        }
    });
}

void Controller::stayReadOnly(const QString &why)
{
    m_readOnlyReason = why;
    m_window->setReadOnlyReason(why);
    if (m_subscription)
        m_subscription->client().setReadOnly(true);
}

void Controller::openFirst()
{
    if (m_options.demo)
        return openDemo();
    const Profile *last = m_profiles.mostRecent();
    if (!m_options.connectTo.isEmpty())
        return m_flow->openSheet({}, m_options.connectTo);
    if (!last)
        return;
    if (last->remember && !last->latched)
        m_flow->signInSaved(*last);
    else
        m_flow->openSheet(*last);
}

QString Controller::demoFolder() const
{
    return m_options.dataFolder + u"/demo"_s;
}

void Controller::openDemo()
{
    if (m_window->currentSheet())
        m_window->currentSheet()->dismiss();
    const auto enter = [this] {
        Profile demo{.name = u"Larkspur Logistics"_s, .server = m_demoUrl, .user = DemoServer::user()};
        demo.readOnly = m_options.readOnly;
        m_flow->signInWith(demo, SecretBuffer::fromUtf8Of(DemoServer::password()));
    };
    if (m_demo && m_demoUrl.isValid())
        return enter();
    const bool fresh = m_options.tourFolder.has_value();
    m_demo = std::make_unique<DemoServer>(demoFolder() + u"/larkspur.sqlite"_s, fresh, m_options.sandboxArguments);
    connect(m_demo.get(), &DemoServer::died, this, [this] {
        m_demoUrl.clear();
        m_window->toast(tr("The demo server ended. Open the demo again from the File menu."), true);
    });
    m_demo->start([this, enter](const Result<QUrl> &url) {
        if (!url) {
            m_window->showStartProblem(
                tr("The demo subscription could not be opened: %1. If it stays so, remove the folder %2 and open it "
                   "anew: only the demo is kept there.")
                    .arg(url.error().detail.section(u'\n', 0, 0), QDir::toNativeSeparators(demoFolder())));
            emit demoFailed(url.error());
            return;
        }
        m_demoUrl = *url;
        enter();
    });
}

void Controller::stopDemoServer()
{
    m_demo.reset();
    m_demoUrl.clear();
}

SubscriptionIdentity Controller::identityOf(const SignInFlow::SignedIn &who) const
{
    const Profile &profile = who.profile;
    const QUrl server = profile.servers().api;
    SubscriptionIdentity identity{.host = server.authority(), .user = profile.user};
    identity.demo = profile.id.isEmpty();
    identity.name = identity.demo ? profile.name : m_profiles.label(profile.id);
    // The demo's port differs from start to start, its plans should be found again all the same.
    identity.fingerprint = fingerprintOf(identity.demo ? u"demo"_s : server.toString(), profile.user);
    identity.agentServer = identity.demo ? demoAgentServer : agentServerOf(profile);
    identity.customerId = profile.customerId;
    identity.customerIdHint = who.report.subscriptionUuid;
    identity.access = who.report.access;
    identity.tls = who.report.tls;
    return identity;
}

/// A run of the subscription that is left ends what it has sent first.
void Controller::onSignedIn()
{
    auto who = std::make_shared<SignInFlow::SignedIn>(m_flow->takeResult());
    afterRuns([this, who] { enter(std::move(*who)); });
}

void Controller::enter(SignInFlow::SignedIn who)
{
    m_profile = who.profile;
    SubscriptionIdentity identity = identityOf(who);
    if (!m_readOnlyReason.isEmpty())
        who.client->setReadOnly(true);
    const auto makePort = [](HttpClient &client) { return std::make_unique<SubscriptionPorts>(client); };
    auto kept = std::make_unique<AgentCache>(AgentCache::fileFor(m_options.dataFolder, identity.fingerprint));
    auto keptApps = std::make_unique<WebAppCache>(WebAppCache::fileFor(m_options.dataFolder, identity.fingerprint));
    setSubscription(std::make_unique<Subscription>(std::move(identity), std::move(who.client), makePort, *m_journal,
                                                   m_pace, std::move(kept), std::move(keptApps)));
    QStringList odd;
    for (const ModuleAccess &access : who.report.access)
        if (access.state != ModuleAccess::State::Works)
            odd << tr("%1: %2", "part of the service, state").arg(partName(access.part), accessText(access));
    if (!odd.isEmpty())
        m_window->toast(tr("Signed in. %1.").arg(odd.join(u", "_s)), true);
}

void Controller::setSubscription(std::unique_ptr<Subscription> subscription)
{
    m_window->setSubscription(subscription.get()); // lets go of the old one first
    m_subscription = std::move(subscription);
    fillSwitcher();
    m_idle->setRunning(m_subscription && !m_subscription->identity.demo);
    if (!m_subscription)
        return;
    connect(&m_subscription->client(), &HttpClient::accessChanged, this, &Controller::onAccess);
    m_journal->note(u"signed-in"_s, m_subscription->identity.user, m_subscription->identity.host);
    m_subscription->loadAll();
    emit subscriptionOpened();
}

/// A refusal outlives the program, so that the next start does not try the same password again.
void Controller::onAccess(HttpClient::Access access)
{
    if (m_profile.id.isEmpty() || (access != HttpClient::Access::Latched && access != HttpClient::Access::Ok))
        return;
    const Profile *known = m_profiles.find(m_profile.id);
    const bool latched = access == HttpClient::Access::Latched;
    if (known && known->latched != latched)
        m_profiles.setLatched(m_profile.id, latched);
}

void Controller::fillSwitcher()
{
    Switcher *switcher = m_window->switcher();
    delete switcher->menu();
    auto *menu = new QMenu(switcher);
    for (const Profile &profile : m_profiles.all()) {
        QAction *entry = menu->addAction(m_profiles.label(profile.id), this, [this, id = profile.id] {
            const Profile *chosen = m_profiles.find(id);
            if (!chosen)
                return;
            if (chosen->remember && !chosen->latched)
                m_flow->signInSaved(*chosen);
            else
                m_flow->openSheet(*chosen);
        });
        entry->setCheckable(true);
        entry->setChecked(m_subscription && profile.id == m_profile.id);
    }
    if (!m_profiles.all().isEmpty())
        menu->addSeparator();
    menu->addAction(themedIcon("user"_L1), tr("Sign in to another…"), this, [this] { m_flow->openSheet({}); });
    menu->addAction(themedIcon("play"_L1), tr("Demo subscription"), this, &Controller::openDemo);
    if (m_subscription) {
        menu->addSeparator();
        menu->addAction(tr("Sign out"), this, &Controller::signOut);
    }
    switcher->setMenu(menu);
}

/// Runs stop after what is in flight; then the rest goes on.
void Controller::afterRuns(const std::function<void()> &then)
{
    if (!m_subscription || !m_subscription->runs().isBusy())
        return then();
    connect(&m_subscription->runs(), &RunCenter::quiet, this, then, Qt::SingleShotConnection);
    m_subscription->runs().shutDown(patienceAtEnd);
}

void Controller::signOut()
{
    afterRuns([this] {
        if (!m_subscription)
            return;
        m_window->clipboard().clear();
        m_subscription->client().dropCredentials();
        m_journal->note(u"signed-out"_s, m_subscription->identity.user, m_subscription->identity.host);
        const Profile profile = m_profile;
        setSubscription(nullptr);
        m_profile = {};
        m_flow->forget(profile, [this, id = profile.id](const KeychainAnswer &answer) {
            if (answer.kind != KeychainAnswer::Kind::Removed) {
                m_window->toast(
                    tr("You are signed out, but the saved password could not be removed. Unlock the keyring, "
                       "sign in and out once more."),
                    true);
                return;
            }
            if (const Profile *known = m_profiles.find(id)) {
                Profile changed = *known;
                changed.remember = false;
                m_profiles.update(changed);
            }
        });
    });
}

void Controller::shutDown()
{
    m_window->clipboard().clear();
    m_window->setEnabled(false);
    // Later, since a window takes no second close() within the first.
    afterRuns([this] { QTimer::singleShot(0, m_window.get(), &MainWindow::closeNow); });
}
