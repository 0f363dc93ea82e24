// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "net/dispatcher.h"

#include "net/verdict.h"

#include <QPointer>

#include <algorithm>

using std::chrono::milliseconds;

namespace {

bool isWrite(const HttpRequest &request)
{
    return request.effect == HttpRequest::Effect::Writes;
}

} // namespace

Dispatcher::Dispatcher(const QUrl &server, const QByteArray &caCertificates, const RetryPolicy &policy)
    : m_policy(policy)
    , m_pace(policy)
    , m_quota(policy)
    , m_queue(policy.patience)
    , m_sender(new Sender(server, caCertificates, policy))
{
    m_recheck.setSingleShot(true);
    connect(&m_recheck, &QTimer::timeout, this, &Dispatcher::pump);
    m_sender->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_sender, &QObject::deleteLater);
    connect(m_sender, &Sender::early, this, &Dispatcher::takeEarly);
    connect(m_sender, &Sender::ended, this, &Dispatcher::takeResult);
    m_thread.setObjectName(QStringLiteral("latchkey-net"));
    m_thread.start();
}

Dispatcher::~Dispatcher()
{
    m_closing = true; // handlers that go now may hold tickets
    m_thread.quit();
    m_thread.wait();
    m_held.clear();
}

void Dispatcher::add(quint64 number, Job job)
{
    Q_ASSERT(!isWrite(job.request) || !job.request.body.isEmpty()); // a POST without a body could be sent twice by Qt
    m_held.emplace(number, Held{std::move(job)});
    enqueue(number);
}

void Dispatcher::enqueue(quint64 number)
{
    const HttpRequest &request = m_held.at(number).job.request;
    m_queue.add({number, request.priority, isWrite(request), Pace::callOf(request.path), m_policy.uptime()});
    pump();
}

void Dispatcher::refuse(Job job, const Failure &failure)
{
    deliver({std::move(job)}, tl::unexpected(failure), {});
}

void Dispatcher::refuseWaiting(const Failure &failure, const std::function<bool(const Job &)> &which)
{
    for (auto it = m_held.begin(); it != m_held.end();) {
        if (m_inFlight.contains(it->first) || !which(it->second.job)) {
            ++it;
            continue;
        }
        m_queue.remove(it->first);
        deliver(std::move(it->second), tl::unexpected(failure), {});
        it = m_held.erase(it);
    }
}

void Dispatcher::letGo(quint64 number)
{
    if (m_closing)
        return;
    const auto node = m_held.extract(number); // what it holds goes last
    if (!node)
        return;
    m_queue.remove(number);
    if (m_inFlight.contains(number))
        QMetaObject::invokeMethod(m_sender, [sender = m_sender, number] { sender->abort(number); });
    if (node.mapped().job.probe)
        emit probeLeft();
}

void Dispatcher::setGate(Gate gate)
{
    m_gate = gate;
    pump();
}

void Dispatcher::setAuthorization(SecretBuffer header)
{
    ++m_credentials;
    const auto shared = header.isEmpty() ? nullptr : std::make_shared<const SecretBuffer>(std::move(header));
    QMetaObject::invokeMethod(m_sender, [sender = m_sender, shared] { sender->setAuthorization(shared); });
}

bool Dispatcher::isProbing() const
{
    return std::ranges::any_of(m_held, [this](const auto &held) {
        const auto flight = m_inFlight.constFind(held.first);
        return held.second.job.probe && (flight == m_inFlight.constEnd() || flight->credentials == m_credentials);
    });
}

bool Dispatcher::lets(const RequestQueue::Entry &entry) const
{
    if (m_held.at(entry.number).job.probe)
        return m_gate != Gate::Closed;
    const auto isProbe = [](const Flight &flight) { return flight.probe; };
    if (m_gate != Gate::Open || std::ranges::any_of(m_inFlight, isProbe))
        return false;
    const auto writes = std::ranges::count_if(m_inFlight, [](const Flight &flight) { return flight.writes; });
    return m_pace.lets(entry.priority, entry.writes, entry.call, {inFlight(), int(writes)});
}

