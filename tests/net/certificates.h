// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTemporaryDir>

/// A certification authority that lives as long as the test, made with the openssl program.
class TestAuthority
{
public:
    TestAuthority()
    {
        write("empty", {});
        write("serial", "1000\n");
        write("ca.cnf", "[ca]\ndefault_ca=a\n[a]\ndatabase=empty\nserial=serial\nnew_certs_dir=.\ndefault_md=sha256\n"
                        "policy=p\nunique_subject=no\n[p]\ncommonName=supplied\n");
        m_good = run({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
                      "30", "-subj", "/CN=Larkspur test authority", "-keyout", "ca.key", "-out", "ca.pem"});
    }

    bool isGood() const { return m_good && m_folder.isValid(); }
    QByteArray pem() const { return read("ca.pem"); }
    QString fileOf(const char *name) const { return m_folder.filePath(QLatin1StringView(name)); }

    /// What a server needs to show a certificate for this name ("IP:127.0.0.1", "DNS:localhost"), valid as said.
    QSslConfiguration certified(const QByteArray &name, const QDateTime &from = day(-1), const QDateTime &to = day(1))
    {
        write("name.cnf", "subjectAltName=" + name + '\n');
        m_good &= run({"req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj",
                       "/CN=server", "-keyout", "server.key", "-out", "server.csr"});
        m_good &= run({"ca", "-batch", "-notext", "-config", "ca.cnf", "-cert", "ca.pem", "-keyfile", "ca.key",
                       "-extfile", "name.cnf", "-startdate", stamp(from), "-enddate", stamp(to), "-in", "server.csr",
                       "-out", "server.pem"});
        return configured();
    }

    /// A certificate that vouches for itself.
    QSslConfiguration selfSigned(const QByteArray &name)
    {
        m_good &= run({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
                       "30", "-subj", "/CN=server", "-addext", "subjectAltName=" + name, "-keyout", "server.key",
                       "-out", "server.pem"});
        return configured();
    }

    static QDateTime day(int offset) { return QDateTime::currentDateTimeUtc().addDays(offset); }

private:
    static QByteArray stamp(const QDateTime &time)
    {
        return time.toString(QStringLiteral("yyyyMMddHHmmss'Z'")).toLatin1();
    }

    QSslConfiguration configured() const
    {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificate(QSslCertificate(read("server.pem")));
        tls.setPrivateKey(QSslKey(read("server.key"), QSsl::Ec));
        tls.setPeerVerifyMode(QSslSocket::VerifyNone); // of the client, which shows none
        return tls;
    }

    bool run(const QByteArrayList &arguments) const
    {
        QProcess openssl;
        openssl.setWorkingDirectory(m_folder.path());
        QStringList texts;
        for (const QByteArray &argument : arguments)
            texts << QString::fromLatin1(argument);
        openssl.start(QStringLiteral("openssl"), texts);
        if (openssl.waitForFinished() && openssl.exitStatus() == QProcess::NormalExit && openssl.exitCode() == 0)
            return true;
        qWarning().noquote() << "openssl" << texts.join(u' ') << openssl.readAllStandardError();
        return false;
    }

    void write(const char *name, const QByteArray &bytes) const
    {
        QFile file(fileOf(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
    }

    QByteArray read(const char *name) const
    {
        QFile file(fileOf(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
    bool m_good = false;
};
