// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/writeverdict.h"

/// Watches how a run goes and says when it has to stop.
class StopWatch
{
public:
    explicit StopWatch(StopRules rules)
        : m_rules(rules)
    {
    }

    /// The answer to a write.
    ApplyRun::Pause onReply(Operation operation, const WriteVerdict &verdict);
    /// A change judged by a read: verified or not.
    ApplyRun::Pause onJudged(bool good);
    /// The same for one of many that went in one request, whose answer counted once: each row counts for itself.
    ApplyRun::Pause onJudgedShare(bool good) { return count(good); }
    /// A person looked and let the run go on: streaks start anew, the first refusal stays known.
    void forgive();

private:
    ApplyRun::Pause count(bool good);

    StopRules m_rules;
    QList<bool> m_last;    ///< outcomes, newest last, good or not
    QList<bool> m_replies; ///< whether each of the last ten answers was a server error
    int m_failures = 0, m_lost = 0, m_html = 0, m_notPermitted = 0;
    std::optional<Operation> m_deniedOperation;
    bool m_refusedBefore = false;
};
