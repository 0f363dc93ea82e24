// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/agent.h"

/// What a host runs, as far as a rule asks. Unknown is no reason to refuse: lists may come without platform and system.
enum class HostFamily { Unknown, Windows, Linux, Other };
HostFamily familyOf(const Agent &agent);

bool hasModule(const Agent &agent, QStringView word);

/// What a request for modules does on the agents it names.
enum class ModuleSwitch { On, Off };

/// Why a module must not be asked for on an agent. Facts only: panes find the words.
struct ModuleRefusal
{
    enum class Kind {
        ExcludedByActive,    ///< PC and SCA: `other` is active on the agent
        ExcludedByWanted,    ///< PC and SCA: `other` is wanted in the same request
        NeedsVm,             ///< SwCA, when VM is neither active nor about to be
        NeedsPolicyOrSca,    ///< Policy Audit Fix, when neither PC nor SCA is
        NeedsWindowsOrLinux, ///< SwCA
        NeedsWindows,        ///< CAPS
        NotInSubscription,
    };
    Kind kind;
    QString module;     ///< the word that was wanted
    QString other = {}; ///< the word of the other module where there is one

    friend bool operator==(const ModuleRefusal &, const ModuleRefusal &) = default;
};

/// What of a wish for one agent may be sent. Every word wanted is in exactly one of the three, each once.
struct ModuleCheck
{
    QStringList toSend;
    QStringList already; ///< on or off as wanted, so there is nothing to do
    QList<ModuleRefusal> refused;

    bool isNothingToDo() const { return toSend.isEmpty() && refused.isEmpty(); }
    friend bool operator==(const ModuleCheck &, const ModuleCheck &) = default;
};

/// Before a request for modules is sent for an agent. `wanted` holds agent words; `subscription` the modules the
/// subscription has, in any of the vocabularies, or nothing when that is not known. Whatever depends on another module
/// (SwCA on VM) may be wanted together with it.
ModuleCheck checkModules(const Agent &agent, ModuleSwitch to, const QStringList &wanted,
                         const std::optional<QStringList> &subscription = {});

/// A scan on demand, one kind per request.
enum class ScanKind { Inventory, Vulnerability, PolicyCompliance, Udc, Sca, Swca };

constexpr auto wireTable(ScanKind)
{
    using namespace Qt::StringLiterals;
    using enum ScanKind;
    return std::to_array<Wire<ScanKind>>({
        {Inventory, "Inventory_Scan"_L1},
        {Vulnerability, "Vulnerability_Scan"_L1},
        {PolicyCompliance, "PolicyCompliance_Scan"_L1},
        {Udc, "UDC_Scan"_L1},
        {Sca, "SCA_Scan"_L1},
        {Swca, "SWCA_Scan"_L1},
    });
}

/// The scans whose module is active on the agent. An inventory belongs to no module: every agent makes one.
QList<ScanKind> scanKindsFor(const Agent &agent);
