// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/failpoint.h"

#ifdef LATCHKEY_FAILPOINTS

#include <QByteArray>

#include <atomic>
#include <csignal>
#include <cstdlib>

namespace {

struct CrashPlace
{
    QByteArray name;
    int passing = 1;
};

CrashPlace placeFromEnvironment()
{
    const QByteArray text = qgetenv("LATCHKEY_CRASH_AT");
    const qsizetype colon = text.indexOf(':');
    if (colon < 0)
        return {text, 1};
    return {text.left(colon), std::max(1, text.mid(colon + 1).toInt())};
}

} // namespace

void failpoint(const char *name)
{
    static const CrashPlace place = placeFromEnvironment();
    static std::atomic<int> passed = 0;
    if (place.name.isEmpty() || place.name != name || ++passed != place.passing)
        return;
#ifdef Q_OS_UNIX
    std::raise(SIGKILL);
#endif
    std::abort();
}

#endif
