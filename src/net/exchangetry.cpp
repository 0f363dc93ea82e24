// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "net/exchangetry.h"

#include "net/oneshotbody.h"
#include "net/trust.h"
#include "net/verdict.h"

#include <QLoggingCategory>
#include <QMetaEnum>

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcNet, "latchkey.net", QtInfoMsg)

using Kind = Failure::Kind;

/// How much of an answer waits in Qt's buffers. Without a bound the signal that something has arrived can stay away
/// until all has, when it comes faster than it is unpacked, and no cap would ever be looked at.
constexpr qint64 readAhead = 1'048'576;

Headers headersOf(const QNetworkReply &reply)
{
    Headers headers;
    for (const auto &[name, value] : reply.rawHeaderPairs())
        headers.insert(name.toLower(), value);
    return headers;
}

/// A body that declares no length ends where the connection does, which Qt sometimes takes for an error (measured: 7 of
/// 100). Whether it is whole is for its reader to say.
bool endsWithConnection(const Headers &headers)
{
    return !headers.isEmpty() && !headers.contains("content-length") && !headers.contains("transfer-encoding") &&
           !headers.contains("content-encoding"); // unpacking takes the length away
}

} // namespace

ExchangeTry::ExchangeTry(Transmission transmission, const RetryPolicy &policy, QObject *parent)
    : QObject(parent)
    , m_transmission(std::move(transmission))
    , m_policy(policy)
    , m_result(std::make_shared<TryResult>())
{
    m_result->number = m_transmission.number;
    Exchange &exchange = m_result->exchange;
    exchange.attempt = m_transmission.request.attempt;
    exchange.method = m_transmission.request.body.isEmpty() ? "GET" : "POST";
    exchange.path = m_transmission.request.path;
    exchange.startedUtc = QDateTime::currentDateTimeUtc();
    exchange.tries = 1;
}

ExchangeTry::~ExchangeTry()
{
    if (m_reply)
        m_reply->disconnect(this);
    delete m_reply; // aborts what is under way
    delete m_sent;  // has to outlive the reply
}

void ExchangeTry::follow(QNetworkReply *reply, OneShotBody *body)
{
    m_reply = reply;
    m_sent = body;
    watchDeadlines();
    connect(m_reply, &QNetworkReply::requestSent, this, [this] {
        m_reply->setReadBufferSize(readAhead); // has no effect before
        ++m_result->exchange.requestsSent;
        m_connectTimer.stop();
        m_idleTimer.start();
    });
    connect(m_reply, &QNetworkReply::uploadProgress, this, [this] { m_idleTimer.start(); });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, [this] {
        m_idleTimer.start();
        if (m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong() > m_policy.bodyCap)
            stop(Stop::TooLarge);
    });
    connect(m_reply, &QNetworkReply::sslErrors, this,
            [this](const QList<QSslError> &errors) { m_tlsComplaint = tlsComplaint(errors); });
    connect(m_reply, &QNetworkReply::readyRead, this, &ExchangeTry::onReadyRead);
    // An answer that cannot be unpacked is an error, but for Qt no end until all of it has come.
    connect(m_reply, &QNetworkReply::errorOccurred, this, &ExchangeTry::endEarly, Qt::QueuedConnection);
    connect(m_reply, &QNetworkReply::finished, this, &ExchangeTry::onFinished);
}

void ExchangeTry::watchDeadlines()
{
    const HttpRequest &request = m_transmission.request;
    const auto arm = [this](QTimer &timer, std::chrono::milliseconds after, Stop why) {
        timer.setSingleShot(true);
        timer.setInterval(after);
        connect(&timer, &QTimer::timeout, this, [this, why] { stop(why); });
    };
    const bool reads = request.effect == HttpRequest::Effect::Reads;
    arm(m_connectTimer, m_policy.connectDeadline, Stop::NotConnected);
    arm(m_idleTimer, m_policy.idleDeadline, Stop::Idle);
    arm(m_totalTimer, request.totalDeadline.value_or(reads ? m_policy.readDeadline : m_policy.writeDeadline),
        Stop::Total);
    m_connectTimer.start(); // silence counts only when the request has left
    m_totalTimer.start();
}

void ExchangeTry::onReadyRead()
{
    m_idleTimer.start();
    takeBody();
    if (m_body.size() > m_policy.bodyCap)
        return stop(Stop::TooLarge);
    if (m_earlyDone || !m_transmission.request.early)
        return;
    if (const std::optional<qint64> found = m_transmission.request.early(m_body)) {
        m_earlyDone = true;
        emit early(*found);
    }
}

