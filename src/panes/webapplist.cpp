// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/webapplist.h"

#include <algorithm>
#include <utility>

namespace {

/// What nobody looks at is asked for slowly, and not at all where it would eat up what is left of an announced limit.
constexpr std::chrono::seconds betweenOthers{2};

/// What only a get tells stays where a row of a search comes in its place.
void takeRow(WebApp &app, const WebApp &row)
{
    const bool stale = app.isWhole && row.updated.isValid() && row.updated > app.updated;
    if (!app.isWhole || stale) {
        const std::optional<LastScan> last = app.lastScan;
        app = row; // somebody changed it: scanner and lock are unknown again
        app.lastScan = last;
        return;
    }
    app.riskScore = row.riskScore ? row.riskScore : app.riskScore;
}

} // namespace

WebAppList::WebAppList(WebApps &apps, ScanList &scans, QObject *parent)
    : QObject(parent)
    , m_service(apps)
    , m_scans(scans)
{
    m_announce.setSingleShot(true);
    m_announce.setInterval(80);
    connect(&m_announce, &QTimer::timeout, this, &WebAppList::replaced);
    m_slow.setSingleShot(true);
    m_slow.setInterval(betweenOthers);
    connect(&m_slow, &QTimer::timeout, this, &WebAppList::askNext);
    connect(&scans, &ScanList::pageArrived, this, &WebAppList::takeScans);
    connect(&scans, &ScanList::replaced, this, [this] { takeScans(m_scans.all().values()); });
}

const WebApp *WebAppList::find(WebAppId id) const
{
    const auto it = m_apps.constFind(id);
    return it == m_apps.constEnd() ? nullptr : &*it;
}

qsizetype WebAppList::unknown() const
{
    return std::ranges::count_if(m_apps, [](const WebApp &app) { return !app.isWhole; });
}

void WebAppList::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

void WebAppList::refresh()
{
    m_fetched.clear();
    m_refused.clear();
    m_failure.reset();
    m_pages = 0;
    setState(State::Loading);
    m_refresh = m_service.search( // the previous search, if any, ends here
        {}, [this](const QList<WebApp> &page) { takePage(page); },
        [this](const Result<SearchReport> &report) { takeEnd(report); });
    if (m_scans.state() != ScanList::State::Loading)
        m_scans.refresh();
}

void WebAppList::takePage(const QList<WebApp> &page)
{
    ++m_pages;
    QList<WebApp> news;
    for (const WebApp &row : page) {
        m_fetched.insert(row.id);
        WebApp &app = m_apps[row.id];
        takeRow(app, row);
        news << app;
    }
    emit pageArrived(news);
    emit stateChanged();
    askNext();
}

void WebAppList::takeEnd(const Result<SearchReport> &report)
{
    if (!report) {
        m_failure = report.error();
        return setState(State::Failed);
    }
    if (report->stopped != SearchReport::Stopped::No)
        return setState(State::Partial);
    m_apps.removeIf([this](const auto &app) { return !m_fetched.contains(app.key()); });
    m_updated = QDateTime::currentDateTimeUtc();
    takeScans(m_scans.all().values());
    emit replaced();
    setState(State::Loaded);
    askNext();
}

void WebAppList::stop()
{
    if (m_state != State::Loading)
        return;
    m_refresh.letGo();
    setState(State::Partial);
}

void WebAppList::takeScans(const QList<WasScan> &scans)
{
    bool news = false;
    for (const WasScan &scan : scans)
        if (const auto app = m_apps.find(scan.app.id); app != m_apps.end())
            news = noteScan(*app, scan) || news;
    if (news && !m_announce.isActive())
        m_announce.start();
}

void WebAppList::setShown(bool shown)
{
    m_shown = shown;
    askNext();
}

void WebAppList::want(const QList<WebAppId> &ids)
{
    m_wanted = ids;
    m_slow.stop();
    askNext();
}

WebAppId WebAppList::nextUnknown() const
{
    const auto isOpen = [this](WebAppId id) {
        const auto app = m_apps.constFind(id);
        return app != m_apps.constEnd() && !app->isWhole && !m_refused.contains(id);
    };
    const auto wanted = std::ranges::find_if(m_wanted, isOpen);
    if (wanted != m_wanted.cend())
        return *wanted;
    if (m_slow.isActive() || (m_budget && !m_budget()))
        return {};
    for (auto app = m_apps.cbegin(); app != m_apps.cend(); ++app)
        if (isOpen(app.key()))
            return app.key();
    return {};
}

/// One at a time, while somebody looks at the list: what is on the screen at once, the others at a slow pace.
void WebAppList::askNext()
{
    if (!m_shown || m_one)
        return;
    const WebAppId id = nextUnknown();
    if (!id)
        return;
    const bool wanted = m_wanted.contains(id);
    if (!wanted)
        m_slow.start();
    m_one = m_service.get(
        id,
        [this, id](const Result<WebApp> &app) {
            m_one = {};
            if (app)
                put(*app);
            else if (app.error().kind == Failure::Kind::NotFound)
                remove(id);
            else
                m_refused.insert(id); // the next refresh tries again
            askNext();
        },
        wanted ? HttpRequest::Priority::Interactive : HttpRequest::Priority::Background);
}

void WebAppList::put(const WebApp &whole)
{
    takeWhole(m_apps[whole.id], whole);
    if (!m_announce.isActive())
        m_announce.start();
}

void WebAppList::reread(const QList<qint64> &ids)
{
    for (const qint64 id : ids)
        m_rereadNext.insert(id);
    if (m_reread || m_rereadNext.isEmpty())
        return;
    QList<WebAppId> some;
    for (const qint64 id : std::as_const(m_rereadNext))
        some << WebAppId{id};
    m_rereadNext.clear();
    m_reread = m_service.find(some, HttpRequest::Priority::Verification,
                              [this, some](const Result<QList<WebApp>> &apps, const Exchange &) {
                                  m_reread = {};
                                  if (apps) {
                                      QSet<WebAppId> found;
                                      for (const WebApp &app : *apps) {
                                          found << app.id;
                                          put(app);
                                      }
                                      for (const WebAppId id : some)
                                          if (!found.contains(id))
                                              remove(id);
                                  }
                                  reread({});
                              });
}

void WebAppList::makeWhole(const QList<WebAppId> &ids, std::function<void(const Outcome &)> done)
{
    QList<WebAppId> open;
    for (const WebAppId id : ids)
        if (const WebApp *app = find(id); app && !app->isWhole)
            open << id;
    if (open.isEmpty())
        return done({});
    m_some = m_service.find(open, HttpRequest::Priority::Interactive,
                            [this, open, done = std::move(done)](const Result<QList<WebApp>> &apps, const Exchange &) {
                                m_some = {};
                                if (!apps)
                                    return done(tl::unexpected(apps.error()));
                                QSet<WebAppId> found;
                                for (const WebApp &app : *apps) {
                                    found << app.id;
                                    put(app);
                                }
                                for (const WebAppId id : open)
                                    if (!found.contains(id))
                                        remove(id);
                                done({});
                            });
}

void WebAppList::remove(WebAppId id)
{
    if (m_apps.remove(id) > 0 && !m_announce.isActive())
        m_announce.start();
}
