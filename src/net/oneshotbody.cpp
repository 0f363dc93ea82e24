// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "net/oneshotbody.h"

#include <algorithm>

OneShotBody::OneShotBody(QByteArray bytes, QObject *parent)
    : QIODevice(parent)
    , m_bytes(std::move(bytes))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 OneShotBody::readData(char *data, qint64 most)
{
    const qint64 count = std::min(most, bytesAvailable());
    if (count <= 0)
        return isSpent() ? -1 : 0;
    std::copy_n(m_bytes.constData() + m_at, count, data);
    m_at += count;
    return count;
}
