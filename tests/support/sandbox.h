// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QList>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>
#include <QUrl>
#include <QVariant>

#include <optional>

namespace SQLite {
class Database;
}

/// How a test wants its subscription. What is left out is as in the demo, except that small is quick: 12 keys and no
/// web applications.
struct SandboxOptions
{
    int keys = 12;
    std::optional<int> agents;          ///< in all; without, each key has its own number
    std::optional<int> tags;            ///< 7 gives those of the interface's samples
    int webApps = 0;                    ///< without any there are no scanners, scans and profiles either
    std::optional<int> scanPace;        ///< milliseconds; without, the demo's fifteen seconds
    std::optional<int> hosts;           ///< without an agent; without, 40 in the demo and none when agents are given
    std::optional<int> activationDelay; ///< seconds; without, the demo's three
    int seed = 1;
    QString limits;     ///< "300/3600", "3/60/1"; empty: none
    QStringList faults; ///< "POST:create/ca/agentactkey:2=status=500"; see src/sandbox/faultrules.h
    bool quirks = false;
    bool tls = false;                         ///< a certificate of our own for 127.0.0.1; see Sandbox::caFile()
    QList<std::pair<QString, QString>> users; ///< Managers beside the fictional people: login and password
    QStringList more;                         ///< further arguments of the program
};

/// One line of the sandbox's request log: what really arrived and what came of it.
struct SandboxRequest
{
    qint64 seq = 0;
    QDateTime utc;
    QString method, path; ///< with the query
    QString attempt;      ///< X-Client-Request-Id
    QString user;
    qint64 object = 0; ///< id of the key, web application or scan, also of a new one; 0 when there is none
    QString outcome;   ///< ok, refused, failed-login, fault; waiting while a delay-apply runs
    int status = 0;
    QString responseCode;
    bool writes = false;  ///< it was a create, update, delete, launch or the like
    bool applied = false; ///< and it changed something
    QString fault;        ///< "apply-then-status=504", several joined by ", "
    QByteArray body;
    qint64 bytes = 0;    ///< of the answer
    qint64 affected = 0; ///< how many hosts, web applications or scans a write changed
    QString modules;     ///< as its address names them
};

/// What a request that was carried out did with an agent, for each of its modules: the oracle for "nothing was sent
/// twice". Requests that a fault answered instead have no such lines.
struct SandboxAgentWrite
{
    qint64 seq = 0; ///< of the request
    QString attempt;
    qint64 agent = 0;
    QString module;  ///< AGENT_VM; empty where the action has none
    QString action;  ///< activate, deactivate, update, delete, uninstall, ods, change-key
    QString outcome; ///< done, already, rule, refused, missing, ignored
};

/// An agent as the subscription has it, to see what applyOnAgents did.
struct SandboxAgent
{
    qint64 id = 0;
    QString name;
    QStringList modules;
    QList<qint64> tags;
    int applied = 0; ///< how often a key's changes were applied to it
};

/// The real latchkey-sandbox on a free port, with its database in a temporary folder. It ends with this object, and
/// when the test crashes. The helpers look into and change the database behind the server's back, as another
/// administrator would; they may be used while requests are under way. A sandbox that does not start ends the test with
/// its complaint.
///
///     Sandbox sandbox({.keys = 2'000, .faults = {u"POST:search/ca/agentactkey:1=truncate=100"_s}});
///     HttpClient client(sandbox.url(), …);
///     …
///     QCOMPARE(sandbox.logged(u"POST:create/ca/agentactkey"_s).size(), 1);
///     QCOMPARE(sandbox.failedLogins(), 0);
class Sandbox
{
public:
    explicit Sandbox(SandboxOptions options = {});
    ~Sandbox();
    Sandbox(const Sandbox &) = delete;
    Sandbox &operator=(const Sandbox &) = delete;

    QUrl url() const { return m_url; } ///< the same after stop() and start()
    quint16 port() const { return quint16(m_url.port()); }
    /// Marta Bianchi, a Manager. Everybody's password is "larkspur"; src/sandbox/fiction.cpp has the others: lrksp_to2
    /// may not delete keys, lrksp_ap3 only reads, lrksp_wa9 has web applications alone and only reads them, lrksp_jw5
    /// edits them but neither URLs nor scanners, lrksp_pn6 edits both and sees no appliances, lrksp_na10 has no API
    /// access, lrksp_ev11 an expired account, lrksp_dr7 has left.
    static QString user() { return QStringLiteral("lrksp_mb1"); }
    static QString password() { return QStringLiteral("larkspur"); }
    QString caFile() const; ///< PEM, with tls
    QString databaseFile() const;

