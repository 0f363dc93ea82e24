// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "support/keyworld.h"

#include "changes/failpoint.h"
#include "domain/keyfields.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>
#include <QTimer>

using namespace Qt::StringLiterals;
using Fault = KeyWorld::Fault;
using Kind = Failure::Kind;

namespace {

ActivationKey keyOf(const QJsonObject &fields)
{
    ActivationKey key;
    applyFields(key, fields);
    return key;
}

Failure failureOf(Fault fault, std::chrono::seconds retryAfter)
{
    switch (fault) {
    case Fault::Refuse:
        return {.kind = Kind::Rejected, .code = u"INVALID_REQUEST"_s, .httpStatus = 200};
    case Fault::Duplicate:
        return {.kind = Kind::Duplicate, .code = u"CA_1001_DUPLICATE_KEY"_s, .httpStatus = 200};
    case Fault::Forbid:
        return {.kind = Kind::NotPermitted, .httpStatus = 403};
    case Fault::NotSupported:
        return {.kind = Kind::NotSupported, .httpStatus = 405};
    case Fault::Throttle:
        return {.kind = Kind::Throttled, .httpStatus = 409, .retryAfter = retryAfter};
    case Fault::Concurrency:
        return {.kind = Kind::Concurrency, .httpStatus = 409, .retryAfter = retryAfter};
    case Fault::SignIn:
        return {.kind = Kind::SignInRefused, .httpStatus = 401};
    case Fault::Busy503:
        return {.kind = Kind::Maintenance, .httpStatus = 503, .retryAfter = retryAfter};
    case Fault::Offline:
        return {.kind = Kind::Offline};
    case Fault::Tls:
        return {.kind = Kind::Tls};
    case Fault::Proxy:
        return {.kind = Kind::Proxy};
    case Fault::Latched:
        return {.kind = Kind::Latched};
    case Fault::ReadOnly:
        return {.kind = Kind::ReadOnly};
    case Fault::HtmlBefore:
    case Fault::HtmlAfter:
        return {.kind = Kind::NotQualys, .httpStatus = 200};
    case Fault::ErrorBefore:
    case Fault::ErrorAfter:
        return {.kind = Kind::ServerError, .httpStatus = 500};
    case Fault::TimeOutAfter:
        return {.kind = Kind::TimedOut};
    case Fault::Redirect:
        return {.kind = Kind::Redirected, .httpStatus = 302};
    case Fault::UnknownCode:
        return {.kind = Kind::UnknownCode, .code = u"CA_9999"_s, .httpStatus = 200};
    case Fault::EmptyAfter:
        return {.kind = Kind::Unreadable, .httpStatus = 200};
    case Fault::Vanish:
        return {.kind = Kind::NotFound, .code = u"NOT_FOUND"_s, .httpStatus = 404};
    default:
        return {.kind = Kind::ConnectionLost};
    }
}

bool neverLeft(Fault fault)
{
    return fault == Fault::Offline || fault == Fault::Tls || fault == Fault::Proxy || fault == Fault::Latched ||
           fault == Fault::ReadOnly;
}

bool happens(Fault fault)
{
    switch (fault) {
    case Fault::None:
    case Fault::ApplyThenLose:
    case Fault::HtmlAfter:
    case Fault::ErrorAfter:
    case Fault::TimeOutAfter:
    case Fault::OtherId:
    case Fault::EmptyAfter:
    case Fault::IgnoreModules:
    case Fault::Twice:
    case Fault::HangAfter:
        return true;
    default:
        return false;
    }
}

bool saysDone(Fault fault)
{
    return fault == Fault::None || fault == Fault::OtherId || fault == Fault::IgnoreModules ||
           fault == Fault::IgnoreAll || fault == Fault::Twice;
}

} // namespace

KeyWorld::KeyWorld(QObject *parent)
    : QObject(parent)
{
}

QJsonObject KeyWorld::key(const QString &title, qint64 owner)
{
    ActivationKey key;
    key.title = title;
    key.owner = {owner};
    key.modules = {u"VM_LICENSE"_s, u"PC_LICENSE"_s};
    return keyToFields(key);
}

qint64 KeyWorld::add(const QString &title, qint64 owner)
{
    const qint64 id = ++nextId;
    keys.insert(id, {id, title, key(title, owner), 0, QDateTime::currentDateTimeUtc()});
    return id;
}

void KeyWorld::script(QList<Fault> faults)
{
    faultOf = [faults](const Write &) mutable { return faults.isEmpty() ? Fault::None : faults.takeFirst(); };
}

