// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/ticket.h"
#include "net/pace.h"
#include "net/requestqueue.h"
#include "net/retryquota.h"
#include "net/sender.h"

#include <QHash>
#include <QThread>
#include <QTimer>

#include <map>

/// Keeps the requests that wait or are on their way, lets them out in turn and puts reads back that are worth another
/// try. UI thread; owns the network thread.
class Dispatcher : public QObject
{
    Q_OBJECT
public:
    struct Job
    {
        HttpRequest request;
        std::function<Result<std::any>(HttpReply &&)> reader;
        std::function<void(Result<std::any> &&, const Exchange &)> done;
        std::function<void(qint64)> early;
        Ticket::Watch watch;
        bool probe = false;
    };
    enum class Gate { Closed, ProbeOnly, Open };

    Dispatcher(const QUrl &server, const QByteArray &caCertificates, const RetryPolicy &policy);
    ~Dispatcher() override;

    quint64 nextNumber() { return ++m_lastNumber; }
    void add(quint64 number, Job job);
    /// Ends it without sending, later.
    void refuse(Job job, const Failure &failure);
    /// Ends everything that is not on the wire and for which `which` holds.
    void refuseWaiting(const Failure &failure, const std::function<bool(const Job &)> &which);
    void letGo(quint64 number);

    void setGate(Gate gate);
    /// What is sent from now on is signed in like this; nothing means not at all.
    void setAuthorization(SecretBuffer header);

    const Pace &pace() const { return m_pace; }
    int inFlight() const { return int(m_inFlight.size()); }
    /// Whether a probe of the credentials that count now has not ended.
    bool isProbing() const;

signals:
    /// A try ended; before anybody is told and before it is decided whether it is repeated. `current`: the credentials
    /// are still the ones it was sent with.
    void tried(const TryResult &result, bool probe, bool current);
    /// A probe was let go before it ended.
    void probeLeft();
    void paceChanged();

private:
    struct Held
    {
        Job job;
        int tries = 0, refusals = 0, sent = 0;
    };
    struct Flight
    {
        bool writes = false, probe = false;
        quint64 credentials = 0;
        QString call;
    };

    void enqueue(quint64 number);
    void pump();
    bool lets(const RequestQueue::Entry &entry) const;
    void transmit(quint64 number);
    void takeEarly(quint64 number, qint64 value);
    void takeResult(const std::shared_ptr<TryResult> &result);
    bool repeat(quint64 number, const Failure &failure);
    void deliver(Held held, Result<std::any> value, Exchange exchange);

    const RetryPolicy m_policy;
    Pace m_pace;
    RetryQuota m_quota;
    RequestQueue m_queue;
    std::map<quint64, Held> m_held;    ///< queued, pausing before a repeat, or in flight
    QHash<quint64, Flight> m_inFlight; ///< also those that were let go, until the network thread is done with them
    quint64 m_lastNumber = 0;
    quint64 m_credentials = 0;
    Gate m_gate = Gate::Closed;
    bool m_wasPaused = false;
    bool m_closing = false;
    QTimer m_recheck;
    QThread m_thread;
    Sender *m_sender;
};
