// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/agentrows.h"

#include <span>
#include <vector>

namespace sandbox {

/// Makes answers of rows. `fields=` is looked into once, not for each row, so that a page of a thousand rows that wants
/// ten members costs ten members each.
class AgentShape
{
public:
    /// What an operation answers: a HostAsset, or the Asset that has its first few members alone.
    enum class Kind { HostAsset, Asset };

    AgentShape(const Selection &fields, Kind kind);

    Node node(const AgentRow &row, AgentBook &book) const;

    struct Member; ///< one element and how it is made
    struct Wanted
    {
        const Member *member;
        bool whole; ///< or only something inside
    };

private:
    static QList<Wanted> wantedOf(const Selection &fields, const QString &above, std::span<const Member> from);
    QList<Node> made(const QList<Wanted> &wanted, const QString &above, const AgentRow &row, AgentBook &book) const;

    const Selection m_fields;
    const QString m_record;
    const QList<Wanted> m_members, m_agentInfo;
};

} // namespace sandbox
