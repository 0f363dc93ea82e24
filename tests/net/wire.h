// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/sender.h"
#include "support/faultproxy.h"
#include "support/rawserver.h"
#include "support/waiting.h"

/// A sender on the test's own thread, without sign-in, queue and repeats: one request, one try.
class Wire
{
public:
    explicit Wire(const QUrl &server, const RetryPolicy &policy = {}, const QByteArray &caCertificates = {})
        : sender(server, caCertificates, policy)
    {
        QObject::connect(&sender, &Sender::ended, &sender, [this](const std::shared_ptr<TryResult> &result) {
            ++endings;
            ended = result;
        });
    }

    void send(const HttpRequest &request)
    {
        ended.reset();
        sender.send({++number, request, [](const HttpReply &reply) -> Result<std::any> {
                         return reply.status == 200 ? Result<std::any>(reply.body)
                                                    : failed(Failure::Kind::Rejected, QString::number(reply.status));
                     }});
    }
    /// How it ended; Cancelled when it never did.
    TryResult exchange(const HttpRequest &request)
    {
        send(request);
        return wait();
    }
    TryResult wait()
    {
        return waitUntil([this] { return bool(ended); }) ? *ended : TryResult{};
    }

    Sender sender;
    quint64 number = 0;
    int endings = 0;
    std::shared_ptr<TryResult> ended;
};

inline int kindOf(const TryResult &result)
{
    return result.value ? -1 : int(result.value.error().kind);
}

inline QByteArray bodyOf(const TryResult &result)
{
    return result.value ? std::any_cast<QByteArray>(*result.value) : QByteArray();
}
