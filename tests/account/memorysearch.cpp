// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "account/memorysearch.h"

#include <QFile>
#include <QList>

#include <fcntl.h>
#include <string_view>
#include <sys/mman.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t largestArea = 64 * 1024 * 1024; // the shadow of a sanitizer is larger

} // namespace

int copiesInMemory(QByteArrayView bytes)
{
    const int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    // Read through the file and into a place of its own, so that what is found is not found again in the buffer.
    void *place = mmap(nullptr, largestArea, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    QFile maps(u"/proc/self/maps"_s);
    if (memory < 0 || place == MAP_FAILED || !maps.open(QIODevice::ReadOnly))
        return -1;
    int copies = 0;
    const QList<QByteArray> lines = maps.readAll().split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype dash = line.indexOf('-'), space = line.indexOf(' ');
        if (dash < 0 || line.sliced(space + 1, 2) != "rw")
            continue;
        const quint64 from = line.first(dash).toULongLong(nullptr, 16);
        const quint64 to = line.sliced(dash + 1, space - dash - 1).toULongLong(nullptr, 16);
        const quint64 own = quint64(reinterpret_cast<quintptr>(place));
        if (to - from > largestArea || (from <= own && own < to))
            continue;
        const ssize_t size = pread(memory, place, std::size_t(to - from), off_t(from));
        const std::string_view area(static_cast<const char *>(place), size > 0 ? std::size_t(size) : 0);
        const std::string_view wanted(bytes.data(), std::size_t(bytes.size()));
        for (std::size_t at = area.find(wanted); at != area.npos; at = area.find(wanted, at + 1))
            ++copies;
    }
    munmap(place, largestArea);
    close(memory);
    return copies;
}
