// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "qps/agents.h"

/// The same page read with QXmlStreamReader the way Qt's documentation shows it: what one would write without a reason
/// to look further, and what ours is measured against. Yields the same records; nothing when a value or the XML is bad.
std::optional<qps::Page<Agent>> readWithStreamReader(const QByteArray &xml);
