// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secretbuffer.h"

#include <QByteArray>
#include <QObject>
#include <QString>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace QKeychain {
class Job;
}

/// qtkeychain's jobs, one after the other, each with a deadline of ours: a job waits for the keychain's daemon without
/// end. A job that was begun cannot be stopped, since the library's answer would reach into freed memory; what comes
/// from it late is wiped, and a late write is taken back, since the person was told that nothing is stored. A job that
/// was not begun never is.
class KeychainQueue : public QObject
{
    Q_OBJECT
public:
    enum class Kind { Read, Write, Remove };
    enum class State { Done, NotFound, Denied, NoKeychain, TimedOut, Failed };
    enum class Turn { Last, Next }; ///< Next: the following step of what has just answered

    struct Reply
    {
        State state = State::Done;
        QString detail;      ///< in the library's words
        SecretBuffer secret; ///< of a read
    };
    struct Step
    {
        Kind kind = Kind::Read;
        QString key;
        SecretBuffer secret; ///< to write
    };
    using Handler = std::function<void(Reply)>;

    explicit KeychainQueue(std::chrono::milliseconds patience);

    /// Never answers before it returns. Without a handler it waits as long as it takes.
    quint64 start(Step step, Turn turn, Handler done);
    /// No handler runs for it afterwards. Nothing happens when it has ended.
    void giveUp(quint64 id);

    std::chrono::milliseconds patience() const { return m_patience; }
    /// Never with a fallback to a plain file.
    static std::unique_ptr<QKeychain::Job> makeJob(Kind kind, const QString &key);

private:
    struct Entry
    {
        quint64 id = 0;
        Step step;
        Handler done;
        bool isGivenUp = false;
        QByteArray payload; ///< shares the bytes of a write with the library's job
    };

    void startNext();
    void onFinished(QKeychain::Job *job);
    std::optional<Entry> drop(quint64 id);

    std::chrono::milliseconds m_patience;
    quint64 m_lastId = 0;
    std::deque<Entry> m_waiting;
    std::optional<Entry> m_running;
};
