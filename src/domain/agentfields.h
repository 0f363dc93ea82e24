// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/agent.h"

#include <QJsonObject>

struct KeyWord;
enum class ScanKind;

/// An agent as named values, the form in which changes are planned, journaled and compared field by field. Each module
/// is a field of its own, named by its agent word in capitals ("AGENT_FIM": true), so that two people who switch
/// different modules are not in each other's way; a module that is off may be missing.
namespace agentfields {

using namespace Qt::StringLiterals;

inline constexpr auto name = "name"_L1;
inline constexpr auto tags = "tags"_L1;
/// What it was installed with, as keyValue() has it: the key itself is nobody's business.
inline constexpr auto key = "key"_L1;

/// "AGENT_SWCA" for AGENT_SwCA; empty for a name that is no module.
QString ofModule(QStringView agentWord);
bool isModule(QStringView field);
/// As the service spells it: AGENT_SwCA.
QString wireWord(QStringView field);

/// Where two are of the same key their hashes are equal, whatever the titles.
QJsonObject keyValue(const KeyWord &to);
quint64 keyHash(const QJsonValue &value); ///< agentKeyHash() of the key; 0 for none

/// "scan:Vulnerability_Scan": when the agent last made such a scan, as far as the service tells. Wanted is another one,
/// scanAsked(): the time in it is for people.
QString ofScan(ScanKind kind);
std::optional<ScanKind> scanKind(QStringView field);
QJsonObject scanAsked(const QDateTime &utc);

} // namespace agentfields

QJsonObject agentToFields(const Agent &agent);
/// Missing, null and false are equal; lists compare as sets, keys by their hash.
bool sameAgentValue(const QJsonValue &a, const QJsonValue &b);
/// The same, but that there was a scan meanwhile makes no difference: it is nobody's conflict.
bool sameAgentValue(const QString &field, const QJsonValue &a, const QJsonValue &b);
/// One field of an agent, from the review to the read after the write.
struct AgentValues
{
    QJsonValue before, base, wanted, now; ///< as reviewed, right before the write, …
};
/// Whether an agent holds what was asked for. A scan is made when the service tells of a later one than it told of
/// right before it was asked, all by the service's clock; where it told of none, of any. Of tags only those count that
/// were to be put on or taken off, whatever else came or went.
bool isAgentAsWanted(const QString &field, const AgentValues &values);
/// Whether nobody did to a field what a change would write over. Tags that others put on and take off are in nobody's
/// way.
bool isAgentAsBefore(const QJsonObject &desired, const QString &field, const QJsonValue &was, const QJsonValue &now);

/// A request for many names at most so many, which keeps it small enough to be told apart when it goes wrong.
inline constexpr int mostAgentsTogether = 500;

/// What a change asks of the modules.
struct ModuleWish
{
    QStringList on, off; ///< wire words, in the order of the strip
};
ModuleWish moduleWish(const QJsonObject &desired);
/// Changes with the same name may travel in one request; empty where more than one kind of thing is asked for, which
/// takes several.
QString agentGroup(const QJsonObject &before, const QJsonObject &desired);
/// Which request of several a field belongs to, and their order: modules off (PC makes room for SCA), modules on, tags,
/// key, each kind of scan.
int agentPass(const QString &field, const QJsonValue &wanted);
/// What is put on and taken off, by tag id: tags that somebody else put on meanwhile stay.
struct TagSteps
{
    QList<qint64> add, remove;
};
TagSteps tagSteps(const QJsonValue &before, const QJsonValue &wanted);
/// The tags that are there now, without what the steps really did: what had been on before stays on, and what was off
/// off.
QJsonArray tagsWithoutSteps(const QJsonValue &before, const QJsonValue &wanted, const QJsonValue &base,
                            const QJsonValue &now);
QStringList modulesOf(const QJsonObject &fields); ///< wire words of those that are on
