// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/journal.h"
#include "changes/objectport.h"

#include <QObject>

#include <memory>

/// Waits and clocks of a run, injected so that tests do not wait.
struct RunPace
{
    QList<std::chrono::milliseconds> lookAgain{std::chrono::seconds(2), std::chrono::seconds(5), std::chrono::seconds(15),
                                               std::chrono::seconds(60)}; ///< after a lost reply
    std::chrono::milliseconds rereadAfter{std::chrono::seconds(60)}; ///< age of a preflight read that is too old to write on
    std::chrono::milliseconds throttledFallback{std::chrono::seconds(5)};
    std::function<QDateTime()> now; ///< UTC; the system clock when empty
};

struct RunProgress
{
    int total = 0, verified = 0, failed = 0, waiting = 0 /* for a person */, inFlight = 0, left = 0;
    std::chrono::seconds eta{0};
    bool canaryPassed = false;
};

/// Carries one confirmed plan out: preflight read, compare, journal, send once, journal, verify by a new read. Belongs to
/// the app, not to a pane. UI thread.
class ApplyRun : public QObject
{
    Q_OBJECT
public:
    enum class Pause {
        None, ByPerson, Offline, Latched, ReadOnly, RateLimited, StopRule, CanaryMismatch, NotQualys, JournalFailed,
        PermissionMissing, Proxy, Tls, ServerErrors, Shutdown,
    };

    ApplyRun(Plan plan, ObjectPort &port, Journal &journal, RunPace pace = {}, QObject *parent = nullptr);
    ~ApplyRun() override;

    const Plan &plan() const; ///< with each change as it stands now
    RunProgress progress() const;
    Pause pauseReason() const;
    bool isFinished() const;
    QDateTime resumesAt() const; ///< when RateLimited

    /// Checks the digest, then starts or goes on. Resuming after a crash: every SENDING change is treated as a lost reply.
    void start();
    void pause(Pause reason = Pause::ByPerson);
    void resume();
    /// Queued changes are cancelled; what was sent is waited for and verified.
    void cancel();
    /// A person's decisions on a change that waits for one.
    void lookAgain(ChangeId change);
    void acceptServer(ChangeId change);                  ///< keep what the service holds
    void applyMine(ChangeId change);                     ///< new pre-image, then send again
    void createAgain(ChangeId change);
    /// Window closes, SIGTERM: no new work; `quiet` fires when nothing is in flight any more, at most after `limit`.
    void shutDown(std::chrono::milliseconds limit = std::chrono::seconds(5));

signals:
    void changeMoved(ChangeId change);
    void progressed();
    void paused(ApplyRun::Pause reason);
    void resumed();
    void finished();
    void quiet();
    void journalFailed(const Failure &failure);

private:
    class Private;
    std::unique_ptr<Private> d;
};
