// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringView>

#include <array>
#include <compare>
#include <optional>

/// "5.1.0.24" as numbers; parts that are missing count as 0.
struct AgentVersion
{
    std::array<quint32, 4> parts = {};

    friend auto operator<=>(const AgentVersion &, const AgentVersion &) = default;
};

/// One to four numbers with dots between, perhaps a v before and words after ("v5.1.0.24-beta"); nothing otherwise.
/// `given`, if not null, receives how many numbers there were.
std::optional<AgentVersion> readAgentVersion(QStringView text, int *given = nullptr);
