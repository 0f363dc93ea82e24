// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "net/sender.h"

#include "net/exchangetry.h"

#include <QNetworkAccessManager>
#include <QNetworkCookie>
#include <QNetworkCookieJar>
#include <QNetworkProxyFactory>
#include <QSslCertificate>

using namespace Qt::StringLiterals;

namespace {

/// Cookies would let a session outlive the sign-in.
class NoCookies : public QNetworkCookieJar
{
    Q_OBJECT
public:
    using QNetworkCookieJar::QNetworkCookieJar;
    QList<QNetworkCookie> cookiesForUrl(const QUrl &) const override { return {}; }
    bool setCookiesFromUrl(const QList<QNetworkCookie> &, const QUrl &) override { return false; }
};

} // namespace

bool maySendTo(const QUrl &server)
{
    if (!server.isValid() || server.host().isEmpty() || !server.userInfo().isEmpty())
        return false;
    if (server.scheme() == "https"_L1)
        return true;
    const QString host = server.host();
    return server.scheme() == "http"_L1 && (host == "127.0.0.1"_L1 || host == "::1"_L1 || host == "localhost"_L1);
}

Sender::Sender(QUrl server, QByteArray caCertificates, RetryPolicy policy)
    : m_server(std::move(server))
    , m_policy(std::move(policy))
{
    m_tls = QSslConfiguration::defaultConfiguration();
    m_tls.setProtocol(QSsl::TlsV1_2OrLater);
    if (!caCertificates.isEmpty())
        m_tls.addCaCertificates(QSslCertificate::fromData(caCertificates, QSsl::Pem));
}

Sender::~Sender()
{
    abortAll();
}

QNetworkAccessManager *Sender::manager()
{
    if (m_manager)
        return m_manager;
    // Made here, on the network thread, at the first request.
    QNetworkProxyFactory::setUseSystemConfiguration(true);
    m_manager = new QNetworkAccessManager(this);
    m_manager->setCookieJar(new NoCookies(m_manager));
    m_manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_manager->setAutoDeleteReplies(false);
    return m_manager;
}

void Sender::setAuthorization(const std::shared_ptr<const SecretBuffer> &header)
{
    m_authorization = header;
    if (!header && m_manager)
        m_manager->clearConnectionCache();
}

void Sender::send(const Transmission &transmission)
{
    const quint64 number = transmission.number;
    auto *aTry = new ExchangeTry(transmission, m_policy, this);
    m_tries.insert(number, aTry);
    connect(aTry, &ExchangeTry::early, this, [this, number](qint64 value) { emit early(number, value); });
    connect(aTry, &ExchangeTry::finished, this, [this, number, aTry] {
        m_tries.remove(number);
        aTry->deleteLater();
        emit finished(number, {aTry->value(), aTry->exchange(), aTry->wait()});
    });
    if (!maySendTo(m_server)) {
        aTry->fail({.kind = Failure::Kind::Tls, .detail = u"plain http is for a loopback address only"_s});
        return;
    }
    aTry->start(*manager(), m_server, m_tls, m_authorization ? m_authorization->view() : QByteArrayView());
}

void Sender::abort(quint64 number)
{
    if (ExchangeTry *aTry = m_tries.value(number))
        aTry->cancel();
}

void Sender::abortAll()
{
    const QList<ExchangeTry *> tries = m_tries.values();
    for (ExchangeTry *aTry : tries)
        aTry->cancel();
}

#include "sender.moc"
