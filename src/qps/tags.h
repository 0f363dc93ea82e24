// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/tag.h"
#include "qps/answer.h"

namespace qps {

/// `am/tag`, read only.
Tag readTag(pugi::xml_node element, Issues &issues);
Result<Page<Tag>> readTags(Raw raw);

} // namespace qps
