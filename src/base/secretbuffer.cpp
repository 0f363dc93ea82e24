// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "base/secretbuffer.h"

#include <QString>
#include <QStringEncoder>

#include <cstring>
#include <utility>

#ifdef Q_OS_UNIX
#include <sys/mman.h>
#endif

namespace {

/// A memset the compiler may not drop.
void overwrite(void *data, std::size_t size)
{
    volatile auto *byte = static_cast<volatile unsigned char *>(data);
    while (size--)
        *byte++ = 0;
}

} // namespace

SecretBuffer::SecretBuffer(QByteArrayView bytes)
    : m_size(std::size_t(bytes.size()))
{
    if (m_size == 0)
        return;
    m_data = new char[m_size];
#ifdef Q_OS_UNIX
    mlock(m_data, m_size); // may fail under a small RLIMIT_MEMLOCK: then the pages can be swapped, nothing else changes
#endif
    std::memcpy(m_data, bytes.data(), m_size);
}

SecretBuffer SecretBuffer::fromUtf8Of(QStringView text)
{
    QByteArray utf8 = text.toUtf8();
    SecretBuffer secret(utf8);
    ::wipe(utf8);
    return secret;
}

SecretBuffer SecretBuffer::basicHeader(QStringView user, const SecretBuffer &password)
{
    QByteArray pair = user.toUtf8();
    pair.append(':').append(password.view());
    QByteArray header = pair.toBase64().prepend("Basic ");
    SecretBuffer secret(header);
    ::wipe(header);
    ::wipe(pair);
    return secret;
}

SecretBuffer::SecretBuffer(SecretBuffer &&other) noexcept
    : m_data(std::exchange(other.m_data, nullptr))
    , m_size(std::exchange(other.m_size, 0))
{
}

SecretBuffer &SecretBuffer::operator=(SecretBuffer &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_data = std::exchange(other.m_data, nullptr);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

SecretBuffer::~SecretBuffer()
{
    wipe();
}

void SecretBuffer::wipe()
{
    if (!m_data)
        return;
    overwrite(m_data, m_size);
#ifdef Q_OS_UNIX
    munlock(m_data, m_size);
#endif
    delete[] std::exchange(m_data, nullptr);
    m_size = 0;
}

void wipe(QByteArray &bytes)
{
    if (!bytes.isEmpty())
        overwrite(bytes.data(), std::size_t(bytes.size()));
    bytes.clear();
}

void wipe(QString &text)
{
    if (!text.isEmpty())
        overwrite(text.data(), std::size_t(text.size()) * sizeof(QChar));
    text.clear();
}
