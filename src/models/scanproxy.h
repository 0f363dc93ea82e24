// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/filter/scanfilter.h"
#include "models/recordproxy.h"

class ScanModel;

/// The scans that a filter accepts. Staged launches are always among them.
class ScanProxy : public RecordProxy
{
    Q_OBJECT

public:
    explicit ScanProxy(ScanModel *source, QObject *parent = nullptr);

    void setFilter(const ScanFilter &filter);

protected:
    bool accepts(int sourceRow) const override;

private:
    const ScanModel *m_scans;
    ScanFilter m_filter;
};
