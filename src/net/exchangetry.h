// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/ratelimits.h"
#include "net/sender.h"

#include <QNetworkReply>
#include <QTimer>

class OneShotBody;

/// One request from its first byte to its classified end: deadlines, cap, completeness, reading. Network thread.
class ExchangeTry : public QObject
{
    Q_OBJECT
public:
    ExchangeTry(Transmission transmission, const RetryPolicy &policy, QObject *parent);
    ~ExchangeTry() override;

    /// Takes both over; `body` is empty for a GET.
    void follow(QNetworkReply *reply, OneShotBody *body);
    void cancel();
    /// Ends without the network.
    void fail(const Failure &failure);

signals:
    void early(qint64 value);
    void ended(const std::shared_ptr<TryResult> &result);

private:
    enum class Stop { No, LetGo, NotConnected, Idle, Total, TooLarge };

    void watchDeadlines();
    void onReadyRead();
    void takeBody();
    void onFinished();
    void stop(Stop why);
    void endEarly();
    void noteFacts(const Headers &headers);
    std::optional<Failure> breakOf(const Headers &headers) const;
    Failure stoppedFailure() const;
    Result<std::any> read(const Headers &headers);
    void end();

    const Transmission m_transmission;
    const RetryPolicy &m_policy;
    QNetworkReply *m_reply = nullptr;
    OneShotBody *m_sent = nullptr;
    QTimer m_connectTimer, m_idleTimer, m_totalTimer;
    QByteArray m_body;
    QString m_tlsComplaint;
    Stop m_stop = Stop::No;
    bool m_earlyDone = false;
    std::shared_ptr<TryResult> m_result;
};
