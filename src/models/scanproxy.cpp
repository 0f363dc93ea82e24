// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "models/scanproxy.h"

#include "models/scanmodel.h"

ScanProxy::ScanProxy(ScanModel *source, QObject *parent)
    : RecordProxy(source, parent)
    , m_scans(source)
{
}

void ScanProxy::setFilter(const ScanFilter &filter)
{
    m_filter = filter;
    refilter();
}

bool ScanProxy::accepts(int sourceRow) const
{
    return m_filter.acceptsAll() || m_scans->idAt(sourceRow) < 0 || m_filter(m_scans->recordAt(sourceRow));
}
