// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "net/trust.h"

#include <QCryptographicHash>
#include <QSslCertificate>
#include <QSslError>

using namespace Qt::StringLiterals;

bool maySendTo(const QUrl &server)
{
    if (!server.isValid() || server.host().isEmpty() || !server.userInfo().isEmpty())
        return false;
    if (server.scheme() == "https"_L1)
        return true;
    const QString host = server.host();
    return server.scheme() == "http"_L1 && (host == "127.0.0.1"_L1 || host == "::1"_L1);
}

QUrl addressOf(const QUrl &server, const QString &path)
{
    if (!path.startsWith(u'/'))
        return {};
    const QUrl root =
        server.adjusted(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
    // Put together as text, so that a path like "//elsewhere/" stays a path.
    const QUrl address = QUrl::fromEncoded(root.toEncoded() + path.toUtf8());
    const bool sameServer =
        address.scheme() == root.scheme() && address.host() == root.host() && address.port() == root.port();
    return sameServer ? address : QUrl();
}

QSslConfiguration tlsFor(const QByteArray &caCertificates)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    if (!caCertificates.isEmpty()) // naming any switches the loading of the system's off, so they are named too
        tls.setCaCertificates(QSslConfiguration::systemCaCertificates() +
                              QSslCertificate::fromData(caCertificates, QSsl::Pem));
    return tls;
}

QString tlsFacts(const QSslConfiguration &used)
{
    if (used.peerCertificate().isNull())
        return {};
    const QString protocol = used.sessionProtocol() == QSsl::TlsV1_2 ? u"TLSv1.2"_s : u"TLSv1.3"_s;
    return protocol + u';' + used.peerCertificate().expiryDate().toUTC().toString(Qt::ISODate);
}

QString tlsComplaint(const QList<QSslError> &errors)
{
    QStringList texts;
    for (const QSslError &error : errors)
        if (!texts.contains(error.errorString()))
            texts << error.errorString();
    if (errors.isEmpty() || errors.first().certificate().isNull())
        return texts.join(u' ');
    const QSslCertificate certificate = errors.first().certificate();
    texts << u"(%1, issued by %2, valid from %3 to %4, SHA-256 %5)"_s.arg(
        certificate.subjectDisplayName(), certificate.issuerDisplayName(),
        certificate.effectiveDate().toUTC().toString(Qt::ISODate),
        certificate.expiryDate().toUTC().toString(Qt::ISODate),
        QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex(':')));
    return texts.join(u' ');
}
