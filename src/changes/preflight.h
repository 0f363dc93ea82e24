// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/objectport.h"

#include <QSet>

/// What a fresh read says about a change that is about to be sent. Conflicts are per field: only what somebody else did
/// to the fields we are about to write stops us. A delete takes the whole object away, so for it every field counts.
struct PreflightVerdict
{
    ChangeState next = ChangeState::Preflight; ///< Preflight: may be sent; or Noop, Conflict
    ChangeReason reason;
    std::optional<QJsonObject> base; ///< when it differs from what the change carries
};

/// `rebase`: a person has seen what `change.reason` tells of the service and decided to write on top of that; anything
/// newer is a conflict again.
PreflightVerdict judgePreflight(const Change &change, const std::optional<Observed> &now, bool rebase,
                                const ObjectPort &port);

/// The objects that existed before a create, as Change::base keeps them: ranges, because plans make many keys at once.
QJsonObject existingObjects(QList<qint64> ids);
QSet<qint64> idsOf(const QJsonObject &existing);
bool existed(const QJsonObject &existing, qint64 id);
