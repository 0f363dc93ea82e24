// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/httprequest.h"

#include <QList>

#include <array>
#include <functional>

/// Whose turn it is: four queues weighted 8:4:2:1, so that a person is not kept waiting by a long plan; and a queue
/// that was passed over for half a minute goes first once, so that no plan starves.
class RequestQueue
{
public:
    using Priority = HttpRequest::Priority;
    using ms = std::chrono::milliseconds;

    struct Entry
    {
        quint64 number = 0;
        Priority priority = Priority::Interactive;
        bool writes = false;
        QString call; ///< as Pace::callOf
        ms since{0};  ///< uptime
    };

    explicit RequestQueue(ms patience)
        : m_patience(patience)
    {
    }

    void add(const Entry &entry) { laneOf(entry).entries.append(entry); }
    void remove(quint64 number);
    bool isEmpty() const;

    /// The next entry that `lets` allows, or nothing.
    std::optional<Entry> take(ms now, const std::function<bool(const Entry &)> &lets);

private:
    struct Lane
    {
        int weight = 1;
        int credit = 0;
        ms served{0};
        QList<Entry> entries;
    };
    Lane &laneOf(const Entry &entry) { return m_lanes[std::size_t(entry.priority)]; }

    ms m_patience;
    std::array<Lane, 4> m_lanes{Lane{8}, Lane{4}, Lane{2}, Lane{1}};
};
