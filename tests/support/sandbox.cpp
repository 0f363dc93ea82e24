// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "support/sandbox.h"

#include "sandbox/accounts.h"
#include "sandbox/faultrules.h"
#include "sandbox/sql.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QUuid>

#include <csignal>

using namespace Qt::StringLiterals;
namespace sql = sandbox::sql;

namespace {

constexpr int patience = 20'000;

struct Column
{
    QLatin1StringView field;
    const char *column;
};
constexpr auto columns = std::to_array<Column>({
    {"activationKey"_L1, "key_text"},
    {"title"_L1, "title"},
    {"type"_L1, "type"},
    {"countPurchased"_L1, "count_purchased"},
    {"datePurchased"_L1, "purchased"},
    {"expireDate"_L1, "expires"},
    {"networkId"_L1, "network_id"},
    {"isDisabled"_L1, "disabled"},
    {"suspendSelfPatch"_L1, "suspend_self_patch"},
    {"ownerId"_L1, "owner_id"},
    {"modules"_L1, "modules"},
    {"tags"_L1, "tags"},
    {"applied"_L1, "applied"},
});

bool isList(const QString &field)
{
    return field == "modules"_L1 || field == "tags"_L1;
}

SQLite::Database open(const QString &file)
{
    return {file.toStdString(), SQLite::OPEN_READWRITE, patience};
}

void writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
}

QString textFor(const QVariant &value)
{
    if (value.typeId() == QMetaType::QStringList)
        return value.toStringList().join(u',');
    if (value.typeId() == QMetaType::QDateTime)
        return value.toDateTime().toUTC().toString(u"yyyy-MM-dd'T'HH:mm:ss'Z'"_s);
    return value.toString();
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
    SQLite::Database database = open(databaseFile());
    SQLite::Statement row(database, std::string("SELECT seq, utc, method, path, attempt, user, object, outcome, "
                                                "http_status, response_code, effect, applied, fault, body, bytes "
                                                "FROM request WHERE ") +
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
                      .bytes = sql::number(row, 14)});
    }
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
    SQLite::Database database = open(databaseFile());
    sql::run(database, "DELETE FROM request");
}

int Sandbox::keyCount() const
{
    return int(keyIds().size());
}

QList<qint64> Sandbox::keyIds() const
{
    QList<qint64> ids;
    SQLite::Database database = open(databaseFile());
    SQLite::Statement row(database, "SELECT id FROM activation_key ORDER BY id");
    while (row.executeStep())
        ids << sql::number(row, 0);
    return ids;
}

QStringList Sandbox::keyTitles() const
{
    QStringList titles;
    SQLite::Database database = open(databaseFile());
    SQLite::Statement row(database, "SELECT coalesce(title, '') FROM activation_key ORDER BY id");
    while (row.executeStep())
        titles << sql::text(row, 0);
    return titles;
}

QList<qint64> Sandbox::keysWithTitle(const QString &title) const
{
    QList<qint64> ids;
    SQLite::Database database = open(databaseFile());
    SQLite::Statement row(database, "SELECT id FROM activation_key WHERE title = ? ORDER BY id");
    sql::bindAll(row, title);
    while (row.executeStep())
        ids << sql::number(row, 0);
    return ids;
}

QString Sandbox::column(const QString &field) const
{
    for (const Column &known : columns)
        if (field == known.field)
            return QString::fromLatin1(known.column);
    qFatal("a key has no field %s", qPrintable(field));
}

QVariant Sandbox::keyField(qint64 id, const QString &field) const
{
    SQLite::Database database = open(databaseFile());
    SQLite::Statement row(database, "SELECT " + column(field).toStdString() + " FROM activation_key WHERE id = ?");
    sql::bindAll(row, id);
    if (!row.executeStep())
        return {};
    if (isList(field))
        return sql::words(row, 0);
    if (row.isColumnNull(0))
        return QVariant(QMetaType(QMetaType::QString));
    return row.getColumn(0).isInteger() ? QVariant(sql::number(row, 0)) : QVariant(sql::text(row, 0));
}

