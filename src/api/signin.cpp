// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "api/signin.h"

#include "api/rawreply.h"
#include "qps/answer.h"
#include "qps/requests.h"

#include <QPointer>

#include <array>

using namespace Qt::StringLiterals;

namespace {

struct PartProbe
{
    ModuleAccess::Part part;
    const char16_t *path;
    bool post;
};

constexpr auto probes = std::to_array<PartProbe>({
    {ModuleAccess::Part::Keys, u"/qps/rest/1.0/search/ca/agentactkey/?fields=id", true},
    {ModuleAccess::Part::Agents, u"/qps/rest/2.0/count/am/hostasset", true},
    {ModuleAccess::Part::WebApps, u"/qps/rest/3.0/count/was/webapp", false},
});

/// "Qualys:USPOD01:<subscription uuid>:<user uuid>" of an answer; absent on portal/version and for many customers.
QString subscriptionOf(const QString &poweredBy)
{
    const QStringList parts = poweredBy.split(u':');
    return parts.size() == 4 && parts[0] == "Qualys"_L1 ? parts[2] : QString();
}

ModuleAccess::State stateOf(Failure::Kind kind)
{
    switch (kind) {
    case Failure::Kind::NotPermitted:
        return ModuleAccess::State::NoPermission;
    case Failure::Kind::NotSupported:
    case Failure::Kind::NotFound:
    case Failure::Kind::AccountState:
        return ModuleAccess::State::NotInSubscription;
    default:
        return ModuleAccess::State::Failed;
    }
}

/// What a part's probe needs to tell: that it answered SUCCESS, and the header beside it.
using PoweredBy = QString;

Result<PoweredBy> readProbe(const HttpReply &reply)
{
    return qps::readAnswer(rawOf(reply)).map([&](const qps::Answer &) { return reply.poweredBy; });
}

struct Run : std::enable_shared_from_this<Run>
{
    Run(HttpClient &c, SignIn::PartHandler part, SignIn::DoneHandler done)
        : client(&c)
        , onPart(std::move(part))
        , onDone(std::move(done))
    {
    }

    void start()
    {
        const std::weak_ptr<Run> weak = weak_from_this();
        ticket = client->probe<qps::PortalVersion>(
            {.path = u"/qps/rest/portal/version"_s}, readerOf(&qps::readPortalVersion),
            [weak](const Result<qps::PortalVersion> &version, const Exchange &exchange) {
                const auto run = weak.lock();
                if (!run)
                    return;
                if (!version)
                    return run->onDone(tl::unexpected(version.error()), exchange);
                run->report.version = *version;
                run->report.tls = exchange.tls;
                run->first = exchange;
                run->askNext();
            });
    }

    void askNext()
    {
        if (at == probes.size())
            return onDone(report, first);
        const PartProbe &probe = probes[at];
        HttpRequest request{.path = QString::fromUtf16(probe.path)};
        if (probe.post)
            request.body = probe.part == ModuleAccess::Part::Keys ? qps::searchRequest({}, 1) : qps::emptyRequest();
        const std::weak_ptr<Run> weak = weak_from_this();
        ticket = client->send<PoweredBy>(std::move(request), &readProbe,
                                         [weak](const Result<PoweredBy> &answer, const Exchange &) {
                                             if (const auto run = weak.lock())
                                                 run->take(answer);
                                         });
    }

    void take(const Result<PoweredBy> &answer)
    {
        ModuleAccess access{.part = probes[at].part};
        if (answer) {
            if (report.subscriptionUuid.isEmpty())
                report.subscriptionUuid = subscriptionOf(*answer);
        } else {
            access.state = stateOf(answer.error().kind);
            access.failure = answer.error();
        }
        report.access.append(access);
        ++at;
        const auto self = shared_from_this(); // onPart may let go, and delete the client
        onPart(access);
        if (ticket && client)
            askNext();
    }

    QPointer<HttpClient> client;
    SignIn::PartHandler onPart;
    SignIn::DoneHandler onDone;
    SignInReport report;
    Exchange first;
    Ticket ticket;
    std::size_t at = 0;
};

} // namespace

Ticket SignIn::start(HttpClient &client, PartHandler onPart, DoneHandler onDone)
{
    const auto run = std::make_shared<Run>(client, std::move(onPart), std::move(onDone));
    run->start();
    return Ticket([run] { run->ticket.letGo(); });
}
