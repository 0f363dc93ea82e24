// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/change.h"
#include "domain/tag.h"

class ScanList;
class WebAppList;

/// Changes of scans for people. Their fields are spelled like those of keys and mean something else, so they have words
/// of their own.
QString scanFieldName(QStringView field);
/// Names of web apps, profiles and records are those that the lists tell; null knows ids alone.
QString scanValue(QStringView field, const QJsonValue &value, const ScanList *scans, const WebAppList *apps,
                  const TagTree &tags);
/// What of the change is worth showing, in the order of a launch; also what a launch leaves out and thereby says.
QStringList shownScanFields(const Change &change);
QString scanOperationName(Operation operation);
