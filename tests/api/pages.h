// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/httpclient.h"
#include "support/faultproxy.h"
#include "support/rawserver.h"
#include "support/waiting.h"

#include <QFile>
#include <QRegularExpression>

/// A file of tests/data.
inline QByteArray sample(const char *name)
{
    QFile file(QStringLiteral(TEST_DATA_DIR "/%1").arg(QLatin1StringView(name)));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no sample %s", name);
    return file.readAll();
}

/// A search page with records of these ids and, where given, the words in its head.
inline QByteArray pageOf(const QList<qint64> &ids, const QByteArray &head, const char *element = "AgentActKey",
                         const QByteArray &inside = {})
{
    QByteArray page =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ServiceResponse><responseCode>SUCCESS</responseCode>" + head +
        "<data>";
    for (const qint64 id : ids)
        page += '<' + QByteArray(element) + "><id>" + QByteArray::number(id) + "</id>" + inside + "</" + element + '>';
    return page + "</data></ServiceResponse>";
}

inline QByteArray more(qint64 lastId)
{
    return "<hasMoreRecords>true</hasMoreRecords><lastId>" + QByteArray::number(lastId) + "</lastId>";
}

inline const QByteArray noMore = "<hasMoreRecords>false</hasMoreRecords>";

inline QList<qint64> idsBetween(qint64 first, qint64 last)
{
    QList<qint64> ids;
    for (qint64 id = first; id <= last; ++id)
        ids << id;
    return ids;
}

/// The cursor a request asks from, 0 when it has none.
inline qint64 cursorOf(const RawRequest &request)
{
    static const QRegularExpression cursor(QStringLiteral("field=\"id\" operator=\"GREATER\">(\\d+)<"));
    return cursor.match(QString::fromUtf8(request.body)).captured(1).toLongLong();
}

/// Where in a page its records begin.
inline qsizetype headOf(const QByteArray &page)
{
    return page.indexOf("<data>");
}

/// A client that is signed in to a scripted server, which only GET /probe is sure to be answered by.
class Subscription
{
public:
    explicit Subscription(RawServer::Script script)
        : server([script = std::move(script)](const RawRequest &request) {
            return request.target == "/probe" ? RawAnswer::of(200, "") : script(request);
        })
        , proxy(server.port())
        , client(std::make_unique<HttpClient>(Server{proxy.url(), {}}, policy()))
    {
        client->setCredentials(SecretBuffer::basicHeader(u"lrksp_mb1", SecretBuffer(QByteArrayView("secret"))));
    }

    [[nodiscard]] bool signIn()
    {
        const Ticket ticket = client->probe<int>(
            {.path = QStringLiteral("/probe")}, [](const HttpReply &) -> Result<int> { return 1; },
            [](const Result<int> &, const Exchange &) {});
        return waitUntil([this] { return client->access() == HttpClient::Access::Ok; });
    }

    /// The requests after the sign-in.
    QList<RawRequest> requests() const
    {
        QList<RawRequest> all = server.requests();
        all.removeIf([](const RawRequest &request) { return request.target == "/probe"; });
        return all;
    }
    QList<qint64> cursors() const
    {
        QList<qint64> cursors;
        for (const RawRequest &request : requests())
            cursors << cursorOf(request);
        return cursors;
    }

    RawServer server;
    FaultProxy proxy;
    std::unique_ptr<HttpClient> client;

private:
    static RetryPolicy policy()
    {
        using namespace std::chrono_literals;
        RetryPolicy policy;
        policy.pauses = {1ms, 1ms, 1ms};
        policy.random = [] { return 0.0; };
        return policy;
    }
};
