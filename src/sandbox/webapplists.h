// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/call.h"
#include "sandbox/webapprow.h"

namespace sandbox {

/// Whether an element of a request is one of the lists of texts. Only the spelling counts that answers have: which one
/// a platform takes besides is not known.
bool isEntryList(const Call &call, const Element &element);

/// Sets, adds, removes and updates texts, attributes and comments.
std::optional<Reply> applyEntryList(const Call &call, const Element &element, WebAppRow &app);

} // namespace sandbox
