// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/faultrules.h"
#include "sandbox/random.h"

#include <algorithm>

namespace sandbox {

/// The faults that one request meets.
class ActiveFaults
{
public:
    ActiveFaults() = default;
    explicit ActiveFaults(QList<FaultRule> rules)
        : m_rules(std::move(rules))
    {
    }

    bool isEmpty() const { return m_rules.isEmpty(); }
    const QList<FaultRule> &rules() const { return m_rules; }

    /// The first of this kind, or nullptr.
    const FaultRule *find(FaultKind kind) const
    {
        const auto found = std::ranges::find(m_rules, kind, &FaultRule::kind);
        return found == m_rules.end() ? nullptr : &*found;
    }
    /// The first that answers instead of the service.
    const FaultRule *replacement() const
    {
        const auto found = std::ranges::find_if(m_rules, replacesAnswer, &FaultRule::kind);
        return found == m_rules.end() ? nullptr : &*found;
    }
    /// Whether this field of a record shall silently stay as it is.
    bool ignores(QStringView field) const
    {
        return std::ranges::any_of(m_rules, [&](const FaultRule &rule) {
            return rule.kind == FaultKind::IgnoreField && (rule.argument == field || rule.argument == u"*");
        });
    }
    bool ignoresEverything() const { return ignores(u"*"); }
    /// Whether a fault that strikes a share of the agents or web applications strikes this one: always the same ones,
    /// so that a second try meets the same refusals.
    bool strikes(FaultKind kind, qint64 record) const
    {
        return std::ranges::any_of(m_rules, [&](const FaultRule &rule) {
            if (rule.kind != kind)
                return false;
            if (!rule.argument.endsWith(u'%'))
                return rule.argument.split(u'+').contains(QString::number(record));
            return double(mixed(quint64(record), quint64(kind)) % 10'000) < rule.argument.chopped(1).toDouble() * 100;
        });
    }
    /// Whether what leaves is something else than a true answer.
    bool spoilTheAnswer() const
    {
        return std::ranges::any_of(m_rules, [](const FaultRule &rule) { return !keepsAnswer(rule.kind); });
    }
    /// For the log.
    QString text() const
    {
        QStringList texts;
        for (const FaultRule &rule : m_rules)
            texts << rule.text();
        return texts.join(u", ");
    }

private:
    QList<FaultRule> m_rules;
};

} // namespace sandbox
