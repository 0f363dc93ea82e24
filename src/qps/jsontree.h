// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QByteArray>

#include <pugixml.hpp>

namespace qps {

/// Builds the tree that the XML form of a JSON answer would have, so that one reader serves both. Arrays of one-key
/// objects become children, other arrays repeat their element; a list with one entry may be a bare object.
Outcome buildTree(const QByteArray &json, pugi::xml_document &tree, int maxDepth);

} // namespace qps
