// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/failure.h"

#include <QJsonObject>

/// A failure as it is kept in the journal; its kind by name, so that old journals survive new kinds.
QJsonObject toJson(const Failure &failure);
Failure failureFromJson(const QJsonObject &json);
