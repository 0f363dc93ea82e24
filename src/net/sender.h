// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secretbuffer.h"
#include "net/httprequest.h"
#include "net/retrypolicy.h"

#include <QHash>
#include <QObject>
#include <QUrl>

#include <any>
#include <memory>

class ExchangeTry;
class QNetworkAccessManager;
class QNetworkRequest;

/// One try of one request, as the sender takes it.
struct Transmission
{
    quint64 number = 0;
    HttpRequest request;
    std::function<Result<std::any>(HttpReply &&)> reader;
};

/// How one try ended.
struct TryResult
{
    quint64 number = 0;
    Result<std::any> value = failed(Failure::Kind::Cancelled);
    Exchange exchange;
};

/// Puts requests on the wire: lives on the network thread and is the only place that has the network. Every
/// transmission ends in exactly one `ended`, an aborted one included.
class Sender : public QObject
{
    Q_OBJECT
public:
    Sender(QUrl server, QByteArray caCertificates, const RetryPolicy &policy);
    ~Sender() override;

    void setAuthorization(const std::shared_ptr<const SecretBuffer> &header);
    void send(const Transmission &transmission);
    void abort(quint64 number);

signals:
    void early(quint64 number, qint64 value);
    void ended(const std::shared_ptr<TryResult> &result);

private:
    QNetworkAccessManager &manager();
    QNetworkRequest headed(const HttpRequest &wanted, const QUrl &address) const;

    const QUrl m_server;
    const QByteArray m_caCertificates;
    const RetryPolicy m_policy;
    std::shared_ptr<const SecretBuffer> m_authorization;
    std::unique_ptr<QNetworkAccessManager> m_manager;
    std::unique_ptr<QNetworkRequest> m_template; ///< what all requests have in common
    QHash<quint64, ExchangeTry *> m_tries;
};
