// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/sql.h"

#include <span>

namespace sandbox {

/// A kind of machine with its system, as the hosts of the fictional subscription are.
struct HostModel
{
    enum class Role { Laptop, Server, Heavy }; ///< how much is installed and found on it

    const char *os, *platform;
    const char *maker, *product, *bios;
    Role role;
    const char *ports;    ///< "22 ssh|443 nginx"
    const char *software; ///< "nginx=1.18.0|…", before what is made up
};

/// A host's number for its model is the place in here, from 1.
std::span<const HostModel> hostModels();
/// Of a row whose model is none of ours, since somebody changed it: the first one.
const HostModel &hostModel(qint64 number);

/// Versions of the agent, the newest of each platform first.
struct AgentRelease
{
    const char *platform, *text;
};
std::span<const AgentRelease> agentReleases();

inline constexpr qint64 initialProfile = 1'810'001, serverProfile = 1'810'002;
/// The platform puts this tag on every host with an agent and lets nobody take it off.
inline constexpr char cloudAgentTag[] = "70011001";
inline constexpr char hostDomain[] = ".larkspur.example";

/// Models, versions and profiles as tables, for filters and for people with sqlite3.
void insertHostCatalogue(SQLite::Database &database);

} // namespace sandbox
