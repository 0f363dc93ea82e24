// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/user.h"
#include "qps/answer.h"

namespace qps {

/// `am/user`: only a Manager may ask, and other Managers are not in the answer.
User readUser(pugi::xml_node element, Issues &issues);
Result<Page<User>> readUsers(Raw raw);

} // namespace qps
