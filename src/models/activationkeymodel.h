// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/activationkey.h"
#include "models/recordmodel.h"

Q_DECLARE_METATYPE(ActivationKey)

using StagedKey = StagedRecord<ActivationKey>;

/// The activation keys of a subscription as a table.
class ActivationKeyModel : public RecordModel<ActivationKey>
{
    Q_OBJECT

public:
    explicit ActivationKeyModel(QObject *parent = nullptr);

protected:
    bool isDim(const ActivationKey &key) const override { return key.disabled; }
};
