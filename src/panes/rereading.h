// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "base/ticket.h"

#include <QList>
#include <QSet>
#include <QTimer>

#include <functional>
#include <limits>

/// Records that a list reads again by their ids: one request at a time, and what is asked for meanwhile goes into the
/// next one. What failed in passing is tried again after a pause, or with whatever comes up before.
class Rereading
{
public:
    using Done = std::function<void(const Outcome &)>;
    /// Reads these, takes over what comes, and says at the very end how it went.
    using Read = std::function<Ticket(const QList<qint64> &ids, Done done)>;

    explicit Rereading(Read read, qsizetype together = std::numeric_limits<qsizetype>::max());

    void ask(const QList<qint64> &ids); ///< those that only exist here are left out
    void setPause(std::chrono::milliseconds pause) { m_again.setInterval(pause); }

private:
    void askNext();

    Read m_read;
    const qsizetype m_together; ///< in a request
    QSet<qint64> m_next;
    Ticket m_current;
    QTimer m_again;
};
