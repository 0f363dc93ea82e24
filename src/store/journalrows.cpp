// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "store/journalrows.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

QString journalrows::text(SQLite::Statement &row, int column)
{
    const SQLite::Column value = row.getColumn(column);
    return QString::fromUtf8(value.getText(), value.getBytes());
}

QByteArray journalrows::blob(SQLite::Statement &row, int column)
{
    const SQLite::Column value = row.getColumn(column);
    return QByteArray(static_cast<const char *>(value.getBlob()), value.getBytes());
}

QDateTime journalrows::time(SQLite::Statement &row, int column)
{
    return QDateTime::fromString(text(row, column), Qt::ISODateWithMs);
}

QJsonObject journalrows::json(SQLite::Statement &row, int column)
{
    return QJsonDocument::fromJson(blob(row, column)).object();
}

void journalrows::bind(SQLite::Statement &statement, int index, qint64 value)
{
    statement.bind(index, std::int64_t(value));
}

void journalrows::bind(SQLite::Statement &statement, int index, const QString &value)
{
    const QByteArray bytes = value.toUtf8();
    statement.bind(index, std::string(bytes.constData(), std::size_t(bytes.size())));
}

void journalrows::bind(SQLite::Statement &statement, int index, const QByteArray &value)
{
    if (value.isEmpty())
        statement.bind(index, "", 0); // an empty blob, not NULL
    else
        statement.bind(index, static_cast<const void *>(value.constData()), int(value.size()));
}

void journalrows::bind(SQLite::Statement &statement, int index, const QDateTime &value)
{
    if (value.isValid())
        bind(statement, index, utcText(value));
    else
        statement.bind(index);
}

void journalrows::bind(SQLite::Statement &statement, int index, const QJsonObject &value)
{
    bind(statement, index, QString::fromUtf8(compact(value)));
}

QString journalrows::utcText(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

QByteArray journalrows::compact(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

QJsonObject journalrows::toJson(const RateLimits &limits)
{
    QJsonObject json;
    const auto put = [&](QLatin1StringView name, const auto &value) {
        if (value)
            json.insert(name, *value);
    };
    put("limit"_L1, limits.limit);
    put("remaining"_L1, limits.remaining);
    put("concurrencyLimit"_L1, limits.concurrencyLimit);
    put("concurrencyRunning"_L1, limits.concurrencyRunning);
    if (limits.window)
        json.insert("window"_L1, qint64(limits.window->count()));
    if (limits.toWait)
        json.insert("toWait"_L1, qint64(limits.toWait->count()));
    return json;
}

RateLimits journalrows::limitsFromJson(const QJsonObject &json)
{
    const auto number = [&](QLatin1StringView name) {
        return json.contains(name) ? std::optional(json.value(name).toInt()) : std::nullopt;
    };
    const auto seconds = [&](QLatin1StringView name) {
        return json.contains(name) ? std::optional(std::chrono::seconds(json.value(name).toInteger())) : std::nullopt;
    };
    return {.limit = number("limit"_L1),
            .remaining = number("remaining"_L1),
            .concurrencyLimit = number("concurrencyLimit"_L1),
            .concurrencyRunning = number("concurrencyRunning"_L1),
            .window = seconds("window"_L1),
            .toWait = seconds("toWait"_L1)};
}

QByteArray journalrows::toJson(const QList<FieldDifference> &differences)
{
    // The reason of a change has the same list; its form is used for both.
    ChangeReason reason;
    reason.fields = differences;
    return QJsonDocument(::toJson(reason).value("fields"_L1).toArray()).toJson(QJsonDocument::Compact);
}

QList<FieldDifference> journalrows::differencesFromJson(const QByteArray &json)
{
    return reasonFromJson({{"fields"_L1, QJsonDocument::fromJson(json).array()}}).fields;
}

QString journalrows::idempotencyClass(const Change &change)
{
    switch (change.operation) {
    case Operation::Create:
        return u"D"_s;
    case Operation::Delete:
        return u"E"_s;
    case Operation::Update:
        break;
    }
    return change.applyOnAgents ? u"F"_s : u"B"_s;
}

QString journalrows::withoutKeys(const QString &text, const QByteArray &salt)
{
    static const QRegularExpression key(u"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{8}([0-9a-fA-F]{4})"_s);
    if (!text.contains(u'-'))
        return text;
    QString cleaned;
    qsizetype end = 0;
    for (auto matches = key.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const QByteArray value = match.captured(0).toLower().toLatin1();
        const QByteArray hash = QCryptographicHash::hash(salt + value, QCryptographicHash::Sha256).toHex().first(16);
        cleaned += QStringView(text).mid(end, match.capturedStart() - end);
        cleaned += u"****%1#%2"_s.arg(match.captured(1), QString::fromLatin1(hash));
        end = match.capturedEnd();
    }
    cleaned += QStringView(text).mid(end);
    return cleaned;
}

QByteArray journalrows::withoutKeys(const QByteArray &bytes, const QByteArray &salt)
{
    if (!bytes.contains('-'))
        return bytes;
    return withoutKeys(QString::fromUtf8(bytes), salt).toUtf8();
}
