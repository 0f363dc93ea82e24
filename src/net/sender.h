// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secretbuffer.h"
#include "net/httprequest.h"
#include "net/retrypolicy.h"

#include <QHash>
#include <QObject>
#include <QSslConfiguration>
#include <QUrl>

#include <any>
#include <memory>

class ExchangeTry;
class QNetworkAccessManager;

/// One try of one request, as the sender takes it.
struct Transmission
{
    quint64 number = 0;
    HttpRequest request;
    std::function<Result<std::any>(const HttpReply &)> reader;
};

/// How one try ended, as one value that can be a signal's argument.
struct TryResult
{
    Result<std::any> value;
    Exchange exchange;
    std::optional<std::chrono::seconds> wait; ///< how long the service asked to be left alone
};

/// Puts requests on the wire: lives on the network thread and is the only place with a QNetworkAccessManager. Every
/// transmission ends in exactly one `finished`, an aborted one included.
class Sender : public QObject
{
    Q_OBJECT
public:
    Sender(QUrl server, QByteArray caCertificates, RetryPolicy policy);
    ~Sender() override;

    void setAuthorization(const std::shared_ptr<const SecretBuffer> &header);
    void send(const Transmission &transmission);
    void abort(quint64 number);
    void abortAll();

signals:
    void early(quint64 number, qint64 value);
    void finished(quint64 number, const TryResult &result);

private:
    QNetworkAccessManager *manager();

    QUrl m_server;
    QSslConfiguration m_tls;
    RetryPolicy m_policy;
    std::shared_ptr<const SecretBuffer> m_authorization;
    QNetworkAccessManager *m_manager = nullptr;
    QHash<quint64, ExchangeTry *> m_tries;
};

/// https, or http to a literal loopback address.
bool maySendTo(const QUrl &server);
