// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QStringView>

#include <cstddef>

/// Bytes of a secret in memory that is locked where the system allows it and overwritten when it goes. Move-only, so
/// that copies are visible in the code. Best effort: Qt makes its own copies of what passes through it.
class SecretBuffer
{
public:
    SecretBuffer() = default;
    explicit SecretBuffer(QByteArrayView bytes);
    static SecretBuffer fromUtf8Of(QStringView text);
    /// "Basic " + base64(utf8(user ":" password)), RFC 7617.
    static SecretBuffer basicHeader(QStringView user, const SecretBuffer &password);

    SecretBuffer(SecretBuffer &&other) noexcept;
    SecretBuffer &operator=(SecretBuffer &&other) noexcept;
    SecretBuffer(const SecretBuffer &) = delete;
    SecretBuffer &operator=(const SecretBuffer &) = delete;
    ~SecretBuffer();

    SecretBuffer clone() const { return SecretBuffer(view()); }
    void wipe();
    bool isEmpty() const { return m_size == 0; }
    QByteArrayView view() const { return {m_data, qsizetype(m_size)}; }

private:
    char *m_data = nullptr;
    std::size_t m_size = 0;
};

/// Overwrites the characters of a QByteArray or QString that nobody else shares.
void wipe(QByteArray &bytes);
void wipe(QString &text);
