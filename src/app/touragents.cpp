// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/tourkit.h"

#include "app/mainwindow.h"
#include "models/agentproxy.h"
#include "panes/agentinspector.h"
#include "panes/agentspane.h"
#include "widgets/filterbar.h"
#include "widgets/segmented.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

/// Silent Windows agents get two modules, are watched until they have them, and lose them again.
void TourKit::switchModules()
{
    constexpr int few = 12;
    const auto agents = [this] { return m_window->agentsPane(); };
    const auto at = [this](qint64 id) -> std::optional<Agent> {
        const AgentColumns &columns = subscription().agentList.columns();
        const auto row = columns.rowOf({id});
        return row ? std::optional(columns.agentAt(*row)) : std::nullopt;
    };
    const auto choose = [this, agents](const QString &module, int segment) {
        for (Segmented *choice : agents()->inspector().findChildren<Segmented *>())
            if (choice->accessibleName().startsWith(AgentInspector::tr("Module %1, %2").arg(module, QString())))
                clickSegment(*choice, segment);
    };
    m_tour.step(
        u"read the agents"_s, [this] { m_window->showPane(u"agents"_s); },
        [this] { return subscription().agentList.state() == AgentList::State::Loaded; });
    m_tour.step(
        u"find silent Windows agents without FIM"_s,
        [agents] { agents()->showFilter(u"is:stale os:windows no:module.FIM"_s); },
        [agents] {
            const int rows = agents()->rows().rowCount();
            return !agents()->rows().isBusy() && rows > 0 && rows < 1000;
        });
    m_tour.step(
        u"choose FIM and PM for some of them"_s,
        [this, agents, choose] {
            m_switched = agents()->rows().shownIds().first(std::min<qsizetype>(few, agents()->rows().rowCount()));
            agents()->rows().table()->checkOnly(m_switched);
            agents()->inspector().refresh();
            choose(u"FIM"_s, 2);
            choose(u"PM"_s, 2);
        },
        [agents] {
            return std::ranges::any_of(
                agents()->inspector().findChildren<QPushButton *>(), [](const QPushButton *button) {
                    return button->text() == AgentInspector::tr("Stage change") && button->isEnabled();
                });
        });
    picture(u"agents"_s);
    m_tour.step(
        {}, [agents] { agents()->inspector().stage(); },
        [this] { return subscription().staging.changes().size() == m_switched.size(); });
    picture(u"agents-staged"_s);
    reviewAndApply(u"agents-review"_s);
    m_tour.step(
        u"read the modules of each back from the server"_s, [this] { subscription().agentList.reread(m_switched); },
        [this, at] {
            return std::ranges::all_of(m_switched, [&](qint64 id) {
                const auto agent = at(id);
                return agent && agent->modules.contains(u"AGENT_FIM"_s) && agent->modules.contains(u"AGENT_PM"_s);
            });
        });
    undoLastPlan(u"agents-undo"_s);
    m_tour.step(
        u"read back that FIM is gone again"_s, [this] { subscription().agentList.reread(m_switched); },
        [this, at] {
            return std::ranges::none_of(m_switched, [&](qint64 id) {
                const auto agent = at(id);
                return !agent || agent->modules.contains(u"AGENT_FIM"_s);
            });
        });
}
