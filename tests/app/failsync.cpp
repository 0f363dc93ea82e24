// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// A library to be loaded before all others: a disk that fails to take what is flushed to it, from the flush on whose
// number FAILSYNC_FROM says, FAILSYNC_TIMES times or for ever. What was written stays in the system's memory, as on a
// real disk of that kind.
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

bool fails()
{
    static const char *from = std::getenv("FAILSYNC_FROM");
    static const char *times = std::getenv("FAILSYNC_TIMES");
    static std::atomic<int> flushes = 0;
    if (!from)
        return false;
    const int late = ++flushes - std::atoi(from);
    return late >= 0 && (!times || late < std::atoi(times));
}

int flush(long call, int file)
{
    if (!fails())
        return int(syscall(call, file));
    errno = EIO;
    return -1;
}

} // namespace

extern "C" int fsync(int file)
{
    return flush(SYS_fsync, file);
}

extern "C" int fdatasync(int file)
{
    return flush(SYS_fdatasync, file);
}
