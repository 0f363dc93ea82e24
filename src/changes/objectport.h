// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/ticket.h"
#include "changes/change.h"
#include "domain/keyfields.h"
#include "net/httprequest.h"

#include <QHash>
#include <QSet>

#include <functional>

/// An object as the service holds it at one moment.
struct Observed
{
    qint64 id = 0;
    QString label;
    QJsonObject fields; ///< all comparable fields
    qint64 agents = 0;
    QDateTime created;
    bool whole = true; ///< false: a row of a list that leaves fields out; read() tells them all
};

/// By what the result of a create is found again when its answer was lost, names of fields.
struct Identity
{
    QStringList names; ///< what agrees in these may be it; two creates that agree in them are never open together
    QStringList rest;  ///< what does not agree in these too is a suspect only
};

/// What the service's own answer to a write said; an acknowledgement, not the new state.
struct WriteReply
{
    qint64 object = 0; ///< the id a create got, or the id echoed; 0 when the answer named none
    int count = 0;
    QString responseCode;
    std::optional<QSet<qint64>> objects = {}; ///< all ids the answer names, where it names any
};

/// How a run reads and writes one type of object. The only callers of its write side are runs.
class ObjectPort
{
public:
    virtual ~ObjectPort() = default;

    /// What a run will ask of it, told before the first read.
    virtual void expect(const QList<Change> &) {}

    using ReadHandler = std::function<void(const Result<QHash<qint64, Observed>> &, const Exchange &)>;
    /// A new read of exactly these objects; ids missing from the result are gone or out of scope.
    virtual Ticket read(const QList<qint64> &ids, HttpRequest::Priority priority, ReadHandler done) = 0;
    /// A new read of every object; for creates, whose id is not known.
    virtual Ticket readAll(HttpRequest::Priority priority, ReadHandler done) = 0;

    /// Told before each read what will be compared with it, for what costs a call of its own.
    virtual void willCompare(const Change &) {}

    /// Which port speaks for this type of object; itself where there is only one.
    virtual ObjectPort &portFor(ObjectType) { return *this; }

    virtual Identity identity() const
    {
        using namespace keyfields;
        return {{title}, {type, modules, owner, limit, expires}};
    }
    /// Whether readAll() tells of every object all that read() does. Otherwise it serves creates alone.
    virtual bool listsAll() const { return true; }

    /// Changes of the same group may travel in one request, at most mostTogether() of them; an empty name goes alone.
    virtual QString groupOf(const Change &) const { return {}; }
    virtual qsizetype mostTogether() const { return 1; }
    /// The one request for several changes of a group.
    virtual Result<HttpRequest> composeGroup(const QList<Change> &) const
    {
        return failed(Failure::Kind::NotSupported);
    }
    /// An acknowledged change shows only after the agent has called in. Until then "as before" proves nothing, and a
    /// lost one is never sent again by itself.
    virtual bool isDeferred(const Change &) const { return false; }
    /// Changes of one object are made one after another, since each may be what the next one needs.
    virtual bool isOneAtATime() const { return false; }
    /// The object that a change builds on: what the plan changes of it earlier has to come about first.
    virtual std::optional<std::pair<ObjectType, qint64>> reliesOn(const Change &) const { return {}; }
    /// Whether the port learnt from this refusal another way to ask for the same, which compose() takes from now on.
    /// Only where the refusal itself says that nothing was done.
    virtual bool knowsAnotherWay(const Change &, const Failure &) { return false; }
    /// Why the object as it is now must not be asked for this; nothing when it may.
    virtual std::optional<Failure> refusal(const Change &, const Observed &) const { return {}; }

    /// The one request that makes the change, given the object as it is now. Never sent by anybody but a run.
    virtual Result<HttpRequest> compose(const Change &change, const std::optional<Observed> &now) const = 0;

    using WriteHandler = std::function<void(const Result<WriteReply> &, const Exchange &)>;
    virtual Ticket send(HttpRequest request, WriteHandler done) = 0;

    /// Equal for the service (module words compare without case, and so on).
    virtual bool sameValue(const QString &field, const QJsonValue &a, const QJsonValue &b) const = 0;
    /// Whether a field holds what the change wants of it: `wanted`, as the change or expected() has it.
    virtual bool isAsWanted(const Change &, const QString &field, const QJsonValue &wanted, const QJsonValue &now) const
    {
        return sameValue(field, wanted, now);
    }
    /// Whether a field is as it was, or moved in a way that is in nobody's way.
    virtual bool isAsBefore(const Change &, const QString &field, const QJsonValue &was, const QJsonValue &now) const
    {
        return sameValue(field, was, now);
    }
    /// The wanted state of the whole object as it should be read back after the change (a type without a limit forgets
    /// it). Fields it leaves out are not compared, such as an owner the service chooses; `before` is empty for a
    /// create.
    virtual QJsonObject expected(const Change &change, const QJsonObject &before) const = 0;
    /// The request's body without anything secret, for the journal.
    virtual QByteArray redacted(const QByteArray &body) const = 0;
};
