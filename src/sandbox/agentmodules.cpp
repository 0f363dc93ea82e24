// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/agentmodules.h"

#include "domain/modules.h"
#include "sandbox/agentfilters.h"
#include "sandbox/agentnode.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;
using sandbox::refusal::invalidRequest;

constexpr auto vm = "VM_LICENSE"_L1, pc = "PC_LICENSE"_L1, sca = "SCA"_L1, swca = "SWCA"_L1, caps = "CAPS"_L1;

const Module *moduleOfAgentWord(const QString &word)
{
    const auto known = std::ranges::find_if(knownModules(), [&](const Module &module) {
        return !module.agent.isEmpty() && word.compare(module.agent, Qt::CaseInsensitive) == 0;
    });
    return known == knownModules().end() ? nullptr : &*known;
}

Reply notAModule(const QString &word)
{
    QStringList words;
    for (const Module &module : knownModules())
        if (!module.agent.isEmpty())
            words << module.agent;
    return invalidRequest(u"Invalid module '%1'."_s.arg(word), u"Specify one of %1."_s.arg(words.join(u", ")));
}

/// What `?module=` names; the documentation's examples have blanks after the commas.
Checked<QList<const Module *>> modulesAsked(const Call &call, bool on)
{
    const QString text = call.query.queryItemValue(u"module"_s, QUrl::FullyDecoded).replace(u'+', u' ');
    QList<const Module *> modules;
    for (const QString &part : text.split(u',', Qt::SkipEmptyParts)) {
        const Module *module = moduleOfAgentWord(part.trimmed());
        if (!module)
            return tl::unexpected(notAModule(part.trimmed()));
        if (on && sql::value(call.database, "SELECT count(*) FROM licence WHERE word = ?", module->key.toString()) == 0)
            return tl::unexpected(
                invalidRequest(u"Module %1 is not enabled for your subscription."_s.arg(module->agent),
                               u"Please contact your account manager."_s));
        if (!modules.contains(module))
            modules << module;
    }
    if (modules.isEmpty())
        return tl::unexpected(
            invalidRequest(u"The parameter 'module' is required."_s, u"Specify the modules in the URL."_s));
    return modules;
}

/// An agent while its modules are switched.
struct Subject
{
    AgentRow row;
    QString platform;
    QStringList active; ///< in the words of keys
    QStringList wanted; ///< with what is pending
};

class Switcher
{
public:
    Switcher(const Call &call, bool on)
        : m_call(call)
        , m_on(on)
        , m_pending(call.database, "SELECT module, switch_on FROM pending_module WHERE agent = ?")
        , m_request(call.database, "INSERT OR REPLACE INTO pending_module (agent, module, switch_on, due_ms) "
                                   "VALUES (?, ?, ?, ?)")
        , m_withdraw(call.database, "DELETE FROM pending_module WHERE agent = ? AND module = ?")
    {
    }

    Subject subject(const AgentRow &row, const QString &platform)
    {
        Subject subject{.row = row, .platform = platform, .active = row.modules.split(u',', Qt::SkipEmptyParts)};
        subject.wanted = subject.active;
        m_pending.reset();
        sql::bindAll(m_pending, row.id);
        while (m_pending.executeStep()) {
            const QString module = sql::text(m_pending, 0);
            subject.wanted.removeAll(module);
            if (sql::number(m_pending, 1) != 0)
                subject.wanted << module;
        }
        return subject;
    }

    /// "done", or "already" when the agent has it so or will.
    QString carryOut(const Subject &subject, const Module &module)
    {
        const QString word = module.key.toString();
        if (subject.wanted.contains(word, Qt::CaseInsensitive) == m_on)
            return u"already"_s;
        if (subject.active.contains(word, Qt::CaseInsensitive) == m_on) {
            m_withdraw.reset();
            sql::bindAll(m_withdraw, subject.row.id, word);
            m_withdraw.exec();
            return u"done"_s;
        }
        m_request.reset();
        sql::bindAll(m_request, subject.row.id, word, m_on,
                     m_call.now.toMSecsSinceEpoch() + qint64(m_call.activationDelay) * 1000);
        m_request.exec();
        return u"done"_s;
    }

private:
    const Call &m_call;
    const bool m_on;
    SQLite::Statement m_pending, m_request, m_withdraw;
};

