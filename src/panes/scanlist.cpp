// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/scanlist.h"

#include "domain/scanstatus.h"

#include <algorithm>

namespace {

/// A scan takes minutes to hours: soon after its start much happens, later little.
constexpr qint64 pauses[] = {15'000, 30'000, 60'000, 120'000};

/// Platforms differ in how they refuse a scan they do not know; the other failures say nothing about it.
bool maySayThatItIsGone(Failure::Kind kind)
{
    using enum Failure::Kind;
    return kind == NotFound || kind == Rejected || kind == NotPermitted || kind == Unreadable || kind == UnknownCode;
}

} // namespace

ScanList::ScanList(Scans &scans, QObject *parent)
    : QObject(parent)
    , m_service(scans)
    , m_reread([this](const QList<qint64> &ids, const Rereading::Done &done) { return readAgain(ids, done); })
{
    m_clock.start();
    m_announce.setSingleShot(true);
    m_announce.setInterval(50);
    connect(&m_announce, &QTimer::timeout, this, [this] {
        emit replaced();
        announceEnds();
        plan();
    });
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &ScanList::ask);
}

const WasScan *ScanList::find(WasScanId id) const
{
    const auto it = m_scans.constFind(id);
    return it == m_scans.constEnd() ? nullptr : &*it;
}

void ScanList::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

void ScanList::refresh()
{
    m_fetched.clear();
    m_newer.clear();
    m_failure.reset();
    m_pages = 0;
    m_since = QDateTime::currentDateTimeUtc().addDays(-daysRead);
    setState(State::Loading);
    m_refresh = m_service.search( // the previous search, if any, ends here
        {qps::launchedAfter(m_since)}, [this](const QList<WasScan> &page) { takePage(page); },
        [this](const Result<SearchReport> &report) { takeEnd(report); });
}

void ScanList::takePage(const QList<WasScan> &page)
{
    ++m_pages;
    QList<WasScan> news;
    for (const WasScan &scan : page) {
        m_fetched.insert(scan.id, scan);
        if (m_newer.contains(scan.id))
            continue;
        put(scan);
        news << scan;
    }
    emit pageArrived(news);
    emit stateChanged();
    announceEnds();
}

void ScanList::takeEnd(const Result<SearchReport> &report)
{
    if (!report) {
        m_failure = report.error();
        setState(State::Failed);
        return plan();
    }
    if (report->stopped != SearchReport::Stopped::No) {
        setState(State::Partial);
        return plan();
    }
    // Before what was read by itself joins, for that proves nothing of other scans.
    m_walk = {m_since, m_fetched.isEmpty() ? WasScanId() : m_fetched.lastKey()};
    for (const WasScanId id : std::as_const(m_newer)) {
        if (const auto scan = m_scans.constFind(id); scan != m_scans.constEnd())
            m_fetched.insert(id, *scan);
        else
            m_fetched.remove(id);
    }
    for (const WasScan &scan : std::as_const(m_scans))
        if (!m_fetched.contains(scan.id) && m_watched.remove(scan.id))
            m_gone << scan;
    m_scans = m_fetched; // drops the scans that are gone
    m_updated = QDateTime::currentDateTimeUtc();
    emit replaced();
    setState(State::Loaded);
    announceEnds();
    plan();
}

void ScanList::stop()
{
    if (m_state != State::Loading)
        return;
    m_refresh.letGo();
    setState(State::Partial);
    plan();
}

Ticket ScanList::readAgain(const QList<qint64> &ids, const Rereading::Done &done)
{
    QList<WasScanId> wanted;
    for (const qint64 id : ids)
        wanted << WasScanId{id};
    return m_service.find(wanted, HttpRequest::Priority::Verification,
                          [this, wanted, done](const Result<QList<WasScan>> &scans, const Exchange &) {
                              if (!scans)
                                  return done(tl::unexpected(scans.error()));
                              QSet<WasScanId> there;
                              for (const WasScan &scan : *scans) {
                                  take(scan);
                                  there.insert(scan.id);
                              }
                              for (const WasScanId id : wanted)
                                  if (!there.contains(id))
                                      remove(id);
                              done({});
                          });
}

void ScanList::take(const WasScan &scan)
{
    noteNewer(scan.id);
    put(scan);
    m_announce.start();
}

