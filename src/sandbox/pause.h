// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace sandbox {

/// Lets the threads that answer slowly wait, and ends all waiting when the server stops.
class Pause
{
public:
    void wait(std::chrono::milliseconds time)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, time, [this] { return m_over; });
    }

    void end()
    {
        const std::scoped_lock lock(m_mutex);
        m_over = true;
        m_changed.notify_all();
    }

    bool isOver()
    {
        const std::scoped_lock lock(m_mutex);
        return m_over;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_over = false;
};

} // namespace sandbox
