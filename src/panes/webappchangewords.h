// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/tag.h"
#include "domain/user.h"

#include <QJsonValue>

/// The fields of changes of web apps, as in domain/webappfields.h, in words.
QString webAppFieldName(QStringView field);
QString webAppValue(QStringView field, const QJsonValue &value, const UserDirectory &users, const TagTree &tags);
