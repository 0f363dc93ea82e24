// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "qps/structure.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <string_view>
#include <utility>

#if defined(__SSE2__) || defined(_M_X64)
#include <emmintrin.h>
#define LATCHKEY_HAS_SSE2
#endif

using namespace Qt::StringLiterals;

namespace {

using Kind = qps::StructureProblem::Kind;

constexpr bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// What markup consists of, '<', '>' and the two quotes, in its order. Looks at 64 bytes together, since an answer has
/// a mark every ten bytes: to ask memchr for each took half as long as the parser itself.
class Marks
{
public:
    explicit Marks(QByteArrayView bytes)
        : m_block(bytes.data())
        , m_end(bytes.data() + bytes.size())
    {
        load();
    }

    /// The next mark, else the end.
    const char *take()
    {
        while (m_bits == 0) {
            if (m_end - m_block <= blockSize)
                return m_end;
            m_block += blockSize;
            load();
        }
        const char *mark = m_block + std::countr_zero(m_bits);
        m_bits &= m_bits - 1;
        return mark;
    }

    /// Goes on at `at`.
    void skipTo(const char *at)
    {
        m_block = at;
        load();
    }

private:
    static constexpr qsizetype blockSize = 64;

    void load()
    {
        if (m_end - m_block >= blockSize) {
            m_bits = bitsOf(m_block);
            return;
        }
        std::array<char, blockSize> last{};
        std::copy(m_block, m_end, last.begin());
        m_bits = bitsOf(last.data());
    }

    static quint64 bitsOf(const char *block)
    {
        return bitsOf16(block) | bitsOf16(block + 16) << 16 | bitsOf16(block + 32) << 32 | bitsOf16(block + 48) << 48;
    }

    /// '<' and '>' differ in one bit, the quotes in two; '#' and '&', which are taken for quotes thereby, do no harm.
    static quint64 bitsOf16(const char *bytes)
    {
        constexpr char angle = '<', angleMask = char(~('<' ^ '>')), quote = '"', quoteMask = char(~('"' ^ '\''));
#ifdef LATCHKEY_HAS_SSE2
        const __m128i all = _mm_loadu_si128(reinterpret_cast<const __m128i *>(bytes));
        const auto where = [all](char c, char mask) {
            return _mm_cmpeq_epi8(_mm_and_si128(all, _mm_set1_epi8(mask)), _mm_set1_epi8(c));
        };
        return quint64(unsigned(_mm_movemask_epi8(_mm_or_si128(where(angle, angleMask), where(quote, quoteMask)))));
#else
        quint64 bits = 0;
        for (int i = 0; i < 16; ++i)
            bits |= quint64((bytes[i] & angleMask) == angle || (bytes[i] & quoteMask) == quote) << i;
        return bits;
#endif
    }

    const char *m_block, *m_end;
    quint64 m_bits = 0;
};

/// The check itself. What hardly occurs, such as attributes and comments, is looked at in functions of its own, so that
/// the loop over the ordinary tags keeps to registers.
class Scanner
{
public:
    Scanner(QByteArrayView xml, const qps::StructureCaps &caps, qps::Unread unread, std::vector<qps::Stretch> *found)
        : m_begin(xml.data())
        , m_end(xml.data() + xml.size())
        , m_caps(caps)
        , m_unread(unread)
        , m_found(found)
    {
        for (const std::string_view name : unread)
            m_unreadKinds |= kindOf(name.data(), qsizetype(name.size()));
    }

    std::optional<qps::StructureProblem> run() const
    {
        Marks marks(QByteArrayView(m_begin, m_end));
        const char *at = startsWith(m_begin, "\xEF\xBB\xBF") ? m_begin + 3 : m_begin;
        int depth = 0;
        bool sawRoot = false, cuts = true;
        while (true) {
            const char *mark = marks.take();
            if (mark < m_end && *mark != '<')
                continue; // belongs to a text
            if (mark - at > m_caps.text)
                return problem(Kind::TextTooLong, at);
            if (depth == 0)
                if (const char *text = std::find_if_not(at, mark, isSpace); text != mark)
                    return problem(Kind::NotXml, text);
            if (mark == m_end)
                break;
            at = mark + 1;
            if (at == m_end)
                return problem(Kind::Cut, at);
            const bool closes = *at == '/';
            if (!closes && (*at == '?' || *at == '!')) {
                const Special special = takeSpecial(at);
                if (special.problem)
                    return problem(*special.problem, at);
                marks.skipTo(at = special.end);
                continue;
            }
            if (depth == 0 && (closes || std::exchange(sawRoot, true)))
                return problem(Kind::NotXml, at);
            const char *name = at + closes;
            const char *end = marks.take();
            if (end == m_end || *end != '>' || end - name > m_caps.name) {
                const Special special = takeAttributes(name, end);
                if (special.problem)
                    return problem(*special.problem, at);
                marks.skipTo((end = special.end) + 1);
            }
            if (end == name || isSpace(*name))
                return problem(Kind::NotXml, at);
            if (closes)
                --depth;
            else if (end[-1] != '/' && ++depth > m_caps.depth)
                return problem(Kind::TooDeep, at);
            at = end + 1;
            if (depth == depthInRecord && !closes && isUnread(name, end) && cuts) {
                const char *behind = behindUnread(name, end);
                cuts = behind; // once only: to look in vain again and again could take forever
                if (!cuts)
                    continue;
                m_found->push_back({mark - m_begin, behind - m_begin});
                marks.skipTo(at = behind);
                --depth;
            }
        }
        if (!sawRoot)
            return problem(Kind::NotXml, at);
        if (depth > 0)
            return problem(Kind::Cut, m_end);
        return std::nullopt;
    }

private:
    struct Special
    {
        const char *end = nullptr;
        std::optional<Kind> problem = {};
    };

