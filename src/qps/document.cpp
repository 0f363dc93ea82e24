// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "qps/document.h"

#include "qps/jsontree.h"

#include <QLoggingCategory>
#include <QRegularExpression>
#include <QStringDecoder>
#include <QTimeZone>
#include <QUtf8StringView>

#include <charconv>
#include <chrono>
#include <cstring>

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcQps, "latchkey.qps", QtInfoMsg)

/// The name after encoding= in an XML declaration at the start, or empty.
QByteArray declaredEncoding(const QByteArray &body)
{
    const qsizetype start = body.startsWith("\xEF\xBB\xBF") ? 3 : 0;
    if (!QByteArrayView(body).sliced(start).startsWith("<?xml"))
        return {};
    const qsizetype end = body.indexOf("?>");
    const QByteArray declaration = body.left(std::min<qsizetype>(end < 0 ? 0 : end, 200));
    const qsizetype at = declaration.indexOf("encoding");
    if (at < 0)
        return {};
    qsizetype open = at + 8;
    while (open < declaration.size() && declaration[open] != '"' && declaration[open] != '\'')
        ++open;
    if (open >= declaration.size())
        return {};
    const qsizetype close = declaration.indexOf(declaration[open], open + 1);
    return close < 0 ? QByteArray() : declaration.sliced(open + 1, close - open - 1).trimmed();
}

bool isUtf8Name(const QByteArray &name)
{
    return name.isEmpty() || name.compare("UTF-8", Qt::CaseInsensitive) == 0 ||
           name.compare("UTF8", Qt::CaseInsensitive) == 0 || name.compare("US-ASCII", Qt::CaseInsensitive) == 0;
}

bool looksUtf16(const QByteArray &body)
{
    return body.startsWith("\xFF\xFE") || body.startsWith("\xFE\xFF") || body.startsWith(QByteArray("<\0", 2)) ||
           body.startsWith(QByteArray("\0<", 2));
}

Result<QByteArray> toUtf8(QByteArray body)
{
    if (looksUtf16(body)) {
        const bool big = body.startsWith("\xFE\xFF") || body.startsWith(QByteArray("\0<", 2));
        QStringDecoder decoder(big ? QStringConverter::Utf16BE : QStringConverter::Utf16LE);
        const QString text = decoder.decode(body);
        return decoder.hasError() ? failed(Failure::Kind::Unreadable, u"incorrectly encoded content"_s)
                                  : Result<QByteArray>(text.toUtf8());
    }
    const QByteArray name = declaredEncoding(body);
    if (isUtf8Name(name)) {
        if (!QUtf8StringView(body).isValidUtf8())
            return failed(Failure::Kind::Unreadable, u"incorrectly encoded content: not UTF-8"_s);
        return body;
    }
    QStringDecoder decoder(name.constData());
    if (!decoder.isValid())
        return failed(Failure::Kind::Unreadable, u"unknown encoding %1"_s.arg(QString::fromLatin1(name.left(40))));
    const QString text = decoder.decode(body);
    if (decoder.hasError())
        return failed(Failure::Kind::Unreadable, u"incorrectly encoded content"_s);
    return text.toUtf8();
}

bool looksJson(const QByteArray &body)
{
    for (const char c : body)
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
            return c == '{' || c == '[';
    return false;
}

constexpr bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

/// White space at one end counts as padding only when a line end is in it.
std::string_view withoutPadding(std::string_view text)
{
    if (text.empty() || (!isSpace(text.front()) && !isSpace(text.back())))
        return text;
    const std::string_view core = trimmed(text);
    if (core.empty())
        return text.find('\n') == text.npos ? text : core;
    const std::size_t front = std::size_t(core.data() - text.data());
    const std::size_t back = text.size() - front - core.size();
    if (text.substr(0, front).find('\n') != text.npos)
        text.remove_prefix(front);
    if (text.substr(text.size() - back).find('\n') != text.npos)
        text.remove_suffix(back);
    return text;
}

/// The character data of an element without copying when it is one piece, as it nearly always is. The piece before any
/// child is the element's own value; a tree that was made from JSON has it in a child.
template <typename Use>
auto withText(pugi::xml_node element, Use use)
{
    const pugi::xml_node first = element.first_child();
    if (!first)
        return use(std::string_view(element.value()));
    std::string joined = element.value();
    for (const pugi::xml_node piece : element)
        if (piece.type() == pugi::node_pcdata || piece.type() == pugi::node_cdata)
            joined += piece.value();
    return use(std::string_view(joined));
}

