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
    /// When to look after a reply was lost, counted from the loss.
    QList<std::chrono::milliseconds> lookAgain{std::chrono::seconds(2), std::chrono::seconds(5),
                                               std::chrono::seconds(15), std::chrono::seconds(60)};
    /// When to look for what was requested and shows only after the agent has called in: between one look and the next.
    QList<std::chrono::milliseconds> waitForAgent{
        std::chrono::seconds(5),  std::chrono::seconds(20), std::chrono::minutes(1), std::chrono::minutes(5),
        std::chrono::minutes(15), std::chrono::hours(1),    std::chrono::hours(4),   std::chrono::hours(24)};
    std::chrono::milliseconds rereadAfter{
        std::chrono::seconds(60)}; ///< age of a preflight read that is too old to write on
    std::chrono::milliseconds throttledFallback{std::chrono::seconds(5)};
    std::function<QDateTime()> now; ///< UTC; the system clock when empty
};

struct RunProgress
{
    int total = 0;
    int verified = 0;  ///< seen on the service as wanted, by us or already before
    int failed = 0;    ///< refused
    int waiting = 0;   ///< for a person
    int inFlight = 0;  ///< sent, and not yet known what came of it
    int left = 0;      ///< not sent yet
    int requested = 0; ///< acknowledged, waiting for the agent; the run is over without them and goes on looking
    std::chrono::seconds eta{0};
    bool canaryPassed = false; ///< the groups of one and of ten are behind the run
};

/// Carries one confirmed plan out: preflight read, compare, journal, send once, journal, verify by a new read. Belongs
/// to the app, not to a pane. UI thread.
///
/// A plan the journal does not know yet is stored by start(). While paused nothing is written; what was already sent is
/// still read back, unless the reason of the pause forbids reading too (no network, no sign-in, a rate limit).
class ApplyRun : public QObject
{
    Q_OBJECT
public:
    enum class Pause {
        None,
        ByPerson,
        Offline,
        Latched,
        ReadOnly,
        RateLimited,
        StopRule,
        CanaryMismatch,
        NotQualys,
        JournalFailed,
        PermissionMissing,
        Proxy,
        Tls,
        ServerErrors,
        Shutdown,
    };

    ApplyRun(Plan plan, ObjectPort &port, Journal &journal, RunPace pace = {}, QObject *parent = nullptr);
    ~ApplyRun() override;

    const Plan &plan() const; ///< with each change as it stands now
    const Change *find(ChangeId change) const;
    RunProgress progress() const;
    Pause pauseReason() const;
    bool isFinished() const;
    QDateTime resumesAt() const; ///< when RateLimited

    /// Checks the digest, then starts or goes on. Resuming after a crash: every SENDING change is treated as a lost
    /// reply. pause() before start() settles what was sent before the crash by reads and sends nothing.
    void start();
    void pause(Pause reason = Pause::ByPerson);
    /// Ends the reason of the moment. When a person had paused as well, that pause stays and asks for a resume() of its
    /// own, so that a network that comes back starts no writes.
    void resume();
    /// Queued changes are cancelled; what was sent is waited for and verified.
    void cancel();
    /// A person's decisions on a change that waits for one.
    void lookAgain(ChangeId change);
    void acceptServer(ChangeId change); ///< keep what the service holds
    void applyMine(ChangeId change);    ///< new pre-image, then send again
    void createAgain(ChangeId change);
    void adopt(ChangeId change, qint64 object); ///< this candidate is the object the lost create made
    /// Another run has taken a verified change of this one back, and has written that down. False when it is not here.
    bool noteUndone(ChangeId change);
    /// Window closes, SIGTERM: no new work; `quiet` fires when nothing is in flight any more, at most after `limit`.
    void shutDown(std::chrono::milliseconds limit = std::chrono::seconds(5));
    /// Asked before a person's decision is carried out, so that two runs never write at once; goOn() asks again.
    void setTurn(std::function<bool()> turn);
    void goOn();

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
    const std::unique_ptr<Private> d;
};
