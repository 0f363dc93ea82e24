// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/ticket.h"
#include "changes/change.h"
#include "net/httprequest.h"

#include <QHash>

#include <functional>

/// An object as the service holds it at one moment.
struct Observed
{
    qint64 id = 0;
    QString label;
    QJsonObject fields; ///< all comparable fields
    qint64 agents = 0;
    QDateTime created;
};

/// What the service's own answer to a write said; an acknowledgement, not the new state.
struct WriteReply
{
    qint64 object = 0; ///< the id a create got, or the id echoed; 0 when the answer named none
    int count = 0;
    QString responseCode;
};

/// How a run reads and writes one type of object. The only callers of its write side are runs.
class ObjectPort
{
public:
    virtual ~ObjectPort() = default;

    using ReadHandler = std::function<void(const Result<QHash<qint64, Observed>> &, const Exchange &)>;
    /// A new read of exactly these objects; ids missing from the result are gone or out of scope.
    virtual Ticket read(const QList<qint64> &ids, HttpRequest::Priority priority, ReadHandler done) = 0;
    /// A new read of every object; for creates, whose id is not known.
    virtual Ticket readAll(HttpRequest::Priority priority, ReadHandler done) = 0;

    /// The one request that makes the change, given the object as it is now. Never sent by anybody but a run.
    virtual Result<HttpRequest> compose(const Change &change, const std::optional<Observed> &now) const = 0;

    using WriteHandler = std::function<void(const Result<WriteReply> &, const Exchange &)>;
    virtual Ticket send(HttpRequest request, WriteHandler done) = 0;

    /// Equal for the service (module words compare without case, and so on).
    virtual bool sameValue(const QString &field, const QJsonValue &a, const QJsonValue &b) const = 0;
    /// The wanted state of the whole object as it should be read back after the change (a type without a limit forgets
    /// it). Fields it leaves out are not compared, such as an owner the service chooses; `before` is empty for a
    /// create.
    virtual QJsonObject expected(const Change &change, const QJsonObject &before) const = 0;
    /// The request's body without anything secret, for the journal.
    virtual QByteArray redacted(const QByteArray &body) const = 0;
};
