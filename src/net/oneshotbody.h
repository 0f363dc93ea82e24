// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QIODevice>

/// A request body that can be read once. QNetworkAccessManager sends a POST again by itself when the connection closes
/// before an answer (measured: two to four requests for one call); a body that cannot be rewound makes it give up with
/// ContentReSendError instead. Not a QBuffer: Qt treats that one specially.
class OneShotBody : public QIODevice
{
    Q_OBJECT
public:
    explicit OneShotBody(QByteArray bytes, QObject *parent = nullptr) : QIODevice(parent), m_bytes(std::move(bytes))
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

    qint64 size() const override { return m_bytes.size(); }
    bool isSequential() const override { return false; }
    bool atEnd() const override { return m_at >= m_bytes.size(); }
    qint64 bytesAvailable() const override { return m_bytes.size() - m_at; }
    bool seek(qint64 position) override { return m_at == 0 && position == 0 && QIODevice::seek(position); }
    bool reset() override { return m_at == 0; }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        const qint64 count = std::min(most, qint64(m_bytes.size()) - m_at);
        if (count <= 0)
            return m_at >= m_bytes.size() ? -1 : 0;
        std::copy_n(m_bytes.constData() + m_at, count, data);
        m_at += count;
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_at = 0;
};
