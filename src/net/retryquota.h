// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/retrypolicy.h"

#include <algorithm>

/// The tokens that all repeats share: a service that answers nobody is soon left alone, however many panes ask.
class RetryQuota
{
public:
    explicit RetryQuota(const RetryPolicy &policy)
        : m_most(policy.quota)
        , m_perRetry(policy.quotaPerRetry)
        , m_perTimeout(policy.quotaPerTimeout)
        , m_left(policy.quota)
    {
    }

    int left() const { return m_left; }
    void noteSuccess() { m_left = std::min(m_left + 1, m_most); }
    /// Pays for one repeat; false when there is not enough left.
    bool pay(bool afterTimeout)
    {
        const int cost = afterTimeout ? m_perTimeout : m_perRetry;
        if (m_left < cost)
            return false;
        m_left -= cost;
        return true;
    }

private:
    int m_most, m_perRetry, m_perTimeout, m_left;
};
