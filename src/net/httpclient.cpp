// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "net/httpclient.h"

#include "net/dispatcher.h"

#include <QPointer>

using Kind = Failure::Kind;

namespace {

Dispatcher::Gate gateFor(HttpClient::Access access)
{
    switch (access) {
    case HttpClient::Access::SignedOut:
    case HttpClient::Access::Latched:
        break;
    case HttpClient::Access::Probing:
        return Dispatcher::Gate::ProbeOnly;
    case HttpClient::Access::Ok:
        return Dispatcher::Gate::Open;
    }
    return Dispatcher::Gate::Closed;
}

} // namespace

/// Who may send: the sign-in, the latch, read-only mode. What may be sent when is the dispatcher's.
class HttpClient::Private
{
public:
    Private(HttpClient *client, Server where, const RetryPolicy &policy)
        : q(client)
        , server(std::move(where))
        , dispatcher(server.url, server.caCertificates, policy)
    {
        connect(&dispatcher, &Dispatcher::tried, q,
                [this](const TryResult &result, bool probe, bool current) { take(result, probe, current); });
        connect(&dispatcher, &Dispatcher::probeLeft, q, [this] {
            if (access == Access::Probing)
                setAccess(beforeProbe, {.kind = Kind::Latched});
        });
        connect(&dispatcher, &Dispatcher::paceChanged, q, &HttpClient::limitsChanged);
    }

    /// Leaving Probing or Ok ends all that waits, with `why`.
    void setAccess(Access now, const Failure &why = {.kind = Kind::Latched})
    {
        const bool changed = std::exchange(access, now) != now;
        if (gateFor(now) == Dispatcher::Gate::Closed)
            dispatcher.refuseWaiting(why, [](const Dispatcher::Job &) { return true; });
        dispatcher.setGate(gateFor(now));
        if (changed)
            emit q->accessChanged(now);
    }

    void take(const TryResult &result, bool probe, bool current)
    {
        const QPointer<HttpClient> alive(q);
        emit q->exchanged(result.exchange);
        if (alive)
            noteReach(result);
        if (alive)
            noteSignIn(result.value, probe, current);
    }

    void noteReach(const TryResult &result)
    {
        const bool none = !result.value && result.value.error().kind == Kind::Offline;
        if (none == offline || (!none && result.exchange.status == 0))
            return;
        offline = none;
        emit q->offlineChanged(none);
    }

    void noteSignIn(const Result<std::any> &value, bool probe, bool current)
    {
        if (!current)
            return;
        const bool probing = probe && access == Access::Probing;
        if (!value && value.error().kind == Kind::SignInRefused)
            setAccess(Access::Latched);
        else if (probing && value)
            setAccess(Access::Ok);
        else if (probing)
            setAccess(beforeProbe, value.error());
    }

    HttpClient *q;
    Server server;
    Dispatcher dispatcher;
    Access access = Access::SignedOut;
    Access beforeProbe = Access::SignedOut;
    bool readOnly = false;
    bool offline = false;
};

HttpClient::HttpClient(Server server, const RetryPolicy &policy, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(server), policy))
{
}

HttpClient::~HttpClient() = default;

const Server &HttpClient::server() const
{
    return d->server;
}

void HttpClient::setCredentials(SecretBuffer basicHeader)
{
    d->dispatcher.setAuthorization(std::move(basicHeader));
    const Access before = d->access == Access::Probing ? d->beforeProbe : d->access;
    d->setAccess(before == Access::Latched ? Access::Latched : Access::SignedOut);
}

void HttpClient::dropCredentials()
{
    d->dispatcher.setAuthorization({});
    d->setAccess(Access::SignedOut);
}

HttpClient::Access HttpClient::access() const
{
    return d->access;
}

void HttpClient::latch()
{
    d->setAccess(Access::Latched);
}

bool HttpClient::isReadOnly() const
{
    return d->readOnly;
}

void HttpClient::setReadOnly(bool readOnly)
{
    if (d->readOnly == readOnly)
        return;
    d->readOnly = readOnly;
    if (readOnly)
        d->dispatcher.refuseWaiting({.kind = Kind::ReadOnly}, [](const Dispatcher::Job &job) {
            return job.request.effect == HttpRequest::Effect::Writes;
        });
    emit readOnlyChanged(readOnly);
}

RateLimits HttpClient::limits() const
{
    return d->dispatcher.pace().limits();
}

QDateTime HttpClient::pausedUntil() const
{
    return d->dispatcher.pace().pausedUntil();
}

int HttpClient::inFlight() const
{
    return d->dispatcher.inFlight();
}

bool HttpClient::isOffline() const
{
    return d->offline;
}

Ticket HttpClient::sendAny(HttpRequest request, AnyReader reader, AnyHandler done, std::function<void(qint64)> early,
                           bool probe)
{
    if (request.attempt.isNull())
        request.attempt = QUuid::createUuid();
    const quint64 number = d->dispatcher.nextNumber();
    // The ticket may outlive the client.
    Ticket ticket([guard = QPointer<Dispatcher>(&d->dispatcher), number] {
        if (guard)
            guard->letGo(number);
    });
    const bool writes = request.effect == HttpRequest::Effect::Writes;
    Dispatcher::Job job{std::move(request), std::move(reader), std::move(done),
                        std::move(early),   ticket.watch(),    probe};
    if (writes && d->readOnly) {
        d->dispatcher.refuse(std::move(job), {.kind = Kind::ReadOnly});
    } else if (probe && d->dispatcher.isProbing()) {
        d->dispatcher.refuse(std::move(job), {.kind = Kind::Cancelled});
    } else if (!probe && gateFor(d->access) == Dispatcher::Gate::Closed) {
        d->dispatcher.refuse(std::move(job), {.kind = Kind::Latched});
    } else {
        if (probe && d->access != Access::Ok) {
            d->beforeProbe = d->access;
            d->setAccess(Access::Probing);
        }
        d->dispatcher.add(number, std::move(job));
    }
    return ticket;
}
