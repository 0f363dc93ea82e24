// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QThread>
#include <QUrl>

#include <chrono>

/// A relay in front of a server on 127.0.0.1 that breaks connections where it is told to. It runs on a thread of its
/// own, whatever the test's event loop does, and knows of HTTP the request line, the end of a header and
/// Content-Length. All functions may be called at any time.
class FaultProxy
{
public:
    /// What is done to one exchange.
    struct Fault
    {
        enum class Kind {
            None,          ///< relays; a rule with it shields requests from the rules before it
            DropAfterRead, ///< the whole request was read, the server never hears of it, the connection is closed
            ApplyThenDrop, ///< the server answers, the answer is swallowed, the connection is closed
            Stall,         ///< the request is swallowed and nothing happens
            Delay,         ///< the answer comes after `pause`
            CutReply,      ///< closed after `bytes` of the answer, its header included
            CutBody,       ///< closed after `bytes` of the body
            CutUndeclared, ///< the same, with no Content-Length that would tell
            DripReply,     ///< `bytes` at a time with `pause` between them, from the status line on
            DripBody,      ///< the same from the body on
            Instead,       ///< `payload` instead of an answer, the server never hears of it; then closed
            InsertHeader,  ///< `payload` as a line behind the status line
            AppendJunk,    ///< `payload` right behind the body
        };
        Kind kind = Kind::None;
        qsizetype bytes = 0;
        std::chrono::milliseconds pause{0};
        QByteArray payload = {};
        bool reset = false; ///< closed with an RST instead of a FIN
    };

    static constexpr int always = 1'000'000;

    explicit FaultProxy(quint16 upstreamPort);
    ~FaultProxy();

    quint16 port() const;
    QUrl url() const;

    /// For requests whose first line ("POST /path HTTP/1.1") matches the regular expression, from the `first`th match
    /// on, `times` times. Of several rules that hold, the last one counts.
    void on(const QString &requestLine, const Fault &fault, int first = 1, int times = always);
    /// Drops all rules.
    void calm();
    /// Closes the next connections before a byte is read.
    void closeNext(int connections, bool reset = false);
    /// The listening socket is closed, as of a server that is down; false opens it again on the same port.
    void refuse(bool refuses);
    /// Closes connections on which nothing is under way.
    void closeIdle();
    /// Closes connections this long after an answer that declared its length; zero, the default: never.
    void closeIdleAfter(std::chrono::milliseconds pause);

    struct Seen
    {
        int connections = 0;
        QList<QByteArray> requests; ///< first lines of complete requests, in their order
        qint64 bytesIn = 0, bytesOut = 0;

        int count(const QString &requestLine) const;
    };
    Seen seen() const;
    /// Counts from zero again; rules count on.
    void forget();

private:
    class Relay;
    QThread m_thread;
    Relay *m_relay;
};
