// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/activationkey.h"
#include "sandbox/node.h"
#include "sandbox/sql.h"

namespace sandbox {

/// Activation keys in the database. A key without title has an empty one here and NULL in its row.

/// The keys with these ids, in their order, with agents when asked for. `countUsed` is counted.
QList<ActivationKey> loadKeys(SQLite::Database &database, const QList<qint64> &ids, bool withAgents);
std::optional<ActivationKey> loadKey(SQLite::Database &database, qint64 id);

/// The id of the new row; key.id when that is set.
qint64 insertKey(SQLite::Database &database, const ActivationKey &key, qint64 createdMs);
void updateKey(SQLite::Database &database, const ActivationKey &key);

/// Gives all agents of the key its modules and tags, takes the tags away that the key lost, and counts that.
void applyToAgents(SQLite::Database &database, const ActivationKey &key, const QList<TagRef> &tagsBefore);

/// Members in the order of the service's answers; modules, tags and agents are left out when there are none.
Node keyNode(const ActivationKey &key, bool applyOnAgents = false);

/// "2026-05-20T08:31:44Z"
QString wireTime(const QDateTime &time);

} // namespace sandbox
