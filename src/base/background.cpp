// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "base/background.h"

#include <QThread>
#include <QThreadPool>

#include <algorithm>

namespace {

QThreadPool &pool()
{
    struct Pool : QThreadPool
    {
        // A keystroke must not wait until a plan of thousands is counted.
        Pool() { setMaxThreadCount(std::max(4, QThread::idealThreadCount())); }
    };
    static Pool pool;
    return pool;
}

} // namespace

void runInBackground(std::function<void()> work)
{
    static const QCoreApplication *endsWith = nullptr;
    if (qApp && endsWith != qApp) { // results go to the application: none may come after it
        endsWith = qApp;
        qAddPostRoutine([] {
            pool().waitForDone();
            endsWith = nullptr;
        });
    }
    pool().start(std::move(work));
}
