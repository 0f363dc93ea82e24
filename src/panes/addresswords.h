// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "account/serveraddress.h"

#include <QString>

/// Why an address is not taken, and what to enter instead.
QString addressProblemText(const AddressRefusal &refusal);
/// As people call it: "US Platform 2".
QString platformName(const Platform &platform);
