// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/change.h"
#include "domain/agentrules.h"
#include "domain/agents/agentcolumns.h"
#include "domain/agents/refusedagents.h"
#include "domain/agents/rowbits.h"

/// So many are counted on the window's thread within a frame; more are counted elsewhere.
inline constexpr int agentsAtOnce = 5'000;

/// What a person wants of all the agents chosen.
struct AgentWish
{
    QStringList on, off; ///< modules, in the service's words
    QList<TagId> tagsAdded, tagsRemoved;
    std::optional<KeyWord> key; ///< to be moved to
    std::optional<ScanKind> scan;
    QDateTime asked; ///< UTC; when the scan was
    bool uninstall = false;

    bool isEmpty() const
    {
        return on.isEmpty() && off.isEmpty() && tagsAdded.isEmpty() && tagsRemoved.isEmpty() && !key && !scan &&
               !uninstall;
    }
};

/// What the wish comes to.
struct AgentEdits
{
    QList<Change> changes; ///< left empty when only counted
    int count = 0;
    int refused = 0, already = 0;
    QMap<QString, int> reasons;                         ///< why, and how many
    std::shared_ptr<const RefusedAgents> refusedAgents; ///< nullptr when there are none, or only counted

    QString whyTogether() const; ///< "PM is for Windows only. (12) …", the commonest first
};
/// What is staged already, by agent: the wish comes on top of it.
using StagedFields = QHash<qint64, QJsonObject>;
StagedFields stagedFields(const QList<Change> &staged);
enum class EditsAs { Counted, Changes };

/// Pure, so that it can be done on any thread: for hundreds of thousands of agents it takes longer than a window may
/// wait. Counting is much cheaper: agents that are alike are judged once.
AgentEdits agentEdits(const AgentRows &agents, const RowBits &rows, const AgentWish &wish, EditsAs as,
                      const StagedFields &staged = {});

/// What rows have in common.
struct AgentFigures
{
    int agents = 0;
    QHash<quint32, int> active; ///< by module bit
    QHash<TagId, int> tags;     ///< filled when asked for
    QHash<ScanKind, int> scans; ///< how many could make which, filled when asked for

    friend bool operator==(const AgentFigures &, const AgentFigures &) = default;
};
enum class Figures { Modules, All };
AgentFigures agentFigures(const AgentRows &agents, const RowBits &rows, Figures which = Figures::Modules);
