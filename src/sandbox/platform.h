// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/database.h"
#include "sandbox/exchange.h"
#include "sandbox/limiter.h"
#include "sandbox/pause.h"
#include "sandbox/requestlog.h"

#include <QDateTime>

namespace sandbox {

class ActiveFaults;

/// Takes a request through faults, service and log to its answer. Knows nothing of sockets; may be used by many
/// threads.
class Platform
{
public:
    Platform(Database &database, const Options &options, Pause &pause);

    /// The log is written when this returns, so a row is there before its answer has left.
    Answer answer(const Request &request);

private:
    struct Visit;

    void carryOut(Visit &visit);
    void guard(Visit &visit, const std::exception &error);

    Database &m_database;
    Limiter m_limiter;
    Pause &m_pause;
    const bool m_quirks;
    const int m_activationDelay; ///< seconds
    const int m_scanPace;        ///< milliseconds
};

} // namespace sandbox