QString toString(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

/// A number of at most 18 digits and nothing else, as all ids and counts are. What is padded, longer or signed is for
/// the careful way.
std::optional<qint64> readDigits(pugi::xml_node element)
{
    const char *at = element.value();
    qint64 number = 0;
    int digits = 0;
    for (; *at >= '0' && *at <= '9' && digits < 18; ++at, ++digits)
        number = number * 10 + (*at - '0');
    return digits > 0 && *at == '\0' && !element.first_child() ? std::optional(number) : std::nullopt;
}

/// Of the last eight bytes, where the names of one kind differ.
std::size_t hashOf(std::string_view text)
{
    quint64 bits = 0;
    if (text.size() >= sizeof bits)
        std::memcpy(&bits, text.data() + text.size() - sizeof bits, sizeof bits);
    else
        for (const char c : text)
            bits = bits << 8 | static_cast<unsigned char>(c);
    return std::size_t((bits ^ text.size()) * 0x9E37'79B9'7F4A'7C15 >> 52);
}

/// "2022-06-01T14:05:33Z", as the service writes nearly all of its times, without the way through a string.
std::optional<QDateTime> readUsualTime(std::string_view text)
{
    constexpr std::string_view form = "0000-00-00T00:00:00Z";
    if (text.size() != form.size())
        return std::nullopt;
    for (const std::size_t i : {4, 7, 10, 13, 16, 19})
        if (text[i] != form[i])
            return std::nullopt;
    bool areDigits = true;
    const auto number = [&areDigits, text](std::size_t at, std::size_t length) {
        int value = 0;
        for (const char c : text.substr(at, length)) {
            areDigits = areDigits && c >= '0' && c <= '9';
            value = value * 10 + (c - '0');
        }
        return value;
    };
    namespace chr = std::chrono;
    const chr::year_month_day day{chr::year(number(0, 4)), chr::month(unsigned(number(5, 2))),
                                  chr::day(unsigned(number(8, 2)))};
    const int hour = number(11, 2), minute = number(14, 2), second = number(17, 2);
    if (!areDigits || !day.ok() || day.year() < chr::year(1) || hour > 23 || minute > 59 || second > 59)
        return std::nullopt;
    const chr::sys_time<chr::milliseconds> moment =
        chr::sys_days(day) + chr::hours(hour) + chr::minutes(minute) + chr::seconds(second);
    // A time that has been UTC stays so; each Qt would like it told by another constructor.
    static const QDateTime epoch = QDateTime::fromString(u"1970-01-01T00:00:00Z"_s, Qt::ISODate);
    QDateTime time = epoch;
    time.setMSecsSinceEpoch(moment.time_since_epoch().count());
    return time;
}

/// Null when it is none.
QDateTime readOtherTime(QString text)
{
    static const QRegularExpression fraction(u"\\.\\d+"_s); // up to nine digits; Qt reads three
    text.remove(fraction);
    if (text.size() == 10)
        text += "T00:00:00Z"_L1;
    const QDateTime time = QDateTime::fromString(text, Qt::ISODate);
    if (!time.isValid())
        return {};
    return time.timeSpec() == Qt::LocalTime ? QDateTime(time.date(), time.time(), QTimeZone::utc()).toUTC()
                                            : time.toUTC();
}

void cutOut(const std::vector<qps::Stretch> &stretches, QByteArray &bytes)
{
    if (stretches.empty())
        return;
    char *const begin = bytes.data(), *to = begin + stretches.front().begin;
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        const qsizetype from = stretches[i].end;
        const qsizetype next = i + 1 < stretches.size() ? stretches[i + 1].begin : bytes.size();
        std::memmove(to, begin + from, std::size_t(next - from));
        to += next - from;
    }
    bytes.truncate(to - begin);
}

} // namespace

