// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/classic.h"

#include "sandbox/subscription.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>
#include <QXmlStreamWriter>

using namespace Qt::StringLiterals;

namespace {

using sandbox::Answer;
using sandbox::HeaderList;
using Items = QList<std::pair<QString, QByteArray>>;

Answer simpleReturn(const QDateTime &now, int status, int code, const QString &text, const Items &items = {})
{
    QByteArray bytes = "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n"
                       "<!DOCTYPE SIMPLE_RETURN SYSTEM \"https://qualysapi.qg2.apps.qualys.com/api/2.0/"
                       "simple_return.dtd\">\n";
    QByteArray content;
    QXmlStreamWriter xml(&content);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(2);
    xml.writeStartElement(u"SIMPLE_RETURN"_s);
    xml.writeStartElement(u"RESPONSE"_s);
    xml.writeTextElement(u"DATETIME"_s, now.toUTC().toString(Qt::ISODate));
    if (code != 0) // success has none
        xml.writeTextElement(u"CODE"_s, QString::number(code));
    xml.writeTextElement(u"TEXT"_s, text);
    if (!items.isEmpty()) {
        xml.writeStartElement(u"ITEM_LIST"_s);
        for (const auto &[key, value] : items) {
            xml.writeStartElement(u"ITEM"_s);
            xml.writeTextElement(u"KEY"_s, key);
            xml.writeTextElement(u"VALUE"_s, QString::fromUtf8(value));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndElement();
    return {.status = status, .contentType = "text/xml;charset=UTF-8", .body = bytes + content.trimmed() + '\n'};
}

/// "19 minutes and 44 seconds"
QString spelled(qint64 seconds)
{
    QStringList parts;
    const auto add = [&parts](qint64 number, const QString &unit) {
        if (number > 0)
            parts << u"%1 %2%3"_s.arg(number).arg(unit, number == 1 ? QString() : u"s"_s);
    };
    add(seconds / 3600, u"hour"_s);
    add(seconds / 60 % 60, u"minute"_s);
    add(seconds % 60, u"second"_s);
    return parts.isEmpty() ? u"0 seconds"_s : parts.join(u" and "_s);
}

bool hasHeader(const HeaderList &headers, const QByteArray &name)
{
    return std::ranges::any_of(headers, [&](const auto &header) { return header.first == name; });
}

QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace

namespace sandbox::classic {

Answer loggedIn(const QDateTime &now)
{
    Answer answer = simpleReturn(now, 200, 0, u"Logged in"_s);
    const QByteArray session = QUuid::createUuid().toString(QUuid::Id128).toLatin1();
    answer.headers.emplace_back("Set-Cookie", "QualysSession=" + session + "; path=/api");
    return answer;
}

Answer loggedOut(const QDateTime &now)
{
    return simpleReturn(now, 200, 0, u"Logged out"_s);
}

Answer badLogin(const QDateTime &now)
{
    return simpleReturn(now, 401, 2000, u"Bad Login/Password"_s);
}

Answer accountExpired(const QDateTime &now)
{
    return simpleReturn(now, 200, 2001, u"Account Expired"_s);
}

Answer noApi(const QDateTime &now)
{
    return simpleReturn(now, 403, 2012, u"Your account is not licensed to use the API."_s);
}

Answer missingParameter(const QDateTime &now, const QString &name)
{
    return simpleReturn(now, 400, 1903, u"Missing required parameter(s): "_s + name);
}

Answer badAction(const QDateTime &now, const QString &action)
{
    return simpleReturn(now, 400, 1905, u"Unrecognized parameter value: action="_s + action);
}

Answer badParameter(const QDateTime &now, int code, const QString &name, const QString &value)
{
    if (code == 1903)
        return missingParameter(now, name);
    return simpleReturn(now, 400, code,
                        code == 1901 ? u"Unrecognized parameter(s): "_s + name
                                     : u"Unrecognized parameter value: %1=%2"_s.arg(name, value));
}

Answer noAppliances(const QDateTime &now)
{
    return simpleReturn(now, 403, 2012, u"Your account is not licensed to use this API."_s);
}

Answer rateRefused(const QDateTime &now, const QByteArray &toWait, HeaderList headers)
{
    bool ok = false;
    const qint64 seconds = toWait.toLongLong(&ok);
    const QString text = ok ? spelled(seconds) : u"while"_s;
    Items items;
    if (!toWait.isEmpty()) {
        items.append({u"SECONDS_TO_WAIT"_s, toWait});
        if (!hasHeader(headers, "X-RateLimit-ToWait-Sec"))
            headers.emplace_back("X-RateLimit-ToWait-Sec", toWait);
    }
    Answer answer = simpleReturn(now, 409, 1965, u"This API cannot be run again for another %1."_s.arg(text), items);
    answer.headers = std::move(headers);
    return answer;
}

Answer concurrencyRefused(const QDateTime &now, int toFinish, HeaderList headers)
{
    Answer answer =
        simpleReturn(now, 409, 1960,
                     u"This API cannot be run again until %1 currently running API %2 finished."_s.arg(
                         QString::number(toFinish), toFinish == 1 ? u"instance has"_s : u"instances have"_s),
                     {{u"CALLS_TO_FINISH"_s, QByteArray::number(toFinish)}});
    answer.headers = std::move(headers);
    return answer;
}

Answer about()
{
    return {.contentType = "text/xml;charset=UTF-8",
            .body = "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n"
                    "<!DOCTYPE ABOUT SYSTEM \"https://qualysapi.qg2.apps.qualys.com/about.dtd\">\n"
                    "<ABOUT>\n  <API-VERSION MAJOR=\"1\" MINOR=\"4\" />\n  <WEB-VERSION>10.37.1.0-2</WEB-VERSION>\n"
                    "  <SCANNER-VERSION>14.2.40-1</SCANNER-VERSION>\n"
                    "  <VULNSIGS-VERSION>2.6.311-2</VULNSIGS-VERSION>\n</ABOUT>\n"};
}

Answer htmlPage(int status, const QByteArray &title, const QByteArray &text)
{
    return {.status = status,
            .contentType = "text/html; charset=iso-8859-1",
            .body = "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\n<html><head>\n<title>" + title +
                    "</title>\n</head><body>\n<h1>" + title + "</h1>\n<p>" + text + "</p>\n</body></html>\n"};
}

Answer missingSlash(const QByteArray &target)
{
    const qsizetype mark = target.indexOf('?');
    const QByteArray slashed = mark < 0 ? target + '/' : target.first(mark) + '/' + target.sliced(mark);
    Answer answer = htmlPage(301, "301 Moved Permanently", "The document has moved.");
    answer.headers.emplace_back("Location", slashed);
    return answer;
}

Answer token(const QString &login, const QDateTime &now)
{
    constexpr qint64 fourHours = 14'400;
    const qint64 issued = now.toSecsSinceEpoch();
    const QJsonObject head{{u"alg"_s, u"none"_s}, {u"typ"_s, u"JWT"_s}, {u"note"_s, u"made up by a sandbox"_s}};
    const QJsonObject claims{{u"sub"_s, login},
                             {u"customerUuid"_s, QString::fromLatin1(subscription::customerUuid)},
                             {u"jti"_s, QUuid::createUuid().toString(QUuid::WithoutBraces)},
                             {u"iat"_s, issued},
                             {u"exp"_s, issued + fourHours}};
    const auto part = [](const QJsonObject &object) {
        return base64Url(QJsonDocument(object).toJson(QJsonDocument::Compact));
    };
    return {.status = 201,
            .contentType = "text/plain;charset=UTF-8",
            .body = part(head) + '.' + part(claims) + '.' + base64Url("this is not a signature")};
}

Answer tokenRefused()
{
    return {.status = 401,
            .contentType = "application/json",
            .body = R"({"authentication_exceptions": [["Authentication Failure: 1 errors, 0 successes:)"
                    R"(authenticationFailure.InvalidCredentialsException"]]})"};
}

Answer tooMany(const QByteArray &retryAfter)
{
    Answer answer{
        .status = 429, .contentType = "application/json", .body = R"({"message": "API rate limit exceeded"})"};
    if (!retryAfter.isEmpty())
        answer.headers.emplace_back("Retry-After", retryAfter);
    return answer;
}

QString formField(const QByteArray &form, const QByteArray &name)
{
    QString found;
    for (const QByteArray &pair : form.split('&')) {
        const qsizetype equals = pair.indexOf('=');
        if (equals < 0 || pair.first(equals) != name)
            continue;
        QByteArray value = pair.sliced(equals + 1);
        found = QString::fromUtf8(QByteArray::fromPercentEncoding(value.replace('+', ' '))); // the last one counts
    }
    return found;
}

QByteArray withoutPassword(const QByteArray &form)
{
    QByteArrayList pairs = form.split('&');
    for (QByteArray &pair : pairs)
        if (QByteArray::fromPercentEncoding(pair.left(pair.indexOf('=')))
                .trimmed()
                .compare("password", Qt::CaseInsensitive) == 0)
            pair = "password=*";
    return pairs.join('&');
}

} // namespace sandbox::classic
