// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/rawserver.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

/// A service with so many enabled keys, a thousand a page, and no disabled ones, that is slow as the real one is: it
/// thinks before it answers, then a page needs its time on the way. The head of a page, which names the cursor of the
/// next one, comes before the records.
class SlowPages
{
public:
    using ms = std::chrono::milliseconds;
    struct Pace
    {
        ms think{0};
        double bytesPerSecond = 0; ///< of each connection; 0 keeps the records of every page back until release()
    };

    SlowPages(int keys, Pace pace);
    ~SlowPages();

    QUrl url() const { return m_server.url(); }
    /// Sends the records of the oldest page kept back.
    void release() { m_server.release(1); }
    /// The searches that arrived.
    int requests() const { return m_server.count("POST /qps/rest/1.0/search/ca/agentactkey/"); }
    int mostInFlight() const { return m_server.mostOpen(); }

    /// How many requests it takes to see all: of each of the two searches the pages, at least one.
    int requestsNeeded() const { return std::max<int>(1, int(m_pages.size())) + 1; }
    static constexpr int pageSize = 1'000;

private:
    using Clock = std::chrono::steady_clock;

    RawAnswer answer(const RawRequest &request);
    void transmit();

    const Pace m_pace;
    QList<QByteArray> m_pages; ///< made beforehand, so that the server's own work takes no time
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Clock::time_point> m_ends; ///< when the pages under way have been sent, in their order
    bool m_over = false;
    std::thread m_transmitter;
    RawServer m_server;
};
