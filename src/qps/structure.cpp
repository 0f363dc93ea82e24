// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "qps/structure.h"

#include <cstring>

using namespace Qt::StringLiterals;

namespace {

using Kind = qps::StructureProblem::Kind;

constexpr bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

class Scanner
{
public:
    Scanner(QByteArrayView xml, const qps::StructureCaps &caps)
        : m_begin(xml.data())
        , m_at(xml.data())
        , m_end(xml.data() + xml.size())
        , m_caps(caps)
    {
    }

    std::optional<qps::StructureProblem> run()
    {
        skipByteOrderMark();
        bool sawElement = false;
        while (m_at < m_end && !m_problem) {
            const char *tag = static_cast<const char *>(std::memchr(m_at, '<', std::size_t(m_end - m_at)));
            takeText(tag ? tag : m_end);
            if (!tag || m_problem)
                break;
            m_at = tag + 1;
            if (m_depth == 0 && sawElement && m_at < m_end && *m_at != '!' && *m_at != '?')
                note(Kind::NotXml); // a second root
            else
                takeMarkup();
            sawElement = sawElement || m_depth > 0 || m_closedRoot;
        }
        if (!m_problem && !sawElement)
            note(Kind::NotXml);
        else if (!m_problem && m_depth != 0)
            note(Kind::Cut);
        return m_problem;
    }

private:
    void note(Kind kind)
    {
        if (!m_problem)
            m_problem = qps::StructureProblem{kind, m_at - m_begin};
    }

    void skipByteOrderMark()
    {
        if (m_end - m_at >= 3 && std::memcmp(m_at, "\xEF\xBB\xBF", 3) == 0)
            m_at += 3;
    }

    void takeText(const char *until)
    {
        if (until - m_at > m_caps.text)
            return note(Kind::TextTooLong);
        if (m_depth > 0)
            return;
        for (const char *c = m_at; c < until; ++c)
            if (!isSpace(*c)) {
                m_at = c;
                return note(Kind::NotXml);
            }
    }

    bool startsWith(const char *word) const
    {
        const auto length = std::ptrdiff_t(std::strlen(word));
        return m_end - m_at >= length && std::memcmp(m_at, word, std::size_t(length)) == 0;
    }

    /// Moves behind the next occurrence of `word`, or notes that the document is cut.
    void skipPast(const char *word)
    {
        const qsizetype found = QByteArrayView(m_at, m_end - m_at).indexOf(QByteArrayView(word));
        if (found < 0)
            return note(Kind::Cut);
        if (found > m_caps.text)
            return note(Kind::TextTooLong);
        m_at += found + qsizetype(std::strlen(word));
    }

    void takeMarkup()
    {
        if (m_at == m_end)
            return note(Kind::Cut);
        if (*m_at == '?')
            return skipPast("?>");
        if (startsWith("!--"))
            return skipPast("-->");
        if (startsWith("![CDATA["))
            return skipPast("]]>");
        if (*m_at == '!')
            return takeDoctype();
        if (*m_at == '/')
            return takeEndTag();
        takeStartTag();
    }

    void takeDoctype()
    {
        const char *end = static_cast<const char *>(std::memchr(m_at, '>', std::size_t(m_end - m_at)));
        if (!m_caps.classicDoctype || !end || std::memchr(m_at, '[', std::size_t(end - m_at)))
            return note(Kind::HasDoctype);
        m_at = end + 1;
    }

    void takeEndTag()
    {
        if (m_depth == 0)
            return note(Kind::NotXml);
        const char *end = static_cast<const char *>(std::memchr(m_at, '>', std::size_t(m_end - m_at)));
        if (!end)
            return note(Kind::Cut);
        if (end - m_at > m_caps.name + 16)
            return note(Kind::NameTooLong);
        m_at = end + 1;
        m_closedRoot = --m_depth == 0;
    }

    void takeStartTag()
    {
        const char *name = m_at;
        while (m_at < m_end && !isSpace(*m_at) && *m_at != '>' && *m_at != '/')
            ++m_at;
        if (m_at - name > m_caps.name)
            return note(Kind::NameTooLong);
        if (m_at == name)
            return note(Kind::NotXml);
        int attributes = 0;
        for (; m_at < m_end && *m_at != '>'; ++m_at) {
            if (*m_at == '<')
                return note(Kind::NotXml);
            if (*m_at != '"' && *m_at != '\'')
                continue;
            if (++attributes > m_caps.attributes)
                return note(Kind::TooManyAttributes);
            const char *value = m_at + 1;
            const auto *close = static_cast<const char *>(std::memchr(value, *m_at, std::size_t(m_end - value)));
            if (!close)
                return note(Kind::Cut);
            if (close - value > m_caps.text)
                return note(Kind::TextTooLong);
            m_at = close;
        }
        if (m_at == m_end)
            return note(Kind::Cut);
        const bool empty = m_at[-1] == '/';
        ++m_at;
        if (empty)
            m_closedRoot = m_closedRoot || m_depth == 0;
        else if (++m_depth > m_caps.depth)
            note(Kind::TooDeep);
    }

    const char *m_begin, *m_at, *m_end;
    const qps::StructureCaps &m_caps;
    int m_depth = 0;
    bool m_closedRoot = false;
    std::optional<qps::StructureProblem> m_problem;
};

} // namespace

std::optional<qps::StructureProblem> qps::checkStructure(QByteArrayView xml, const StructureCaps &caps)
{
    if (xml.isEmpty())
        return StructureProblem{Kind::Empty, 0};
    if (xml.size() > caps.bytes)
        return StructureProblem{Kind::TooLarge, xml.size()};
    if (const void *nul = std::memchr(xml.data(), 0, std::size_t(xml.size())))
        return StructureProblem{Kind::HasNul, static_cast<const char *>(nul) - xml.data()};
    return Scanner(xml, caps).run();
}

QString qps::describe(const StructureProblem &problem)
{
    const auto what = [&]() -> QLatin1StringView {
        switch (problem.kind) {
        case Kind::Empty:
            return "the answer is empty"_L1;
        case Kind::TooLarge:
            return "the answer is larger than the cap"_L1;
        case Kind::NotXml:
            return "not well-formed XML"_L1;
        case Kind::HasDoctype:
            return "a document type declaration, which no answer of the service has"_L1;
        case Kind::TooDeep:
            return "elements nested too deeply"_L1;
        case Kind::TooManyAttributes:
            return "too many attributes on one element"_L1;
        case Kind::TextTooLong:
            return "a text longer than the cap"_L1;
        case Kind::NameTooLong:
            return "an element name longer than the cap"_L1;
        case Kind::Cut:
            return "the answer ends in the middle"_L1;
        case Kind::HasNul:
            return "a NUL byte"_L1;
        }
        return {};
    }();
    return u"%1 (byte %2)"_s.arg(what).arg(problem.offset);
}
