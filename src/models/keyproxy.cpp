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
    return m_keys->isAccepted(sourceRow, m_filter);
}
