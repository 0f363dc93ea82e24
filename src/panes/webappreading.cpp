// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// How the list of web apps comes to know what searches do not tell: scanner and lock, by a get for each.
#include "panes/webapplist.h"

#include "domain/webappfields.h"

#include <algorithm>
#include <utility>

namespace {

constexpr std::chrono::milliseconds longestRetry{240'000};

} // namespace

void WebAppList::setShown(bool shown)
{
    m_shown = shown;
    askNext();
}

void WebAppList::want(const QList<WebAppId> &ids)
{
    m_wanted = ids;
    askNext();
}

const Failure *WebAppList::whyUnknown(WebAppId id) const
{
    const auto refused = m_refused.constFind(id);
    if (refused != m_refused.cend())
        return &*refused;
    return m_passing ? &*m_passing : nullptr;
}

void WebAppList::goOn()
{
    m_retry.stop();
    m_passing.reset();
    askNext();
}

WebAppId WebAppList::nextUnknown() const
{
    const auto isOpen = [this](WebAppId id) { return m_unknown.contains(id) && !m_refused.contains(id); };
    // What is known from before is read again when somebody looks, and not for the sake of it.
    const auto wanted = std::ranges::find_if(m_wanted, isOpen);
    if (wanted != m_wanted.cend())
        return *wanted;
    if (m_slow.isActive() || (m_budget && !m_budget()))
        return {};
    const auto other = std::ranges::find_if(m_untold, isOpen);
    return other == m_untold.cend() ? WebAppId() : *other;
}

/// One at a time, while somebody looks at the list: what is on the screen at once, the others at a slow pace.
void WebAppList::askNext()
{
    if (!m_shown || m_one || m_retry.isActive())
        return;
    const WebAppId id = nextUnknown();
    if (!id)
        return;
    const bool wanted = m_wanted.contains(id);
    if (!wanted)
        m_slow.start();
    m_one = m_service.get(
        id, [this, id](const Result<WebApp> &app) { takeOne(id, app); },
        wanted ? HttpRequest::Priority::Interactive : HttpRequest::Priority::Background);
}

void WebAppList::takeOne(WebAppId id, const Result<WebApp> &app)
{
    m_one = {};
    if (app) {
        m_passing.reset();
        m_retry.setInterval(firstRetry);
        put(*app);
    } else if (app.error().kind == Failure::Kind::NotFound) {
        remove(id);
    } else if (isLasting(app.error().kind)) {
        m_refused.insert(id, app.error()); // the next refresh tries again
        touch(id);
    } else {
        m_passing = app.error();
        m_retry.start();
        m_retry.setInterval(std::min(m_retry.intervalAsDuration() * 2, longestRetry));
        touch(id);
    }
    askNext();
}

void WebAppList::put(const WebApp &whole)
{
    noteNewer(whole.id);
    m_refused.remove(whole.id);
    WebApp &app = m_apps[whole.id];
    const bool same = app.lastScan && whole.lastScan && app.lastScan->id == whole.lastScan->id;
    if (app.lastScan && !same && m_scans.walk().since.isValid() && !m_scans.find(app.lastScan->id))
        app.lastScan.reset(); // deleted; the get knows better
    takeWhole(app, whole);
    app.scannerRead = QDateTime::currentDateTimeUtc();
    if (app.scanner.locked) {
        m_toKeep.insert(app.id, {.updated = app.updated, .readAt = app.scannerRead, .setting = app.scanner});
        if (!m_save.isActive())
            m_save.start();
    }
    noteWhole(app);
    dateLastScan(app);
    touch(whole.id);
}

/// Only for as long as the service says that nobody has updated the app since.
void WebAppList::takeKept(WebApp &app) const
{
    const auto kept = m_kept.constFind(app.id);
    if (app.isWhole || app.scanner.locked || kept == m_kept.cend() || !app.updated.isValid() ||
        kept->updated != app.updated)
        return;
    app.scanner = kept->setting;
    app.scannerRead = kept->readAt;
}

void WebAppList::saveKept()
{
    m_save.stop();
    const KeptScanners scanners = std::exchange(m_toKeep, {});
    m_kept.insert(scanners); // a refresh may need them too
    if (m_store && !scanners.isEmpty())
        m_store->keep(scanners);
}

void WebAppList::putFound(const QList<WebAppId> &asked, const QList<WebApp> &found)
{
    QSet<WebAppId> there;
    for (const WebApp &app : found) {
        there << app.id;
        put(app);
    }
    for (const WebAppId id : asked)
        if (!there.contains(id))
            remove(id);
}

/// What is written and could not be read again is no longer known.
void WebAppList::forget(const QList<WebAppId> &ids)
{
    for (const WebAppId id : ids)
        if (const auto app = m_apps.find(id); app != m_apps.end()) {
            app->isWhole = false;
            app->scanner = {};
            m_kept.remove(id);
            m_toKeep.remove(id);
            noteWhole(*app);
            touch(id);
        }
    askNext();
}

Ticket WebAppList::readAgain(const QList<qint64> &ids, const Rereading::Done &done)
{
    QList<WebAppId> some;
    for (const qint64 id : ids)
        some << WebAppId{id};
    return m_service.find(some, HttpRequest::Priority::Verification,
                          [this, some, done](const Result<QList<WebApp>> &apps, const Exchange &) {
                              if (apps)
                                  putFound(some, *apps);
                              else
                                  forget(some);
                              done({}); // what is forgotten is read when its turn comes
                          });
}

void WebAppList::take(WebAppId id, const QJsonObject &fields)
{
    const auto app = m_apps.find(id);
    if (app == m_apps.end() || !app->isWhole)
        return reread({id.value});
    noteNewer(id);
    if (!fields.contains(webappfields::scanner))
        app->scanner.scanner.reset(); // it has none
    applyWebAppFields(*app, fields);
    app->scannerRead = QDateTime::currentDateTimeUtc();
    touch(id);
}

void WebAppList::makeWhole(const QList<WebAppId> &ids, std::function<void(const Outcome &)> done)
{
    QList<WebAppId> open;
    for (const WebAppId id : ids)
        if (const WebApp *app = find(id); app && !app->isWhole)
            open << id;
    if (open.isEmpty())
        return done({});
    const qsizetype all = open.size();
    m_jobs.append({std::move(open), all, std::move(done)});
    if (m_jobs.size() == 1)
        readNextJob();
    emit makingWholeMoved();
}

void WebAppList::readNextJob()
{
    m_jobRead = 0;
    if (m_jobs.isEmpty())
        return emit makingWholeMoved();
    QList<WebAppId> open = m_jobs.first().apps; // another job may have read some of them
    open.removeIf([this](WebAppId id) {
        const WebApp *app = find(id);
        return !app || app->isWhole;
    });
    m_jobRead = m_jobs.first().all - open.size();
    m_job = m_service.find(
        open, HttpRequest::Priority::Interactive,
        [this, open](const Result<QList<WebApp>> &apps, const Exchange &) {
            m_job = {};
            if (apps)
                putFound(open, *apps);
            const Job job = m_jobs.takeFirst();
            job.done(apps ? Outcome() : tl::unexpected(apps.error()));
            if (!m_job)
                readNextJob();
        },
        [this](const WebApp &app) {
            put(app);
            ++m_jobRead;
            emit makingWholeMoved();
        });
}

void WebAppList::stopMakingWhole()
{
    m_job.letGo();
    const QList<Job> jobs = std::exchange(m_jobs, {});
    for (const Job &job : jobs)
        job.done(failed(Failure::Kind::Cancelled));
    emit makingWholeMoved();
}

std::optional<WebAppList::Progress> WebAppList::makingWhole() const
{
    if (m_jobs.isEmpty())
        return std::nullopt;
    return Progress{m_jobRead, m_jobs.first().all};
}
