// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/platform.h"

#include <memory>

namespace sandbox {

/// The HTTP server in front of a Platform, on the loopback address alone.
class Server
{
public:
    /// With TLS when a certificate is given.
    Server(Platform &platform, Pause &pause, const QString &certificate, const QString &privateKey);
    ~Server();
    Server(const Server &) = delete;
    Server &operator=(const Server &) = delete;

    /// The port, or why it cannot listen. 0 takes a free one.
    Result<quint16> bind(quint16 port);
    /// Answers until stopped.
    void run();
    void stop();
    /// Requests that came in and are not answered yet.
    int underWay() const;

private:
    struct Inside;
    std::unique_ptr<Inside> m_inside;
};

} // namespace sandbox
