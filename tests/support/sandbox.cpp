// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "support/sandbox.h"

#include "sandbox/sql.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>

#include <csignal>

using namespace Qt::StringLiterals;
namespace sql = sandbox::sql;

namespace {

constexpr int patience = 20'000;

void writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
}

} // namespace

Sandbox::Sandbox(SandboxOptions options)
    : m_options(std::move(options))
{
    for (qsizetype i = 0; i < m_options.users.size(); ++i)
        writeFile(m_folder.filePath(u"password%1"_s.arg(i)), m_options.users[i].second.toUtf8());
    if (m_options.tls)
        makeCertificate();
    launch();
}

Sandbox::~Sandbox()
{
    thaw();
    stop();
}

QString Sandbox::caFile() const
{
    return m_folder.filePath(u"certificate.pem"_s);
}

QString Sandbox::databaseFile() const
{
    return m_folder.filePath(u"sandbox.db"_s);
}

SQLite::Database Sandbox::openDatabase() const
{
    return {databaseFile().toStdString(), SQLite::OPEN_READWRITE, patience};
}

void Sandbox::makeCertificate()
{
    QProcess openssl;
    openssl.start(u"openssl"_s,
                  {u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-days"_s, u"2"_s, u"-subj"_s,
                   u"/CN=127.0.0.1"_s, u"-addext"_s, u"subjectAltName=IP:127.0.0.1,DNS:localhost"_s, u"-keyout"_s,
                   m_folder.filePath(u"key.pem"_s), u"-out"_s, caFile()});
    if (!openssl.waitForFinished(patience) || openssl.exitCode() != 0)
        qFatal("openssl made no certificate: %s", openssl.readAllStandardError().constData());
}

QStringList Sandbox::arguments() const
{
    QStringList list{u"--parent-watch"_s,
                     u"--database"_s,
                     databaseFile(),
                     u"--port"_s,
                     QString::number(std::max(0, m_url.port())),
                     u"--keys"_s,
                     QString::number(m_options.keys),
                     u"--seed"_s,
                     QString::number(m_options.seed)};
    const auto add = [&list](const QString &option, std::optional<int> number) {
        if (number)
            list << option << QString::number(*number);
    };
    add(u"--agents"_s, m_options.agents);
    add(u"--tags"_s, m_options.tags);
    add(u"--web-apps"_s, m_options.webApps);
    add(u"--scan-pace"_s, m_options.scanPace);
    add(u"--hosts"_s, m_options.hosts);
    add(u"--activation-delay"_s, m_options.activationDelay);
    if (!m_options.limits.isEmpty())
        list << u"--limits"_s << m_options.limits;
    for (const QString &fault : m_options.faults)
        list << u"--fault"_s << fault;
    if (m_options.quirks)
        list << u"--quirks"_s;
    if (m_options.tls)
        list << u"--tls-certificate"_s << caFile() << u"--tls-key"_s << m_folder.filePath(u"key.pem"_s);
    for (qsizetype i = 0; i < m_options.users.size(); ++i)
        list << u"--user"_s << m_options.users[i].first << u"--password-file"_s
             << m_folder.filePath(u"password%1"_s.arg(i));
    return list + m_options.more;
}

void Sandbox::launch()
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QDir(QStringLiteral(PROGRAM_DIR)).filePath(u"latchkey-sandbox"_s), arguments());
    QByteArray line;
    const QDeadlineTimer deadline(patience);
    while (!line.contains('\n') && m_process.state() != QProcess::NotRunning && !deadline.hasExpired()) {
        m_process.waitForReadyRead(100);
        line += m_process.readAllStandardOutput();
    }
    const QByteArray start = "listening on ";
    if (!line.startsWith(start))
        qFatal("the sandbox did not start: %s", qPrintable(m_process.errorString()));
    m_url = QUrl(QString::fromLatin1(line.sliced(start.size()).trimmed()));
}

