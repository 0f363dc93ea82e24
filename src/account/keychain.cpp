// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "account/keychain.h"

#include <QPointer>
#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

using Answer = KeychainAnswer::Kind;
using Kind = KeychainQueue::Kind;
using Reply = KeychainQueue::Reply;
using State = KeychainQueue::State;
using Turn = KeychainQueue::Turn;

KeychainAnswer answerTo(const Reply &reply, Answer good)
{
    switch (reply.state) {
    case State::Done:
        return {good, {}};
    case State::NotFound:
        return {Answer::NotFoundOrLocked, reply.detail};
    case State::Denied:
        return {Answer::Denied, reply.detail};
    case State::NoKeychain:
        return {Answer::NoKeychain, reply.detail};
    case State::TimedOut:
        return {Answer::TimedOut, reply.detail};
    case State::Failed:
        break;
    }
    return {Answer::Failed, reply.detail};
}

bool isSame(const SecretBuffer &a, const SecretBuffer &b)
{
    return std::ranges::equal(a.view(), b.view());
}

SecretBuffer randomProbe()
{
    return SecretBuffer(QByteArray::number(QRandomGenerator::system()->generate64(), 16));
}

/// One call of the keychain: steps that follow each other, and what must be taken back when it ends early.
class Operation : public std::enable_shared_from_this<Operation>
{
public:
    explicit Operation(KeychainQueue &queue)
        : m_queue(&queue)
    {
    }
    virtual ~Operation() = default;
    Operation(const Operation &) = delete;
    Operation &operator=(const Operation &) = delete;

    virtual void begin() = 0;
    void letGo()
    {
        if (!m_queue || m_isOver)
            return;
        m_isOver = true;
        m_queue->giveUp(m_step);
        takeBack();
    }

protected:
    void step(Kind kind, const QString &key, SecretBuffer secret, std::function<void(Reply)> next)
    {
        const Turn turn = std::exchange(m_isBegun, true) ? Turn::Next : Turn::Last;
        m_step = m_queue->start(
            {.kind = kind, .key = key, .secret = std::move(secret)}, turn,
            [self = shared_from_this(), next = std::move(next)](Reply reply) { next(std::move(reply)); });
    }
    void step(Kind kind, const QString &key, std::function<void(Reply)> next) { step(kind, key, {}, std::move(next)); }
    /// Entries to remove if the operation ends early.
    void owe(const QString &key) { m_owed = key; }
    void oweNothing() { m_owed.clear(); }
    /// True once; nobody is to be told after that.
    bool end()
    {
        takeBack();
        return !std::exchange(m_isOver, true);
    }
    KeychainQueue *queue() const { return m_queue; }
    bool isOver() const { return m_isOver; }

private:
    void takeBack()
    {
        if (!m_owed.isEmpty() && m_queue)
            m_queue->start({.kind = Kind::Remove, .key = m_owed}, Turn::Next, {});
        m_owed.clear();
    }

    QPointer<KeychainQueue> m_queue;
    quint64 m_step = 0;
    bool m_isBegun = false, m_isOver = false;
    QString m_owed;
};

class Reading : public Operation
{
public:
    Reading(KeychainQueue &queue, QString key, Keychain::ReadHandler done)
        : Operation(queue)
        , m_key(std::move(key))
        , m_done(std::move(done))
    {
    }
    void begin() override
    {
        step(Kind::Read, m_key, [this](Reply reply) {
            const KeychainAnswer answer = answerTo(reply, Answer::Found);
            if (end())
                std::exchange(m_done, nullptr)(answer, std::move(reply.secret));
        });
    }

private:
    QString m_key;
    Keychain::ReadHandler m_done;
};

class Writing : public Operation
{
public:
    Writing(KeychainQueue &queue, QString key, SecretBuffer secret, Keychain::Handler done)
        : Operation(queue)
        , m_key(std::move(key))
        , m_secret(std::move(secret))
        , m_done(std::move(done))
    {
    }
    void begin() override
    {
        step(Kind::Write, m_key, m_secret.clone(), [this](const Reply &written) {
            if (written.state != State::Done)
                return tell(answerTo(written, Answer::Stored));
            owe(m_key);
            step(Kind::Read, m_key, [this](const Reply &back) { compare(back); });
        });
    }

private:
    void compare(const Reply &back)
    {
        if (back.state == State::Done)
            oweNothing(); // if it is another, somebody else put it there
        if (back.state == State::Done && !isSame(back.secret, m_secret))
            tell({Answer::Failed, u"reads back differently"_s});
        else if (back.state == State::NotFound)
            tell({Answer::Failed, u"not there after writing"_s});
        else
            tell(answerTo(back, Answer::Stored));
    }
    void tell(const KeychainAnswer &answer)
    {
        m_secret.wipe();
        if (end())
            std::exchange(m_done, nullptr)(answer);
    }

