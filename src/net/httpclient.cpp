// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "net/httpclient.h"

#include "net/ratelimits.h"
#include "net/requestqueue.h"
#include "net/sender.h"

#include <QHash>
#include <QPointer>
#include <QSet>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <map>

namespace {

using Kind = Failure::Kind;
using Effect = HttpRequest::Effect;

/// Whether a read may be tried again by itself after this.
bool repeatsRead(Kind kind)
{
    switch (kind) {
    case Kind::Offline:
    case Kind::ConnectionLost:
    case Kind::TimedOut:
    case Kind::Unreadable:
    case Kind::NotQualys:
    case Kind::ServerError:
    case Kind::Maintenance:
    case Kind::Throttled:
    case Kind::Concurrency: return true;
    default: return false;
    }
}

bool isLimit(Kind kind)
{
    return kind == Kind::Throttled || kind == Kind::Concurrency;
}

} // namespace

/// The queue's side of the client; a QObject so that the network thread can post to it.
class HttpClient::Private : public QObject
{
    Q_OBJECT
public:
    struct Job
    {
        HttpRequest request;
        AnyReader reader;
        AnyHandler done;
        std::function<void(qint64)> early;
        Ticket::Watch watch;
        bool probe = false;
        int tries = 0;
        int waits = 0;
        int sent = 0;
    };

    Private(HttpClient *client, Server where, RetryPolicy how)
        : q(client), server(std::move(where)), policy(std::move(how)), quota(policy.quota), atOnce(policy.readsAtOnce)
    {
        sender = new Sender(server.url, server.caCertificates, policy);
        sender->moveToThread(&thread);
        connect(&thread, &QThread::finished, sender, &QObject::deleteLater);
        connect(sender, &Sender::early, sender, [this](quint64 number, qint64 value) {
            QMetaObject::invokeMethod(this, [this, number, value] { takeEarly(number, value); });
        }, Qt::DirectConnection);
        connect(sender, &Sender::finished, sender,
                [this](quint64 number, const TryResult &result) {
                    QMetaObject::invokeMethod(this, [this, number, result] { takeResult(number, result); });
                },
                Qt::DirectConnection);
        thread.setObjectName(QStringLiteral("latchkey-net"));
        thread.start();
        pumpLater.setSingleShot(true);
        connect(&pumpLater, &QTimer::timeout, this, &Private::pump);
    }

    ~Private() override
    {
        thread.quit();
        thread.wait();
    }

    void onNetwork(std::function<void()> work) { QMetaObject::invokeMethod(sender, std::move(work)); }

    void setAccess(Access now)
    {
        if (access == now)
            return;
        access = now;
        emit q->accessChanged(now);
    }

    /// Ends a job without the network; never from inside the call that began it.
    void failLater(quint64 number, Kind kind)
    {
        QMetaObject::invokeMethod(this, [this, number, kind] { deliver(number, failed(kind), Exchange()); },
                                  Qt::QueuedConnection);
    }

    void deliver(quint64 number, const Result<std::any> &value, Exchange exchange)
    {
        const auto it = jobs.find(number);
        if (it == jobs.end())
            return;
        const Job job = std::move(it->second);
        jobs.erase(it);
        if (exchange.attempt.isNull())
            exchange.attempt = job.request.attempt;
        exchange.tries = job.tries;
        exchange.requestsSent = job.sent;
        if (job.watch)
            job.done(value, exchange);
    }

    void enqueue(quint64 number)
    {
        const Job &job = jobs.at(number);
        queue.add({number, job.request.priority, job.request.effect == Effect::Writes, policy.now()});
        QMetaObject::invokeMethod(this, &Private::pump, Qt::QueuedConnection);
    }

    bool maySend(const RequestQueue::Entry &entry) const
    {
        const Job &job = jobs.at(entry.number);
        if (job.probe)
            return inFlight.isEmpty() || access == Access::Ok;
        if (access != Access::Ok)
            return false;
        if (entry.writes && writesInFlight > 0)
            return false;
        const bool bulk = entry.priority == HttpRequest::Priority::BulkWrite
                          || entry.priority == HttpRequest::Priority::Background;
        return !(bulk && bulkHeldUntil.isValid() && policy.now() < bulkHeldUntil);
    }

    void pump()
    {
        const QDateTime now = policy.now();
        if (pausedUntil.isValid() && now < pausedUntil) {
            pumpLater.start(std::max<qint64>(1, now.msecsTo(pausedUntil)));
            return;
        }
        while (inFlight.size() < atOnce) {
            const auto entry = queue.take(now, [this](const RequestQueue::Entry &e) { return maySend(e); });
            if (!entry)
                break;
            transmit(entry->number);
        }
        if (bulkHeldUntil.isValid() && now < bulkHeldUntil && !queue.isEmpty())
            pumpLater.start(std::max<qint64>(1, now.msecsTo(bulkHeldUntil)));
    }

