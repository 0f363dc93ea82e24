// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agents/agentcompile.h"

#include "domain/agents/agentdetails.h"
#include "domain/filter/folding.h"
#include "domain/filter/valuetests.h"

using namespace Qt::StringLiterals;
using namespace agenttests;

namespace {

constexpr qint64 secondsOfDay = 86'400;
constexpr auto statusPrefix = "STATUS_"_L1;

template <typename Value>
WordSet meantOf(const WordList<Value> &list, const auto &test)
{
    WordSet meant(list.size());
    for (quint32 i = 0; i < meant.size(); ++i)
        meant[i] = test(list[i]);
    return meant;
}

class Compiler
{
public:
    Compiler(const AgentRows &agents, const AgentFilterContext &context)
        : m_agents(agents)
        , m_words(agents.words())
        , m_context(context)
    {
    }

    AgentTestPtr node(const FilterNode &node) const
    {
        if (node.kind == FilterNode::Kind::Word)
            return word(node.word);
        if (node.kind == FilterNode::Kind::Clause)
            return node.clause.op == FilterOp::NotEqual ? negated(clause(node.clause)) : clause(node.clause);
        std::vector<AgentTestPtr> tests;
        tests.reserve(node.children.size());
        for (const FilterNode &child : node.children)
            tests.push_back(this->node(child));
        if (node.kind == FilterNode::Kind::Any)
            return any(std::move(tests));
        AgentTestPtr together = all(std::move(tests));
        return node.kind == FilterNode::Kind::Not ? negated(std::move(together)) : std::move(together);
    }

private:
    AgentTestPtr word(const QString &word) const;
    AgentTestPtr clause(const FilterClause &clause) const; ///< != means the opposite of what this returns
    AgentTestPtr folded(const FilterClause &clause, TextPart part) const;
    AgentTestPtr status(const FilterClause &clause) const;
    AgentTestPtr key(const FilterClause &clause) const;
    AgentTestPtr state(const QString &word) const;
    AgentTestPtr part(const QString &part) const;
    AgentTestPtr behind() const;
    WordSet tagsMeant(const TextTest &test) const;
    void addDomains(const std::string &needle, std::vector<AgentTestPtr> &tests) const;

