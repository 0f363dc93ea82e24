// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/activationkey.h"
#include "qps/answer.h"

/// Activation keys on the wire: `/qps/rest/1.0/<verb>/ca/agentactkey`, founding documents 000 and 001.
namespace qps {

ActivationKey readActivationKey(pugi::xml_node element, Issues &issues, RepeatedWords &words);
/// A search page, or a get (one record).
Result<Page<ActivationKey>> readActivationKeys(Raw raw);

/// Body of a create. `type`, title, limit, expiry, owner, modules, tags and network as the key has them.
QByteArray keyCreateRequest(const ActivationKey &key);

struct KeyUpdateOptions
{
    bool applyOnAgents = false; ///< an instruction of this request, always sent explicitly
    bool clearOwner = false;    ///< sends ownerId 0; whether the service takes it is seen on reading back
};
/// Body of an update: the complete key, since `type` is mandatory and a list is the new complete set.
QByteArray keyUpdateRequest(const ActivationKey &key, const KeyUpdateOptions &options = {});

/// Activation-key strings in a request or an answer replaced by their last four characters.
QByteArray redactKeys(const QByteArray &xml);

} // namespace qps
