// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>
#include <QSslConfiguration>
#include <QThread>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

/// A request as it arrived, byte for byte in its parts.
struct RawRequest
{
    QByteArray method, target;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< in their order and spelling
    QByteArray body;
    int connection = 0; ///< the how manieth it came on, from 1

    QByteArray line() const { return method + ' ' + target; }
    /// Its values joined by ", "; the name's case does not matter.
    QByteArray header(const QByteArray &name) const;
    bool has(const QByteArray &name) const;

    /// Takes the first whole request off the front of the bytes. Knows Content-Length and nothing else of bodies.
    static std::optional<RawRequest> takeFrom(QByteArray &bytes);
};

/// What a script sends back.
struct RawAnswer
{
    QByteArray bytes;
    QByteArray rest = {};                 ///< sent after RawServer::release()
    std::chrono::milliseconds pause = {}; ///< before the first byte
    bool closes = false;                  ///< the connection, after the last byte

    /// "HTTP/1.1 200 OK" with its length declared. `headers` are whole lines, each with its line end.
    static RawAnswer of(int status, const QByteArray &body, const QByteArray &headers = "Content-Type: text/xml\r\n");
    /// The same, but everything from byte `at` of the body on is held back.
    static RawAnswer heldAt(qsizetype at, const QByteArray &body,
                            const QByteArray &headers = "Content-Type: text/xml\r\n");
};

/// A scripted HTTP server on 127.0.0.1 in a thread of its own: answers with canned bytes and keeps all that reached it.
class RawServer
{
public:
    /// Runs on the server's thread, one call at a time.
    using Script = std::function<RawAnswer(const RawRequest &)>;

    /// A TLS server when the configuration holds a certificate and a key.
    explicit RawServer(Script script, const QSslConfiguration &tls = {});
    ~RawServer();

    quint16 port() const;
    QUrl url(const QString &host = QStringLiteral("127.0.0.1")) const;
    /// Another script from the next request on; answers are held back again where it says so.
    void follow(Script script);
    /// Sends what is held back so far, or the first answers of it; what is held back later waits for the next release.
    void release(int answers = 1'000'000);
    /// From now on nothing is held back.
    void holdNothing();

    QList<RawRequest> requests() const;
    /// How many requests had this method and path: "POST /qps/rest/1.0/search/ca/agentactkey/".
    int count(const QByteArray &line) const;
    int connections() const;
    /// TLS handshakes that were completed, and the ALPN protocol of the last one.
    int handshakes() const;
    QByteArray protocol() const;
    /// All that arrived, decrypted, whether it was a request or not; handshakes are no part of it.
    QByteArray arrived() const;
    /// Bytes of answers that the system took from the server: what has been read elsewhere, and a few megabytes more.
    qint64 bytesOut() const;
    /// The most requests that ever waited for the end of their answers at the same time.
    int mostOpen() const;

private:
    class Worker;
    template <typename T>
    T read(T Worker::*member) const;

    QThread m_thread;
    Worker *m_worker;
    bool m_encrypts;
};
