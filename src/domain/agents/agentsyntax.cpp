// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agents/agentfilter.h"

using namespace Qt::StringLiterals;

/// In the order completion offers them.
const FilterSyntax &agentSyntax()
{
    using enum FilterField::Kind;
    static constexpr auto is = std::to_array<QLatin1StringView>({
        "stale"_L1,
        "never"_L1,
        "behind"_L1,
        "nomodules"_L1,
        "duplicate"_L1,
        "active"_L1,
        "inactive"_L1,
        "changed"_L1,
        "staged"_L1, // what the window calls it
        "failed"_L1,
        "conflict"_L1,
        "refused"_L1,
        "selected"_L1,
    });
    static constexpr auto parts = std::to_array<QLatin1StringView>({
        "tag"_L1,
        "module"_L1,
        "key"_L1,
        "version"_L1,
        "lastseen"_L1,
        "os"_L1,
        "ip"_L1,
        "name"_L1,
        "dns"_L1,
        "serial"_L1,
        "mac"_L1,
    });
    static constexpr auto fields = std::to_array<FilterField>({
        {"name"_L1, Text},
        {"os"_L1, Text},
        {"ip"_L1, Text},
        {"version"_L1, Version},
        {"lastseen"_L1, Past},
        {"module"_L1, Text},
        {"tag"_L1, Text},
        {"key"_L1, Text},
        {"status"_L1, Text},
        {"platform"_L1, Text},
        {"created"_L1, Past},
        {"is"_L1, Word, is},
        {"has"_L1, Name, parts},
        {"no"_L1, Name, parts},
        {"id"_L1, Number},
    });
    static constexpr FilterSyntax syntax{fields};
    return syntax;
}
