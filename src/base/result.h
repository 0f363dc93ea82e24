// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/failure.h"

#include <tl/expected.hpp>

/// A value or a Failure. Becomes an alias of std::expected once the baseline is C++23.
template <typename T>
using Result = tl::expected<T, Failure>;
using Outcome = Result<void>;

inline tl::unexpected<Failure> failed(Failure::Kind kind, QString detail = {})
{
    return tl::unexpected(Failure{.kind = kind, .detail = std::move(detail)});
}