/// Which rule of the service these modules break on this agent; empty when none.
QString brokenRule(const Subject &subject, const QList<const Module *> &modules)
{
    const auto has = [&](QLatin1StringView word) {
        return subject.wanted.contains(word, Qt::CaseInsensitive) ||
               std::ranges::any_of(modules, [&](const Module *module) { return module->key == word; });
    };
    const auto asks = [&](QLatin1StringView word) {
        return std::ranges::any_of(modules, [&](const Module *module) { return module->key == word; });
    };
    if ((asks(pc) || asks(sca)) && has(pc) && has(sca))
        return u"AGENT_PC and AGENT_SCA cannot be active on the same agent."_s;
    if (asks(swca) && !has(vm))
        return u"AGENT_SwCA needs AGENT_VM to be active on the agent."_s;
    if (asks(swca) && subject.platform != "Windows"_L1 && subject.platform != "Linux"_L1)
        return u"AGENT_SwCA is available on Windows and Linux only."_s;
    if (asks(caps) && subject.platform != "Windows"_L1)
        return u"AGENT_CAPS is available on Windows only."_s;
    return {};
}

/// Why nothing is done for this agent, as the log says it, and the words that a call for one agent is refused with.
struct Objection
{
    QString outcome, why;
};

std::optional<Objection> objectionTo(const Call &call, bool on, const Subject &subject,
                                     const QList<const Module *> &modules)
{
    if (!subject.row.isAgent())
        return Objection{u"rule"_s, u"The asset has no agent."_s};
    if (on)
        if (const QString rule = brokenRule(subject, modules); !rule.isEmpty())
            return Objection{u"rule"_s, rule};
    if (call.faults.strikes(FaultKind::RefuseAgents, subject.row.id))
        return Objection{u"refused"_s, u"The agent cannot be changed at the moment."_s};
    return std::nullopt;
}

} // namespace

Reply sandbox::switchModules(const Call &call, bool on)
{
    const Checked<QList<const Module *>> modules = modulesAsked(call, on);
    if (!modules)
        return modules.error();
    const Checked<Targets> targets = targetsOf(call, bulkFilters(), Needs::CloudAgentTag);
    if (!targets)
        return targets.error();

    Reply reply{.object = call.id};
    const auto note = [&](qint64 agent, const Module *module, const QString &outcome) {
        reply.agentWrites.append({agent, module->agent.toString(), call.operation, outcome});
    };
    for (const qint64 id : targets->missing)
        for (const Module *module : *modules)
            note(id, module, u"missing"_s);

    const AgentShape shape(call.fields, AgentShape::Kind::Asset);
    AgentBook book(call.database);
    Switcher switcher(call, on);
    const bool ignored = call.faults.ignores(u"modules");
    for (const qint64 id : targets->found) {
        const std::optional<AgentRow> row = book.find(id);
        const Subject subject = switcher.subject(*row, book.platform(row->model));
        const std::optional<Objection> objection = objectionTo(call, on, subject, *modules);
        for (const Module *module : *modules)
            note(id, module,
                 objection ? objection->outcome
                 : ignored ? u"ignored"_s
                           : switcher.carryOut(subject, *module));
        if (objection && call.id != 0) {
            Reply refused = invalidRequest(u"Asset %1: %2"_s.arg(QString::number(id), objection->why));
            refused.agentWrites = reply.agentWrites;
            return refused;
        }
        if (!objection)
            reply.data << shape.node(*row, book);
    }
    reply.count = reply.affected = reply.data.size();
    if (call.id != 0 && targets->found.isEmpty()) {
        Reply gone = refusal::notFound();
        gone.agentWrites = reply.agentWrites;
        return gone;
    }
    reply.applied = reply.affected > 0 && !ignored;
    settlePendingModules(call.database, call.now); // with a delay of 0 it is due already
    return reply;
}

void sandbox::settlePendingModules(SQLite::Database &database, const QDateTime &now)
{
    SQLite::Statement due(database,
                          "SELECT p.agent, p.module, p.switch_on, p.due_ms, a.modules FROM pending_module p "
                          "LEFT JOIN agent a ON a.id = p.agent WHERE p.due_ms <= ? ORDER BY p.agent, p.due_ms");
    sql::bindAll(due, now.toMSecsSinceEpoch());
    SQLite::Statement change(database, "UPDATE agent SET modules = ?, modified = ? WHERE id = ?");
    qint64 agent = 0;
    QStringList modules;
    bool any = false;
    while (due.executeStep()) {
        any = true;
        if (agent != sql::number(due, 0))
            modules = sql::words(due, 4);
        agent = sql::number(due, 0);
        const QString module = sql::text(due, 1);
        modules.removeAll(module);
        if (sql::number(due, 2) != 0)
            modules << module;
        change.reset();
        sql::bindAll(change, sortedModules(modules).join(u','), sql::number(due, 3) / 1000, agent);
        change.exec();
    }
    if (any)
        sql::run(database, "DELETE FROM pending_module WHERE due_ms <= ?", now.toMSecsSinceEpoch());
}
