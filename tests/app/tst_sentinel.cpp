// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "changes/report.h"
#include "hands.h"
#include "secretscan.h"

#include <QApplication>
#include <QCheckBox>
#include <QFile>
#include <QLoggingCategory>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <SQLiteCpp/Database.h>

using namespace Qt::StringLiterals;
using enum ChangeState;

namespace {

constexpr qint64 someKey = 5'200'104;
const QString user = u"lrksp_se1"_s;
const QString password = u"Sésame & <öffne> dich 7714"_s;
const QString wrongPassword = u"Sesam, geh \"bitte\" auf 0815"_s;

QFile *logFile = nullptr;

/// All that any part of the program logs, also what is filtered out usually.
void log(QtMsgType, const QMessageLogContext &context, const QString &message)
{
    logFile->write(QByteArray(context.category) + ": " + message.toUtf8() + '\n');
}

/// Forms of each activation key of the subscription.
QList<QByteArray> keyForms(const Sandbox &sandbox)
{
    QList<QByteArray> forms;
    for (const qint64 id : sandbox.keyIds()) {
        const QString key = sandbox.keyField(id, u"activationKey"_s).toString();
        forms << formsOf(key) << formsOf(QString(key).remove(u'-')) << key.toUpper().toLatin1();
    }
    return forms;
}

} // namespace

