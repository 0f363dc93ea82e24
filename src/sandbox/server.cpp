// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/server.h"

#include "sandbox/bombs.h"

// The only file that sees it: it is one header of a whole server.
#include <httplib.h>

#include <algorithm>
#include <atomic>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;

constexpr std::size_t threads = 64;     // each open connection holds one, also while it idles
constexpr time_t keepAliveSeconds = 60; // long enough that a client's next request finds its connection open
constexpr std::size_t mostBody = std::size_t(16) << 20;
constexpr qsizetype worthCompressing = 1024;

Request requestOf(const httplib::Request &from)
{
    Request request{.method = QByteArray::fromStdString(from.method),
                    .target = QByteArray::fromStdString(from.target),
                    .body = QByteArray::fromStdString(from.body)};
    for (const auto &[name, value] : from.headers)
        request.headers.emplace_back(QByteArray::fromStdString(name), QByteArray::fromStdString(value));
    return request;
}

/// Every answer is written through here, as bytes behind headers that we chose: httplib would otherwise compress with
/// brotli, which takes seconds for a page of keys, and could not send what is broken on purpose.
class BodyWriter
{
public:
    BodyWriter(QByteArray body, Delivery delivery, Pause &pause)
        : m_body(std::move(body))
        , m_delivery(std::move(delivery))
        , m_pause(pause)
    {
    }

    /// False closes the connection.
    bool operator()(std::size_t, httplib::DataSink &sink)
    {
        const qint64 part = std::min<qint64>(m_delivery.bytes, m_body.size());
        switch (m_delivery.how) {
        case Delivery::How::Whole:
            break;
        case Delivery::How::Slow:
            return drip(sink);
        case Delivery::How::Truncated:
        case Delivery::How::CutWithoutLength:
            write(sink, m_body.first(part));
            return false;
        case Delivery::How::ChunkCut:
            write(sink, QByteArray::number(m_body.size(), 16) + "\r\n" + m_body.first(part));
            return false;
        case Delivery::How::JunkAfter:
            write(sink, m_body);
            write(sink, m_delivery.junk);
            return false;
        }
        if (!write(sink, m_body))
            return false;
        sink.done();
        return true;
    }

private:
    static bool write(httplib::DataSink &sink, const QByteArray &bytes)
    {
        return sink.write(bytes.constData(), std::size_t(bytes.size()));
    }

    bool drip(httplib::DataSink &sink)
    {
        const qint64 step = std::max<qint64>(1, m_delivery.bytes);
        for (qint64 sent = 0; sent < m_body.size(); sent += step) {
            if (m_pause.isOver() || !write(sink, m_body.mid(sent, step)))
                return false;
            m_pause.wait(std::chrono::milliseconds(m_delivery.milliseconds));
        }
        sink.done();
        return true;
    }

    QByteArray m_body;
    Delivery m_delivery;
    Pause &m_pause;
};

void respond(const Request &request, Answer answer, httplib::Response &response, Pause &pause)
{
    if (!answer.encoded && answer.body.size() >= worthCompressing &&
        request.header("accept-encoding").contains("gzip")) {
        answer.body = bombs::compressed(answer.body);
        answer.headers.emplace_back("Content-Encoding", "gzip");
    }
    response.status = answer.status;
    for (const auto &[name, value] : answer.headers)
        response.set_header(name.toStdString(), value.toStdString());
    if (answer.body.isEmpty())
        return; // httplib declares a length of 0
    const Delivery::How how = answer.delivery.how;
    if (how == Delivery::How::ChunkCut)
        response.set_header("Transfer-Encoding", "chunked");
    else if (how == Delivery::How::CutWithoutLength)
        response.set_header("Connection", "close");
    else
        response.set_header("Content-Length", std::to_string(answer.body.size()));
    response.set_content_provider(answer.contentType.toStdString(), BodyWriter(answer.body, answer.delivery, pause));
}

} // namespace

struct sandbox::Server::Inside
{
    Inside(Platform &p, Pause &w, std::unique_ptr<httplib::Server> s)
        : platform(p)
        , pause(w)
        , server(std::move(s))
    {
    }

    void handle(const httplib::Request &from, httplib::Response &response)
    {
        ++underWay;
        const Request request = requestOf(from);
        respond(request, platform.answer(request), response, pause);
        --underWay;
    }

    Platform &platform;
    Pause &pause;
    std::unique_ptr<httplib::Server> server;
    std::atomic<int> underWay = 0;
};

sandbox::Server::Server(Platform &platform, Pause &pause, const QString &certificate, const QString &privateKey)
{
    std::unique_ptr<httplib::Server> server;
    if (certificate.isEmpty())
        server = std::make_unique<httplib::Server>();
    else
        server = std::make_unique<httplib::SSLServer>(certificate.toLocal8Bit().constData(),
                                                      privateKey.toLocal8Bit().constData());
    m_inside = std::make_unique<Inside>(platform, pause, std::move(server));
    httplib::Server &http = *m_inside->server;
    if (!http.is_valid())
        return;
    http.new_task_queue = [] { return new httplib::ThreadPool(threads); };
    http.set_keep_alive_max_count(1'000'000);
    http.set_keep_alive_timeout(keepAliveSeconds);
    http.set_payload_max_length(mostBody);
    http.set_tcp_nodelay(true); // headers and body are two writes
    // Its default shares the port with any other sandbox that asks for it.
    http.set_socket_options([](socket_t socket) {
        const int yes = 1;
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, reinterpret_cast<const char *>(&yes), sizeof yes);
    });
    const auto handler = [inside = m_inside.get()](const httplib::Request &from, httplib::Response &response) {
        inside->handle(from, response);
    };
    const std::string anything = R"([\s\S]*)";
    http.Get(anything, handler).Post(anything, handler).Put(anything, handler);
    http.Patch(anything, handler).Delete(anything, handler).Options(anything, handler);
}

sandbox::Server::~Server() = default;

Result<quint16> sandbox::Server::bind(quint16 port)
{
    httplib::Server &http = *m_inside->server;
    if (!http.is_valid())
        return failed(Failure::Kind::Tls, u"the certificate or its key cannot be used"_s);
    const std::string host = "127.0.0.1";
    if (port == 0) {
        const int free = http.bind_to_any_port(host);
        return free > 0 ? Result<quint16>(quint16(free)) : failed(Failure::Kind::Offline, u"no port is free"_s);
    }
    if (!http.bind_to_port(host, port))
        return failed(Failure::Kind::Offline, u"port %1 cannot be listened on; is it in use?"_s.arg(port));
    return port;
}

void sandbox::Server::run()
{
    m_inside->server->listen_after_bind();
}

void sandbox::Server::stop()
{
    m_inside->server->stop();
}

int sandbox::Server::underWay() const
{
    return m_inside->underWay;
}
