// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/statusfeed.h"

#include "panes/changewords.h"
#include "widgets/statusbar.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace {

QString clock(const QDateTime &utc)
{
    return QLocale().toString(utc.toLocalTime().time(), QLocale::ShortFormat);
}

} // namespace

StatusFeed::StatusFeed(StatusBar &bar, QObject *parent)
    : QObject(parent)
    , m_bar(bar)
{
    m_tick.setInterval(std::chrono::seconds(1));
    connect(&m_tick, &QTimer::timeout, this, &StatusFeed::update);
    update();
}

void StatusFeed::setSubscription(Subscription *subscription)
{
    if (m_subscription) {
        m_subscription->disconnect(this);
        m_subscription->client().disconnect(this);
        m_subscription->runs().disconnect(this);
        m_subscription->keyList.disconnect(this);
    }
    m_subscription = subscription;
    if (subscription) {
        HttpClient &client = subscription->client();
        connect(&client, &HttpClient::accessChanged, this, &StatusFeed::update);
        connect(&client, &HttpClient::offlineChanged, this, &StatusFeed::update);
        connect(&client, &HttpClient::limitsChanged, this, &StatusFeed::update);
        connect(&client, &HttpClient::exchanged, this, &StatusFeed::updateConnection);
        connect(&subscription->runs(), &RunCenter::changed, this, &StatusFeed::updateJob);
        connect(&subscription->keyList, &KeyList::stateChanged, this, &StatusFeed::updateConnection);
        connect(subscription, &Subscription::directoryChanged, this, &StatusFeed::update);
        m_tick.start();
    } else {
        m_tick.stop();
    }
    update();
}

void StatusFeed::update()
{
    updateConnection();
    updateBudget();
    updateJob();
    m_bar.setUser(m_subscription ? m_subscription->displayName() : QString());
}

void StatusFeed::updateConnection()
{
    using enum StatusBar::Connection;
    if (!m_subscription)
        return m_bar.setConnection(None, tr("Not connected"));
    const HttpClient &client = m_subscription->client();
    const QString host = m_subscription->identity.host;
    if (client.access() == HttpClient::Access::Latched)
        m_bar.setConnection(Refused, tr("Sign-in refused"), tr("Nothing is sent until you sign in again"));
    else if (client.isOffline())
        m_bar.setConnection(Offline, tr("Offline"), tr("%1 cannot be reached").arg(host));
    else if (client.access() != HttpClient::Access::Ok)
        m_bar.setConnection(None, tr("Not connected"));
    else
        m_bar.setConnection(client.inFlight() > 0 ? Busy : Connected, tr("Connected"), host);
}

void StatusFeed::updateBudget()
{
    if (!m_subscription)
        return m_bar.setBudget(-1, {});
    const HttpClient &client = m_subscription->client();
    const RateLimits limits = client.limits();
    const QDateTime until = client.pausedUntil();
    const QLocale locale;
    if (until.isValid() && until > QDateTime::currentDateTimeUtc()) {
        const auto seconds = std::chrono::seconds(QDateTime::currentDateTimeUtc().secsTo(until));
        m_bar.setBudget(-1,
                        tr("paused by the platform's limit, resumes %1 (%2)").arg(clock(until), durationText(seconds)));
    } else if (client.isOffline()) {
        m_bar.setBudget(-1, tr("budget unknown while offline"));
    } else if (limits.limit && limits.remaining && *limits.limit > 0) {
        const int used = std::max(0, *limits.limit - *limits.remaining);
        m_bar.setBudget(double(used) / *limits.limit,
                        tr("%1 of %2 used").arg(locale.toString(used), locale.toString(*limits.limit)),
                        tr("Calls of the subscription, all users and tools together"));
    } else {
        m_bar.setBudget(
            -1, tr("limit not announced"),
            tr("The platform says nothing about limits; at most two calls run at once, one of them a change"));
    }
}

void StatusFeed::updateJob()
{
    const ApplyRun *run = m_subscription ? m_subscription->runs().current() : nullptr;
    if (!run)
        return m_bar.setJob(std::nullopt);
    const RunProgress progress = run->progress();
    const QLocale locale;
    const int settled = progress.verified + progress.failed + progress.waiting;
    const bool paused = run->pauseReason() != ApplyRun::Pause::None;
    StatusBar::Job job;
    job.text = paused
                   ? pauseSentence(run->pauseReason(), run->resumesAt()).what
                   : tr("Verified %1 of %2").arg(locale.toString(progress.verified), locale.toString(progress.total));
    job.share = progress.total > 0 ? double(settled) / progress.total : 0;
    const int bad = progress.failed + progress.waiting;
    job.failed = bad > 0 ? tr("%Ln failed", nullptr, bad) : QString();
    job.left = paused
                   ? tr("%Ln left", nullptr, progress.left)
                   : tr("%1, %2", "left, time")
                         .arg(tr("%Ln left", nullptr, progress.left + progress.inFlight), durationText(progress.eta));
    job.paused = paused;
    job.pausable = true;
    m_bar.setJob(job);
}
