// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "models/keyproxy.h"

#include "models/activationkeymodel.h"

KeyProxy::KeyProxy(ActivationKeyModel *source, QObject *parent)
    : RecordProxy(source, parent)
    , m_keys(source)
{
}

void KeyProxy::setFilter(const KeyFilter &filter)
{
    m_filter = filter;
    refilter();
}

bool KeyProxy::accepts(int sourceRow) const
{
    if (m_filter.acceptsAll() || m_keys->idAt(sourceRow) < 0 || m_filter(m_keys->shownAt(sourceRow)))
        return true;
    // What somebody has just edited does not vanish from under their hands.
    return m_keys->stagedAt(sourceRow) && m_filter(m_keys->recordAt(sourceRow));
}