    void stop();  ///< SIGTERM, and waits; it must end well
    void kill();  ///< SIGKILL, and waits
    void start(); ///< again, on the same port and with the same database
    /// Starts again with another certificate that nobody vouches for; with tls. caFile() is that one from then on.
    void renewCertificate();
    bool isRunning() const { return m_process.state() == QProcess::Running; }
    /// SIGSTOP and SIGCONT: connections are accepted by the system, nobody answers.
    void freeze();
    void thaw();

    // What arrived

    QList<SandboxRequest> log() const;
    /// Those that match "POST:create/ca/agentactkey": a method or "*", a colon, a part of the path.
    QList<SandboxRequest> logged(const QString &pattern) const;
    /// Creates, updates, deletes, launches and the like.
    QList<SandboxRequest> writes() const;
    /// How often a login or password was refused: by INVALID_CREDENTIALS, 401 or their faults.
    int failedLogins() const;
    QList<SandboxAgentWrite> agentWrites() const;
    void clearLog();

    // What the subscription holds

    int keyCount() const;
    QList<qint64> keyIds() const;
    QStringList keyTitles() const; ///< in id order, empty for keys without one
    QList<qint64> keysWithTitle(const QString &title) const;
    /// A wire name such as title, ownerId, countPurchased, expireDate, isDisabled, networkId, type; modules and tags
    /// come as a QStringList. Invalid when there is no such key, null when the key has no such value.
    QVariant keyField(qint64 id, const QString &field) const;
    int agentCount(qint64 key) const;
    QList<SandboxAgent> agentsOf(qint64 key) const;
    /// A column of the table `agent`, see src/sandbox/database.cpp. Invalid when there is no such agent.
    QVariant agentField(qint64 id, const QString &column) const;
    /// Those that are in the service; one that was deleted may still be an asset.
    QList<qint64> webAppIds() const;
    /// A column of the table `webapp`, see src/sandbox/wasschema.h: name, url, locked, scanner_type, scanner_name,
    /// scanner_tags …; lists have commas. Invalid when there is no such row, null when it has no such value.
    QVariant webAppField(qint64 id, const QString &column) const;
    QList<qint64> scanIds() const;
    QList<qint64> scansOf(qint64 webApp) const; ///< the newest first
    /// A column of the table `scan`: status, results, auth, scanner_name, next_ms …
    QVariant scanField(qint64 id, const QString &column) const;
    QStringList applianceNames() const;

    // What another administrator does behind our back

    void setKeyField(qint64 id, const QString &field, const QVariant &value);
    void deleteKey(qint64 id);
    void setAgentField(qint64 id, const QString &column, const QVariant &value);
    void setAgentVersion(qint64 id, const QString &version); ///< any text
    void deleteAgent(qint64 id);
    void setWebAppField(qint64 id, const QString &column, const QVariant &value);
    qint64 addWebApp(const QString &name, const QString &url); ///< tells its id; external, unlocked, never scanned
    void deleteWebApp(qint64 id);                              ///< with its asset and scans
    /// planned_results and planned_auth say how one will end that is under way.
    void setScanField(qint64 id, const QString &column, const QVariant &value);
    void setApplianceOnline(const QString &name, bool online);
    /// Statements as they are, for what has no function.
    void execute(const QByteArray &sql);
    /// Tells its id. Unlimited, enabled, without modules; titles are not checked, so there can be two of one.
    qint64 addKey(const QString &title, const QStringList &modules = {});
    void setPassword(const QString &login, const QString &password);
    /// right: api, manager, ca_view, ca_create, ca_edit, ca_delete, am, was, am_edit, am_delete, ca_activate,
    /// ca_deactivate, ca_uninstall, was_create, was_edit, was_edit_url, was_scanner, was_delete, was_purge, was_launch,
    /// was_cancel, was_delete_scan, was_schedule, vm (which lists appliances).
    void setRight(const QString &login, const QString &right, bool has);
    void setLicensed(const QString &module, bool licensed); ///< "EDR"

    // What time it is for web applications and scans

    void holdScanClock(const QDateTime &time);  ///< until the next hold, advance or release
    void advanceScanClock(qint64 milliseconds); ///< of a clock that is held
    void releaseScanClock();

    // What goes wrong

    /// From the next request on, which counts as the first. Tells the fault's id.
    qint64 addFault(const QString &spec);
    void clearFaults();
    int faultHits(qint64 fault) const; ///< how many requests matched it, whether it was their turn or not

private:
    void launch();
    void makeCertificate();
    QStringList arguments() const;
    SQLite::Database openDatabase() const;
    QString column(const QString &field) const;
    QVariant valueOf(const char *table, qint64 id, const QString &column) const;
    void setValue(const char *table, qint64 id, const QString &column, const QVariant &value);
    QList<qint64> idsOf(const char *query, qint64 argument = 0) const;
    QList<SandboxRequest> requests(const char *where) const;

    const SandboxOptions m_options;
    QTemporaryDir m_folder;
    QProcess m_process;
    QUrl m_url;
};
