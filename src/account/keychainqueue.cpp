// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "account/keychainqueue.h"

#include "account/keychain.h"

#include <QPointer>
#include <QTimer>

#include <qt6keychain/keychain.h>

#include <algorithm>

namespace {

/// The bytes themselves, whoever shares them; wipe() would overwrite a copy of its own.
void overwriteShared(const QByteArray &bytes)
{
    auto *byte = const_cast<volatile char *>(bytes.constData());
    for (qsizetype left = bytes.size(); left > 0; --left)
        *byte++ = 0;
}

KeychainQueue::State stateOf(QKeychain::Error error)
{
    using enum KeychainQueue::State;
    switch (error) {
    case QKeychain::NoError:
        return Done;
    case QKeychain::EntryNotFound:
        return NotFound;
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return Denied;
    case QKeychain::CouldNotDeleteEntry:
        return Failed;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError: // what libsecret says without a bus, without a service and without a collection
        return NoKeychain;
    }
    return Failed;
}

} // namespace

KeychainQueue::KeychainQueue(std::chrono::milliseconds patience)
    : m_patience(patience)
{
}

quint64 KeychainQueue::start(Step step, Turn turn, Handler done)
{
    const quint64 id = ++m_lastId;
    if (done)
        QTimer::singleShot(m_patience, this, [this, id] {
            if (std::optional<Entry> entry = drop(id))
                entry->done({.state = State::TimedOut});
        });
    Entry entry{.id = id, .step = std::move(step), .done = std::move(done)};
    if (turn == Turn::Next)
        m_waiting.push_front(std::move(entry));
    else
        m_waiting.push_back(std::move(entry));
    // From the event loop, so that what runs in a handler can still put its next step in front.
    QMetaObject::invokeMethod(this, &KeychainQueue::startNext, Qt::QueuedConnection);
    return id;
}

void KeychainQueue::giveUp(quint64 id)
{
    drop(id);
}

std::unique_ptr<QKeychain::Job> KeychainQueue::makeJob(Kind kind, const QString &key)
{
    std::unique_ptr<QKeychain::Job> job;
    switch (kind) {
    case Kind::Read:
        job = std::make_unique<QKeychain::ReadPasswordJob>(Keychain::service);
        break;
    case Kind::Write:
        job = std::make_unique<QKeychain::WritePasswordJob>(Keychain::service);
        break;
    case Kind::Remove:
        job = std::make_unique<QKeychain::DeletePasswordJob>(Keychain::service);
        break;
    }
    job->setInsecureFallback(false);
    job->setKey(key);
    return job;
}

void KeychainQueue::startNext()
{
    if (m_running || m_waiting.empty())
        return;
    m_running = std::move(m_waiting.front());
    m_waiting.pop_front();
    // Deletes itself when it ends, which may be after us.
    QKeychain::Job *job = makeJob(m_running->step.kind, m_running->step.key).release();
    if (auto *write = qobject_cast<QKeychain::WritePasswordJob *>(job)) {
        m_running->payload = m_running->step.secret.view().toByteArray();
        m_running->step.secret.wipe();
        write->setBinaryData(m_running->payload);
    }
    connect(job, &QKeychain::Job::finished, this, &KeychainQueue::onFinished);
    connect(job, &QKeychain::Job::finished, job, [payload = m_running->payload](QKeychain::Job *ended) {
        overwriteShared(payload);
        if (const auto *read = qobject_cast<QKeychain::ReadPasswordJob *>(ended))
            overwriteShared(read->binaryData());
    });
    job->start();
}

void KeychainQueue::onFinished(QKeychain::Job *job)
{
    Entry entry = std::move(*m_running);
    m_running.reset();
    Reply reply{.state = stateOf(job->error()), .detail = job->errorString()};
    if (const auto *read = qobject_cast<QKeychain::ReadPasswordJob *>(job); read && reply.state == State::Done)
        reply.secret = SecretBuffer(read->binaryData());
    const QPointer<KeychainQueue> alive(this);
    if (entry.isGivenUp && entry.step.kind == Kind::Write && reply.state == State::Done)
        start({.kind = Kind::Remove, .key = entry.step.key}, Turn::Next, {});
    else if (!entry.isGivenUp && entry.done)
        entry.done(std::move(reply));
    if (alive)
        startNext();
}

/// Takes the entry out of the queue, or marks it when it runs.
std::optional<KeychainQueue::Entry> KeychainQueue::drop(quint64 id)
{
    if (m_running && m_running->id == id) {
        if (m_running->isGivenUp)
            return std::nullopt;
        m_running->isGivenUp = true;
        overwriteShared(m_running->payload); // what has not left yet leaves as zeros, to be taken back
        return Entry{.id = id, .done = std::exchange(m_running->done, nullptr)};
    }
    const auto found = std::ranges::find(m_waiting, id, &Entry::id);
    if (found == m_waiting.end())
        return std::nullopt;
    std::optional<Entry> entry = std::move(*found);
    m_waiting.erase(found);
    return entry;
}
