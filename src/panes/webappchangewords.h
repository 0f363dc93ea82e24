// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/change.h"
#include "domain/tag.h"
#include "domain/user.h"

#include <QJsonValue>

/// The fields of changes of web apps, as in domain/webappfields.h, in words.
QString webAppFieldName(QStringView field);
QString webAppValue(QStringView field, const QJsonValue &value, const UserDirectory &users, const TagTree &tags);

/// The sentence with which permission the user lacks, where a web app's change was refused for want of one.
QString withMissingPermission(const Change &change, const QString &refusal);
/// What to make of a yes that changed nothing.
QString ignoredWebAppAdvice(const Change &change);
