// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/filter/query.h"
#include "domain/tag.h"
#include "domain/user.h"

#include <QSet>
#include <QTimeZone>

#include <functional>

/// The fields keys are filtered by.
const FilterSyntax &keySyntax();

/// What a filter needs to know besides the key itself. The pointers may be null and must outlive the filter.
struct KeyFilterContext
{
    QDateTime now;
    const UserDirectory *users = nullptr;
    const TagTree *tags = nullptr;
    QTimeZone zone = QTimeZone::systemTimeZone(); ///< in which a day begins
    QSet<ActivationKeyId> staged = {};
    QSet<ActivationKeyId> failed = {};
    QSet<ActivationKeyId> conflicts = {};
    QSet<ActivationKeyId> selected = {};
    QSet<ActivationKeyId> applyOnAgents = {}; ///< keys whose staged change reaches their agents
};

/// A query made ready to ask of many keys. Clauses with a problem count as absent, so compile valid queries only.
class KeyFilter
{
public:
    using Predicate = std::function<bool(const ActivationKey &)>;

    KeyFilter() = default; ///< accepts every key
    KeyFilter(const Query &query, const KeyFilterContext &context);

    bool operator()(const ActivationKey &key) const { return !m_accepts || m_accepts(key); }
    bool acceptsAll() const { return !m_accepts; }

private:
    Predicate m_accepts;
};
