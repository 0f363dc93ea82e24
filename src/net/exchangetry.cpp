// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "net/exchangetry.h"

#include "net/oneshotbody.h"

#include <QLoggingCategory>
#include <QNetworkAccessManager>
#include <QSslCertificate>

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcNet, "latchkey.net", QtInfoMsg)

/// Errors that only repeat an HTTP status; the answer itself is complete.
bool isStatusError(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ContentAccessDenied:
    case QNetworkReply::ContentOperationNotPermittedError:
    case QNetworkReply::ContentNotFoundError:
    case QNetworkReply::AuthenticationRequiredError:
    case QNetworkReply::ContentConflictError:
    case QNetworkReply::ContentGoneError:
    case QNetworkReply::UnknownContentError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::InternalServerError:
    case QNetworkReply::OperationNotImplementedError:
    case QNetworkReply::ServiceUnavailableError:
    case QNetworkReply::UnknownServerError: return true;
    default: return false;
    }
}

Failure::Kind kindOf(QNetworkReply::NetworkError error, int requestsSent)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::TimeoutError:
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::UnknownNetworkError:
        return requestsSent == 0 ? Failure::Kind::Offline : Failure::Kind::ConnectionLost;
    case QNetworkReply::SslHandshakeFailedError: return Failure::Kind::Tls;
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError: return Failure::Kind::Proxy;
    case QNetworkReply::UnknownContentError: return Failure::Kind::Unreadable; // decompression failed
    default: return Failure::Kind::ConnectionLost;
    }
}

/// "TLSv1.3;2027-03-02T10:00:00Z", empty on plain http.
QString tlsOf(const QNetworkReply &reply)
{
    const QSslConfiguration tls = reply.sslConfiguration();
    if (tls.peerCertificate().isNull())
        return {};
    const QString protocol = tls.sessionProtocol() == QSsl::TlsV1_3 ? u"TLSv1.3"_s : u"TLSv1.2"_s;
    return protocol + u';' + tls.peerCertificate().expiryDate().toUTC().toString(Qt::ISODate);
}

} // namespace

ExchangeTry::ExchangeTry(Transmission transmission, const RetryPolicy &policy, QObject *parent)
    : QObject(parent)
    , m_transmission(std::move(transmission))
    , m_policy(policy)
{
    const HttpRequest &request = m_transmission.request;
    m_exchange.attempt = request.attempt;
    m_exchange.method = request.body.isEmpty() ? "GET" : "POST";
    m_exchange.path = request.path;
    m_exchange.startedUtc = policy.now();
    const auto arm = [this](QTimer &timer, std::chrono::milliseconds after, Stop why) {
        timer.setSingleShot(true);
        timer.setInterval(after);
        timer.setParent(this);
        connect(&timer, &QTimer::timeout, this, [this, why] { stop(why); });
    };
    const auto total = request.effect == HttpRequest::Effect::Reads ? policy.readDeadline : policy.writeDeadline;
    arm(m_connectTimer, policy.connectDeadline, Stop::NotConnected);
    arm(m_idleTimer, policy.idleDeadline, Stop::Idle);
    arm(m_totalTimer, request.totalDeadline.value_or(total), Stop::Total);
}

ExchangeTry::~ExchangeTry()
{
    m_connectTimer.setParent(nullptr);
    m_idleTimer.setParent(nullptr);
    m_totalTimer.setParent(nullptr);
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
    }
}

void ExchangeTry::start(QNetworkAccessManager &manager, const QUrl &server, const QSslConfiguration &tls,
                        QByteArrayView authorization)
{
    const HttpRequest &wanted = m_transmission.request;
    const QUrl url = server.resolved(QUrl(wanted.path, QUrl::StrictMode));
    if (url.host() != server.host() || url.port() != server.port() || url.scheme() != server.scheme())
        return fail({.kind = Failure::Kind::Redirected, .detail = u"the path leaves the server"_s});

    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setSslConfiguration(tls);
    request.setRawHeader("User-Agent", "Latchkey/" LATCHKEY_VERSION);
    request.setRawHeader("X-Requested-With", "Latchkey");
    request.setRawHeader("X-Client-Request-Id", wanted.attempt.toByteArray(QUuid::WithoutBraces));
    request.setRawHeader("Accept", wanted.accept);
    // Sent with the first request: answering a challenge would cost a second failed login.
    if (!authorization.isEmpty())
        request.setRawHeader("Authorization", authorization.toByteArray());

    if (wanted.body.isEmpty()) {
        m_reply = manager.get(request);
    } else {
        request.setRawHeader("Content-Type", wanted.contentType);
        request.setHeader(QNetworkRequest::ContentLengthHeader, wanted.body.size());
        auto *body = new OneShotBody(wanted.body);
        m_reply = manager.post(request, body);
        body->setParent(m_reply);
        m_connectTimer.start();
    }
    m_idleTimer.start();
    m_totalTimer.start();
    connect(m_reply, &QNetworkReply::requestSent, this, [this] {
        ++m_exchange.requestsSent;
        m_connectTimer.stop();
        m_idleTimer.start();
    });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, [this] {
        m_connectTimer.stop();
        m_idleTimer.start();
    });
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        QStringList texts;
        for (const QSslError &error : errors)
            texts << error.errorString();
        texts.removeDuplicates();
        m_tlsErrors = texts.join(u"; "_s);
    });
    connect(m_reply, &QNetworkReply::readyRead, this, &ExchangeTry::onReadyRead);
    connect(m_reply, &QNetworkReply::finished, this, &ExchangeTry::onReplyFinished);
}

