// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QIODevice>

/// A request body that can be read once. Qt sends a POST again by itself when the connection closes before an answer
/// (measured: two to four requests for one call); a body that cannot be rewound makes it give up with
/// ContentReSendError instead. Not a QBuffer: Qt treats that one specially.
class OneShotBody : public QIODevice
{
    Q_OBJECT
public:
    explicit OneShotBody(QByteArray bytes, QObject *parent = nullptr);

    /// Whether all of it was taken: until then no complete request can have left this machine.
    bool isSpent() const { return m_at >= m_bytes.size(); }

    qint64 size() const override { return m_bytes.size(); }
    bool isSequential() const override { return false; }
    bool atEnd() const override { return isSpent(); }
    qint64 bytesAvailable() const override { return m_bytes.size() - m_at; }
    bool seek(qint64 position) override { return m_at == 0 && position == 0 && QIODevice::seek(position); }
    bool reset() override { return m_at == 0; }

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_at = 0;
};