Result<qps::Document> qps::Document::parse(QByteArray body, const StructureCaps &caps, Unread unread)
{
    Document document;
    document.m_tree = std::make_unique<pugi::xml_document>();
    if (looksJson(body)) {
        if (body.size() > caps.bytes)
            return failed(Failure::Kind::AnswerTooLarge);
        if (const Outcome built = buildTree(body, *document.m_tree, caps.depth); !built)
            return tl::unexpected(built.error());
        return document;
    }
    Result<QByteArray> utf8 = toUtf8(std::move(body));
    if (!utf8)
        return tl::unexpected(utf8.error());
    document.m_bytes = std::move(*utf8);
    std::vector<Stretch> passedOver;
    if (const auto problem = checkStructure(document.m_bytes, caps, unread, &passedOver)) {
        using Problem = StructureProblem::Kind;
        if (problem->kind == Problem::Empty)
            return failed(Failure::Kind::NotQualys, describe(*problem));
        return failed(problem->kind == Problem::TooLarge ? Failure::Kind::AnswerTooLarge : Failure::Kind::Unreadable,
                      describe(*problem));
    }
    cutOut(passedOver, document.m_bytes);
    // Text as its element's value makes half as many nodes.
    constexpr unsigned options = pugi::parse_default | pugi::parse_embed_pcdata;
    const pugi::xml_parse_result parsed = document.m_tree->load_buffer_inplace(
        document.m_bytes.data(), std::size_t(document.m_bytes.size()), options, pugi::encoding_utf8);
    if (!parsed)
        return failed(Failure::Kind::Unreadable,
                      u"%1 (byte %2)"_s.arg(QString::fromLatin1(parsed.description())).arg(parsed.offset));
    return document;
}

void qps::Issues::note(pugi::xml_node element, QStringView what)
{
    if (!m_first.isEmpty())
        return;
    m_first = u"%1: %2 (byte %3)"_s.arg(QString::fromUtf8(element.name()), what).arg(element.offset_debug());
}

QString qps::RepeatedWords::of(std::string_view utf8)
{
    constexpr std::size_t capacity = 1'024, probes = 8;
    if (m_table.empty())
        m_table.resize(capacity);
    const std::size_t hash = hashOf(utf8);
    for (std::size_t i = 0; i < probes; ++i) {
        Entry &entry = m_table[(hash + i) % capacity];
        if (entry.word.isNull())
            entry = {std::string(utf8), toString(utf8)};
        if (entry.bytes == utf8)
            return entry.word;
    }
    return toString(utf8);
}

std::string_view qps::localName(pugi::xml_node node)
{
    return localName(std::string_view(node.name()));
}

std::string_view qps::localName(std::string_view name)
{
    const std::size_t colon = name.find(':');
    return colon == name.npos ? name : name.substr(colon + 1);
}

QString qps::readText(pugi::xml_node element)
{
    return withText(element, [](std::string_view text) { return toString(withoutPadding(text)); });
}

QString qps::readText(pugi::xml_node element, RepeatedWords &words)
{
    return withText(element, [&](std::string_view text) { return words.of(withoutPadding(text)); });
}

bool qps::isRepeated(pugi::xml_node field)
{
    const std::string_view name = field.name();
    for (pugi::xml_node before = field.previous_sibling(); before; before = before.previous_sibling())
        if (before.name() == name) {
            qCWarning(lcQps) << "an answer has a field twice, the first counts:"
                             << QLatin1StringView(
                                    QByteArrayView(name).first(std::min(qsizetype(name.size()), qsizetype(60))));
            return true;
        }
    return false;
}

QString qps::readWord(pugi::xml_node element)
{
    return withText(element, [](std::string_view text) { return toString(trimmed(text)); });
}

QString qps::readWord(pugi::xml_node element, RepeatedWords &words)
{
    return withText(element, [&](std::string_view text) { return words.of(trimmed(text)); });
}

qint64 qps::readNumber(pugi::xml_node element, Issues &issues)
{
    if (const std::optional<qint64> usual = readDigits(element))
        return *usual;
    return withText(element, [&](std::string_view text) -> qint64 {
        const std::string_view digits = trimmed(text);
        qint64 number = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (error != std::errc() || end != digits.data() + digits.size())
            issues.note(element, u"not a number");
        return number;
    });
}

bool qps::readFlag(pugi::xml_node element, Issues &issues)
{
    return withText(element, [&](std::string_view text) {
        const std::string_view bytes = trimmed(text);
        if (bytes == "false" || bytes == "true")
            return bytes.front() == 't';
        const QLatin1StringView word(bytes.data(), qsizetype(bytes.size()));
        if (word.compare("true"_L1, Qt::CaseInsensitive) == 0 || word == "1"_L1)
            return true;
        if (word.compare("false"_L1, Qt::CaseInsensitive) != 0 && word != "0"_L1)
            issues.note(element, u"neither true nor false");
        return false;
    });
}

QDateTime qps::readTime(pugi::xml_node element, Issues &issues)
{
    return withText(element, [&](std::string_view bytes) -> QDateTime {
        const std::string_view word = trimmed(bytes);
        if (word.empty())
            return {};
        if (const std::optional<QDateTime> usual = readUsualTime(word))
            return *usual;
        const QDateTime time = readOtherTime(toString(word));
        if (!time.isValid())
            issues.note(element, u"not a time");
        return time;
    });
}
