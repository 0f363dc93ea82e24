// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "support/faultproxy.h"

#include "support/rawserver.h"

#include <QHostAddress>
#include <QMutex>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

using namespace Qt::StringLiterals;

namespace {

using Fault = FaultProxy::Fault;
using Kind = Fault::Kind;

void closeSocket(QTcpSocket &socket, bool reset)
{
    if (!reset)
        return socket.disconnectFromHost();
#ifdef Q_OS_UNIX
    const linger now{.l_onoff = 1, .l_linger = 0};
    setsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
#endif
    socket.abort();
}

/// What the test sets and reads while the relay runs.
struct Shared
{
    struct Rule
    {
        QRegularExpression line;
        Fault fault;
        int first = 1, times = 0, matches = 0;
    };

    mutable QMutex mutex;
    QList<Rule> rules;
    FaultProxy::Seen seen;
    std::chrono::milliseconds idle{0};
    int closeNext = 0;
    bool closeByReset = false;

    Fault faultFor(const QByteArray &line)
    {
        const QMutexLocker lock(&mutex);
        seen.requests.append(line);
        Fault fault;
        for (Rule &rule : rules)
            if (rule.line.match(QString::fromLatin1(line)).hasMatch() && ++rule.matches >= rule.first &&
                rule.matches - rule.first < rule.times)
                fault = rule.fault;
        return fault;
    }
    void count(qint64 in, qint64 out)
    {
        const QMutexLocker lock(&mutex);
        seen.bytesIn += in;
        seen.bytesOut += out;
    }
};

/// One client's connection and its way to the server.
class Link : public QObject
{
    Q_OBJECT
public:
    Link(Shared &shared, quint16 upstreamPort, qintptr descriptor, QObject *parent)
        : QObject(parent)
        , m_shared(shared)
        , m_upstreamPort(upstreamPort)
    {
        m_client.setSocketDescriptor(descriptor);
        m_client.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_idle.setSingleShot(true);
        connect(&m_client, &QTcpSocket::readyRead, this, &Link::takeRequests);
        connect(&m_client, &QTcpSocket::disconnected, this, &QObject::deleteLater);
        connect(&m_server, &QTcpSocket::readyRead, this, &Link::takeReply);
        connect(&m_server, &QTcpSocket::disconnected, this, &Link::loseServer);
        connect(&m_server, &QTcpSocket::errorOccurred, this, [this] {
            if (m_server.state() == QAbstractSocket::UnconnectedState)
                loseServer();
        });
        connect(&m_later, &QTimer::timeout, this, &Link::drip);
        connect(&m_idle, &QTimer::timeout, this, &Link::close);
    }

    ~Link() override
    {
        m_client.disconnect(this); // closing would call slots that touch what is gone
        m_server.disconnect(this);
    }

    bool isIdle() const { return !m_busy; }
    void close() { closeSocket(m_client, m_fault.reset); }

private:
    void takeRequests()
    {
        const QByteArray fresh = m_client.readAll();
        m_shared.count(fresh.size(), 0);
        m_fromClient += fresh;
        QByteArray left = m_fromClient;
        if (!RawRequest::takeFrom(left))
            return;
        const QByteArray request = m_fromClient.chopped(left.size());
        m_fromClient = left;
        begin(request);
    }

    void begin(const QByteArray &request)
    {
        m_idle.stop();
        m_fault = m_shared.faultFor(request.left(request.indexOf('\r')));
        m_busy = true;
        m_header.clear();
        m_inBody = false;
        m_bodyLeft = -1;
        m_passed = m_headerSize = 0;
        switch (m_fault.kind) {
        case Kind::DropAfterRead:
            return close();
        case Kind::Stall:
            return;
        case Kind::Instead:
            write(m_fault.payload);
            return close();
        default:
            break;
        }
        if (m_server.state() == QAbstractSocket::UnconnectedState)
            m_server.connectToHost(QHostAddress::LocalHost, m_upstreamPort);
        m_server.write(request);
    }

    void takeReply()
    {
        QByteArray bytes = m_server.readAll();
        if (m_fault.kind == Kind::ApplyThenDrop)
            return close();
        if (!m_inBody) {
            m_header += bytes;
            const qsizetype end = m_header.indexOf("\r\n\r\n");
            if (end < 0)
                return;
            bytes = m_header.sliced(end + 4);
            m_header.truncate(end + 4);
            shapeHeader();
            m_inBody = true;
            m_headerSize = m_header.size();
            pass(m_header);
        }
        if (m_bodyLeft >= 0)
            m_bodyLeft -= bytes.size();
        if (m_bodyLeft == 0 && m_fault.kind == Kind::AppendJunk)
            bytes += m_fault.payload; // in one piece with the body
        pass(bytes);
        if (m_bodyLeft == 0)
            endReply();
    }

    void shapeHeader()
    {
        static const QRegularExpression length(u"content-length: *(\\d+)\r\n"_s,
                                               QRegularExpression::CaseInsensitiveOption);
        const QRegularExpressionMatch match = length.match(QString::fromLatin1(m_header));
        if (match.hasMatch())
            m_bodyLeft = match.captured(1).toLongLong();
        if (m_fault.kind == Kind::CutUndeclared && match.hasMatch())
            m_header.replace(match.capturedStart(), match.capturedLength(), "Connection: close\r\n");
        if (m_fault.kind == Kind::InsertHeader)
            m_header.insert(m_header.indexOf('\n') + 1, m_fault.payload + "\r\n");
    }