/// Never more than one byte over the cap: readAll() would unpack all that is packed into what has arrived.
void ExchangeTry::takeBody()
{
    while (m_body.size() <= m_policy.bodyCap) {
        const QByteArray more = m_reply->read(std::min<qint64>(m_policy.bodyCap + 1 - m_body.size(), 65'536));
        if (more.isEmpty())
            return;
        m_body += more;
    }
}

void ExchangeTry::stop(Stop why)
{
    if (m_stop != Stop::No || !m_reply || m_reply->isFinished())
        return;
    m_stop = why;
    m_reply->abort(); // ends in onFinished
}

void ExchangeTry::endEarly()
{
    if (m_reply->isFinished())
        return;
    m_reply->disconnect(this);
    onFinished();
}

void ExchangeTry::cancel()
{
    if (m_reply)
        stop(Stop::LetGo);
}

void ExchangeTry::fail(const Failure &failure)
{
    m_result->value = tl::unexpected(failure);
    // Not from inside the call that began it.
    QMetaObject::invokeMethod(this, &ExchangeTry::end, Qt::QueuedConnection);
}

void ExchangeTry::onFinished()
{
    m_connectTimer.stop();
    m_idleTimer.stop();
    m_totalTimer.stop();
    if (m_reply->isOpen())
        takeBody();
    if (m_body.size() > m_policy.bodyCap && m_stop == Stop::No)
        m_stop = Stop::TooLarge; // the last of it came with the end
    const Headers headers = headersOf(*m_reply);
    noteFacts(headers);

    Result<std::any> &value = m_result->value;
    if (const std::optional<Failure> broken = breakOf(headers))
        value = tl::unexpected(*broken);
    else
        value = read(headers);
    m_result->exchange.responseCode = value ? u"SUCCESS"_s : value.error().code;
    end();
}

void ExchangeTry::noteFacts(const Headers &headers)
{
    Exchange &exchange = m_result->exchange;
    // An abort may overtake the signal that the request has left. What can be proved is only the opposite: a request
    // whose body was not taken to its end is not complete.
    if (exchange.requestsSent == 0 && m_sent && m_sent->isSpent())
        exchange.requestsSent = 1;
    exchange.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    exchange.bytesIn = m_body.size();
    exchange.tls = tlsFacts(m_reply->sslConfiguration());
    exchange.limits = rateLimitsOf(headers);
    exchange.serverDateUtc = httpDate(headers.value("date"));
    if (m_reply->error() != QNetworkReply::NoError)
        exchange.qtError =
            QString::fromLatin1(QMetaEnum::fromType<QNetworkReply::NetworkError>().valueToKey(m_reply->error()));
}

/// Why there is no complete answer of this server to read, if there is none.
std::optional<Failure> ExchangeTry::breakOf(const Headers &headers) const
{
    const auto failure = [&](Kind kind, const QString &detail) {
        return Failure{.kind = kind, .detail = detail, .httpStatus = m_result->exchange.status};
    };
    const int status = m_result->exchange.status;
    const QNetworkReply::NetworkError error = m_reply->error();
    const bool closed = error == QNetworkReply::RemoteHostClosedError || error == QNetworkReply::ContentReSendError;
    const bool broke =
        error != QNetworkReply::NoError && !repeatsStatus(error, status) && !(closed && endsWithConnection(headers));
    if (status == 401 && (broke || m_stop != Stop::No)) // a refused sign-in is one, however its answer ended
        return failure(Kind::SignInRefused, m_reply->errorString());
    if (m_stop != Stop::No)
        return stoppedFailure();
    // Before the errors: Qt wants to send a POST again after a 307 and finds that it cannot.
    if (status >= 300 && status < 400)
        return failure(Kind::Redirected, m_reply->url().resolved(QUrl::fromEncoded(headers.value("location"))).host());
    if (broke)
        return failure(kindOfBreak(error, m_result->exchange.requestsSent),
                       m_tlsComplaint.isEmpty() ? m_reply->errorString() : m_tlsComplaint);
    if (status == 0)
        return failure(Kind::ConnectionLost, u"no status line"_s);
    // Qt reports no error for some answers that were cut (measured: 2 of 24).
    bool declared = false;
    const qint64 length = headers.value("content-length").toLongLong(&declared);
    if (declared && !headers.contains("content-encoding") && length != m_body.size() && status != 401)
        return failure(Kind::ConnectionLost, u"%1 of %2 bytes arrived"_s.arg(m_body.size()).arg(length));
    return std::nullopt;
}

Failure ExchangeTry::stoppedFailure() const
{
    const Exchange &exchange = m_result->exchange;
    // Before the request has left there was no time out on it.
    Failure failure{.kind = exchange.requestsSent == 0 ? Kind::Offline : Kind::TimedOut, .httpStatus = exchange.status};
    switch (m_stop) {
    case Stop::No:
    case Stop::LetGo:
        failure.kind = Kind::Cancelled;
        break;
    case Stop::NotConnected:
        failure.detail = u"no connection within %1 s"_s.arg(double(m_policy.connectDeadline.count()) / 1000);
        break;
    case Stop::Idle:
        failure.detail = u"nothing arrived for %1 s"_s.arg(double(m_policy.idleDeadline.count()) / 1000);
        break;
    case Stop::Total:
        failure.detail = u"the answer was not complete in time"_s;
        break;
    case Stop::TooLarge:
        failure.kind = Kind::AnswerTooLarge;
        failure.detail = u"more than %1 bytes"_s.arg(m_policy.bodyCap);
        break;
    }
    return failure;
}

Result<std::any> ExchangeTry::read(const Headers &headers)
{
    const Exchange &exchange = m_result->exchange;
    Result<std::any> value = m_transmission.reader({.status = exchange.status,
                                                    .contentType = headers.value("content-type"),
                                                    .body = std::move(m_body),
                                                    .poweredBy = QString::fromLatin1(headers.value("x-powered-by"))});
    settleByStatus(value, exchange.status, exchange.limits, retryAfterOf(headers, QDateTime::currentDateTimeUtc()));
    return value;
}

void ExchangeTry::end()
{
    Exchange &exchange = m_result->exchange;
    exchange.finishedUtc = QDateTime::currentDateTimeUtc();
    // Redaction is by allow-list: nothing else of a request or an answer is ever logged.
    qCInfo(lcNet).noquote() << exchange.method << exchange.path.section(u'?', 0, 0) << exchange.status
                            << m_transmission.request.body.size() << "B out" << exchange.bytesIn << "B in"
                            << exchange.startedUtc.msecsTo(exchange.finishedUtc) << "ms"
                            << exchange.attempt.toString(QUuid::WithoutBraces);
    emit ended(m_result);
}
