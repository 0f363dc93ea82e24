// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/webapplist.h"

#include <algorithm>
#include <utility>

namespace {

/// What nobody looks at is asked for slowly, and not at all where it would eat up what is left of an announced limit.
constexpr std::chrono::seconds betweenOthers{2};
/// What becomes known of single ones is told together.
constexpr std::chrono::milliseconds gathering{80};
constexpr qsizetype atATurn = 250;

/// What only a get tells stays where a row of a search comes in its place, unless somebody has changed the app since:
/// scanner and lock are unknown again then. What a row tells is taken as it is, for dynamic tags come and go without
/// the app being changed.
void takeRow(WebApp &app, const WebApp &row)
{
    if (!app.isWhole || (row.updated.isValid() && row.updated > app.updated)) {
        const std::optional<LastScan> last = app.lastScan;
        app = row;
        app.lastScan = last;
        return;
    }
    app.name = row.name;
    app.url = row.url;
    if (app.owner.id != row.owner.id)
        app.owner = row.owner; // a get tells more of the same one
    if (row.riskScore)
        app.riskScore = row.riskScore;
    if (knowsTags(row)) {
        app.tags = row.tags;
        app.tagCount = row.tagCount;
    }
    app.created = row.created.isValid() ? row.created : app.created;
    app.updated = row.updated.isValid() ? row.updated : app.updated;
}

} // namespace

WebAppList::WebAppList(WebApps &apps, ScanList &scans, std::unique_ptr<WebAppStore> kept, QObject *parent)
    : QObject(parent)
    , m_service(apps)
    , m_scans(scans)
    , m_reread([this](const QList<qint64> &ids, const Rereading::Done &done) { return readAgain(ids, done); })
    , m_store(std::move(kept))
{
    m_save.setSingleShot(true);
    m_save.setInterval(std::chrono::seconds(2));
    connect(&m_save, &QTimer::timeout, this, &WebAppList::saveKept);
    if (m_store)
        m_store->load([this](const Result<KeptScanners> &scanners) {
            m_kept = scanners.value_or(KeptScanners());
            for (WebApp &app : m_apps) { // rows that were quicker
                takeKept(app);
                noteWhole(app);
                touch(app.id);
            }
        });
    m_announce.setSingleShot(true);
    connect(&m_announce, &QTimer::timeout, this, &WebAppList::announce);
    m_slow.setSingleShot(true);
    m_slow.setInterval(betweenOthers);
    connect(&m_slow, &QTimer::timeout, this, &WebAppList::askNext);
    m_retry.setSingleShot(true);
    m_retry.setInterval(firstRetry);
    connect(&m_retry, &QTimer::timeout, this, &WebAppList::askNext);
    connect(&scans, &ScanList::pageArrived, this, [this](const QList<WasScan> &page) {
        for (const WasScan &scan : page)
            takeScan(scan);
    });
    connect(&scans, &ScanList::replaced, this, &WebAppList::followScans);
}

WebAppList::~WebAppList()
{
    saveKept();
}

const WebApp *WebAppList::find(WebAppId id) const
{
    const auto it = m_apps.constFind(id);
    return it == m_apps.constEnd() ? nullptr : &*it;
}

void WebAppList::noteWhole(const WebApp &app)
{
    const auto note = [id = app.id](std::set<WebAppId> &set, bool belongs) {
        if (belongs)
            set.insert(id);
        else
            set.erase(id);
    };
    note(m_unknown, !app.isWhole);
    note(m_untold, !app.scanner.locked);
}

void WebAppList::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

void WebAppList::refresh()
{
    m_isRead = false;
    m_fetched.clear();
    m_newer.clear();
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
    for (const WebApp &row : page) {
        m_fetched.insert(row.id);
        if (m_newer.contains(row.id))
            continue; // the page may be older than what was read since
        WebApp &app = m_apps[row.id];
        takeRow(app, row);
        takeKept(app);
        noteWhole(app);
        m_touched.insert(row.id);
    }
    m_announce.start(0);
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
    const auto isGone = [this](WebAppId id) { return !m_fetched.contains(id) && !m_newer.contains(id); };
    m_removed = m_apps.removeIf([&](const auto &app) { return isGone(app.key()); }) > 0 || m_removed;
    std::erase_if(m_unknown, isGone);
    std::erase_if(m_untold, isGone);
    m_updated = QDateTime::currentDateTimeUtc();
    followScans();
    m_isRead = true;
    m_announce.start(0);
}

void WebAppList::stop()
{
    if (m_state != State::Loading)
        return;
    m_refresh.letGo();
    m_isRead = false;
    setState(State::Partial);
}

void WebAppList::takeScan(const WasScan &scan)
{
    if (const auto app = m_apps.find(scan.app.id); app != m_apps.end() && noteScan(*app, scan))
        touch(scan.app.id);
}

/// The list of scans is as it is now: one that has gone is no app's last one any more. Which one is, a get tells where
/// no other scan of the app is listed.
void WebAppList::followScans()
{
    const ScanWalk &walk = m_scans.walk();
    QList<qint64> open;
    for (WebApp &app : m_apps) {
        const bool covered = app.lastScan && walk.since.isValid() && app.lastScan->launched > walk.since;
        if (!covered || m_scans.find(app.lastScan->id))
            continue;
        app.lastScan.reset();
        open << app.id.value;
        touch(app.id);
    }
    for (const WasScan &scan : m_scans.all())
        takeScan(scan);
    for (WebApp &app : m_apps)
        if (dateLastScan(app))
            touch(app.id);
    open.removeIf([this](qint64 id) { return m_apps.value({id}).lastScan.has_value(); });
    if (!open.isEmpty())
        reread(open);
}

/// A get names the last scan without its date: the list has it, or a walk that did not meet it tells that it is older.
bool WebAppList::dateLastScan(WebApp &app) const
{
    if (!app.lastScan || app.lastScan->launched.isValid())
        return false;
    const WasScan *scan = m_scans.find(app.lastScan->id);
    return scan ? noteScan(app, *scan) : noteAbsence(app, m_scans.walk());
}

void WebAppList::touch(WebAppId id)
{
    m_touched.insert(id);
    if (!m_announce.isActive())
        m_announce.start(gathering);
}

/// So many at a turn, so that nobody who types or scrolls has to wait for a page.
void WebAppList::announce()
{
    QList<WebApp> apps;
    if (std::exchange(m_removed, false)) {
        m_touched.clear();
        emit replaced();
    }
    while (!m_touched.empty() && apps.size() < atATurn) {
        if (const WebApp *app = find(*m_touched.begin()))
            apps << *app;
        m_touched.erase(m_touched.begin());
    }
    if (!m_touched.empty())
        m_announce.start(0);
    if (!apps.isEmpty())
        emit pageArrived(apps);
    if (m_touched.empty() && std::exchange(m_isRead, false)) {
        setState(State::Loaded);
        askNext();
    }
}

void WebAppList::noteNewer(WebAppId id)
{
    if (m_state == State::Loading)
        m_newer.insert(id);
}

void WebAppList::remove(WebAppId id)
{
    noteNewer(id);
    m_unknown.erase(id);
    m_untold.erase(id);
    if (m_apps.remove(id) == 0)
        return;
    m_removed = true;
    touch(id);
}