/// A whole session of a person at the window; afterwards no file that the program had a hand in holds the password or
/// an activation key.
class SentinelTest : public QObject
{
    Q_OBJECT
public:
    explicit SentinelTest(QString home)
        : m_home(std::move(home))
    {
    }

private:
    void save(const QString &name, const QByteArray &content)
    {
        QVERIFY(QDir().mkpath(m_home + u"/saved"_s));
        QFile file(m_home + u"/saved/"_s + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

    /// Types into the sheet, asks for the password to be remembered, and presses the button.
    static void trySignIn(Desk &desk, const Sandbox &sandbox, const QString &typed)
    {
        SignInSheet *sheet = desk.openSignIn(sandbox.url().toString(), user, typed);
        QVERIFY(sheet);
        for (QCheckBox *box : sheet->findChildren<QCheckBox *>())
            box->setChecked(box->text() != SignInSheet::tr("Start in read-only mode"));
        QVERIFY(sheet->signInButton()->isEnabled());
        sheet->signInButton()->click();
    }

    static PlanId carryOut(Desk &desk, const QList<qint64> &keys, ChangeState end)
    {
        for (const qint64 key : keys)
            if (!disableKey(desk, key))
                return {};
        const ApplyRun *run = reviewAndApply(desk);
        const bool well = run && std::ranges::all_of(run->plan().changes,
                                                     [end](const Change &change) { return change.state == end; });
        return well ? run->plan().id : PlanId();
    }

    /// Signs in at the second try, edits, takes back, is refused, and signs out.
    void livesASession(Sandbox &sandbox)
    {
        Desk desk({}, defaultDataFolder());
        trySignIn(desk, sandbox, wrongPassword);
        QVERIFY(waitUntil([&] { return sandbox.failedLogins() == 1; }));
        QVERIFY(waitUntil([&] { return !static_cast<SignInSheet *>(desk.window().currentSheet())->isBusy(); }));
        trySignIn(desk, sandbox, password);
        QVERIFY(desk.isLoaded());
        Subscription &subscription = *desk.subscription();
        QVERIFY(subscription.keyList.all().size() > 10);

        const PlanId first = carryOut(desk, {someKey, someKey + 1}, Verified);
        QVERIFY(first);
        const Plan plan = subscription.runs().find(first)->plan();
        save(u"requests.txt"_s, subscription.requestTexts(plan.changes).toUtf8());
        QList<AttemptRecord> attempts;
        for (const Change &change : plan.changes)
            attempts += answerOf<QList<AttemptRecord>>([&](auto done) {
                            desk.controller->journal().attemptsOf(change.id, done);
                        }).value();
        QCOMPARE(attempts.size(), 2);
        save(u"report.json"_s, rescueReport(plan, QDateTime::currentDateTimeUtc(), attempts));
        const ApplyRun *inverse = undo(desk, first);
        QVERIFY(inverse);
        QCOMPARE(inverse->progress().verified, 2);

        // Refused, in words that quote a key; with a lost answer; and the sign-in refused all of a sudden.
        const QString key = sandbox.keyField(someKey + 2, u"activationKey"_s).toString();
        sandbox.addFault(u"POST:update/ca:1=status=403 {\"status\":403,\"message\":\"not for %1\"}"_s.arg(key));
        QVERIFY(carryOut(desk, {someKey + 2}, Rejected));
        sandbox.addFault(u"POST:update/ca:1=apply-then-empty"_s);
        QVERIFY(carryOut(desk, {someKey + 3}, Verified));
        QVERIFY(disableKey(desk, someKey + 4)); // stays staged
        sandbox.addFault(u"POST:search/ca=code=INVALID_CREDENTIALS"_s);
        subscription.keyList.refresh();
        QVERIFY(waitUntil([&] { return subscription.keyList.state() == KeyList::State::Failed; }));
        sandbox.clearFaults();

        save(u"about.txt"_s, debugInfo({.dataFolder = defaultDataFolder()}).toUtf8());
        desk.controller->signOut();
        QVERIFY(waitUntil([&] { return !desk.subscription(); }));
        QVERIFY(closeWindow(desk));
    }

    QString m_home;

private slots:
    void noFileHoldsASecretAfterAWholeSession()
    {
        Sandbox sandbox({.agents = 0, .users = {{user, password}}}); // its folder is in the system's own place
        qputenv("TMPDIR", (m_home + u"/tmp"_s).toUtf8());
        QFile written(m_home + u"/log.txt"_s);
        QVERIFY(written.open(QIODevice::WriteOnly));
        logFile = &written;
        QLoggingCategory::setFilterRules(u"*=true"_s);
        const QtMessageHandler before = qInstallMessageHandler(&log);
        livesASession(sandbox);
        qInstallMessageHandler(before);
        QLoggingCategory::setFilterRules({});
        logFile = nullptr;
        written.close();
        qunsetenv("TMPDIR");

        // It really was a session: everything it should have written is there.
        QVERIFY(sandbox.writes().size() >= 6);
        QVERIFY(written.size() > 1000);
        for (const QString &name : {u"journal.sqlite"_s, u"profiles.json"_s, u"settings.json"_s})
            QVERIFY2(QFile::exists(defaultDataFolder() + u'/' + name), qPrintable(name));
        QVERIFY(!scanFor(formsOf(user), m_home).found.isEmpty()); // logins are no secret

        const Scan passwords = scanFor(formsOf(user, password) + formsOf(user, wrongPassword), m_home);
        QVERIFY(passwords.files >= 7);
        QCOMPARE(passwords.found, QStringList());
        QCOMPARE(scanFor(keyForms(sandbox), m_home).found, QStringList());
    }

    void theScannerFindsWhatIsThere_data()
    {
        QTest::addColumn<QByteArray>("content");
        const QByteArray utf8 = password.toUtf8();
        QTest::addRow("as it is") << QByteArray("user=x\npassword=" + utf8 + "\n");
        QTest::addRow("as Qt keeps strings")
            << QByteArray(reinterpret_cast<const char *>(password.utf16()), password.size() * qsizetype(sizeof(QChar)));
        QTest::addRow("the header") << QByteArray("Authorization: Basic " + (user.toUtf8() + ':' + utf8).toBase64());
        for (int before = 0; before < 6; ++before)
            QTest::addRow("base64 behind %d bytes", before)
                << QByteArray((QByteArray(before, '?') + utf8 + "!").toBase64());
        QTest::addRow("in XML") << QByteArray("<password>" + password.toHtmlEscaped().toUtf8() + "</password>");
        QTest::addRow("in a URL") << QByteArray("https://x/?password=" + QUrl::toPercentEncoding(password));
    }
    void theScannerFindsWhatIsThere()
    {
        QFETCH(QByteArray, content);
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath(u".hidden/deeper"_s));
        QFile harmless(folder.filePath(u"harmless"_s));
        QVERIFY(harmless.open(QIODevice::WriteOnly));
        harmless.write("nothing of interest");
        harmless.close();
        const Scan clean = scanFor(formsOf(user, password), folder.path());
        QCOMPARE(clean.files, 1);
        QCOMPARE(clean.found, QStringList());

        QFile planted(folder.filePath(u".hidden/deeper/.planted"_s));
        QVERIFY(planted.open(QIODevice::WriteOnly));
        planted.write(QByteArray(100'000, '\0') + content + QByteArray(100, '\0'));
        planted.close();
        const Scan scan = scanFor(formsOf(user, password), folder.path());
        QCOMPARE(scan.files, 2);
        QCOMPARE(scan.found, QStringList(planted.fileName()));
    }

    /// Also in a database, and in what it has not put into its file yet.
    void theScannerFindsWhatADatabaseHolds()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"some.sqlite"_s);
        SQLite::Database database(file.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        database.exec("PRAGMA journal_mode=WAL; CREATE TABLE t (x TEXT)");
        QCOMPARE(scanFor(formsOf(password), folder.path()).found, QStringList());
        SQLite::Statement row(database, "INSERT INTO t VALUES (?)");
        row.bind(1, password.toStdString());
        row.exec();
        QCOMPARE(scanFor(formsOf(password), folder.path()).found, QStringList(file + u"-wal"_s));
    }
};

int main(int argc, char **argv)
{
    // Everything that is written to a person's own places goes here, by whatever part of the program or its libraries.
    const QTemporaryDir home;
    for (const char *place : {"data", "config", "cache", "state", "runtime", "tmp"})
        QDir(home.path()).mkpath(QString::fromLatin1(place));
    for (const auto &[variable, place] : {std::pair{"XDG_DATA_HOME", "data"},
                                          {"XDG_CONFIG_HOME", "config"},
                                          {"XDG_CACHE_HOME", "cache"},
                                          {"XDG_STATE_HOME", "state"},
                                          {"XDG_RUNTIME_DIR", "runtime"}})
        qputenv(variable, home.filePath(QString::fromLatin1(place)).toUtf8());
    QFile::setPermissions(home.filePath(u"runtime"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    qputenv("HOME", home.path().toUtf8());
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); // no keychain, and no file instead of one
    QCoreApplication::setApplicationName(u"latchkey"_s);
    QApplication app(argc, argv);
    SentinelTest test(home.path());
    return QTest::qExec(&test, argc, argv);
}

#include "tst_sentinel.moc"
