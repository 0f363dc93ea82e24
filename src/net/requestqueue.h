// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/httprequest.h"

#include <QList>

#include <array>
#include <functional>

/// Whose turn it is: four queues weighted 8:4:2:1, and bulk work that has waited for half a minute goes first, so that
/// a person is never kept waiting and a long plan never starves.
class RequestQueue
{
public:
    using Priority = HttpRequest::Priority;
    struct Entry
    {
        quint64 number = 0;
        Priority priority = Priority::Interactive;
        bool writes = false;
        QDateTime since;
    };

    void add(const Entry &entry) { queueOf(entry.priority).append(entry); }
    void putBack(const Entry &entry) { queueOf(entry.priority).prepend(entry); }
    bool remove(quint64 number);
    QList<quint64> takeAll();
    QList<quint64> takeWrites();
    bool isEmpty() const;

    /// The next entry that `allowed` lets pass, or nothing.
    std::optional<Entry> take(const QDateTime &now, const std::function<bool(const Entry &)> &allowed);

private:
    static constexpr std::array weights{8, 4, 2, 1};
    QList<Entry> &queueOf(Priority priority) { return m_queues[std::size_t(priority)]; }
    std::array<QList<Entry>, 4> m_queues;
    std::array<int, 4> m_credit = weights;
};