int Sandbox::agentCount(qint64 key) const
{
    return int(agentsOf(key).size());
}

QList<SandboxAgent> Sandbox::agentsOf(qint64 key) const
{
    QList<SandboxAgent> agents;
    SQLite::Database database = open(databaseFile());
    SQLite::Statement row(database, "SELECT id, name, modules, tags, applied FROM agent WHERE key_id = ? ORDER BY id");
    sql::bindAll(row, key);
    while (row.executeStep()) {
        SandboxAgent agent{.id = sql::number(row, 0),
                           .name = sql::text(row, 1),
                           .modules = sql::words(row, 2),
                           .tags = {},
                           .applied = int(sql::number(row, 4))};
        for (const QString &tag : sql::words(row, 3))
            agent.tags << tag.toLongLong();
        agents << agent;
    }
    return agents;
}

void Sandbox::setKeyField(qint64 id, const QString &field, const QVariant &value)
{
    SQLite::Database database = open(databaseFile());
    SQLite::Statement row(database, "UPDATE activation_key SET " + column(field).toStdString() + " = ? WHERE id = ?");
    const bool text = value.typeId() == QMetaType::QString || value.typeId() == QMetaType::QStringList ||
                      value.typeId() == QMetaType::QDateTime;
    if (text)
        sql::bindAll(row, textFor(value), id);
    else
        sql::bindAll(row, value.isNull() ? std::nullopt : std::optional(value.toLongLong()), id);
    if (row.exec() != 1)
        qFatal("there is no key %lld", static_cast<long long>(id));
}

void Sandbox::deleteKey(qint64 id)
{
    SQLite::Database database = open(databaseFile());
    sql::run(database, "UPDATE agent SET key_id = NULL WHERE key_id = ?", id);
    sql::run(database, "DELETE FROM activation_key WHERE id = ?", id);
}

qint64 Sandbox::addKey(const QString &title, const QStringList &modules)
{
    SQLite::Database database = open(databaseFile());
    sql::run(database, "INSERT INTO activation_key (key_text, title, type, purchased, modules) VALUES (?, ?, ?, ?, ?)",
             QUuid::createUuid().toString(QUuid::WithoutBraces), title, u"UNLIMITED"_s,
             textFor(QDateTime::currentDateTimeUtc()), modules.join(u','));
    return database.getLastInsertRowid();
}

void Sandbox::setPassword(const QString &login, const QString &password)
{
    SQLite::Database database = open(databaseFile());
    sql::run(database, "UPDATE user SET password = ? WHERE login = ?", sandbox::passwordMark(login, password), login);
}

void Sandbox::setRight(const QString &login, const QString &right, bool has)
{
    SQLite::Database database = open(databaseFile());
    sql::run(database, ("UPDATE user SET " + right.toStdString() + " = ? WHERE login = ?").c_str(), has, login);
}

void Sandbox::setLicensed(const QString &module, bool licensed)
{
    SQLite::Database database = open(databaseFile());
    sql::run(database,
             licensed ? "INSERT OR IGNORE INTO licence (word) VALUES (?)" : "DELETE FROM licence WHERE word = ?",
             module);
}

qint64 Sandbox::addFault(const QString &spec)
{
    const Result<sandbox::FaultRule> rule = sandbox::parseFault(spec);
    if (!rule)
        qFatal("%s", qPrintable(rule.error().detail));
    SQLite::Database database = open(databaseFile());
    sandbox::addFault(database, *rule);
    return database.getLastInsertRowid();
}

void Sandbox::clearFaults()
{
    SQLite::Database database = open(databaseFile());
    sql::run(database, "DELETE FROM fault");
}

int Sandbox::faultHits(qint64 fault) const
{
    SQLite::Database database = open(databaseFile());
    return int(sql::value(database, "SELECT hits FROM fault WHERE id = ?", fault));
}