    const AgentRows &m_agents;
    const AgentWords &m_words;
    const AgentFilterContext &m_context;
};

WordSet Compiler::tagsMeant(const TextTest &test) const
{
    return meantOf(m_words.tags, [&](const TagRef &tag) -> bool {
        if (!tag.id && tag.name.isEmpty())
            return false;
        const Tag *known = tag.name.isEmpty() ? m_context.tags.find(tag.id) : nullptr;
        return test(known ? known->name : tag.name) ||
               (m_context.tags.find(tag.id) && test(m_context.tags.path(tag.id)));
    });
}

/// The DNS name is the name and a domain, so a needle is in the domain, in the name, or across the two.
void Compiler::addDomains(const std::string &needle, std::vector<AgentTestPtr> &tests) const
{
    const auto view = [](const QByteArray &bytes) {
        return std::string_view(bytes.constData(), std::size_t(bytes.size()));
    };
    tests.push_back(cells(AgentCell::Domain, meantOf(m_words.domains, [&](const QByteArray &domain) {
                              return view(domain).find(needle) != std::string_view::npos;
                          })));
    for (std::size_t dot = needle.find('.', 1); dot != std::string::npos; dot = needle.find('.', dot + 1)) {
        WordSet domains = meantOf(m_words.domains, [&](const QByteArray &domain) {
            return view(domain).starts_with(std::string_view(needle).substr(dot));
        });
        if (std::ranges::find(domains, quint8(1)) != domains.end())
            tests.push_back(nameWithDomain(needle.substr(0, dot), std::move(domains)));
    }
}

/// A word is looked for wherever a person can see it: name, addresses, id, operating system, tags and key.
AgentTestPtr Compiler::word(const QString &word) const
{
    const Needle needle(word);
    const std::string bytes = foldedBytes(word);
    if (bytes.empty())
        return all({});
    std::vector<AgentTestPtr> tests;
    tests.push_back(
        cells(AgentCell::System, meantOf(m_words.systems, [&](const QString &os) { return needle.within(os); })));
    tests.push_back(cells(AgentCell::Key, meantOf(m_words.keys, [&](const KeyWord &key) {
                              return needle.within(key.title) || needle.within(key.tail);
                          })));
    tests.push_back(tags(tagsMeant([&](QStringView text) { return needle.within(text); })));
    addDomains(bytes, tests);
    std::string digits;
    for (const QChar c : word)
        digits += c.digitValue() >= 0 ? char('0' + c.digitValue()) : 'x';
    if (digits.find('x') == std::string::npos)
        tests.push_back(idDigits(digits));
    tests.push_back(text(TextPart::Names, bytes, false));
    tests.push_back(text(TextPart::Address, bytes, false));
    return any(std::move(tests));
}

AgentTestPtr Compiler::folded(const FilterClause &clause, TextPart part) const
{
    if (clause.op == FilterOp::Matches)
        return rows([pattern = clause.pattern, part](const AgentChunk &chunk, quint32 row) {
            const std::string_view details = chunk.texts->detailsOf(row);
            return pattern
                .match(part == TextPart::Address ? agentdetails::address(chunk.texts->addresses[row], details)
                                                 : agentdetails::name(chunk.texts->names[row], details))
                .hasMatch();
        });
    std::vector<AgentTestPtr> tests;
    for (const FilterValue &value : clause.values)
        tests.push_back(text(part, foldedBytes(value.text), clause.op != FilterOp::Has));
    return any(std::move(tests));
}

/// "active" is not found in STATUS_INACTIVE: what is typed is the beginning.
AgentTestPtr Compiler::status(const FilterClause &clause) const
{
    return cells(AgentCell::Kind, meantOf(m_words.kinds, [&](const KindWord &kind) -> bool {
                     const QString bare =
                         kind.status.startsWith(statusPrefix) ? kind.status.mid(statusPrefix.size()) : kind.status;
                     if (clause.op == FilterOp::Matches)
                         return clause.pattern.match(kind.status).hasMatch();
                     return std::ranges::any_of(clause.values, [&](const FilterValue &value) {
                         const QString wanted = searchFolded(value.text);
                         if (clause.op != FilterOp::Has)
                             return wanted == searchFolded(bare) || wanted == searchFolded(kind.status);
                         return searchFolded(bare).startsWith(wanted) || searchFolded(kind.status).startsWith(wanted);
                     });
                 }));
}

/// By title, by the last six characters, or by the whole value, of which only the hash is known here.
AgentTestPtr Compiler::key(const FilterClause &clause) const
{
    const TextTest test = textTest(clause);
    QList<quint64> hashes;
    for (const FilterValue &value : clause.values)
        hashes << agentKeyHash(value.text);
    return cells(AgentCell::Key, meantOf(m_words.keys, [&](const KeyWord &key) {
                     return test(key.title) || test(key.tail) || (key.hash != 0 && hashes.contains(key.hash));
                 }));
}

AgentTestPtr Compiler::behind() const
{
    std::vector<std::optional<AgentVersion>> newest(m_words.kinds.size());
    for (quint32 i = 0; i < newest.size(); ++i)
        if (const auto known = m_agents.newestVersions().constFind(m_words.kinds[i].platform);
            known != m_agents.newestVersions().cend())
            newest[i] = *known;
    return rows(
        [newest = std::move(newest), versions = m_words.versions](const AgentChunk &chunk, quint32 row) {
            const std::optional<AgentVersion> &version = versions[chunk[AgentCell::Version][row]].number;
            const std::optional<AgentVersion> &most = newest[chunk[AgentCell::Kind][row]];
            return version && most && *version < *most;
        },
        AgentTest::Tags);
}

AgentTestPtr Compiler::state(const QString &word) const
{
    if (word == "stale"_L1)
        return seconds(AgentCell::CheckedIn,
                       [limit = m_context.now.toSecsSinceEpoch() - m_context.staleDays * secondsOfDay](
                           std::optional<qint64> at) { return at && *at < limit; });
    if (word == "never"_L1)
        return seconds(AgentCell::CheckedIn, [](std::optional<qint64> at) { return !at; });
    if (word == "behind"_L1)
        return behind();
    if (word == "nomodules"_L1)
        return negated(part(u"module"_s));
    if (word == "active"_L1 || word == "inactive"_L1)
        return status({.op = FilterOp::Equal, .values = {FilterValue{.text = word}}});
    if (word == "refused"_L1)
        return m_context.refused ? bits(std::make_shared<RowBits>(m_context.refused->rowsIn(m_agents))) : none();
    return bits(word == "duplicate"_L1  ? m_context.duplicates
                : word == "failed"_L1   ? m_context.failed
                : word == "conflict"_L1 ? m_context.conflicts
                : word == "selected"_L1 ? m_context.selected
                                        : m_context.staged);
}

/// What has: asks of an agent, for a part such as "tag" or "module.FIM".
AgentTestPtr Compiler::part(const QString &part) const
{
    const qsizetype dot = part.indexOf(u'.');
    const QString word = part.left(dot < 0 ? part.size() : dot);
    const FilterClause rest{.values = {FilterValue{.text = dot < 0 ? QString() : part.mid(dot + 1)}}};
    const auto flagged = [](quint16 flags) {
        return rows([flags](const AgentChunk &chunk,
                            quint32 row) { return (agentdetails::flagsOf(chunk.texts->detailsOf(row)) & flags) != 0; },
                    AgentTest::Tags);
    };
    if (word == "module"_L1)
        return cells(AgentCell::Modules,
                     dot < 0 ? meantOf(
                                   m_words.modules, [](const ModulesWord &m) { return !m.words.isEmpty(); })
                             : modulesMeant(m_words, rest));
    if (word == "tag"_L1)
        return tags(dot < 0 ? WordSet(m_words.tags.size(), 1) : tagsMeant(textTest(rest)));
    if (word == "key"_L1)
        return cells(AgentCell::Key, meantOf(m_words.keys, [](const KeyWord &k) { return k != KeyWord(); }));
    if (word == "version"_L1)
        return cells(AgentCell::Version, meantOf(m_words.versions, [](const auto &v) { return !v.text.isEmpty(); }));
    if (word == "os"_L1)
        return cells(AgentCell::System, meantOf(m_words.systems, [](const QString &os) { return !os.isEmpty(); }));
    if (word == "lastseen"_L1)
        return negated(state(u"never"_s));
    if (word == "dns"_L1)
        return flagged(agentdetails::DnsIsName | agentdetails::DnsPart);
    if (word == "serial"_L1)
        return flagged(agentdetails::Serial);
    if (word == "mac"_L1)
        return flagged(agentdetails::Macs);
    return negated(text(word == "ip"_L1 ? TextPart::Address : TextPart::NameOnly, {}, true));
}

AgentTestPtr Compiler::clause(const FilterClause &original) const
{
    FilterClause clause = original;
    if (clause.op == FilterOp::NotEqual)
        clause.op = FilterOp::Equal;
    const QLatin1StringView name = clause.field->name;
    const auto anyWord = [&](const auto &make) {
        std::vector<AgentTestPtr> tests;
        for (const FilterValue &value : clause.values)
            tests.push_back(make(value.text));
        return any(std::move(tests));
    };
    if (name == "name"_L1)
        return folded(clause, TextPart::NameOnly);
    if (name == "ip"_L1)
        return folded(clause, TextPart::Address);
    if (name == "os"_L1)
        return cells(AgentCell::System, meantOf(m_words.systems, textTest(clause)));
    if (name == "platform"_L1)
        return cells(AgentCell::Kind, meantOf(m_words.kinds, [test = textTest(clause)](const KindWord &kind) {
                         return test(kind.platform);
                     }));
    if (name == "version"_L1)
        return cells(AgentCell::Version, versionsMeant(m_words, clause));
    if (name == "module"_L1)
        return cells(AgentCell::Modules, modulesMeant(m_words, clause));
    if (name == "tag"_L1)
        return tags(tagsMeant(textTest(clause)));
    if (name == "key"_L1)
        return key(clause);
    if (name == "status"_L1)
        return status(clause);
    if (name == "lastseen"_L1)
        return seconds(AgentCell::CheckedIn, secondsTest(clause, m_context.now, m_context.zone));
    if (name == "created"_L1)
        return seconds(AgentCell::Created, secondsTest(clause, m_context.now, m_context.zone));
    if (name == "is"_L1)
        return anyWord([this](const QString &word) { return state(word); });
    if (name == "has"_L1)
        return anyWord([this](const QString &word) { return part(word); });
    if (name == "no"_L1)
        return anyWord([this](const QString &word) { return negated(part(word)); });
    return ids([test = numberTest(clause)](qint64 id) { return test(double(id)); });
}

} // namespace

AgentTestPtr compiledFor(const AgentRows &agents, const FilterNode &node, const AgentFilterContext &context)
{
    return Compiler(agents, context).node(node);
}
