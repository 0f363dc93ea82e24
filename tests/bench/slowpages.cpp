// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "slowpages.h"

#include "samplepages.h"

#include <QRegularExpression>

namespace {

constexpr qint64 firstId = 5'200'001;

qint64 cursorOf(const RawRequest &request)
{
    static const QRegularExpression cursor(QStringLiteral("field=\"id\" operator=\"GREATER\">(\\d+)<"));
    return cursor.match(QString::fromUtf8(request.body)).captured(1).toLongLong();
}

} // namespace

SlowPages::SlowPages(int keys, Pace pace)
    : m_pace(pace)
    , m_server([this](const RawRequest &request) { return answer(request); })
{
    for (int done = 0; done < keys; done += pageSize)
        m_pages << keyPage(std::min(pageSize, keys - done), PageShape::Trimmed, firstId + done, done + pageSize < keys);
    m_transmitter = std::thread([this] { transmit(); });
}

SlowPages::~SlowPages()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_over = true;
    }
    m_changed.notify_all();
    m_transmitter.join();
}

RawAnswer SlowPages::answer(const RawRequest &request)
{
    if (!request.target.startsWith("/qps/rest/1.0/search/"))
        return RawAnswer::of(200, "");
    const qint64 after = cursorOf(request);
    const qsizetype number = after == 0 ? 0 : (after - firstId + 1) / pageSize;
    if (number >= m_pages.size() || request.body.contains("isDisabled")) {
        RawAnswer nothing = RawAnswer::of(200, "<ServiceResponse><responseCode>SUCCESS</responseCode><count>0</count>"
                                               "<hasMoreRecords>false</hasMoreRecords></ServiceResponse>");
        nothing.pause = m_pace.think;
        return nothing;
    }
    const QByteArray &page = m_pages[number];
    RawAnswer answer = RawAnswer::heldAt(page.indexOf("<data>"), page);
    answer.pause = m_pace.think;
    if (m_pace.bytesPerSecond > 0) {
        const std::chrono::duration<double> way(double(page.size()) / m_pace.bytesPerSecond);
        const std::scoped_lock lock(m_mutex);
        m_ends.push_back(Clock::now() + m_pace.think + std::chrono::duration_cast<Clock::duration>(way));
        m_changed.notify_all();
    }
    return answer;
}

/// Pages are of one size, so they end in the order in which they were asked for.
void SlowPages::transmit()
{
    std::unique_lock lock(m_mutex);
    while (!m_over) {
        if (m_ends.empty()) {
            m_changed.wait(lock);
        } else if (Clock::now() < m_ends.front()) {
            m_changed.wait_until(lock, m_ends.front());
        } else {
            m_ends.pop_front();
            lock.unlock(); // the server may be inside answer()
            m_server.release(1);
            lock.lock();
        }
    }
}
