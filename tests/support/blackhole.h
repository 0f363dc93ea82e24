// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QUrl>

/// A port on 127.0.0.1 that answers no connection attempt at all: its listening socket's queue is full, so the kernel
/// drops what comes. Linux.
class BlackHole
{
public:
    /// On a free port, or on one that a server has just left.
    explicit BlackHole(quint16 port = 0);
    ~BlackHole();
    BlackHole(const BlackHole &) = delete;
    BlackHole &operator=(const BlackHole &) = delete;

    quint16 port() const { return m_port; }
    QUrl url() const;

private:
    QList<int> m_sockets;
    quint16 m_port = 0;
};