    QString m_key;
    SecretBuffer m_secret;
    Keychain::Handler m_done;
};

/// Removing from a locked keychain is reported as a success, and reading from it as an absence. So an entry of ours is
/// put beside the one to remove: if that can be written and read, what is not found is not there.
class Removing : public Operation
{
public:
    Removing(KeychainQueue &queue, QString key, Keychain::Handler done)
        : Operation(queue)
        , m_key(std::move(key))
        , m_done(std::move(done))
    {
    }
    void begin() override
    {
        step(Kind::Write, probe, m_content.clone(), [this](const Reply &reply) {
            if (reply.state != State::Done)
                return tell(answerTo(reply, Answer::Removed));
            owe(probe);
            step(Kind::Remove, m_key, [this](const Reply &removed) { look(removed); });
        });
    }

private:
    void look(const Reply &removed)
    {
        if (removed.state != State::Done && removed.state != State::NotFound) // Windows says so of a missing entry
            return tell(answerTo(removed, Answer::Removed));
        step(Kind::Read, m_key, [this](const Reply &reply) {
            if (reply.state == State::Done)
                return tell({Answer::Failed, u"still there"_s});
            if (reply.state != State::NotFound)
                return tell(answerTo(reply, Answer::Removed));
            step(Kind::Read, probe, [this](const Reply &back) {
                if (back.state == State::NotFound)
                    tell({Answer::Denied, u"locked meanwhile"_s});
                else
                    tell(answerTo(back, Answer::Removed));
            });
        });
    }
    void tell(const KeychainAnswer &answer)
    {
        if (end()) // which takes the probe away
            std::exchange(m_done, nullptr)(answer);
    }

    static constexpr auto probe = "v1:probe"_L1;
    QString m_key;
    SecretBuffer m_content = randomProbe();
    Keychain::Handler m_done;
};

class SelfTesting : public Operation
{
public:
    SelfTesting(KeychainQueue &queue, Keychain::SelfTestHandler done)
        : Operation(queue)
        , m_done(std::move(done))
    {
    }
    void begin() override
    {
        step(Kind::Write, probe, m_content.clone(), [this](const Reply &written) {
            if (written.state != State::Done)
                return tell(answerTo(written, Answer::Works));
            owe(probe);
            step(Kind::Read, probe, [this](const Reply &back) {
                if (back.state == State::Done && !isSame(back.secret, m_content))
                    tell({Answer::Failed, u"reads back differently"_s});
                else if (back.state != State::Done)
                    tell(answerTo(back, Answer::Works));
                else
                    step(Kind::Remove, probe, [this](const Reply &removed) { identify(removed); });
            });
        });
    }

private:
    void identify(const Reply &removed)
    {
        if (removed.state != State::Done)
            return tell(answerTo(removed, Answer::Works));
        oweNothing();
        identifyKeychainStore(queue(), queue()->patience(), [this, self = shared_from_this()](KeychainStore store) {
            if (!isOver())
                tell({Answer::Works, {}}, store);
        });
    }
    void tell(const KeychainAnswer &answer, KeychainStore store = KeychainStore::Unknown)
    {
        if (end())
            std::exchange(m_done, nullptr)(answer, store);
    }

    static constexpr auto probe = "v1:self-test"_L1;
    SecretBuffer m_content = randomProbe();
    Keychain::SelfTestHandler m_done;
};

template <typename Which, typename... Arguments>
Ticket begin(KeychainQueue &queue, Arguments &&...arguments)
{
    auto operation = std::make_shared<Which>(queue, std::forward<Arguments>(arguments)...);
    operation->begin();
    return Ticket([operation] { operation->letGo(); });
}

} // namespace

Ticket Keychain::read(const KeychainPlace &place, ReadHandler done)
{
    return begin<Reading>(m_queue, place.key(), std::move(done));
}

Ticket Keychain::write(const KeychainPlace &place, SecretBuffer secret, Handler done)
{
    return begin<Writing>(m_queue, place.key(), std::move(secret), std::move(done));
}

Ticket Keychain::remove(const KeychainPlace &place, Handler done)
{
    return begin<Removing>(m_queue, place.key(), std::move(done));
}

Ticket Keychain::selfTest(SelfTestHandler done)
{
    return begin<SelfTesting>(m_queue, std::move(done));
}
