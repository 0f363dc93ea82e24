// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "account/hardening.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif
#ifdef Q_OS_LINUX
#include <QFile>

#include <sys/prctl.h>
#endif

#ifdef Q_OS_LINUX
namespace {

/// The desktop portals tell who asks by looking into our /proc entry, which a process that is not dumpable closes.
bool isSandboxed()
{
    return QFile::exists(QStringLiteral("/.flatpak-info")) || qEnvironmentVariableIsSet("SNAP");
}

} // namespace
#endif

Hardening hardenProcess()
{
    Hardening hardening;
#ifdef Q_OS_UNIX
    const rlimit none{0, 0};
    hardening.noCoreFiles = setrlimit(RLIMIT_CORE, &none) == 0;
#endif
#ifdef Q_OS_LINUX
    // The limit alone does not reach kernels that pipe the core into a program.
    if (!isSandboxed())
        hardening.notInspectable = prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
#endif
    return hardening;
}
