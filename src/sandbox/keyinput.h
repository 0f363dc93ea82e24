// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/activationkey.h"
#include "sandbox/servicerequest.h"

namespace sandbox {

/// What a request does to a collection of a key. `list` and `set` replace it; that `list` does is inferred from what
/// the service did, its documentation calls it read-only.
struct ListEdit
{
    std::optional<QStringList> replacement;
    QStringList added, removed;

    QStringList appliedTo(QStringList items, Qt::CaseSensitivity sensitivity) const;
};

/// An AgentActKey of a request: what it names, in the right form but not yet checked against anything.
struct KeyInput
{
    std::optional<qint64> id;
    std::optional<QString> title;
    std::optional<KeyType> type;
    std::optional<qint64> countPurchased;
    std::optional<QDateTime> expires;
    std::optional<qint64> networkId, owner;
    std::optional<bool> disabled, suspendSelfPatch;
    bool applyOnAgents = false;
    ListEdit modules; ///< words
    ListEdit tags;    ///< ids, or "name:…" for a tag that is named only
};

/// The one AgentActKey under `data`. Elements that the service's schema has but does not take here are passed over;
/// others make the request invalid.
Checked<KeyInput> readKeyInput(const ServiceRequest &request);

} // namespace sandbox
