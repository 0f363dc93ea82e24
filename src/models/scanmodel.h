// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/wasscan.h"
#include "models/recordmodel.h"

Q_DECLARE_METATYPE(WasScan)

using StagedScan = StagedRecord<WasScan>;

/// The scans of a subscription as a table; launches that are staged stand among them.
class ScanModel : public RecordModel<WasScan>
{
    Q_OBJECT

public:
    explicit ScanModel(QObject *parent = nullptr);

protected:
    QString stateText(CellKind kind, RowMark mark, bool checked) const override;
};
