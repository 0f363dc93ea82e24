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
    QUrl url;                  ///< https, or http to a literal loopback address
    QByteArray caCertificates; ///< PEM, added to the system's for this server only; may be empty
};

/// The one way out: queues, paces, repeats and latches all requests of one sign-in. Lives on the UI thread; bytes move
/// on the network thread.
class HttpClient : public QObject
{
    Q_OBJECT
public:
    /// Signed out: nothing leaves. Probing: one probe at a time. Ok. Latched: refused once, nothing leaves any more
    /// until a person signs in again.
    enum class Access { SignedOut, Probing, Ok, Latched };

    explicit HttpClient(Server server, const RetryPolicy &policy = {}, QObject *parent = nullptr);
    ~HttpClient() override;

    const Server &server() const;

    /// `basicHeader` is the whole Authorization value. New credentials have to prove themselves by a probe; a refusal
    /// of the old ones that comes late does not count against them.
    void setCredentials(SecretBuffer basicHeader);
    /// Sign out: what is queued ends with Latched, what was sent is waited for.
    void dropCredentials();

    Access access() const;
    /// A latch that outlived the program; also ends what is queued, with Failure::Kind::Latched.
    void latch();
    bool isReadOnly() const;
    void setReadOnly(bool readOnly); ///< refuses Effect::Writes with Failure::Kind::ReadOnly, queued ones included

    template <typename T>
    using Handler = std::function<void(const Result<T> &, const Exchange &)>;

    /// Sends when its turn comes. Reads are repeated as RetryPolicy says; a write leaves at most once, so one that was
    /// refused by a limiter or never left (`Exchange::requestsSent` 0) is for the caller to send again. `done` runs on
    /// the UI thread, never from inside send(), and never after the ticket is let go; it may let go of any ticket and
    /// delete the client. `early` gets HttpRequest::early's first value while the answer is still arriving, once per
    /// try. Before a sign-in succeeded, and after one was refused, nothing leaves: the failure is Latched. While a
    /// probe is under way requests wait for it.
    template <typename T>
    Ticket send(HttpRequest request, Reader<T> reader, Handler<T> done, std::function<void(qint64)> early = {})
    {
        return sendAny(std::move(request), anyReader(std::move(reader)), anyHandler(std::move(done)), std::move(early),
                       false);
    }

    /// The single cheap request that a person's sign-in is allowed, although latched or signed out; never repeated. On
    /// success access() becomes Ok, when the sign-in is refused Latched, else what it was. A second one at the same
    /// time fails with Cancelled.
    template <typename T>
    Ticket probe(HttpRequest request, Reader<T> reader, Handler<T> done)
    {
        return sendAny(std::move(request), anyReader(std::move(reader)), anyHandler(std::move(done)), {}, true);
    }

    RateLimits limits() const;     ///< the last announced
    QDateTime pausedUntil() const; ///< until when the service asked us to wait; invalid when it does not
    int inFlight() const;
    bool isOffline() const; ///< the last exchange made no connection

signals:
    void accessChanged(HttpClient::Access access);
    void readOnlyChanged(bool readOnly);
    void limitsChanged(); ///< limits or pausedUntil
    void offlineChanged(bool offline);
    void exchanged(const Exchange &exchange); ///< one per try, for the log and the request list

private:
    using AnyReader = std::function<Result<std::any>(HttpReply &&)>;
    using AnyHandler = std::function<void(Result<std::any> &&, const Exchange &)>;

    template <typename T>
    static AnyReader anyReader(Reader<T> reader)
    {
        return [reader = std::move(reader)](HttpReply &&reply) -> Result<std::any> {
            return reader(std::move(reply)).map([](T &&value) { return std::any(std::move(value)); });
        };
    }
    template <typename T>
    static AnyHandler anyHandler(Handler<T> done)
    {
        return [done = std::move(done)](Result<std::any> &&value, const Exchange &exchange) {
            done(std::move(value).map([](std::any &&v) { return std::any_cast<T>(std::move(v)); }), exchange);
        };
    }

    Ticket sendAny(HttpRequest request, AnyReader reader, AnyHandler done, std::function<void(qint64)> early,
                   bool probe);

    class Private;
    std::unique_ptr<Private> d;
};
