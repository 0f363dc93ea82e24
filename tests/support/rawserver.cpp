// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "support/rawserver.h"

#include <QHash>
#include <QHostAddress>
#include <QMutex>
#include <QSslSocket>
#include <QTcpServer>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

QByteArray RawRequest::header(const QByteArray &name) const
{
    QByteArrayList values;
    for (const auto &[key, value] : headers)
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            values << value;
    return values.join(", ");
}

bool RawRequest::has(const QByteArray &name) const
{
    return std::ranges::any_of(headers,
                               [&](const auto &pair) { return !pair.first.compare(name, Qt::CaseInsensitive); });
}

std::optional<RawRequest> RawRequest::takeFrom(QByteArray &bytes)
{
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return std::nullopt;
    const QByteArrayList lines = bytes.first(end).split('\n');
    const QByteArrayList first = lines.first().trimmed().split(' ');
    RawRequest request{.method = first.value(0), .target = first.value(1), .headers = {}, .body = {}};
    for (const QByteArray &line : lines.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        request.headers.append({line.left(colon).trimmed(), line.mid(colon + 1).trimmed()});
    }
    const qsizetype length = request.header("Content-Length").toLongLong();
    if (bytes.size() < end + 4 + length)
        return std::nullopt;
    request.body = bytes.mid(end + 4, length);
    bytes.remove(0, end + 4 + length);
    return request;
}

RawAnswer RawAnswer::of(int status, const QByteArray &body, const QByteArray &headers)
{
    return {.bytes = "HTTP/1.1 " + QByteArray::number(status) + " Answer\r\n" + headers +
                     "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body};
}

RawAnswer RawAnswer::heldAt(qsizetype at, const QByteArray &body, const QByteArray &headers)
{
    RawAnswer answer = of(200, body, headers);
    const qsizetype keep = answer.bytes.size() - body.size() + at;
    answer.rest = answer.bytes.sliced(keep);
    answer.bytes.truncate(keep);
    return answer;
}

class RawServer::Worker : public QTcpServer
{
    Q_OBJECT
public:
    Worker(Script toFollow, QSslConfiguration configuration)
        : script(std::make_shared<Script>(std::move(toFollow)))
        , m_tls(std::move(configuration))
    {
    }

    void release(qsizetype answers)
    {
        const auto released = m_held.first(std::min(answers, m_held.size()));
        m_held.remove(0, released.size());
        for (const auto &[socket, answer] : released)
            finish(socket, answer);
    }

    mutable QMutex mutex;           ///< guards what follows
    std::shared_ptr<Script> script; ///< shared, because it may count what it answered
    QList<RawRequest> requests;
    QByteArray arrived, protocol;
    int connections = 0, handshakes = 0, open = 0, mostOpen = 0;
    qint64 bytesOut = 0;
    bool holds = true;

    template <typename Work>
    auto locked(Work work) const
    {
        const QMutexLocker lock(&mutex);
        return work();
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto *socket = new QSslSocket(this);
        socket->setSocketDescriptor(descriptor);
        const auto buffer = std::make_shared<QByteArray>();
        const int number = locked([this] { return ++connections; });
        connect(socket, &QSslSocket::readyRead, this, [=, this] { take(socket, *buffer, number); });
        connect(socket, &QSslSocket::bytesWritten, this, [this](qint64 bytes) { locked([&] { bytesOut += bytes; }); });
        connect(socket, &QSslSocket::disconnected, this, [=, this] { forget(socket); });
        if (m_tls.isNull())
            return;
        socket->setSslConfiguration(m_tls);
        connect(socket, &QSslSocket::encrypted, this, [=, this] {
            locked([&] {
                ++handshakes;
                protocol = socket->sslConfiguration().nextNegotiatedProtocol();
            });
        });
        socket->startServerEncryption();
    }

private:
    void take(QSslSocket *socket, QByteArray &buffer, int number)
    {
        const QByteArray fresh = socket->readAll();
        buffer += fresh;
        locked([&] { arrived += fresh; });
        while (auto request = RawRequest::takeFrom(buffer)) {
            request->connection = number;
            const std::shared_ptr<Script> follow = locked([&] {
                requests.append(*request);
                mostOpen = std::max(mostOpen, ++open);
                return script;
            });
            const RawAnswer answer = (*follow)(*request);
            ++m_unanswered[socket];
            QTimer::singleShot(answer.pause, socket, [=, this] { begin(socket, answer); });
        }
    }

    void begin(QSslSocket *socket, const RawAnswer &answer)
    {
        socket->write(answer.bytes);
        if (!answer.rest.isEmpty() && locked([this] { return holds; }))
            m_held.append({socket, answer});
        else
            finish(socket, answer);
    }

    void finish(QSslSocket *socket, const RawAnswer &answer)
    {
        --m_unanswered[socket];
        locked([this] { --open; });
        socket->write(answer.rest);
        if (answer.closes)
            socket->disconnectFromHost();
    }

    void forget(QSslSocket *socket)
    {
        m_held.removeIf([socket](const auto &held) { return held.first == socket; });
        const int unanswered = m_unanswered.take(socket);
        locked([&] { open -= unanswered; });
        socket->deleteLater();
    }

    const QSslConfiguration m_tls;
    QList<std::pair<QSslSocket *, RawAnswer>> m_held;
    QHash<QSslSocket *, int> m_unanswered;
};

RawServer::RawServer(Script script, const QSslConfiguration &tls)
    : m_worker(new Worker(std::move(script), tls))
    , m_encrypts(!tls.isNull())
{
    m_worker->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
    QMetaObject::invokeMethod(
        m_worker, [this] { m_worker->listen(QHostAddress::LocalHost); }, Qt::BlockingQueuedConnection);
}

RawServer::~RawServer()
{
    m_thread.quit();
    m_thread.wait();
}

quint16 RawServer::port() const
{
    return m_worker->serverPort();
}

QUrl RawServer::url(const QString &host) const
{
    QUrl url;
    url.setScheme(m_encrypts ? u"https"_s : u"http"_s);
    url.setHost(host);
    url.setPort(port());
    return url;
}

void RawServer::follow(Script script)
{
    const QMutexLocker lock(&m_worker->mutex);
    m_worker->script = std::make_shared<Script>(std::move(script));
    m_worker->holds = true;
}

void RawServer::release(int answers)
{
    QMetaObject::invokeMethod(m_worker, [=, this] { m_worker->release(answers); }, Qt::BlockingQueuedConnection);
}

void RawServer::holdNothing()
{
    {
        const QMutexLocker lock(&m_worker->mutex);
        m_worker->holds = false;
    }
    release();
}

template <typename T>
T RawServer::read(T Worker::*member) const
{
    const QMutexLocker lock(&m_worker->mutex);
    return m_worker->*member;
}

QList<RawRequest> RawServer::requests() const
{
    return read(&Worker::requests);
}

int RawServer::count(const QByteArray &line) const
{
    return int(std::ranges::count_if(requests(), [&](const RawRequest &request) {
        return request.method + ' ' + request.target.split('?').first() == line;
    }));
}

int RawServer::connections() const
{
    return read(&Worker::connections);
}

int RawServer::handshakes() const
{
    return read(&Worker::handshakes);
}

QByteArray RawServer::protocol() const
{
    return read(&Worker::protocol);
}

QByteArray RawServer::arrived() const
{
    return read(&Worker::arrived);
}

qint64 RawServer::bytesOut() const
{
    return read(&Worker::bytesOut);
}

int RawServer::mostOpen() const
{
    return read(&Worker::mostOpen);
}

#include "rawserver.moc"
