// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/applyrun.h"
#include "changes/preflight.h"
#include "changes/readback.h"
#include "changes/stopwatch.h"

#include <QTimer>

#include <array>
#include <set>

/// The inside of a run: one thing at a time (a read, a commit, a write), and step() decides what is next. Every answer
/// ends in step(); a dead run is told apart by `alive`, since journal answers cannot be called back.
class ApplyRun::Private
{
public:
    using Steady = std::chrono::steady_clock;
    using Milliseconds = std::chrono::milliseconds;
    using Place = qsizetype; ///< of a change in plan.changes

    Private(ApplyRun *run, Plan plan, ObjectPort &port, Journal &journal, RunPace pace);

    /// What a run knows about a change beyond the change itself.
    struct Item
    {
        std::optional<Observed> now; ///< the preflight read
        Steady::time_point readAt;
        QDateTime readUtc;
        bool rebase = false;   ///< a person lets us write on whatever stands there now
        int lost = 0;          ///< writes whose answer was lost
        int looks = 0;         ///< reads since the last write
        int requestsSent = -1; ///< of the last write; -1 when nobody knows
        QDateTime sentUtc;
        QUuid attempt;                         ///< the last one
        std::optional<Steady::time_point> due; ///< of the next look
        qint64 candidate = 0;                  ///< what a lost create may have made, to be read whole
        QList<Place> after;                    ///< changes that have to settle well first
    };
    enum class Busy { No, Reading, Writing, Recording };

    // runcore.cpp: what is next, the journal; runpauses.cpp: block() to sayWhereItStands(), resume()
    void step();
    void start();
    void startIfReviewed(bool isReviewed);
    void recover(const QList<Place> &places);
    void move(Place place, ChangeState state, const ChangeReason &reason);
    void apply(const QList<ChangeUpdate> &updates);
    void record(const std::function<void(Journal::Done)> &write, std::function<void()> then);
    void recordFailed(const Failure &failure);
    void block(Pause reason, std::optional<Milliseconds> wait = {}, bool reading = false);
    void unblock();
    void sayWhereItStands();
    void resume();
    void finish();
    void armTimer();
    void becomeQuiet();
    bool mayWrite() const { return pauseReason() == Pause::None && !closing; }
    bool mayRead() const { return !readsBlocked && !readsHalted && !closing && owed.isEmpty(); }
    bool isMyTurn() const { return !turn || turn(); }
    Pause pauseReason() const;
    ObjectPort &portOf(Place place) const { return port.portFor(plan.changes.at(place).type); }
    int count(std::initializer_list<ChangeState> states) const;
    bool isSettled() const;
    QDateTime utcNow() const { return pace.now ? pace.now() : QDateTime::currentDateTimeUtc(); }
    std::optional<Place> placeOf(ChangeId id) const;
    ChangeUpdate updateOf(Place place, ChangeState state, const ChangeReason &reason) const;
    template <typename F>
    auto whileAlive(F f)
    {
        return [watch = std::weak_ptr<void>(alive), f = std::move(f)](const auto &...values) {
            if (!watch.expired())
                f(values...);
        };
    }

    // runturns.cpp: changes that wait for others
    enum class Turn { Now, Later, Never };
    void findTurns();
    Turn turnOf(Place place) const;
    bool isOnlyLaterQueued() const;
    QList<ChangeUpdate> waitedInVain() const;
    void takeUpAgain();

    // runsending.cpp: batches, preflight, the write
    QList<Place> pickBatch() const;
    qsizetype batchLimit(ObjectType type) const;
    bool holdForCanary() const;
    void closeBatch();
    void preflight(const QList<Place> &places);
    void judgeBatch(const QList<Place> &places, const QHash<qint64, Observed> &all);
    PreflightVerdict judgeNewCreate(Place place, const QHash<qint64, Observed> &all, const QJsonObject &existing) const;
    void returnReady();
    bool isStale(const Item &item) const;
    void sendNext();
    QList<Place> takeGroup();
    Result<HttpRequest> composeFor(const QList<Place> &group) const;
    void send(const QList<Place> &group, HttpRequest request);
    void noteClock(const Exchange &exchange);
    void onReply(const QList<Place> &group, const Result<WriteReply> &reply, const Exchange &exchange);
    void learnSize(qsizetype sent, const WriteVerdict &verdict);

    // runchecking.cpp: reads after writes
    QList<Place> dueLooks() const;
    void look(const QList<Place> &places);
    void judgeLooks(const QList<Place> &places, const QHash<qint64, Observed> &all, const QDateTime &readUtc,
                    bool readAll);
    struct Judged
    {
        ChangeState next = ChangeState::Unknown;
        ChangeReason reason;
        std::optional<Observed> seen;
        QList<FieldDifference> differences;
        bool again = false;   ///< not decided; look again
        qint64 candidate = 0; ///< with `again`: at this object, at once
    };
    Judged judgeAcked(Place place, const QHash<qint64, Observed> &all) const;
    Judged judgeLost(Place place, const QHash<qint64, Observed> &all) const;
    Judged judgeLostCreate(Place place, const QHash<qint64, Observed> &all) const;
    Judged judgeCandidate(Place place, const Observed &seen) const;
    qint64 lookedAt(Place place) const;
    bool isLastLook(Place place) const;
    Judged judgeRequested(Place place, Judged judged, const QDateTime &readUtc) const;
    void scheduleLook(Place place);
    void scheduleRequested(Place place);
    int looksSince(const QDateTime &sentUtc) const;
    QSet<qint64> claimedExcept(Place place) const;

    // rundecisions.cpp: what a person decided
    void decide(ChangeId id, std::function<void(Place)> decision);
    void requeue(Place place, bool rebase);
    void lookOnce(Place place, ChangeState state);
    void cancel();

    ApplyRun *q;
    Plan plan;
    ObjectPort &port;
    Journal &journal;
    RunPace pace;
    StopWatch stopWatch;

    QList<Item> items;
    QHash<ChangeId, Place> places;
    std::array<int, wireTable(ChangeState{}).size()> counts{};
    std::set<Place> queued;  ///< in the order of the plan
    std::set<Place> watched; ///< Acked, Verifying, Unknown, Reconciling, Requested

    QList<Place> ready;      ///< read, compared, to be sent next
    QList<Place> batch;      ///< what was sent since the last closeBatch()
    qsizetype together = 0;  ///< most changes in one request, learnt from how requests fared; 0: as the port says
    int stage = 0;           ///< 0: canary of one, 1: canary of ten, 2: full batches
    bool idleBatch = false;  ///< the last batch had nothing to send, so read more at once
    bool takesTurns = false; ///< some change has to wait for another one

    bool started = false, running = false, finished = false, cancelled = false, closing = false, quietSaid = false;
    Busy busy = Busy::No;
    bool personPaused = false;
    Pause blocked = Pause::None; ///< what passes by itself or with the network, the sign-in, the clock
    bool readsBlocked = false;
    Pause halted = Pause::None; ///< what only a person ends, whatever comes and goes meanwhile
    bool readsHalted = false;
    std::function<bool()> turn; ///< whether this run may carry out decisions now; always when empty
    QDateTime resumesAt;
    Steady::time_point resumesAtSteady;
    QList<std::function<void(Journal::Done)>> owed; ///< commits that failed and have to be made before anything else
    QList<std::function<void()>> waitingDecisions;  ///< made before the run was ready for them

    std::optional<Milliseconds> clockSkew; ///< service minus us
    double requestMs = 1000;
    Ticket ticket;
    QTimer timer;
    std::shared_ptr<int> alive = std::make_shared<int>(0);
};
