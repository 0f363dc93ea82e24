// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/filter/folding.h"

#include <algorithm>

namespace {

bool isAscii(QStringView text)
{
    return std::ranges::all_of(text, [](QChar c) { return c.unicode() < 0x80; });
}

char16_t lowered(QChar c)
{
    const char16_t unit = c.unicode();
    return unit >= u'A' && unit <= u'Z' ? char16_t(unit + (u'a' - u'A')) : unit;
}

bool asciiEqualsAt(QStringView text, qsizetype at, QStringView folded)
{
    for (qsizetype i = 0; i < folded.size(); ++i)
        if (lowered(text[at + i]) != folded[i].unicode())
            return false;
    return true;
}

} // namespace

QString searchFolded(QStringView text)
{
    QString folded;
    folded.reserve(text.size());
    if (isAscii(text)) {
        for (const QChar c : text)
            folded.append(QChar(lowered(c)));
        return folded;
    }
    const QString plain = text.toString().normalized(QString::NormalizationForm_KD).toCaseFolded();
    for (const QChar c : plain) {
        if (c.isMark() || c.category() == QChar::Other_Format)
            continue;
        folded.append(c == QChar(0x131) ? QChar(u'i') : c); // dotless i
    }
    return folded;
}

Needle::Needle(QStringView word)
    : m_folded(searchFolded(word))
    , m_ascii(isAscii(m_folded))
{
}

bool Needle::within(QStringView text) const
{
    if (m_folded.isEmpty())
        return true;
    if (!isAscii(text))
        return searchFolded(text).contains(m_folded);
    if (!m_ascii)
        return false;
    const char16_t first = m_folded.front().unicode();
    for (qsizetype at = 0; at + m_folded.size() <= text.size(); ++at)
        if (lowered(text[at]) == first && asciiEqualsAt(text, at, m_folded))
            return true;
    return false;
}

bool Needle::equals(QStringView text) const
{
    if (!isAscii(text))
        return searchFolded(text) == m_folded;
    return m_ascii && text.size() == m_folded.size() && asciiEqualsAt(text, 0, m_folded);
}
