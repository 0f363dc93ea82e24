// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "account/hardening.h"

#include <QTest>

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

/// The test itself must stay open to the leak checker, so a child is hardened.
int exitCodeOf(int (*work)())
{
    const pid_t child = fork();
    if (child == 0)
        _exit(work());
    int status = -1;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int limitsAfterHardening()
{
    unsetenv("SNAP");
    const Hardening hardening = hardenProcess();
    rlimit cores{1, 1};
    if (!hardening.noCoreFiles || getrlimit(RLIMIT_CORE, &cores) != 0 || cores.rlim_cur != 0 || cores.rlim_max != 0)
        return 1;
    return hardening.notInspectable && prctl(PR_GET_DUMPABLE) == 0 ? 0 : 2;
}

int limitsAfterHardeningInASnap()
{
    setenv("SNAP", "/snap/latchkey/1", 1);
    const Hardening hardening = hardenProcess();
    return hardening.noCoreFiles && !hardening.notInspectable && prctl(PR_GET_DUMPABLE) == 1 ? 0 : 1;
}

} // namespace

class HardeningTest : public QObject
{
    Q_OBJECT
private slots:
    void leavesNoCoreAndClosesTheProcess() { QCOMPARE(exitCodeOf(limitsAfterHardening), 0); }
    void leavesPortalsWorking() { QCOMPARE(exitCodeOf(limitsAfterHardeningInASnap), 0); }
    void isForReleaseBuildsOnly()
    {
#ifdef LATCHKEY_HARDENED
        QVERIFY(isHardenedBuild);
#else
        QVERIFY(!isHardenedBuild);
#endif
    }
};
#else
class HardeningTest : public QObject
{
    Q_OBJECT
private slots:
    void saysWhatTookEffect() { QVERIFY(!hardenProcess().notInspectable); }
};
#endif

QTEST_GUILESS_MAIN(HardeningTest)
#include "tst_hardening.moc"
