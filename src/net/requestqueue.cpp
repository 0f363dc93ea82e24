// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "net/requestqueue.h"

#include <algorithm>

bool RequestQueue::remove(quint64 number)
{
    bool removed = false;
    for (QList<Entry> &queue : m_queues)
        removed = queue.removeIf([&](const Entry &e) { return e.number == number; }) > 0 || removed;
    return removed;
}

QList<quint64> RequestQueue::takeAll()
{
    QList<quint64> numbers;
    for (QList<Entry> &queue : m_queues) {
        for (const Entry &entry : std::as_const(queue))
            numbers.append(entry.number);
        queue.clear();
    }
    return numbers;
}

QList<quint64> RequestQueue::takeWrites()
{
    QList<quint64> numbers;
    for (QList<Entry> &queue : m_queues)
        queue.removeIf([&](const Entry &entry) {
            if (entry.writes)
                numbers.append(entry.number);
            return entry.writes;
        });
    return numbers;
}

bool RequestQueue::isEmpty() const
{
    return std::ranges::all_of(m_queues, [](const QList<Entry> &queue) { return queue.isEmpty(); });
}

std::optional<RequestQueue::Entry> RequestQueue::take(const QDateTime &now, const std::function<bool(const Entry &)> &allowed)
{
    constexpr qint64 patience = 30; // seconds
    const auto takeFrom = [&](std::size_t at) -> std::optional<Entry> {
        QList<Entry> &queue = m_queues[at];
        for (qsizetype i = 0; i < queue.size(); ++i)
            if (allowed(queue[i]))
                return queue.takeAt(i);
        return std::nullopt;
    };
    QList<Entry> &bulk = queueOf(Priority::BulkWrite);
    if (!bulk.isEmpty() && bulk.first().since.secsTo(now) >= patience && allowed(bulk.first()))
        return bulk.takeFirst();

    for (int round = 0; round < 2; ++round) {
        for (std::size_t at = 0; at < m_queues.size(); ++at) {
            if (m_credit[at] == 0)
                continue;
            if (auto entry = takeFrom(at)) {
                --m_credit[at];
                return entry;
            }
        }
        m_credit = weights;
    }
    return std::nullopt;
}
