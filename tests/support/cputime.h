// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <ctime>

/// What this thread has computed since start(), whatever else the machine was busy with: for tests that compare how
/// work grows. Named as QElapsedTimer's.
class CpuTimer
{
public:
    void start() { m_began = now(); }
    void restart() { start(); }
    qint64 nsecsElapsed() const { return now() - m_began; }

private:
    static qint64 now()
    {
#ifdef Q_OS_UNIX
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
#else
        return qint64(double(std::clock()) * 1e9 / CLOCKS_PER_SEC);
#endif
    }
    qint64 m_began = 0;
};
