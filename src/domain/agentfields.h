// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/agent.h"

#include <QJsonObject>

/// An agent as named values, the form in which changes are planned, journaled and compared field by field. Each module
/// is a field of its own, named by its agent word in capitals ("AGENT_FIM": true), so that two people who switch
/// different modules are not in each other's way; a module that is off may be missing.
namespace agentfields {

using namespace Qt::StringLiterals;

inline constexpr auto name = "name"_L1;
inline constexpr auto tags = "tags"_L1;

/// "AGENT_SWCA" for AGENT_SwCA; empty for a name that is no module.
QString ofModule(QStringView agentWord);
bool isModule(QStringView field);
/// As the service spells it: AGENT_SwCA.
QString wireWord(QStringView field);

} // namespace agentfields

QJsonObject agentToFields(const Agent &agent);
/// Missing, null and false are equal; lists compare as sets.
bool sameAgentValue(const QJsonValue &a, const QJsonValue &b);

/// A request for many names at most so many, which keeps it small enough to be told apart when it goes wrong.
inline constexpr int mostAgentsTogether = 500;

/// What a change asks of the modules.
struct ModuleWish
{
    QStringList on, off; ///< wire words, in the order of the strip
};
ModuleWish moduleWish(const QJsonObject &desired);
/// Changes with the same name may travel in one request; empty for what has to go alone.
QString moduleGroup(const QJsonObject &desired);
QStringList modulesOf(const QJsonObject &fields); ///< wire words of those that are on
