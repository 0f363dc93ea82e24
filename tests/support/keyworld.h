// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/applyrun.h"

#include <QObject>

/// A little key service in memory that misbehaves on demand, for tests that need the wire's timing or a crash at an
/// exact place. Its log of writes is the oracle: what it says arrived, arrived.
class KeyWorld : public QObject, public ObjectPort
{
    Q_OBJECT
public:
    enum class Fault {
        None,
        // not executed, and the answer says so
        Refuse,
        Duplicate,
        Forbid,
        NotSupported,
        Throttle,
        Concurrency,
        SignIn,
        Busy503,
        // never left
        Offline,
        Tls,
        Proxy,
        Latched,
        ReadOnly,
        // nobody knows
        LoseBefore,
        ApplyThenLose,
        ApplyLate,
        HtmlBefore,
        HtmlAfter,
        ErrorBefore,
        ErrorAfter,
        TimeOutAfter,
        Redirect,
        UnknownCode,
        OtherId,
        EmptyAfter,
        // said to be done, but
        IgnoreModules,
        IgnoreAll,
        Vanish,
        Twice,
        Hang,      ///< no answer at all, not executed
        HangAfter, ///< no answer at all, executed
    };
    struct Write
    {
        QUuid attempt;
        Operation operation = Operation::Update;
        qint64 change = 0, object = 0;
        QJsonObject fields;
        int applied = 0;
    };

    explicit KeyWorld(QObject *parent = nullptr);

    /// A key as keyToFields() shows it.
    static QJsonObject key(const QString &title, qint64 owner = 7);
    qint64 add(const QString &title, qint64 owner = 7);
    Observed &at(qint64 id) { return keys[id]; }

    /// The world survives its program in this file: read now if it exists, written at each write.
    void keepIn(const QString &file);

    QHash<qint64, Observed> keys;
    QList<Write> writes;
    int reads = 0;
    std::function<Fault(const Write &)> faultOf;                 ///< asked once for each write
    std::function<std::optional<Failure>(int read)> readFaultOf; ///< asked once for each read, counted from 1
    std::function<void()> beforeRead, beforeWrite;
    int lag = 0;               ///< reads that still see the world as it was before the last write
    bool refusesTitles = true; ///< two keys with one title are refused
    int lateReads = 2;         ///< ApplyLate happens before this many reads have passed
    std::chrono::seconds retryAfter{1};
    qint64 nextId = 1000;

    /// Faults for the first writes in turn, none afterwards.
    void script(QList<Fault> faults);
    int appliedFor(ChangeId change) const;
    int sentFor(ChangeId change) const;

    Ticket read(const QList<qint64> &ids, HttpRequest::Priority priority, ReadHandler done) override;
    Ticket readAll(HttpRequest::Priority priority, ReadHandler done) override;
    Result<HttpRequest> compose(const Change &change, const std::optional<Observed> &now) const override;
    Ticket send(HttpRequest request, WriteHandler done) override;
    bool sameValue(const QString &field, const QJsonValue &a, const QJsonValue &b) const override;
    QJsonObject expected(const Change &change, const QJsonObject &before) const override;
    QByteArray redacted(const QByteArray &body) const override;

private:
    Ticket answerRead(const QList<qint64> *ids, ReadHandler done);
    Result<WriteReply> apply(Write &write, Fault fault);
    void save() const;
    void load();

    QHash<qint64, Observed> m_seen; ///< what searches show while the index lags
    int m_lagLeft = 0;
    QList<std::pair<int, Write>> m_late; ///< at which read they happen
    QString m_file;
};