void Sandbox::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(patience) || m_process.exitStatus() != QProcess::NormalExit ||
        m_process.exitCode() != 0)
        qFatal("the sandbox did not end well: %s, %d", qPrintable(m_process.errorString()), m_process.exitCode());
}

void Sandbox::kill()
{
    m_process.kill();
    m_process.waitForFinished(patience);
}

void Sandbox::start()
{
    if (!isRunning())
        launch();
}

void Sandbox::renewCertificate()
{
    stop();
    makeCertificate();
    start();
}

void Sandbox::freeze()
{
#ifdef Q_OS_UNIX
    if (isRunning())
        ::kill(pid_t(m_process.processId()), SIGSTOP);
#endif
}

void Sandbox::thaw()
{
#ifdef Q_OS_UNIX
    if (isRunning())
        ::kill(pid_t(m_process.processId()), SIGCONT);
#endif
}

QList<SandboxRequest> Sandbox::requests(const char *where) const
{
    QList<SandboxRequest> found;
    SQLite::Database database = openDatabase();
    SQLite::Statement row(database, std::string("SELECT seq, utc, method, path, attempt, user, object, outcome, "
                                                "http_status, response_code, effect, applied, fault, body, bytes, "
                                                "affected, modules FROM request WHERE ") +
                                        where + " ORDER BY seq");
    while (row.executeStep()) {
        const SQLite::Column body = row.getColumn(13);
        found.append({.seq = sql::number(row, 0),
                      .utc = QDateTime::fromString(sql::text(row, 1), Qt::ISODateWithMs),
                      .method = sql::text(row, 2),
                      .path = sql::text(row, 3),
                      .attempt = sql::text(row, 4),
                      .user = sql::text(row, 5),
                      .object = sql::number(row, 6),
                      .outcome = sql::text(row, 7),
                      .status = int(sql::number(row, 8)),
                      .responseCode = sql::text(row, 9),
                      .writes = sql::text(row, 10) == "write"_L1,
                      .applied = sql::number(row, 11) != 0,
                      .fault = sql::text(row, 12),
                      .body = QByteArray(static_cast<const char *>(body.getBlob()), body.getBytes()),
                      .bytes = sql::number(row, 14),
                      .affected = sql::number(row, 15),
                      .modules = sql::text(row, 16)});
    }
    return found;
}

QList<SandboxAgentWrite> Sandbox::agentWrites() const
{
    QList<SandboxAgentWrite> found;
    SQLite::Database database = openDatabase();
    SQLite::Statement row(database, "SELECT seq, attempt, agent, module, action, outcome FROM agent_write "
                                    "ORDER BY rowid");
    while (row.executeStep())
        found.append({.seq = sql::number(row, 0),
                      .attempt = sql::text(row, 1),
                      .agent = sql::number(row, 2),
                      .module = sql::text(row, 3),
                      .action = sql::text(row, 4),
                      .outcome = sql::text(row, 5)});
    return found;
}

QList<SandboxRequest> Sandbox::log() const
{
    return requests("1");
}

QList<SandboxRequest> Sandbox::logged(const QString &pattern) const
{
    const QString method = pattern.section(u':', 0, 0), part = pattern.section(u':', 1);
    QList<SandboxRequest> found = log();
    found.removeIf([&](const SandboxRequest &request) {
        return (method != "*"_L1 && request.method != method) || !request.path.contains(part);
    });
    return found;
}

QList<SandboxRequest> Sandbox::writes() const
{
    return requests("effect = 'write'");
}

int Sandbox::failedLogins() const
{
    return int(
        requests("outcome = 'failed-login' OR response_code = 'INVALID_CREDENTIALS' OR http_status = 401").size());
}

void Sandbox::clearLog()
{
    SQLite::Database database = openDatabase();
    sql::run(database, "DELETE FROM request");
    sql::run(database, "DELETE FROM agent_write");
}
