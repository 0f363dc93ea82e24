// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/ratelimits.h"
#include "net/sender.h"

#include <QNetworkReply>
#include <QTimer>

/// One request from its first byte to its classified end: deadlines, cap, completeness, reading. Network thread.
class ExchangeTry : public QObject
{
    Q_OBJECT
public:
    ExchangeTry(Transmission transmission, const RetryPolicy &policy, QObject *parent);
    ~ExchangeTry() override;

    void start(QNetworkAccessManager &manager, const QUrl &server, const QSslConfiguration &tls, QByteArrayView authorization);
    void cancel();
    void fail(const Failure &failure);

    const Result<std::any> &value() const { return m_value; }
    const Exchange &exchange() const { return m_exchange; }
    std::optional<std::chrono::seconds> wait() const { return m_wait; }

signals:
    void early(qint64 value);
    void finished();

private:
    enum class Stop { No, ByPerson, NotConnected, Idle, Total, TooLarge };

    void onReadyRead();
    void onReplyFinished();
    void stop(Stop why);
    void take(Headers headers);
    std::optional<Failure> transportFailure() const;
    void end();

    Transmission m_transmission;
    const RetryPolicy &m_policy;
    QNetworkReply *m_reply = nullptr;
    QTimer m_connectTimer, m_idleTimer, m_totalTimer;
    QByteArray m_body;
    QString m_tlsErrors;
    Stop m_stop = Stop::No;
    bool m_earlyDone = false;
    bool m_ended = false;
    Result<std::any> m_value = failed(Failure::Kind::Cancelled);
    Exchange m_exchange;
    std::optional<std::chrono::seconds> m_wait;
};
