// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "qps/classify.h"

#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;
using Kind = Failure::Kind;

namespace {

struct CodeClass
{
    QLatin1StringView code;
    Kind kind;
};

/// The official enumeration of 2018 and what real answers and clients added.
constexpr auto codeClasses = std::to_array<CodeClass>({
    {"AUTH_CREDENTIALS_NEEDED"_L1, Kind::SignInRefused},
    {"INVALID_CREDENTIALS"_L1, Kind::SignInRefused},
    {"UNAUTHORIZED"_L1, Kind::NotPermitted},
    {"UNAUTHORIZED_DESTINATION_APPS"_L1, Kind::NotPermitted},
    {"INSUFFICIENT_PERMISSION"_L1, Kind::NotPermitted},
    {"INVALID_REQUEST"_L1, Kind::Rejected},
    {"INVALID_XML"_L1, Kind::Rejected},
    {"INVALID_PARAM"_L1, Kind::Rejected},
    {"CANNOT_BE_NULL"_L1, Kind::Rejected},
    {"INVALID_URL"_L1, Kind::Rejected},
    {"INVALID_API_VERSION"_L1, Kind::Rejected},
    {"UNKNOWN_OBJECT"_L1, Kind::Rejected},
    {"BAD_REQUEST"_L1, Kind::Rejected},
    {"UNSUPPORTED_URL"_L1, Kind::Rejected},
    {"OPERATION_NOT_SUPPORTED"_L1, Kind::NotSupported},
    {"NOT_FOUND"_L1, Kind::NotFound},
    {"OBJECT_NOT_FOUND"_L1, Kind::NotFound},
    {"EVALUATION_EXPIRED"_L1, Kind::AccountState},
    {"STILL_PROCESSING"_L1, Kind::InProgress},
    {"JMS_SERVER_DOWN"_L1, Kind::Maintenance},
    {"RMI_SERVER_DOWN"_L1, Kind::Maintenance},
    {"OTHER_ERROR"_L1, Kind::ServerError},
    {"CA_1001_DUPLICATE_KEY"_L1, Kind::Duplicate},
    {"LIMIT_EXCEEDED"_L1, Kind::Throttled},
});

QString firstMatch(const QByteArray &body, const QRegularExpression &pattern)
{
    const QString text = QString::fromUtf8(body.left(qsizetype(64) * 1024));
    QString found = pattern.match(text).captured(1);
    static const QRegularExpression tags(u"<[^>]*>"_s), blanks(u"\\s+"_s);
    return found.remove(tags).replace(blanks, u" "_s).trimmed().left(200);
}

/// Title, else first heading, as plain text.
QString headlineOf(const QByteArray &html)
{
    static const QRegularExpression title(u"<title[^>]*>(.*?)</title>"_s,
                                          QRegularExpression::CaseInsensitiveOption |
                                              QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression heading(u"<h1[^>]*>(.*?)</h1>"_s,
                                            QRegularExpression::CaseInsensitiveOption |
                                                QRegularExpression::DotMatchesEverythingOption);
    const QString text = firstMatch(html, title);
    return text.isEmpty() ? firstMatch(html, heading) : text;
}

bool looksHtml(const qps::Raw &raw)
{
    const QByteArray start = raw.body.left(512).trimmed().toLower();
    return raw.contentType.toLower().contains("html") || start.startsWith("<!doctype html") ||
           start.startsWith("<html");
}

Kind notQualysOr(int status)
{
    if (status == 503)
        return Kind::Maintenance;
    return status >= 500 ? Kind::ServerError : Kind::NotQualys;
}

/// The item of a SIMPLE_RETURN's list with this key, as a number of seconds.
std::optional<std::chrono::seconds> itemSeconds(pugi::xml_node response, std::string_view key)
{
    for (const pugi::xml_node item : response.child("ITEM_LIST").children("ITEM"))
        if (qps::readWord(item.child("KEY")).toStdString() == key) {
            bool ok = false;
            const int seconds = qps::readWord(item.child("VALUE")).toInt(&ok);
            if (ok)
                return std::chrono::seconds(std::clamp(seconds, 0, 86'400));
        }
    return std::nullopt;
}

Failure classicFailure(pugi::xml_node root, int status)
{
    const std::string_view name = qps::localName(root);
    Failure failure;
    failure.httpStatus = status;
    bool numbered = false;
    int code = 0;
    if (name == "SIMPLE_RETURN") {
        const pugi::xml_node response = root.child("RESPONSE");
        failure.code = qps::readWord(response.child("CODE"));
        failure.detail = qps::readText(response.child("TEXT")).trimmed();
        failure.retryAfter = itemSeconds(response, "SECONDS_TO_WAIT");
    } else if (name == "GENERIC_RETURN") {
        const pugi::xml_node result = root.child("RETURN");
        failure.code = QString::fromUtf8(result.attribute("number").value());
        failure.detail = qps::readText(result).trimmed();
    } else {
        const pugi::xml_node error = name == "ERROR" ? root : root.child("ERROR");
        failure.code = QString::fromUtf8(error.attribute("number").value());
        failure.detail = qps::readText(error).trimmed();
    }
    code = failure.code.toInt(&numbered);
    failure.kind = qps::kindOfClassicCode(numbered ? code : 0, status);
    return failure;
}

bool isClassicError(pugi::xml_node root)
{
    const std::string_view name = qps::localName(root);
    return name == "SIMPLE_RETURN" || name == "GENERIC_RETURN" || name == "ERROR" || root.child("ERROR");
}

/// {"status":401,"message":"JWT expired"} and its relatives.
Failure gatewayFailure(pugi::xml_node root, int status)
{
    Failure failure{.kind = qps::kindOfStatus(status), .httpStatus = status};
    const QString message = qps::readText(root.child("message"));
    failure.detail = message.isEmpty() ? qps::readText(root.child("error")) : message;
    if (status == 401 && message == "JWT expired"_L1)
        failure.kind = Kind::TokenExpired;
    return failure;
}

} // namespace

Failure::Kind qps::kindOfCode(QStringView code)
{
    for (const CodeClass &row : codeClasses)
        if (code == row.code)
            return row.kind;
    return Kind::UnknownCode;
}

Failure::Kind qps::kindOfClassicCode(int code, int httpStatus)
{
    switch (code) {
    case 1960:
        return Kind::Concurrency;
    case 1965:
        return Kind::Throttled;
    case 1981:
        return Kind::InProgress;
    case 999:
        return Kind::ServerError;
    case 1999:
        return Kind::Maintenance;
    case 2000:
        return Kind::SignInRefused;
    case 2001:
    case 2002:
    case 2003:
    case 2011:
    case 2012:
        return Kind::AccountState;
    case 1901:
    case 1903:
    case 1904:
    case 1905:
    case 1907:
    case 1908:
    case 1922:
    case 1920: // not possible now: a person has to change something first
    case 2010: // needs Basic
    case 7001:
        return Kind::Rejected;
    default:
        break;
    }
    if (httpStatus == 409 || (httpStatus >= 200 && httpStatus < 300))
        return Kind::UnknownCode; // a 409 is a limit only with its code
    return kindOfStatus(httpStatus);
}

Failure::Kind qps::kindOfStatus(int httpStatus)
{
    switch (httpStatus) {
    case 400:
        return Kind::Rejected;
    case 401:
        return Kind::SignInRefused;
    case 403:
        return Kind::NotPermitted;
    case 404:
        return Kind::NotFound;
    case 405:
    case 415:
    case 501:
        return Kind::NotSupported;
    case 413:
    case 431:
        return Kind::TooLarge;
    case 429:
        return Kind::Throttled;
    case 503:
        return Kind::Maintenance;
    default:
        break;
    }
    if (httpStatus >= 300 && httpStatus < 400)
        return Kind::Redirected;
    if (httpStatus >= 500)
        return Kind::ServerError;
    return httpStatus >= 400 ? Kind::Rejected : Kind::NotQualys;
}

Failure qps::classifyOdd(const Raw &raw, const Result<Document> &document)
{
    Failure failure{.kind = Kind::NotQualys, .httpStatus = raw.status};
    const bool success = raw.status >= 200 && raw.status < 300;
    if (raw.status >= 300 && raw.status < 400) {
        failure.kind = Kind::Redirected;
        return failure;
    }
    if (raw.body.trimmed().isEmpty()) {
        failure.kind = success ? Kind::NotQualys : kindOfStatus(raw.status);
        failure.detail = u"the answer was empty"_s;
        return failure;
    }
    const Result<Document> classic = Document::parse(raw.body, {.classicDoctype = true});
    if (classic && isClassicError(classic->root()))
        return classicFailure(classic->root(), raw.status);
    if (document && std::string_view(document->root().name()) == "json")
        return gatewayFailure(document->root(), raw.status);
    if (looksHtml(raw)) {
        failure.kind = notQualysOr(raw.status);
        failure.detail = headlineOf(raw.body);
        return failure;
    }
    if (document) {
        failure.kind = notQualysOr(raw.status);
        const std::string_view name = localName(document->root());
        failure.detail =
            u"the answer's root element is %1"_s.arg(QString::fromUtf8(name.data(), qsizetype(name.size())));
        return failure;
    }
    failure = document.error();
    failure.httpStatus = raw.status;
    if (!success)
        failure.kind = kindOfStatus(raw.status);
    return failure;
}
