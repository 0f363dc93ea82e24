// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/httpclient.h"
#include "support/faultproxy.h"
#include "support/rawserver.h"
#include "support/waiting.h"

#include <map>

/// How one request ended.
struct Ending
{
    Result<QByteArray> value = failed(Failure::Kind::Cancelled);
    Exchange exchange;

    /// -1 when it succeeded.
    int kind() const { return value ? -1 : int(value.error().kind); }
};

/// The body of a 200, codes of the classic interface, and the status where the body says nothing.
inline Result<QByteArray> readPlain(const HttpReply &reply)
{
    using Kind = Failure::Kind;
    if (reply.body.contains("1960"))
        return tl::unexpected(Failure{.kind = Kind::Concurrency, .code = QStringLiteral("1960")});
    if (reply.body.contains("1965"))
        return tl::unexpected(Failure{.kind = Kind::Throttled, .code = QStringLiteral("1965")});
    if (reply.status == 503)
        return failed(Kind::Maintenance);
    if (reply.status >= 500)
        return failed(Kind::ServerError);
    if (reply.status >= 400)
        return failed(Kind::Rejected);
    return reply.body;
}

/// No long pauses, no chance; deadlines that a loaded machine does not reach.
inline RetryPolicy quickPolicy()
{
    using namespace std::chrono_literals;
    RetryPolicy policy;
    policy.pauses = {1ms, 1ms, 1ms};
    policy.concurrencyPause = policy.throttledPause = policy.recheck = 1ms;
    policy.waitJitter = 0ms;
    policy.random = [] { return 0.0; };
    return policy;
}

inline SecretBuffer basicHeader(const QString &user = QStringLiteral("lrksp_mb1"), const char *password = "secret")
{
    return SecretBuffer::basicHeader(user, SecretBuffer(QByteArrayView(password)));
}

/// A client that talks to a scripted server through a proxy that can break things. The script answers 200 "fine" unless
/// the test says otherwise; GET /probe always succeeds unless the test says otherwise.
class Session
{
public:
    using Effect = HttpRequest::Effect;

    explicit Session(RetryPolicy policy = quickPolicy(), RawServer::Script script = &fine)
        : server(std::move(script))
        , proxy(server.port())
        , client(std::make_unique<HttpClient>(Server{proxy.url(), {}}, std::move(policy)))
    {
        client->setCredentials(basicHeader());
    }

    static RawAnswer fine(const RawRequest &) { return RawAnswer::of(200, "fine"); }
    static HttpRequest get(const QString &path = QStringLiteral("/read")) { return {.path = path}; }
    static HttpRequest post(const QString &path = QStringLiteral("/search"), const QByteArray &body = "<x/>")
    {
        return {.path = path, .body = body};
    }
    static HttpRequest write(const QString &path = QStringLiteral("/write"), const QByteArray &body = "<x/>")
    {
        return {.path = path, .body = body, .effect = Effect::Writes};
    }

    /// Sends; the number finds the ending and the ticket later.
    int send(const HttpRequest &request, const Reader<QByteArray> &reader = &readPlain)
    {
        const int number = m_last++;
        tickets[number] = client->send<QByteArray>(request, reader, keeperOf(number));
        return number;
    }
    int probe(const HttpRequest &request = get(QStringLiteral("/probe")))
    {
        const int number = m_last++;
        tickets[number] = client->probe<QByteArray>(request, &readPlain, keeperOf(number));
        return number;
    }
    /// Waits for it; what never ends comes back as Cancelled without a try.
    Ending end(int number)
    {
        if (!waitUntil([&] { return endings.contains(number); }))
            return {};
        return endings[number];
    }
    Ending exchange(const HttpRequest &request, const Reader<QByteArray> &reader = &readPlain)
    {
        return end(send(request, reader));
    }
    [[nodiscard]] bool signIn() { return end(probe()).value.has_value(); }

    RawServer server;
    FaultProxy proxy;
    std::unique_ptr<HttpClient> client;
    std::map<int, Ticket> tickets;
    std::map<int, Ending> endings;

private:
    HttpClient::Handler<QByteArray> keeperOf(int number)
    {
        return [this, number](const Result<QByteArray> &value, const Exchange &exchange) {
            endings[number] = {value, exchange};
        };
    }

    int m_last = 0;
};