int KeyWorld::appliedFor(ChangeId change) const
{
    int count = 0;
    for (const Write &write : writes)
        count += write.change == change.value ? write.applied : 0;
    return count;
}

int KeyWorld::sentFor(ChangeId change) const
{
    return int(std::ranges::count(writes, change.value, &Write::change));
}

Ticket KeyWorld::read(const QList<qint64> &ids, HttpRequest::Priority, ReadHandler done)
{
    return answerRead(&ids, std::move(done));
}

Ticket KeyWorld::readAll(HttpRequest::Priority, ReadHandler done)
{
    return answerRead(nullptr, std::move(done));
}

Ticket KeyWorld::answerRead(const QList<qint64> *ids, ReadHandler done)
{
    ++reads;
    if (beforeRead)
        beforeRead();
    for (qsizetype i = 0; i < m_late.size();)
        if (m_late[i].first <= reads) {
            Write write = m_late.takeAt(i).second;
            apply(write, Fault::None);
            for (Write &logged : writes)
                if (logged.attempt == write.attempt)
                    logged.applied = write.applied;
        } else {
            ++i;
        }
    const QHash<qint64, Observed> &shown = m_lagLeft > 0 ? m_seen : keys;
    m_lagLeft = std::max(0, m_lagLeft - 1);
    QHash<qint64, Observed> found;
    if (ids) {
        for (const qint64 id : *ids)
            if (shown.contains(id))
                found.insert(id, shown[id]);
    } else {
        found = shown;
    }
    const std::optional<Failure> failure = readFaultOf ? readFaultOf(reads) : std::nullopt;
    Exchange exchange;
    exchange.startedUtc = exchange.finishedUtc = QDateTime::currentDateTimeUtc();
    exchange.requestsSent = failure && failure->kind == Kind::Offline ? 0 : 1;
    exchange.status = failure ? failure->httpStatus : 200;
    Ticket ticket([] {});
    QTimer::singleShot(0, this, [watch = ticket.watch(), done = std::move(done), found, failure, exchange] {
        if (!watch)
            return;
        if (failure)
            done(tl::unexpected(*failure), exchange);
        else
            done(found, exchange);
    });
    return ticket;
}

Result<HttpRequest> KeyWorld::compose(const Change &change, const std::optional<Observed> &now) const
{
    if (change.label == "cannot be composed"_L1)
        return failed(Kind::Rejected, u"no"_s);
    QJsonObject fields = now ? now->fields : QJsonObject();
    for (auto it = change.desired.begin(); it != change.desired.end(); ++it)
        fields.insert(it.key(), it.value());
    HttpRequest request;
    request.path = u"/"_s + toWire(change.operation);
    request.body = QJsonDocument(QJsonObject{{"operation"_L1, toWire(change.operation)},
                                             {"change"_L1, change.id.value},
                                             {"object"_L1, change.object},
                                             {"fields"_L1, fields}})
                       .toJson(QJsonDocument::Compact);
    return request;
}

Ticket KeyWorld::send(HttpRequest request, WriteHandler done)
{
    if (beforeWrite)
        beforeWrite();
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    Write write;
    write.attempt = request.attempt;
    write.operation = fromWire<Operation>(body.value("operation"_L1).toString()).value_or(Operation::Update);
    write.change = body.value("change"_L1).toInteger();
    write.object = body.value("object"_L1).toInteger();
    write.fields = body.value("fields"_L1).toObject();
    const Fault fault = faultOf ? faultOf(write) : Fault::None;
    Exchange exchange;
    exchange.attempt = request.attempt;
    exchange.method = "POST";
    exchange.path = request.path;
    exchange.startedUtc = exchange.finishedUtc = QDateTime::currentDateTimeUtc();
    exchange.tries = 1;
    Result<WriteReply> reply = tl::unexpected(failureOf(fault, retryAfter));
    if (!neverLeft(fault)) {
        exchange.requestsSent = fault == Fault::Twice ? 2 : 1;
        if (fault == Fault::Vanish)
            keys.remove(write.object);
        const Result<WriteReply> applied = apply(write, fault);
        if (saysDone(fault))
            reply = applied;
        writes.append(write);
        if (!m_file.isEmpty())
            save();
    }
    if (fault == Fault::OtherId && reply)
        reply->object = write.operation == Operation::Create ? 0 : write.object + 1;
    exchange.status = reply ? 200 : reply.error().httpStatus;
    exchange.responseCode = reply ? u"SUCCESS"_s : reply.error().code;
    Ticket ticket([] {});
    if (fault == Fault::Hang || fault == Fault::HangAfter)
        return ticket;
    QTimer::singleShot(0, this, [watch = ticket.watch(), done = std::move(done), reply, exchange] {
        if (watch)
            done(reply, exchange);
    });
    return ticket;
}