void ExchangeTry::onReadyRead()
{
    m_idleTimer.start();
    m_body += m_reply->readAll();
    if (m_body.size() > m_policy.bodyCap)
        return stop(Stop::TooLarge);
    if (m_transmission.request.early && !m_earlyDone)
        if (const auto found = m_transmission.request.early(m_body)) {
            m_earlyDone = true;
            emit early(*found);
        }
}

void ExchangeTry::stop(Stop why)
{
    if (m_stop != Stop::No || !m_reply)
        return;
    m_stop = why;
    m_reply->abort(); // ends in onReplyFinished
}

void ExchangeTry::cancel()
{
    if (m_ended)
        return;
    if (m_reply)
        stop(Stop::ByPerson);
    else
        fail({.kind = Failure::Kind::Cancelled});
}

void ExchangeTry::fail(const Failure &failure)
{
    m_value = tl::unexpected(failure);
    // Never from inside the call that began it.
    QMetaObject::invokeMethod(this, &ExchangeTry::end, Qt::QueuedConnection);
}

std::optional<Failure> ExchangeTry::transportFailure() const
{
    using Kind = Failure::Kind;
    const auto error = m_reply->error();
    const QString text = m_reply->errorString();
    switch (m_stop) {
    case Stop::No: break;
    case Stop::ByPerson: return Failure{.kind = Kind::Cancelled};
    case Stop::NotConnected: return Failure{.kind = Kind::Offline, .detail = u"no connection within the deadline"_s};
    case Stop::Idle: return Failure{.kind = Kind::TimedOut, .detail = u"no byte within the deadline"_s};
    case Stop::Total: return Failure{.kind = Kind::TimedOut, .detail = u"the answer was not complete within the deadline"_s};
    case Stop::TooLarge: return Failure{.kind = Kind::AnswerTooLarge};
    }
    const int status = m_exchange.status;
    if (error != QNetworkReply::NoError && !(status >= 400 && isStatusError(error)))
        return Failure{.kind = kindOf(error, m_exchange.requestsSent),
                       .detail = m_tlsErrors.isEmpty() ? text : m_tlsErrors,
                       .httpStatus = status};
    if (status == 0)
        return Failure{.kind = Kind::ConnectionLost, .detail = u"no status line"_s};
    if (status >= 300 && status < 400) {
        const QUrl target = m_reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
        return Failure{.kind = Kind::Redirected, .detail = target.host(), .httpStatus = status};
    }
    return std::nullopt;
}

void ExchangeTry::onReplyFinished()
{
    m_connectTimer.stop();
    m_idleTimer.stop();
    m_totalTimer.stop();
    if (m_stop == Stop::No && m_reply->isOpen())
        m_body += m_reply->readAll();

    m_exchange.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    m_exchange.bytesIn = m_body.size();
    m_exchange.tls = tlsOf(*m_reply);
    if (m_reply->error() != QNetworkReply::NoError)
        m_exchange.qtError = m_reply->errorString();
    Headers headers;
    for (const auto &[name, value] : m_reply->rawHeaderPairs())
        headers.insert(name.toLower(), value);
    take(std::move(headers));
    end();
}

void ExchangeTry::take(Headers headers)
{
    m_exchange.limits = rateLimitsOf(headers);
    m_exchange.serverDateUtc = httpDate(headers.value("date"));
    m_wait = waitOf(headers, m_policy.now());

    if (const auto failure = transportFailure()) {
        m_value = tl::unexpected(*failure);
        return;
    }
    // Qt reports no error for some cut answers (measured: 2 of 24), so the declared length is compared.
    bool declared = false;
    const qint64 length = headers.value("content-length").toLongLong(&declared);
    if (declared && !headers.contains("content-encoding") && length != m_body.size()) {
        m_value = failed(Failure::Kind::ConnectionLost, u"%1 of %2 bytes arrived"_s.arg(m_body.size()).arg(length));
        m_value.error().httpStatus = m_exchange.status;
        return;
    }
    m_value = m_transmission.reader({.status = m_exchange.status,
                                     .contentType = headers.value("content-type"),
                                     .body = std::move(m_body),
                                     .poweredBy = QString::fromLatin1(headers.value("x-powered-by"))});
    if (m_value) {
        m_exchange.responseCode = u"SUCCESS"_s;
        return;
    }
    Failure &failure = m_value.error();
    m_exchange.responseCode = failure.code;
    if (failure.httpStatus == 0)
        failure.httpStatus = m_exchange.status;
    // A refused call says how long to wait in its header or its body.
    if (m_wait && (m_exchange.status == 409 || m_exchange.status == 429) && failure.kind != Failure::Kind::Concurrency)
        failure.kind = Failure::Kind::Throttled;
    if (m_wait)
        failure.retryAfter = m_wait;
    m_wait = failure.retryAfter;
}

void ExchangeTry::end()
{
    if (std::exchange(m_ended, true))
        return;
    m_exchange.finishedUtc = m_policy.now();
    m_exchange.tries = 1;
    // Redaction is by allow-list: nothing else of a request or an answer is ever logged.
    qCInfo(lcNet).noquote() << m_exchange.method << m_exchange.path.section(u'?', 0, 0) << m_exchange.status
                            << m_exchange.bytesIn << "B" << m_exchange.startedUtc.msecsTo(m_exchange.finishedUtc) << "ms"
                            << m_exchange.attempt.toString(QUuid::WithoutBraces);
    emit finished();
}
