// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/filter/keyfilter.h"

using namespace Qt::StringLiterals;

/// In the order completion offers them.
const FilterSyntax &keySyntax()
{
    using enum FilterField::Kind;
    static constexpr auto types = std::to_array<QLatin1StringView>({
        "unlimited"_L1,
        "count"_L1,
        "time"_L1,
        "both"_L1,
        "COUNT_LIMITED"_L1,
        "TIME_LIMITED"_L1,
        "COUNT_TIME_LIMITED"_L1,
    });
    static constexpr auto states =
        std::to_array<QLatin1StringView>({"active"_L1, "disabled"_L1, "expired"_L1, "full"_L1});
    static constexpr auto flags = std::to_array<QLatin1StringView>({"yes"_L1, "no"_L1, "true"_L1, "false"_L1});
    static constexpr auto is = std::to_array<QLatin1StringView>({
        "active"_L1,
        "disabled"_L1,
        "expired"_L1,
        "expiring"_L1,
        "full"_L1,
        "nearly-full"_L1,
        "unlimited"_L1,
        "unused"_L1,
        "dynamic"_L1,
        "changed"_L1,
        "staged"_L1, // what the window calls it
        "new"_L1,
        "failed"_L1,
        "conflict"_L1,
        "selected"_L1,
    });
    static constexpr auto parts = std::to_array<QLatin1StringView>({
        "tag"_L1,
        "owner"_L1,
        "title"_L1,
        "module"_L1,
        "expires"_L1,
        "limit"_L1,
        "agents"_L1,
        "network"_L1,
        "key"_L1,
    });
    static constexpr auto fields = std::to_array<FilterField>({
        {"title"_L1, Text},
        {"owner"_L1, Text},
        {"tag"_L1, Text},
        {"module"_L1, Text},
        {"status"_L1, Word, states},
        {"type"_L1, Word, types},
        {"used"_L1, Percent},
        {"limit"_L1, Number},
        {"left"_L1, Percent},
        {"expires"_L1, Future},
        {"created"_L1, Past},
        {"is"_L1, Word, is},
        {"has"_L1, Name, parts},
        {"no"_L1, Name, parts},
        {"id"_L1, Number},
        {"key"_L1, Text},
        {"network"_L1, Number},
        {"apply-on-agents"_L1, Word, flags},
    });
    static constexpr FilterSyntax syntax{fields};
    return syntax;
}
