// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/rereading.h"

#include <algorithm>

Rereading::Rereading(Read read, qsizetype together)
    : m_read(std::move(read))
    , m_together(together)
{
    m_again.setSingleShot(true);
    m_again.setInterval(std::chrono::seconds(30));
    QObject::connect(&m_again, &QTimer::timeout, &m_again, [this] { askNext(); });
}

void Rereading::ask(const QList<qint64> &ids)
{
    for (const qint64 id : ids)
        if (id > 0)
            m_next.insert(id);
    askNext();
}

void Rereading::askNext()
{
    if (m_current || m_next.isEmpty())
        return;
    QList<qint64> some = m_next.values();
    some = some.first(std::min(some.size(), m_together));
    for (const qint64 id : std::as_const(some))
        m_next.remove(id);
    m_current = m_read(some, [this, some](const Outcome &outcome) {
        m_current = {};
        if (outcome || isLasting(outcome.error().kind))
            return askNext();
        m_next.unite(QSet<qint64>(some.cbegin(), some.cend()));
        m_again.start();
    });
}