    qps::StructureProblem problem(Kind kind, const char *at) const { return {kind, at - m_begin}; }

    bool startsWith(const char *at, std::string_view word) const
    {
        return std::string_view(at, std::size_t(m_end - at)).starts_with(word);
    }

    /// A declaration, a comment, a processing instruction or a CDATA section; its end is the byte behind it.
    Special takeSpecial(const char *at) const
    {
        if (*at == '?')
            return skipPast(at, "?>");
        if (startsWith(at, "!--"))
            return skipPast(at, "-->");
        if (startsWith(at, "![CDATA["))
            return skipPast(at, "]]>");
        const std::string_view rest(at, std::size_t(m_end - at));
        const std::size_t end = rest.find('>');
        if (!m_caps.classicDoctype || end == rest.npos || rest.substr(0, end).find('[') != rest.npos)
            return {.problem = Kind::HasDoctype};
        return {.end = at + end + 1};
    }

    Special skipPast(const char *at, std::string_view word) const
    {
        const std::size_t found = std::string_view(at, std::size_t(m_end - at)).find(word);
        if (found == std::string_view::npos)
            return {.problem = Kind::Cut};
        if (qsizetype(found) > m_caps.text)
            return {.problem = Kind::TextTooLong};
        return {.end = at + found + word.size()};
    }

    /// The rest of a tag that is more than a name: up to its '>'. `mark` is the first in it.
    Special takeAttributes(const char *at, const char *mark) const
    {
        if (std::find_if(at, mark, isSpace) - at > m_caps.name)
            return {.problem = Kind::NameTooLong};
        int attributes = 0;
        for (at = mark; at < m_end && *at != '<' && *at != '>'; ++at) {
            if (*at != '"' && *at != '\'')
                continue;
            if (++attributes > m_caps.attributes)
                return {.problem = Kind::TooManyAttributes};
            const char *value = at + 1;
            at = std::find(value, m_end, *at);
            if (at == m_end)
                break;
            if (at - value > m_caps.text)
                return {.problem = Kind::TextTooLong};
        }
        if (at == m_end)
            return {.problem = Kind::Cut};
        return *at == '<' ? Special{.problem = Kind::NotXml} : Special{.end = at};
    }

    /// Initial and length as a bit, so that one look at a set of them tells most names.
    static quint64 kindOf(const char *name, qsizetype length) { return quint64(1) << ((*name ^ (length * 7)) & 63); }

    bool isUnread(const char *name, const char *end) const
    {
        return (m_unreadKinds & kindOf(name, end - name)) && end[-1] != '/' &&
               std::ranges::find(m_unread, std::string_view(name, std::size_t(end - name))) != m_unread.end();
    }

    /// Behind the end tag of a plain element: one with elements and texts in it and no more. Null when it is not, which
    /// includes all that is not well-formed in a way that could hide where it ends.
    const char *behindUnread(const char *name, const char *end) const
    {
        const std::string_view tag(name, std::size_t(end + 1 - name));
        int open = 1;
        for (const char *at = end;;) {
            at = find(at, '<');
            if (!at)
                return nullptr;
            ++at;
            if (at == m_end || *at == '!' || *at == '?')
                return nullptr;
            if (*at == '/') {
                --open;
                if (open == 0)
                    return startsWith(++at, tag) ? at + tag.size() : nullptr;
                continue;
            }
            at = find(at, '>');
            if (!at)
                return nullptr;
            open += at[-1] != '/';
        }
    }

    const char *find(const char *at, char c) const
    {
        return static_cast<const char *>(std::memchr(at, c, std::size_t(m_end - at)));
    }

    static constexpr int depthInRecord = 4; // ServiceResponse, data, the record, and this

    const char *const m_begin, *const m_end;
    const qps::StructureCaps m_caps;
    const qps::Unread m_unread;
    std::vector<qps::Stretch> *const m_found;
    quint64 m_unreadKinds = 0;
};

} // namespace

std::optional<qps::StructureProblem> qps::checkStructure(QByteArrayView xml, const StructureCaps &caps, Unread unread,
                                                         std::vector<Stretch> *found)
{
    if (xml.isEmpty())
        return StructureProblem{Kind::Empty, 0};
    if (xml.size() > caps.bytes)
        return StructureProblem{Kind::TooLarge, xml.size()};
    if (const void *nul = std::memchr(xml.data(), 0, std::size_t(xml.size())))
        return StructureProblem{Kind::HasNul, static_cast<const char *>(nul) - xml.data()};
    return Scanner(xml, caps, found ? unread : Unread(), found).run();
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