Result<WriteReply> KeyWorld::apply(Write &write, Fault fault)
{
    const QHash<qint64, Observed> before = keys;
    if (fault == Fault::ApplyLate)
        m_late.append({reads + lateReads, write});
    if (!happens(fault))
        return WriteReply{write.object, 1, u"SUCCESS"_s};
    QJsonObject fields = keyToFields(keyOf(write.fields));
    if (fault == Fault::IgnoreModules)
        fields.insert(keyfields::modules, keys.value(write.object).fields.value(keyfields::modules).toArray());
    const QString title = fields.value(keyfields::title).toString();
    const auto taken = [&] {
        return std::ranges::any_of(keys, [&](const Observed &key) {
            return key.id != write.object && key.fields.value(keyfields::title).toString() == title;
        });
    };
    qint64 object = write.object;
    switch (write.operation) {
    case Operation::Create:
        for (int i = 0; i < (fault == Fault::Twice ? 2 : 1); ++i) {
            if (refusesTitles && taken())
                return failed(Kind::Duplicate);
            object = ++nextId;
            keys.insert(object, {object, title, fields, 0, QDateTime::currentDateTimeUtc()});
            ++write.applied;
        }
        break;
    case Operation::Update:
        if (!keys.contains(object))
            return tl::unexpected(failureOf(Fault::Vanish, {}));
        keys[object].fields = fields;
        keys[object].label = title;
        ++write.applied;
        break;
    case Operation::Delete:
        if (!keys.remove(object))
            return tl::unexpected(failureOf(Fault::Vanish, {}));
        ++write.applied;
        break;
    }
    if (lag > 0) {
        m_seen = before;
        m_lagLeft = lag;
    }
    return WriteReply{object, 1, u"SUCCESS"_s};
}

bool KeyWorld::sameValue(const QString &field, const QJsonValue &a, const QJsonValue &b) const
{
    return sameFieldValue(field, a, b);
}

QJsonObject KeyWorld::expected(const Change &change, const QJsonObject &before) const
{
    ActivationKey key = keyOf(before);
    applyFields(key, change.desired);
    return keyToFields(key);
}

QByteArray KeyWorld::redacted(const QByteArray &body) const
{
    return body;
}

void KeyWorld::keepIn(const QString &file)
{
    m_file = file;
    load();
}

void KeyWorld::save() const
{
    QJsonArray rows, log;
    for (const Observed &key : keys)
        rows.append(QJsonObject{{"id"_L1, key.id}, {"fields"_L1, key.fields}});
    for (const Write &write : writes)
        log.append(QJsonObject{{"attempt"_L1, write.attempt.toString()},
                               {"operation"_L1, toWire(write.operation)},
                               {"change"_L1, write.change},
                               {"object"_L1, write.object},
                               {"fields"_L1, write.fields},
                               {"applied"_L1, write.applied}});
    QSaveFile out(m_file);
    if (out.open(QIODevice::WriteOnly)) {
        out.write(QJsonDocument(QJsonObject{{"next"_L1, nextId}, {"keys"_L1, rows}, {"log"_L1, log}}).toJson());
        out.commit();
    }
}

void KeyWorld::load()
{
    QFile in(m_file);
    if (!in.open(QIODevice::ReadOnly))
        return;
    const QJsonObject json = QJsonDocument::fromJson(in.readAll()).object();
    nextId = json.value("next"_L1).toInteger();
    for (const QJsonValue value : json.value("keys"_L1).toArray()) {
        const QJsonObject row = value.toObject();
        const QJsonObject fields = row.value("fields"_L1).toObject();
        const qint64 id = row.value("id"_L1).toInteger();
        keys.insert(id, {id, fields.value(keyfields::title).toString(), fields, 0, {}});
    }
    for (const QJsonValue value : json.value("log"_L1).toArray()) {
        const QJsonObject row = value.toObject();
        Write write;
        write.attempt = QUuid::fromString(row.value("attempt"_L1).toString());
        write.operation = fromWire<Operation>(row.value("operation"_L1).toString()).value_or(Operation::Update);
        write.change = row.value("change"_L1).toInteger();
        write.object = row.value("object"_L1).toInteger();
        write.fields = row.value("fields"_L1).toObject();
        write.applied = row.value("applied"_L1).toInt();
        writes.append(write);
    }
}
