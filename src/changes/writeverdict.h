// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/applyrun.h"

/// What became of one write by its own answer: the retry table as a pure function. "Unknown" is the answer to every
/// doubt.
struct WriteVerdict
{
    ChangeState next = ChangeState::Unknown; ///< Acked, Queued, Unknown, Rejected or Conflict
    ChangeReason reason;
    ApplyRun::Pause stop = ApplyRun::Pause::None;  ///< the run stops at once, whatever came before
    std::optional<std::chrono::milliseconds> wait; ///< with RateLimited

    /// What streaks are counted of; see StopWatch.
    enum class Kind { Good, Refused, FirstRefusal, NotPermitted, Lost, ServerError, NotQualys, Neutral };
    Kind kind = Kind::Neutral;
    qint64 object = 0; ///< the id a create got
};

WriteVerdict judgeWrite(const Change &change, const Result<WriteReply> &reply, const Exchange &exchange,
                        const RunPace &pace);

/// The same for one of several changes that went in one request. What a request of many was refused for need not be
/// this one's fault, so it goes again with fewer; what the answer does not name is not taken for done.
WriteVerdict judgeShare(const Change &change, WriteVerdict verdict, const Result<WriteReply> &reply);

/// What a failed read means for a run: it cannot go on, and why.
struct ReadVerdict
{
    ApplyRun::Pause stop = ApplyRun::Pause::ServerErrors;
    std::optional<std::chrono::milliseconds> wait;
};
ReadVerdict judgeFailedRead(const Failure &failure, const Exchange &exchange, const RunPace &pace);
