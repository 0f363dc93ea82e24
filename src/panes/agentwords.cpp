// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/agentwords.h"

#include "domain/modules.h"

#include <QCoreApplication>

namespace {

struct AgentWords
{
    Q_DECLARE_TR_FUNCTIONS(AgentWords)
};

} // namespace

QString moduleCodeOfAgentWord(QStringView word)
{
    const Module *module = moduleOfAgentWord(word);
    return module ? module->code.toString() : word.toString();
}

QString scanName(ScanKind kind)
{
    switch (kind) {
    case ScanKind::Inventory:
        return AgentWords::tr("inventory scan");
    case ScanKind::Vulnerability:
        return AgentWords::tr("vulnerability scan");
    case ScanKind::PolicyCompliance:
        return AgentWords::tr("policy compliance scan");
    case ScanKind::Udc:
        return AgentWords::tr("scan of own controls");
    case ScanKind::Sca:
        return AgentWords::tr("SCA scan");
    case ScanKind::Swca:
        return AgentWords::tr("SwCA scan");
    }
    return {};
}

QString noScanText(ScanKind kind)
{
    return AgentWords::tr("The module for the %1 is not active on the agent.", "a kind of scan").arg(scanName(kind));
}

QString refusalText(const ModuleRefusal &refusal)
{
    const QString code = moduleCodeOfAgentWord(refusal.module);
    const QString other = moduleCodeOfAgentWord(refusal.other);
    using enum ModuleRefusal::Kind;
    switch (refusal.kind) {
    case ExcludedByActive:
        return AgentWords::tr("%1 cannot be added while %2 is active.").arg(code, other);
    case ExcludedByWanted:
        return AgentWords::tr("%1 and %2 exclude each other.").arg(code, other);
    case NeedsVm:
        return AgentWords::tr("%1 needs VM on the agent.").arg(code);
    case NeedsPolicyOrSca:
        return AgentWords::tr("%1 needs PC or SCA on the agent.").arg(code);
    case NeedsWindowsOrLinux:
        return AgentWords::tr("%1 is for Windows and Linux only.").arg(code);
    case NeedsWindows:
        return AgentWords::tr("%1 is for Windows only.").arg(code);
    case NotInSubscription:
        return AgentWords::tr("%1 is not in the subscription.").arg(code);
    }
    return {};
}
