// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/httpclient.h"
#include "qps/portalversion.h"

/// What the signed-in user can do with one part of the service.
struct ModuleAccess
{
    enum class Part { Keys, Agents, WebApps, Users };
    enum class State { Works, NoPermission, NotInSubscription, Failed };

    Part part = Part::Keys;
    State state = State::Works;
    std::optional<Failure> failure; ///< unless it works
};

struct SignInReport
{
    qps::PortalVersion version;
    QList<ModuleAccess> access;
    QString subscriptionUuid; ///< from X-Powered-By when sent; a suggestion for the customer id, opaque
    QString tls;              ///< as Exchange::tls
};

/// One sign-in: exactly one probe of login and platform, and only when it succeeds one small request for each part.
class SignIn
{
public:
    using PartHandler = std::function<void(const ModuleAccess &)>;
    using DoneHandler = std::function<void(const Result<SignInReport> &, const Exchange &)>;
    /// The client holds the credentials. `onPart` runs as each line becomes known.
    static Ticket start(HttpClient &client, PartHandler onPart, DoneHandler onDone);
};