void ScanList::remove(WasScanId id)
{
    noteNewer(id);
    m_polls.remove(id);
    const auto scan = m_scans.constFind(id);
    if (scan == m_scans.constEnd())
        return;
    if (m_watched.remove(id))
        m_gone << *scan;
    m_scans.erase(scan);
    m_announce.start();
}

void ScanList::noteNewer(WasScanId id)
{
    if (m_state == State::Loading)
        m_newer.insert(id);
}

void ScanList::put(const WasScan &scan)
{
    const auto before = m_scans.constFind(scan.id);
    if (before != m_scans.constEnd() && keepPolling(before->state) && isFinal(scan.state))
        m_ended << scan;
    m_scans.insert(scan.id, scan);
}

/// After the list is in order, for whoever hears of it looks there.
void ScanList::announceEnds()
{
    const QList<WasScan> ended = std::exchange(m_ended, {});
    const QList<WasScan> gone = std::exchange(m_gone, {});
    for (const WasScan &scan : ended)
        emit finished(scan);
    for (const WasScan &scan : ended)
        m_watched.remove(scan.id);
    for (const WasScan &scan : gone)
        emit vanished(scan);
    if (!ended.isEmpty() || !gone.isEmpty())
        emit watchedChanged();
}

void ScanList::setShown(bool shown, const QObject *screen)
{
    if (shown)
        m_screens.insert(screen);
    else
        m_screens.remove(screen);
    plan();
}

void ScanList::setWatched(const QList<WasScanId> &ids, bool watched)
{
    const QSet<WasScanId> before = m_watched;
    for (const WasScanId id : ids)
        if (watched)
            m_watched.insert(id);
        else
            m_watched.remove(id);
    if (m_watched == before)
        return;
    emit watchedChanged();
    plan();
}

void ScanList::setPace(double factor)
{
    m_pace = factor;
    m_reread.setPause(std::chrono::milliseconds(qint64(30'000 * m_pace)));
    m_polls.clear();
    plan();
}

bool ScanList::isPolled(const WasScan &scan) const
{
    return (!m_screens.isEmpty() || m_watched.contains(scan.id)) && keepPolling(scan.state);
}

qint64 ScanList::pauseBefore(int asked) const
{
    const auto last = int(std::size(pauses)) - 1;
    return qint64(double(pauses[std::min(asked, last)]) * m_pace);
}

/// When to ask next, and about what; one request at a time.
void ScanList::plan()
{
    m_next.stop();
    qint64 next = -1;
    for (const WasScan &scan : std::as_const(m_scans)) {
        if (!isPolled(scan)) {
            m_polls.remove(scan.id);
            continue;
        }
        auto poll = m_polls.find(scan.id);
        if (poll == m_polls.end())
            poll = m_polls.insert(scan.id, {.asked = 0, .due = m_clock.elapsed() + pauseBefore(0)});
        next = next < 0 ? poll->due : std::min(next, poll->due);
    }
    if (next >= 0 && !m_status)
        m_next.start(std::chrono::milliseconds(std::max<qint64>(0, next - m_clock.elapsed())));
}

void ScanList::ask()
{
    WasScanId longest;
    qint64 due = m_clock.elapsed();
    for (auto it = m_polls.cbegin(); it != m_polls.cend(); ++it)
        if (it->due <= due && m_scans.contains(it.key())) {
            due = it->due;
            longest = it.key();
        }
    if (!longest)
        return plan();
    m_status =
        m_service.status(longest, [this, longest](const Result<ScanState> &state) { takeState(longest, state); });
}

void ScanList::takeState(WasScanId id, const Result<ScanState> &state)
{
    m_status = {};
    if (const auto poll = m_polls.find(id); poll != m_polls.end())
        poll->due = m_clock.elapsed() + pauseBefore(++poll->asked);
    const auto known = m_scans.constFind(id);
    if (known != m_scans.constEnd() && state && known->state != *state) {
        WasScan scan = *known;
        scan.state = *state;
        take(scan);
        if (isFinal(*state))
            reread({id.value}); // how long it took and what it crawled
    } else if (!state && maySayThatItIsGone(state.error().kind)) {
        reread({id.value}); // a search tells for certain whether it is gone, an error does not
    }
    plan();
}
