// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/call.h"
#include "sandbox/exchange.h"
#include "sandbox/limiter.h"
#include "sandbox/reply.h"
#include "sandbox/requestlog.h"

namespace sandbox {

/// One request to `/qps/rest` or one of the older interfaces, inside its transaction.
struct Front
{
    SQLite::Database &database;
    Limiter &limiter;
    const ActiveFaults &faults;
    const Request &request;
    LoggedRequest &log; ///< gets what becomes known: user, object, outcome, codes
    QDateTime now;
    bool quirks = false;
    int activationDelay = 0; ///< seconds
    int scanPace = 0;        ///< milliseconds
};

/// Which answer the client wants: what `Accept` says, XML without it.
Envelope envelopeFor(const Request &request, bool quirks);
/// "search/ca/agentactkey": what limits are counted for.
QString apiOf(const Request &request);
/// The id in the path, 0 without one.
qint64 objectOf(const Request &request);
/// Whether a request means to change something.
bool meansToWrite(const Request &request);

/// `/qps/rest/…`: sign-in, path, permission, limits, then the service.
Answer answerQps(const Front &front);
/// `/msp/about.php`
Answer answerAbout(const Front &front);
/// `/api/2.0/fo/appliance/`
Answer answerAppliances(const Front &front);
/// `/api/2.0/fo/session/`
Answer answerSession(const Front &front);
/// `POST /auth` of the gateway, which here is the same server.
Answer answerToken(const Front &front);

} // namespace sandbox
