// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSslConfiguration>
#include <QUrl>

/// https, or http to a literal loopback address; no user name in it.
bool maySendTo(const QUrl &server);

/// The address of a path on the server. The path cannot lead to another host, whatever is in it; invalid when it is
/// odd.
QUrl addressOf(const QUrl &server, const QString &path);

/// TLS 1.2 or later, the system's authorities and these. There is no way to accept a certificate that fails.
QSslConfiguration tlsFor(const QByteArray &caCertificates);

/// "TLSv1.3;2027-03-02T10:00:00Z", empty on plain http.
QString tlsFacts(const QSslConfiguration &used);

/// What is wrong with a certificate, and which one it was.
QString tlsComplaint(const QList<QSslError> &errors);
