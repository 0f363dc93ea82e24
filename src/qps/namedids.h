// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "qps/requests.h"

#include <QSet>

namespace qps {

/// The records that one request names: at least one, at most `most`, each once, all with an id. A call that deletes or
/// purges acts on whatever its filter matches and on everything without one; such a call cannot be written without
/// these.
template <typename RecordId>
class NamedIds
{
public:
    /// Of one request; the service's own bound is not known.
    static constexpr qsizetype most = 500;

    /// Repeats are dropped. Rejected when none, too many or something without an id is named.
    static Result<NamedIds> of(const QList<RecordId> &ids)
    {
        QList<RecordId> once;
        QSet<qint64> known;
        for (const RecordId id : ids) {
            if (!id)
                return failed(Failure::Kind::Rejected, QStringLiteral("a record without an id"));
            if (!known.contains(id.value)) {
                known.insert(id.value);
                once.append(id);
            }
        }
        if (once.isEmpty())
            return failed(Failure::Kind::Rejected, QStringLiteral("no records are named"));
        if (once.size() > most)
            return failed(Failure::Kind::Rejected, QStringLiteral("more than %1 records in one request").arg(most));
        return NamedIds(std::move(once));
    }

    const QList<RecordId> &all() const { return m_ids; }
    RecordId first() const { return m_ids.first(); }
    bool isOne() const { return m_ids.size() == 1; }
    Criterion criterion() const
    {
        QList<qint64> numbers;
        for (const RecordId id : m_ids)
            numbers << id.value;
        return idIn(numbers);
    }

private:
    explicit NamedIds(QList<RecordId> ids)
        : m_ids(std::move(ids))
    {
    }
    QList<RecordId> m_ids;
};

} // namespace qps
