// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "support/blackhole.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

BlackHole::BlackHole(quint16 port)
{
    const int listening = socket(AF_INET, SOCK_STREAM, 0);
    const int yes = 1; // a port is not free at once when connections of its last user are still fading
    setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    bind(listening, reinterpret_cast<const sockaddr *>(&address), size);
    listen(listening, 0);
    getsockname(listening, reinterpret_cast<sockaddr *>(&address), &size);
    m_port = ntohs(address.sin_port);
    m_sockets.append(listening);
    // A queue of length 0 takes one; the others make sure of it.
    for (int i = 0; i < 3; ++i) {
        const int filler = socket(AF_INET, SOCK_STREAM, 0);
        fcntl(filler, F_SETFL, O_NONBLOCK);
        [[maybe_unused]] const int pending = connect(filler, reinterpret_cast<const sockaddr *>(&address), size);
        m_sockets.append(filler);
    }
}

BlackHole::~BlackHole()
{
    for (const int open : m_sockets)
        ::close(open);
}

QUrl BlackHole::url() const
{
    QUrl url(u"http://127.0.0.1"_s);
    url.setPort(m_port);
    return url;
}