    void transmit(quint64 number)
    {
        Job &job = jobs.at(number);
        ++job.tries;
        inFlight.insert(number);
        writesInFlight += job.request.effect == Effect::Writes ? 1 : 0;
        if (job.tries > 1)
            job.request.attempt = QUuid::createUuid(); // each try is its own request in the server's log
        const Transmission transmission{number, job.request, job.reader};
        onNetwork([s = sender, transmission] { s->send(transmission); });
    }

    void takeEarly(quint64 number, qint64 value)
    {
        const auto it = jobs.find(number);
        if (it != jobs.end() && it->second.watch && it->second.early) {
            const auto early = it->second.early; // the handler may let go of the job
            early(value);
        }
    }

    void noteLimits(const Exchange &exchange)
    {
        if (!exchange.limits.announced())
            return;
        limits = exchange.limits;
        if (limits.concurrencyLimit && *limits.concurrencyLimit > 0)
            ceiling = std::clamp(*limits.concurrencyLimit, 1, 4);
        // Bulk work leaves a reserve to people and goes at the pace the window refills.
        const int most = limits.limit.value_or(0);
        const int reserve = std::max(20, most / 10);
        if (limits.remaining && most > 0 && *limits.remaining <= reserve && limits.window)
            bulkHeldUntil = policy.now().addSecs(std::max<qint64>(1, limits.window->count() / most));
        emit q->limitsChanged();
    }

    void noteOnline(const Result<std::any> &value, const Exchange &exchange)
    {
        const bool nowOffline = !value && value.error().kind == Kind::Offline;
        if ((nowOffline || exchange.status > 0) && offline != nowOffline) {
            offline = nowOffline;
            emit q->offlineChanged(offline);
        }
    }

    void noteConcurrency(Kind kind)
    {
        if (kind == Kind::Concurrency) {
            atOnce = 1;
            cleanCalls = 0;
        }
    }

    void noteClean()
    {
        quota = std::min(quota + 1, policy.quota);
        if (++cleanCalls >= 20 && atOnce < std::max(policy.readsAtOnce, ceiling)) {
            ++atOnce;
            cleanCalls = 0;
        }
    }

    /// The first refused sign-in stops everything; only a person's own probe gets out again.
    void latchNow()
    {
        setAccess(Access::Latched);
        for (const quint64 number : queue.takeAll()) {
            if (jobs.at(number).probe)
                enqueue(number);
            else
                failLater(number, Kind::Latched);
        }
    }

    void holdFor(std::chrono::milliseconds wait)
    {
        const QDateTime until = policy.now().addMSecs(wait.count());
        if (!pausedUntil.isValid() || until > pausedUntil)
            pausedUntil = until;
        emit q->limitsChanged();
    }

    void takeResult(quint64 number, const TryResult &result)
    {
        const auto &[value, exchange, wait] = result;
        if (!inFlight.remove(number))
            return;
        const auto it = jobs.find(number);
        if (it == jobs.end()) { // let go meanwhile
            recountWrites();
            pump();
            return;
        }
        Job &job = it->second;
        job.sent += exchange.requestsSent;
        const bool probe = job.probe;
        recountWrites();
        noteLimits(exchange);
        noteOnline(value, exchange);
        emit q->exchanged(exchange);

        if (value) {
            noteClean();
            if (probe)
                setAccess(Access::Ok);
        } else {
            const Kind kind = value.error().kind;
            noteConcurrency(kind);
            if (isLimit(kind))
                holdFor(wait.value_or(std::chrono::ceil<std::chrono::seconds>(policy.concurrencyPause * (1 + policy.random()))));
            if (kind == Kind::SignInRefused)
                latchNow();
            else if (probe && access == Access::Probing)
                setAccess(beforeProbe);
            if (repeat(number, kind)) {
                pump();
                return;
            }
        }
        deliver(number, value, exchange);
        pump();
    }

