// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "net/sender.h"

#include "net/exchangetry.h"
#include "net/nocookies.h"
#include "net/oneshotbody.h"
#include "net/trust.h"

#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>

using namespace Qt::StringLiterals;

namespace {

/// The system's proxy, but never on the way to this machine itself.
class SystemProxy : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        const QString host = query.peerHostName();
        if (host == "127.0.0.1"_L1 || host == "::1"_L1 || host == "localhost"_L1)
            return {QNetworkProxy::NoProxy};
        return systemProxyForQuery(query);
    }
};

} // namespace

Sender::Sender(QUrl server, QByteArray caCertificates, const RetryPolicy &policy)
    : m_server(std::move(server))
    , m_caCertificates(std::move(caCertificates))
    , m_policy(policy)
{
}

/// Before the manager, whose children the replies are; also tries that have ended and wait for their deletion.
Sender::~Sender()
{
    qDeleteAll(findChildren<ExchangeTry *>(QString(), Qt::FindDirectChildrenOnly));
}

/// Made at the first request, because it has to be made on the network thread.
QNetworkAccessManager &Sender::manager()
{
    if (m_manager)
        return *m_manager;
    m_manager = std::make_unique<QNetworkAccessManager>();
    m_manager->setCookieJar(new NoCookies(m_manager.get()));
    m_manager->setProxyFactory(new SystemProxy);
    m_manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_manager->setAutoDeleteReplies(false);

    m_template = std::make_unique<QNetworkRequest>();
    m_template->setSslConfiguration(tlsFor(m_caCertificates));
    m_template->setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    m_template->setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    m_template->setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    m_template->setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    m_template->setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    m_template->setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    m_template->setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    // Pages of XML compress well; what is too much is for our own cap to say.
    m_template->setDecompressedSafetyCheckThreshold(m_policy.bodyCap);
    m_template->setRawHeader("User-Agent", "Latchkey/" LATCHKEY_VERSION);
    m_template->setRawHeader("X-Requested-With", "Latchkey");
    return *m_manager;
}

QNetworkRequest Sender::headed(const HttpRequest &wanted, const QUrl &address) const
{
    QNetworkRequest request = *m_template;
    request.setUrl(address);
    request.setRawHeader("Accept", wanted.accept);
    request.setRawHeader("X-Client-Request-Id", wanted.attempt.toByteArray(QUuid::WithoutBraces));
    // Sent with the first request: answering a challenge would cost a second failed login.
    if (m_authorization)
        request.setRawHeader("Authorization", m_authorization->view().toByteArray());
    if (!wanted.body.isEmpty()) {
        request.setRawHeader("Content-Type", wanted.contentType);
        request.setHeader(QNetworkRequest::ContentLengthHeader, wanted.body.size());
        request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    }
    return request;
}

void Sender::setAuthorization(const std::shared_ptr<const SecretBuffer> &header)
{
    m_authorization = header; // connections are kept: clearing them would break what is in flight
}

void Sender::send(const Transmission &transmission)
{
    const quint64 number = transmission.number;
    auto *aTry = new ExchangeTry(transmission, m_policy, this);
    m_tries.insert(number, aTry);
    connect(aTry, &ExchangeTry::early, this, [this, number](qint64 value) { emit early(number, value); });
    connect(aTry, &ExchangeTry::ended, this, [this, aTry](const std::shared_ptr<TryResult> &result) {
        m_tries.remove(result->number);
        aTry->deleteLater();
        emit ended(result);
    });

    const HttpRequest &wanted = transmission.request;
    const QUrl address = maySendTo(m_server) ? addressOf(m_server, wanted.path) : QUrl();
    if (!maySendTo(m_server)) {
        aTry->fail({.kind = Failure::Kind::Tls, .detail = u"plain http is for a loopback address only"_s});
    } else if (!address.isValid()) {
        aTry->fail({.kind = Failure::Kind::Redirected, .detail = u"the path is not one of this server"_s});
    } else if (wanted.body.isEmpty()) {
        QNetworkAccessManager &network = manager();
        aTry->follow(network.get(headed(wanted, address)), nullptr);
    } else {
        QNetworkAccessManager &network = manager();
        auto *body = new OneShotBody(wanted.body);
        aTry->follow(network.post(headed(wanted, address), body), body);
    }
}

void Sender::abort(quint64 number)
{
    if (ExchangeTry *aTry = m_tries.value(number))
        aTry->cancel();
}
