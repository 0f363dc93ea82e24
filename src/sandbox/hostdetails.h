// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/agentrows.h"

/// The large parts of a host asset. They are in no table: the same machine has the same ones each time they are asked
/// for, in the numbers that were measured on real hosts.
namespace sandbox::details {

Node openPorts(const AgentRow &row);
Node software(const AgentRow &row);
Node findings(const AgentRow &row);
Node processors(const AgentRow &row);
Node volumes(const AgentRow &row);
Node accounts(const AgentRow &row);
Node interfaces(const AgentRow &row);
Node sources(const AgentRow &row);

QString lastUser(const AgentRow &row);
qint64 memoryMb(const AgentRow &row);
/// The address behind which it is seen, and what is known of the place.
QString connectedFrom(const AgentRow &row);
struct Place
{
    const char16_t *name, *latitude, *longitude;
};
/// Nothing for one in five, as where addresses are in no directory.
std::optional<Place> place(const AgentRow &row);

} // namespace sandbox::details
