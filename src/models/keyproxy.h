// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/filter/keyfilter.h"
#include "models/recordproxy.h"

class ActivationKeyModel;

/// The keys that a filter accepts, as they are shown or, where edits are staged, as they are on the server. Staged new
/// keys are always among them, or they would vanish while they are written.
class KeyProxy : public RecordProxy
{
    Q_OBJECT

public:
    explicit KeyProxy(ActivationKeyModel *source, QObject *parent = nullptr);

    void setFilter(const KeyFilter &filter);

protected:
    bool accepts(int sourceRow) const override;

private:
    const ActivationKeyModel *m_keys;
    KeyFilter m_filter;
};