void Dispatcher::pump()
{
    const auto allowed = [this](const RequestQueue::Entry &entry) { return lets(entry); };
    while (const auto entry = m_queue.take(m_policy.uptime(), allowed))
        transmit(entry->number);

    const std::optional<milliseconds> wait = m_pace.untilRecheck();
    if (wait)
        m_recheck.start(*wait);
    const bool paused = m_pace.pausedUntil().isValid();
    if (std::exchange(m_wasPaused, paused) && !paused)
        emit paceChanged(); // the wait is over
}

void Dispatcher::transmit(quint64 number)
{
    auto &[job, tries, refusals, sent] = m_held.at(number);
    if (++tries > 1)
        job.request.attempt = QUuid::createUuid(); // each try is a request of its own in the service's log
    m_inFlight.insert(number, {isWrite(job.request), job.probe, m_credentials, Pace::callOf(job.request.path)});
    QMetaObject::invokeMethod(m_sender,
                              [sender = m_sender, transmission = Transmission{number, job.request, job.reader}] {
                                  sender->send(transmission);
                              });
}

void Dispatcher::takeEarly(quint64 number, qint64 value)
{
    const auto it = m_held.find(number);
    if (it == m_held.end() || !it->second.job.watch || !it->second.job.early)
        return;
    const auto early = it->second.job.early; // may let go of the job
    early(value);
}

void Dispatcher::takeResult(const std::shared_ptr<TryResult> &result)
{
    // It counts as under way until all have heard of it, so that a refused sign-in does not end it with Latched too.
    const Flight flight = m_inFlight.value(result->number);
    const auto it = m_held.find(result->number);
    if (it != m_held.end())
        it->second.sent += result->exchange.requestsSent;
    if (result->value)
        m_quota.noteSuccess();
    m_pace.take(flight.call, result->value, result->exchange.limits);

    const QPointer<Dispatcher> alive(this);
    if (result->exchange.limits.announced() || m_pace.pausedUntil().isValid())
        emit paceChanged();
    if (alive)
        emit tried(*result, flight.probe && it != m_held.end(), flight.credentials == m_credentials);
    if (!alive)
        return;
    m_inFlight.remove(result->number);

    // It may have been let go by whoever heard of it.
    if (m_held.contains(result->number) && (result->value || !repeat(result->number, result->value.error()))) {
        auto node = m_held.extract(result->number);
        deliver(std::move(node.mapped()), std::move(result->value), std::move(result->exchange));
    }
    pump();
}

/// Puts a read back when that is allowed and worth it.
bool Dispatcher::repeat(quint64 number, const Failure &failure)
{
    Held &held = m_held.at(number);
    if (held.job.probe || isWrite(held.job.request) || m_gate != Gate::Open || !held.job.watch)
        return false;
    if (isLimit(failure.kind)) { // not executed, so not a failure: it waits with all the others
        if (++held.refusals > m_policy.refusalsBorne)
            return false;
        enqueue(number);
        return true;
    }
    const qsizetype failures = held.tries - held.refusals;
    if (failures > m_policy.pauses.size() || failures >= triesWorth(failure) ||
        !m_quota.pay(failure.kind == Failure::Kind::TimedOut))
        return false;
    const double most = double(m_policy.pauses.at(failures - 1).count());
    QTimer::singleShot(milliseconds(qint64(most * m_policy.random())), this, [this, number] {
        if (m_held.contains(number))
            enqueue(number);
    });
    return true;
}

/// Tells the caller, in an event of its own: the handler may delete us.
void Dispatcher::deliver(Held held, Result<std::any> value, Exchange exchange)
{
    const HttpRequest &request = held.job.request;
    exchange.attempt = request.attempt;
    exchange.method = request.body.isEmpty() ? "GET" : "POST";
    exchange.path = request.path;
    exchange.tries = held.tries;
    exchange.requestsSent = held.sent;
    struct News
    {
        Held held;
        Result<std::any> value;
        Exchange exchange;
    };
    const auto news = std::make_shared<News>(News{std::move(held), std::move(value), std::move(exchange)});
    const auto tell = [news] {
        if (news->held.job.watch)
            news->held.job.done(std::move(news->value), news->exchange);
    };
    QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
}
