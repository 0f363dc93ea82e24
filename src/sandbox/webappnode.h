// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/call.h"
#include "sandbox/wasnodes.h"
#include "sandbox/webapprow.h"

#include <span>

namespace sandbox {

/// A list of texts that a web application has.
struct EntryList
{
    enum class Kind { Text, Url, Attribute, Comment };

    const char *name;  ///< of the element, and in the table
    const char *newer; ///< as newer platforms call it, if they do
    const char *item;
    Kind kind;
    bool isAlwaysTold; ///< also when it is empty

    QString element(bool newNames) const { return QString::fromLatin1(newNames && *newer ? newer : name); }
};
std::span<const EntryList> entryLists();

/// The rows of a search: without scanner, lock and last scan. `verbose` adds the tags to their count, a newer platform
/// the risk.
QList<Node> webAppRows(SQLite::Database &database, const QList<qint64> &ids, bool verbose, bool newer);
/// Everything. `newNames` says urlExcludelist where older platforms say urlBlacklist.
Node webAppNode(SQLite::Database &database, const WebAppRow &app, bool newNames);

} // namespace sandbox
