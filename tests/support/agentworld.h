// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/applyrun.h"

#include <QObject>

/// Agents in memory that are switched by the hundred in one request and show it only after a number of reads, for tests
/// of runs that send many changes together. Its log of writes is the oracle.
class AgentWorld : public QObject, public ObjectPort
{
    Q_OBJECT
public:
    struct Write
    {
        QUuid attempt;
        bool on = true;
        QStringList modules;
        QSet<qint64> ids;     ///< asked for
        QSet<qint64> applied; ///< done; shown when `delay` reads have passed
    };
    struct Answer
    {
        std::optional<Failure> failure;
        bool applies = true;    ///< whether the request took effect, whatever the answer says
        QSet<qint64> leftOut;   ///< neither done nor named
        bool namesNone = false; ///< the answer has a count and no ids
    };

    qint64 add(const QStringList &modules = {});
    Change change(qint64 id, const QJsonObject &desired) const;
    QJsonObject fieldsOf(qint64 id) const;

    int delay = 0; ///< reads after which a switch shows; negative: never
    int most = 500;
    std::function<Answer(const Write &)> answerTo;
    std::function<std::optional<Failure>(qint64 id)> refuses;
    QList<Write> writes;
    int reads = 0;
    qsizetype largestRead = 0;
    /// How often an id's switch was carried out.
    int appliedFor(qint64 id) const;

    Ticket read(const QList<qint64> &ids, HttpRequest::Priority priority, ReadHandler done) override;
    Ticket readAll(HttpRequest::Priority priority, ReadHandler done) override;
    QString groupOf(const Change &change) const override;
    qsizetype mostTogether() const override { return most; }
    bool isDeferred(const Change &) const override { return true; }
    bool isOneAtATime() const override { return true; }
    std::optional<Failure> refusal(const Change &change, const Observed &now) const override;
    Result<HttpRequest> compose(const Change &change, const std::optional<Observed> &now) const override;
    Result<HttpRequest> composeGroup(const QList<Change> &changes) const override;
    Ticket send(HttpRequest request, WriteHandler done) override;
    bool sameValue(const QString &field, const QJsonValue &a, const QJsonValue &b) const override;
    bool isAsWanted(const Change &change, const QString &field, const QJsonValue &wanted,
                    const QJsonValue &now) const override;
    bool isAsBefore(const Change &change, const QString &field, const QJsonValue &was,
                    const QJsonValue &now) const override;
    QJsonObject expected(const Change &change, const QJsonObject &before) const override;
    QByteArray redacted(const QByteArray &body) const override { return body; }

    QHash<qint64, QSet<QString>> agents; ///< by id, the modules that show

private:
    void showDue();

    struct Pending
    {
        int read = 0;
        qint64 id = 0;
        QStringList modules;
        bool on = true;
    };
    QList<Pending> m_pending;
    qint64 m_nextId = 1;
};
