// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/keymutation.h"

#include "sandbox/keyrows.h"

using namespace Qt::StringLiterals;

namespace {

namespace sql = sandbox::sql;

void removeKey(SQLite::Database &database, qint64 id)
{
    sql::run(database, "UPDATE agent SET key_id = NULL WHERE key_id = ?", id);
    sql::run(database, "DELETE FROM activation_key WHERE id = ?", id);
}

void mutate(SQLite::Database &database, ActivationKey &key, const QString &field)
{
    if (field == "ownerId"_L1) {
        key.owner = {sql::value(database, "SELECT id FROM user WHERE id <> ? ORDER BY id LIMIT 1", key.owner.value)};
    } else if (field == "isDisabled"_L1) {
        key.disabled = !key.disabled;
    } else if (field == "countPurchased"_L1) {
        ++key.countPurchased;
    } else if (field == "modules"_L1) {
        if (key.modules.removeIf([](const QString &word) { return word == "FIM"_L1; }) == 0)
            key.modules << u"FIM"_s;
    } else if (field == "tags"_L1) {
        const qint64 first = sql::value(database, "SELECT min(id) FROM tag");
        key.tags = key.tags.isEmpty() ? QList<TagRef>{{{first}, {}}} : QList<TagRef>();
    } else {
        key.title += " (edited elsewhere)"_L1;
    }
}

} // namespace

void sandbox::mutateKeys(SQLite::Database &database, const QString &what, const QList<qint64> &keys)
{
    const QString field = what.section(u'@', 0, 0);
    const qint64 only = what.section(u'@', 1).toLongLong();
    for (const qint64 id : keys) {
        std::optional<ActivationKey> key = loadKey(database, id);
        if (!key || (only != 0 && only != id))
            continue;
        if (field == "delete"_L1) {
            removeKey(database, id);
        } else {
            mutate(database, *key, field);
            updateKey(database, *key);
        }
    }
}