    void pass(const QByteArray &bytes)
    {
        switch (m_fault.kind) {
        case Kind::CutReply:
            return passUntil(bytes, m_fault.bytes);
        case Kind::CutBody:
        case Kind::CutUndeclared:
            return passUntil(bytes, m_headerSize + m_fault.bytes);
        case Kind::DripBody:
            if (m_passed < m_headerSize)
                return write(bytes); // header and body never come here in one piece
            [[fallthrough]];
        case Kind::DripReply:
        case Kind::Delay:
            m_held += bytes;
            if (!m_later.isActive())
                m_later.start(m_fault.pause);
            return;
        default:
            write(bytes);
        }
    }

    void passUntil(const QByteArray &bytes, qsizetype end)
    {
        write(bytes.left(std::max<qsizetype>(0, end - m_passed)));
        if (m_passed >= end)
            close();
    }

    void drip()
    {
        const qsizetype now = m_fault.kind == Kind::Delay ? m_held.size() : std::max<qsizetype>(1, m_fault.bytes);
        write(m_held.left(now));
        m_held.remove(0, std::min(now, m_held.size()));
        if (!m_held.isEmpty())
            return;
        m_later.stop();
        if (m_serverLost)
            close();
    }

    void write(const QByteArray &bytes)
    {
        if (!m_client.isOpen())
            return; // was reset
        m_shared.count(0, bytes.size());
        m_passed += bytes.size();
        m_client.write(bytes);
        m_client.flush();
    }

    void endReply()
    {
        m_busy = false;
        if (m_fault.kind == Kind::CutUndeclared)
            close();
        const QMutexLocker lock(&m_shared.mutex);
        if (m_shared.idle.count() > 0)
            m_idle.start(m_shared.idle);
    }

    void loseServer()
    {
        m_serverLost = true;
        if (m_held.isEmpty() && m_fault.kind != Kind::Stall)
            close();
    }

    Shared &m_shared;
    const quint16 m_upstreamPort;
    QTcpSocket m_client, m_server;
    QByteArray m_fromClient, m_header, m_held;
    QTimer m_later, m_idle;
    Fault m_fault;
    qint64 m_bodyLeft = -1; ///< as declared, -1 when it was not
    qsizetype m_passed = 0, m_headerSize = 0;
    bool m_busy = false, m_inBody = false, m_serverLost = false;
};

} // namespace

class FaultProxy::Relay : public QTcpServer
{
    Q_OBJECT
public:
    explicit Relay(quint16 upstreamPort)
        : m_upstreamPort(upstreamPort)
    {
    }

    bool open() { return listen(QHostAddress::LocalHost, m_port) && (m_port = serverPort()); }
    void closeIdle()
    {
        for (Link *link : findChildren<Link *>())
            if (link->isIdle())
                link->close();
    }
    quint16 ownPort() const { return m_port; }

    Shared shared;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        bool closes = false, reset = false;
        {
            const QMutexLocker lock(&shared.mutex);
            ++shared.seen.connections;
            closes = shared.closeNext > 0 && shared.closeNext-- > 0;
            reset = shared.closeByReset;
        }
        if (!closes) {
            new Link(shared, m_upstreamPort, descriptor, this);
            return;
        }
        QTcpSocket socket;
        socket.setSocketDescriptor(descriptor);
        closeSocket(socket, reset);
    }

private:
    const quint16 m_upstreamPort;
    quint16 m_port = 0;
};

FaultProxy::FaultProxy(quint16 upstreamPort)
    : m_relay(new Relay(upstreamPort))
{
    m_relay->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_relay, &QObject::deleteLater);
    m_thread.start();
    refuse(false);
}

FaultProxy::~FaultProxy()
{
    m_thread.quit();
    m_thread.wait();
}

quint16 FaultProxy::port() const
{
    return m_relay->ownPort();
}

QUrl FaultProxy::url() const
{
    QUrl url(u"http://127.0.0.1"_s);
    url.setPort(port());
    return url;
}

void FaultProxy::on(const QString &requestLine, const Fault &fault, int first, int times)
{
    const QMutexLocker lock(&m_relay->shared.mutex);
    m_relay->shared.rules.append({QRegularExpression(requestLine), fault, first, times});
}

void FaultProxy::calm()
{
    const QMutexLocker lock(&m_relay->shared.mutex);
    m_relay->shared.rules.clear();
}

void FaultProxy::closeNext(int connections, bool reset)
{
    const QMutexLocker lock(&m_relay->shared.mutex);
    m_relay->shared.closeNext = connections;
    m_relay->shared.closeByReset = reset;
}

void FaultProxy::refuse(bool refuses)
{
    const auto apply = [this, refuses] {
        if (!refuses)
            return void(m_relay->isListening() || m_relay->open());
        m_relay->close();
        m_relay->closeIdle();
    };
    QMetaObject::invokeMethod(m_relay, apply, Qt::BlockingQueuedConnection);
}

void FaultProxy::closeIdle()
{
    QMetaObject::invokeMethod(m_relay, [this] { m_relay->closeIdle(); }, Qt::BlockingQueuedConnection);
}

void FaultProxy::closeIdleAfter(std::chrono::milliseconds pause)
{
    const QMutexLocker lock(&m_relay->shared.mutex);
    m_relay->shared.idle = pause;
}

int FaultProxy::Seen::count(const QString &requestLine) const
{
    const QRegularExpression pattern(requestLine);
    return int(std::ranges::count_if(
        requests, [&](const QByteArray &line) { return pattern.match(QString::fromLatin1(line)).hasMatch(); }));
}

FaultProxy::Seen FaultProxy::seen() const
{
    const QMutexLocker lock(&m_relay->shared.mutex);
    return m_relay->shared.seen;
}

void FaultProxy::forget()
{
    const QMutexLocker lock(&m_relay->shared.mutex);
    m_relay->shared.seen = {};
}

#include "faultproxy.moc"
