// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "qps/document.h"

#include "qps/jsontree.h"

#include <QRegularExpression>
#include <QStringDecoder>
#include <QTimeZone>
#include <QUtf8StringView>

#include <charconv>

using namespace Qt::StringLiterals;

namespace {

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

std::string_view trimmed(std::string_view text)
{
    const auto isSpace = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

/// White space at one end counts as padding only when a line end is in it.
std::string_view withoutPadding(std::string_view text)
{
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

/// The character data of an element without copying when it is one piece, as it nearly always is.
template <typename Use>
auto withText(pugi::xml_node element, Use use)
{
    const pugi::xml_node first = element.first_child();
    if (!first || !first.next_sibling())
        return use(std::string_view(element.child_value()));
    std::string joined;
    for (const pugi::xml_node piece : element)
        if (piece.type() == pugi::node_pcdata || piece.type() == pugi::node_cdata)
            joined += piece.value();
    return use(std::string_view(joined));
}

} // namespace

Result<qps::Document> qps::Document::parse(QByteArray body, const StructureCaps &caps)
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
    if (const auto problem = checkStructure(document.m_bytes, caps)) {
        using Problem = StructureProblem::Kind;
        if (problem->kind == Problem::Empty)
            return failed(Failure::Kind::NotQualys, describe(*problem));
        return failed(problem->kind == Problem::TooLarge ? Failure::Kind::AnswerTooLarge : Failure::Kind::Unreadable,
                      describe(*problem));
    }
    const pugi::xml_parse_result parsed = document.m_tree->load_buffer_inplace(
        document.m_bytes.data(), std::size_t(document.m_bytes.size()), pugi::parse_default, pugi::encoding_utf8);
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

std::string_view qps::localName(pugi::xml_node node)
{
    const std::string_view name = node.name();
    const std::size_t colon = name.rfind(':');
    return colon == name.npos ? name : name.substr(colon + 1);
}

QString qps::readText(pugi::xml_node element)
{
    return withText(element, [](std::string_view text) {
        const std::string_view kept = withoutPadding(text);
        return QString::fromUtf8(kept.data(), qsizetype(kept.size()));
    });
}

QString qps::readWord(pugi::xml_node element)
{
    return withText(element, [](std::string_view text) {
        const std::string_view kept = trimmed(text);
        return QString::fromUtf8(kept.data(), qsizetype(kept.size()));
    });
}

qint64 qps::readNumber(pugi::xml_node element, Issues &issues)
{
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
    const QString word = readWord(element);
    if (word.compare("true"_L1, Qt::CaseInsensitive) == 0 || word == "1"_L1)
        return true;
    if (word.compare("false"_L1, Qt::CaseInsensitive) != 0 && word != "0"_L1)
        issues.note(element, u"neither true nor false");
    return false;
}

QDateTime qps::readTime(pugi::xml_node element, Issues &issues)
{
    QString text = readWord(element);
    if (text.isEmpty())
        return {};
    static const QRegularExpression fraction(u"\\.\\d+"_s); // up to nine digits; Qt reads three
    text.remove(fraction);
    if (text.size() == 10)
        text += "T00:00:00Z"_L1;
    QDateTime time = QDateTime::fromString(text, Qt::ISODate);
    if (!time.isValid()) {
        issues.note(element, u"not a time");
        return {};
    }
    if (time.timeSpec() == Qt::LocalTime)
        time = QDateTime(time.date(), time.time(), QTimeZone::utc());
    return time.toUTC();
}
