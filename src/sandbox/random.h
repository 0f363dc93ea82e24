// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QUuid>

#include <array>
#include <random>

namespace sandbox {

/// A number that looks random and is the same for the same two: what is derived from an id, without a state to keep.
constexpr quint64 mixed(quint64 a, quint64 b)
{
    quint64 z = a + (b + 1) * 0x9e3779b97f4a7c15U;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9U;
    z = (z ^ z >> 27) * 0x94d049bb133111ebU;
    return z ^ z >> 31;
}

/// The same numbers for the same seed, with any library.
class Random
{
public:
    explicit Random(quint64 seed)
        : m_engine(seed)
    {
    }

    qint64 below(qint64 bound) { return bound <= 0 ? 0 : qint64(m_engine() % quint64(bound)); }

    template <typename T, std::size_t count>
    const T &pick(const std::array<T, count> &from)
    {
        return from[std::size_t(below(qint64(count)))];
    }

    QString uuid()
    {
        const quint64 a = m_engine(), b = m_engine();
        return QUuid(uint(a >> 32), ushort(a >> 16), ushort((a & 0x0fff) | 0x4000), uchar((b >> 56 & 0x3f) | 0x80),
                     uchar(b >> 48), uchar(b >> 40), uchar(b >> 32), uchar(b >> 24), uchar(b >> 16), uchar(b >> 8),
                     uchar(b))
            .toString(QUuid::WithoutBraces);
    }

private:
    std::mt19937_64 m_engine;
};

} // namespace sandbox
