// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

/// Text as people compare it: without case, accents, compatibility forms and invisible direction marks, and with the
/// Turkish dotted and dotless i taken for i. "Gdańsk" is found by "gdansk", "İstanbul" by "istanbul".
QString searchFolded(QStringView text);

/// A folded word that is looked for in many texts; texts of plain ASCII are searched without an allocation.
class Needle
{
public:
    Needle() = default;
    explicit Needle(QStringView word);

    bool isEmpty() const { return m_folded.isEmpty(); }
    const QString &folded() const { return m_folded; }
    bool within(QStringView text) const;
    bool equals(QStringView text) const;

private:
    QString m_folded;
    bool m_ascii = true;
};