    /// Puts a read back for another try when the rules allow it.
    bool repeat(quint64 number, Kind kind)
    {
        Job &job = jobs.at(number);
        if (job.probe || job.request.effect == Effect::Writes || access != Access::Ok || !repeatsRead(kind) || !job.watch)
            return false;
        if (isLimit(kind)) { // not executed, so not a failure
            if (++job.waits > 5)
                return false;
            enqueue(number);
            return true;
        }
        const bool oddAnswer = kind == Kind::Unreadable || kind == Kind::NotQualys;
        const qsizetype most = oddAnswer ? std::min<qsizetype>(2, policy.pauses.size()) : policy.pauses.size();
        const qsizetype failures = job.tries - job.waits;
        const int cost = kind == Kind::TimedOut ? policy.quotaPerTimeout : policy.quotaPerRetry;
        if (failures > most || quota < cost)
            return false;
        quota -= cost;
        const auto bound = policy.pauses.at(failures - 1);
        const auto pause = std::chrono::milliseconds(qint64(double(bound.count()) * policy.random()));
        QTimer::singleShot(pause, this, [this, number] {
            if (!jobs.contains(number))
                return;
            if (access == Access::Ok)
                enqueue(number);
            else
                failLater(number, Kind::Latched);
        });
        return true;
    }

    void recountWrites()
    {
        writesInFlight = int(std::ranges::count_if(inFlight, [this](quint64 number) {
            const auto it = jobs.find(number);
            return it != jobs.end() && it->second.request.effect == Effect::Writes;
        }));
    }

    void letGo(quint64 number)
    {
        if (jobs.erase(number) == 0)
            return;
        queue.remove(number);
        if (inFlight.contains(number))
            onNetwork([s = sender, number] { s->abort(number); });
    }

    HttpClient *q;
    Server server;
    RetryPolicy policy;
    QThread thread;
    Sender *sender = nullptr;
    std::map<quint64, Job> jobs;
    RequestQueue queue;
    QSet<quint64> inFlight;
    int writesInFlight = 0;
    quint64 lastNumber = 0;
    Access access = Access::SignedOut;
    Access beforeProbe = Access::SignedOut;
    bool readOnly = false;
    bool offline = false;
    RateLimits limits;
    QDateTime pausedUntil, bulkHeldUntil;
    int quota;
    qsizetype atOnce;
    int ceiling = 0;
    int cleanCalls = 0;
    QTimer pumpLater;
};

HttpClient::HttpClient(Server server, RetryPolicy policy, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(server), std::move(policy)))
{
}

HttpClient::~HttpClient() = default;

const Server &HttpClient::server() const { return d->server; }

void HttpClient::setCredentials(SecretBuffer basicHeader)
{
    const auto header = std::make_shared<const SecretBuffer>(std::move(basicHeader));
    d->onNetwork([s = d->sender, header] { s->setAuthorization(header); });
    if (d->access != Access::Latched)
        d->setAccess(Access::SignedOut);
}

void HttpClient::dropCredentials()
{
    d->onNetwork([s = d->sender] { s->setAuthorization({}); });
    for (const quint64 number : d->queue.takeAll())
        d->failLater(number, Kind::Latched);
    d->setAccess(Access::SignedOut);
}

HttpClient::Access HttpClient::access() const { return d->access; }

void HttpClient::latch() { d->latchNow(); }

bool HttpClient::isReadOnly() const { return d->readOnly; }

void HttpClient::setReadOnly(bool readOnly)
{
    if (d->readOnly == readOnly)
        return;
    d->readOnly = readOnly;
    if (readOnly)
        for (const quint64 number : d->queue.takeWrites())
            d->failLater(number, Kind::ReadOnly);
    emit readOnlyChanged(readOnly);
}

RateLimits HttpClient::limits() const { return d->limits; }
QDateTime HttpClient::pausedUntil() const { return d->pausedUntil; }
int HttpClient::inFlight() const { return int(d->inFlight.size()); }
bool HttpClient::isOffline() const { return d->offline; }

Ticket HttpClient::sendAny(HttpRequest request, AnyReader reader, AnyHandler done, std::function<void(qint64)> early,
                           bool probe)
{
    if (request.attempt.isNull())
        request.attempt = QUuid::createUuid();
    const quint64 number = ++d->lastNumber;
    // The client may be gone before the ticket is.
    Ticket ticket([guard = QPointer<Private>(d.get()), number] {
        if (guard)
            guard->letGo(number);
    });
    const bool writes = request.effect == Effect::Writes;
    d->jobs.emplace(number, Private::Job{.request = std::move(request),
                                         .reader = std::move(reader),
                                         .done = std::move(done),
                                         .early = std::move(early),
                                         .watch = ticket.watch(),
                                         .probe = probe});
    if (writes && d->readOnly)
        d->failLater(number, Kind::ReadOnly);
    else if (probe && d->access == Access::Probing)
        d->failLater(number, Kind::Cancelled); // one at a time
    else if (!probe && (d->access == Access::Latched || d->access == Access::SignedOut))
        d->failLater(number, Kind::Latched);
    else {
        if (probe) {
            d->beforeProbe = d->access;
            d->setAccess(Access::Probing);
        }
        d->enqueue(number);
    }
    return ticket;
}

#include "httpclient.moc"
