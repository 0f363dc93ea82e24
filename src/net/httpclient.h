// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secretbuffer.h"
#include "base/ticket.h"
#include "net/httprequest.h"
#include "net/retrypolicy.h"

#include <QObject>
#include <QUrl>

#include <any>
#include <memory>

/// Where to send and how to trust it. Credentials belong to exactly this server.
struct Server
{
    QUrl url;                   ///< https, or http to a literal loopback address
    QByteArray caCertificates;  ///< PEM, added to the system's for this server only; may be empty
};

/// The one way out: queues, paces, repeats and latches all requests of one sign-in. Lives on the UI thread; bytes move on
/// the network thread.
class HttpClient : public QObject
{
    Q_OBJECT
public:
    /// Signed out: nothing leaves. Probing: one probe at a time. Ok. Latched: refused once, nothing leaves any more until a
    /// person signs in again.
    enum class Access { SignedOut, Probing, Ok, Latched };

    explicit HttpClient(Server server, RetryPolicy policy = {}, QObject *parent = nullptr);
    ~HttpClient() override;

    const Server &server() const;

    /// `basicHeader` is the whole Authorization value.
    void setCredentials(SecretBuffer basicHeader);
    void dropCredentials();

    Access access() const;
    /// A latch that outlived the program.
    void latch();
    /// A person's sign-in: the next request with `probe` set may leave although latched or signed out.
    bool isReadOnly() const;
    void setReadOnly(bool readOnly); ///< refuses Effect::Writes with Failure::Kind::ReadOnly, queued ones included

    template <typename T>
    using Handler = std::function<void(const Result<T> &, const Exchange &)>;

    /// Sends when its turn comes, at most `RetryPolicy` times for reads, exactly once for writes. `done` runs on the UI
    /// thread, never from inside send(), and never after the ticket is let go. `early` as HttpRequest::early.
    template <typename T>
    Ticket send(HttpRequest request, Reader<T> reader, Handler<T> done, std::function<void(qint64)> early = {})
    {
        return sendAny(
            std::move(request),
            [reader = std::move(reader)](const HttpReply &reply) -> Result<std::any> {
                return reader(reply).map([](T &&value) { return std::any(std::move(value)); });
            },
            [done = std::move(done)](const Result<std::any> &value, const Exchange &exchange) {
                done(value.map([](const std::any &v) { return std::any_cast<T>(v); }), exchange);
            },
            std::move(early), false);
    }

    /// The single cheap request that a person's sign-in is allowed. On success access() becomes Ok.
    template <typename T>
    Ticket probe(HttpRequest request, Reader<T> reader, Handler<T> done)
    {
        return sendAny(
            std::move(request),
            [reader = std::move(reader)](const HttpReply &reply) -> Result<std::any> {
                return reader(reply).map([](T &&value) { return std::any(std::move(value)); });
            },
            [done = std::move(done)](const Result<std::any> &value, const Exchange &exchange) {
                done(value.map([](const std::any &v) { return std::any_cast<T>(v); }), exchange);
            },
            {}, true);
    }

    /// The last limits announced, and until when the service asked us to wait.
    RateLimits limits() const;
    QDateTime pausedUntil() const;
    int inFlight() const;
    bool isOffline() const; ///< the last exchange made no connection

signals:
    void accessChanged(HttpClient::Access access);
    void readOnlyChanged(bool readOnly);
    void limitsChanged();
    void offlineChanged(bool offline);
    void exchanged(const Exchange &exchange); ///< one per try, for the log and the request list

private:
    using AnyReader = std::function<Result<std::any>(const HttpReply &)>;
    using AnyHandler = std::function<void(const Result<std::any> &, const Exchange &)>;
    Ticket sendAny(HttpRequest request, AnyReader reader, AnyHandler done, std::function<void(qint64)> early, bool probe);

    class Private;
    std::unique_ptr<Private> d;
};
