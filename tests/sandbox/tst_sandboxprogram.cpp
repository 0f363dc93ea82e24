// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "plainclient.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkInterface>
#include <QNetworkReply>
#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTcpSocket>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;

namespace {

QString program()
{
    return QDir(QStringLiteral(PROGRAM_DIR)).filePath(u"latchkey-sandbox"_s);
}

struct Ended
{
    int code = -1;
    QByteArray out, err;
};

Ended runToEnd(const QStringList &arguments)
{
    QProcess process;
    process.start(program(), arguments);
    if (!process.waitForFinished(20'000)) {
        process.kill();
        return {};
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QByteArray firstLineOf(QProcess &process)
{
    while (!process.canReadLine() && process.waitForReadyRead(20'000))
        ;
    return process.readLine();
}

} // namespace

/// The program: its arguments, how it starts and ends, what survives, limits and TLS.
class SandboxProgramTest : public QObject
{
    Q_OBJECT
private slots:
    void wrongArgumentsAreExplained_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("text");
        QTest::addRow("unknown option") << QStringList{u"--nonsense"_s} << QByteArray("nonsense");
        QTest::addRow("stray word") << QStringList{u"--keys"_s, u"3"_s, u"4"_s}
                                    << QByteArray("unexpected argument \"4\"");
        QTest::addRow("keys in words") << QStringList{u"--keys"_s, u"many"_s} << QByteArray("--keys takes a number");
        QTest::addRow("negative") << QStringList{u"--tags=-1"_s} << QByteArray("--tags takes a number");
        QTest::addRow("port") << QStringList{u"--port"_s, u"65536"_s}
                              << QByteArray("--port takes a number from 0 to 65535");
        QTest::addRow("value missing") << QStringList{u"--port"_s} << QByteArray("port");
        QTest::addRow("user alone") << QStringList{u"--user"_s, u"a"_s} << QByteArray("needs a --password-file");
        QTest::addRow("no password file")
            << QStringList{u"--user"_s, u"a"_s, u"--password-file"_s, u"/nowhere"_s} << QByteArray("/nowhere");
        QTest::addRow("certificate alone")
            << QStringList{u"--tls-certificate"_s, u"x"_s} << QByteArray("come together");
        QTest::addRow("limits") << QStringList{u"--limits"_s, u"0/60"_s} << QByteArray("--limits takes CALLS/SECONDS");
        QTest::addRow("fault without a kind")
            << QStringList{u"--fault"_s, u"POST:create"_s} << QByteArray("METHOD:PATH");
        QTest::addRow("unknown fault") << QStringList{u"--fault"_s, u"POST:create=explode"_s}
                                       << QByteArray("there is no kind \"explode\"");
        QTest::addRow("fault without argument")
            << QStringList{u"--fault"_s, u"POST:create=status"_s} << QByteArray("takes an HTTP status");
        QTest::addRow("fault with needless argument")
            << QStringList{u"--fault"_s, u"POST:create=xxe=1"_s} << QByteArray("takes no argument");
        QTest::addRow("the zeroth request")
            << QStringList{u"--fault"_s, u"POST:create:0=empty"_s} << QByteArray("counted from 1");
        QTest::addRow("apply then what keeps the answer")
            << QStringList{u"--fault"_s, u"POST:create=apply-then-delay=5"_s} << QByteArray("no kind");
    }
    void wrongArgumentsAreExplained()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, text);
        const Ended ended = runToEnd(arguments);
        QCOMPARE(ended.code, 2);
        QVERIFY2(ended.err.contains(text), ended.err.constData());
        QVERIFY(ended.out.isEmpty());
    }

    void versionAndHelpEndAtOnce()
    {
        const Ended version = runToEnd({u"--version"_s});
        QCOMPARE(version.code, 0);
        QCOMPARE(version.out, "latchkey-sandbox " LATCHKEY_VERSION "\n");
        const Ended help = runToEnd({u"--help"_s});
        QCOMPARE(help.code, 0);
        for (const char *option : {"--port", "--database", "--fault", "--quirks", "--parent-watch", "--limits"})
            QVERIFY2(help.out.contains(option), option);
    }

    void databaseOfSomethingElseIsLeftAlone()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"notes.txt"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("these are my notes\n").repeated(500));
        file.close();
        const Ended ended = runToEnd({u"--database"_s, path});
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.err.contains("notes.txt cannot be used"), ended.err.constData());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().size(), 9'500);
        QCOMPARE(runToEnd({u"--database"_s, folder.filePath(u"no/such/folder.db"_s)}).code, 1);
    }

    void portInUseIsToldNotShared()
    {
        Sandbox sandbox({.keys = 1});
        const Ended ended = runToEnd({u"--port"_s, QString::number(sandbox.port())});
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.err.contains("is it in use"), ended.err.constData());
    }

    void listensOnTheLoopbackAlone()
    {
        Sandbox sandbox({.keys = 1});
        for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
            if (address.isLoopback() || address.protocol() != QAbstractSocket::IPv4Protocol)
                continue;
            QTcpSocket socket;
            socket.connectToHost(address, sandbox.port());
            QVERIFY2(!socket.waitForConnected(500), qPrintable(address.toString()));
        }
        QCOMPARE(PlainClient(sandbox).get("/qps/rest/portal/version").status, 200);
    }

    void endsWithItsParent()
    {
        QProcess process;
        process.start(program(), {u"--parent-watch"_s, u"--keys"_s, u"1"_s});
        QVERIFY(firstLineOf(process).startsWith("listening on http://127.0.0.1:"));
        process.write("anything but the end");
        QVERIFY(!process.waitForFinished(300));
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished(5'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
    }

    void staysWithoutAnInputUnlessTold()
    {
        QProcess process;
        process.setStandardInputFile(QProcess::nullDevice());
        process.start(program(), {u"--keys"_s, u"1"_s});
        QVERIFY(!firstLineOf(process).isEmpty());
        QVERIFY(!process.waitForFinished(300));
        process.terminate();
        QVERIFY(process.waitForFinished(5'000));
        QCOMPARE(process.exitCode(), 0);
    }

    void endsAtOnceDespiteIdleAndSlowConnections()
    {
        Sandbox sandbox({.keys = 1, .faults = {u"GET:version=delay=60000"_s}});
        QTcpSocket idle, slow;
        idle.connectToHost(u"127.0.0.1"_s, sandbox.port());
        slow.connectToHost(u"127.0.0.1"_s, sandbox.port());
        QVERIFY(idle.waitForConnected() && slow.waitForConnected());
        slow.write("GET /qps/rest/portal/version HTTP/1.1\r\nHost: a\r\n\r\n");
        QVERIFY(slow.waitForBytesWritten());
        QTRY_COMPARE(sandbox.log().size(), 1);
        QElapsedTimer timer;
        timer.start();
        sandbox.stop();
        QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(!QFile::exists(sandbox.databaseFile() + u"-wal"_s)); // closed, not torn off
    }

    void whatWaitsWhenItEndsNeverHappens()
    {
        Sandbox sandbox({.keys = 1, .faults = {u"POST:create=delay-apply=60000"_s}});
        std::thread slow([&] { PlainClient(sandbox).post(keyCreate, keyRequest("<title>Late</title>" + unlimited)); });
        while (sandbox.writes().isEmpty())
            QTest::qWait(5);
        sandbox.stop();
        slow.join();
        QCOMPARE(sandbox.writes().value(0).outcome, u"waiting"_s);
        QCOMPARE(sandbox.keyCount(), 1);
    }

    void stateSurvivesARestart()
    {
        Sandbox sandbox({.keys = 5, .faults = {u"POST:update:2=status=500"_s}});
        const PlainClient client(sandbox);
        const QUrl url = sandbox.url();
        client.post(keyCreate, keyRequest("<title>Kept</title>" + unlimited));
        client.post(keyUpdate + "5200103", keyRequest(unlimited));
        const QStringList titles = sandbox.keyTitles();
        const QByteArray before = client.post(keySearch, nothing).body;
        const qsizetype logged = sandbox.log().size();
        sandbox.stop();
        QVERIFY(!sandbox.isRunning());
        sandbox.start();
        QCOMPARE(sandbox.url(), url);
        QCOMPARE(sandbox.keyTitles(), titles);
        QCOMPARE(client.post(keySearch, nothing).body, before);
        QCOMPARE(sandbox.log().size(), logged + 1);
        QCOMPARE(client.post(keyUpdate + "5200103", keyRequest(unlimited)).status, 500); // still its second turn
        QCOMPARE(client.post(keyUpdate + "5200103", keyRequest(unlimited)).status, 200);
    }

    void nothingAnsweredIsLostByAKill()
    {
        Sandbox sandbox({.keys = 1});
        const PlainClient client(sandbox);
        for (int round = 0; round < 5; ++round) {
            QCOMPARE(
                client.post(keyCreate, keyRequest("<title>Round " + QByteArray::number(round) + "</title>" + unlimited))
                    .code(),
                u"SUCCESS"_s);
            sandbox.kill();
            sandbox.start();
            QCOMPARE(sandbox.keyCount(), round + 2);
            QCOMPARE(sandbox.writes().size(), round + 1);
        }
    }

    void sameSeedSameSubscription()
    {
        Sandbox one({.keys = 60, .seed = 7}), two({.keys = 60, .seed = 7}), other({.keys = 60, .seed = 8});
        const auto search = [](const Sandbox &sandbox) {
            return PlainClient(sandbox)
                .post(keySearch + "?fields=activationKey,agents,countPurchased,modules", nothing)
                .body;
        };
        QCOMPARE(search(one), search(two));
        QVERIFY(search(one) != search(other));
    }

    void limitsAreTold()
    {
        Sandbox sandbox({.keys = 3, .limits = u"3/3600"_s});
        const PlainClient client(sandbox);
        const PlainReply first = client.post(keySearch, nothing);
        QCOMPARE(first.header("x-ratelimit-limit"), "3");
        QCOMPARE(first.header("x-ratelimit-window-sec"), "3600");
        QCOMPARE(first.header("x-ratelimit-remaining"), "2");
        QCOMPARE(first.header("x-ratelimit-towait-sec"), "0");
        QCOMPARE(first.header("x-concurrency-limit-limit"), "2");
        QCOMPARE(first.header("x-concurrency-limit-running"), "0");
        client.post(keySearch, nothing);
        QCOMPARE(client.post(keySearch, nothing).header("x-ratelimit-remaining"), "0");
        const PlainReply refused = client.post(keySearch, nothing);
        QCOMPARE(refused.status, 409);
        QCOMPARE(refused.code(), u"1965"_s);
        const int wait = refused.header("x-ratelimit-towait-sec").toInt();
        QVERIFY(wait > 3'500 && wait <= 3'600);
        QVERIFY(refused.body.contains("<VALUE>" + QByteArray::number(wait) + "</VALUE>"));
        QCOMPARE(refused.header("x-ratelimit-remaining"), "0");
        QVERIFY(refused.header("content-type").startsWith("text/xml"));
        QCOMPARE(sandbox.log().last().outcome, u"refused"_s);
        // Each API has its own count, people have one together, and a failed login has none.
        QCOMPARE(client.get(keyGet + "5200101").header("x-ratelimit-remaining"), "2");
        QCOMPARE(client.get(keyGet + "5200102").header("x-ratelimit-remaining"), "1");
        QCOMPARE(PlainClient(sandbox, u"lrksp_to2"_s).post(keySearch, nothing).status, 409);
        QVERIFY(PlainClient(sandbox, u"x"_s).post(keySearch, nothing).header("x-ratelimit-limit").isEmpty());
        QCOMPARE(client.get("/msp/about.php").header("x-ratelimit-remaining"), "2");
    }

    void refusedWritesAreNotCarriedOut()
    {
        Sandbox sandbox({.keys = 3, .limits = u"1/3600"_s});
        const PlainClient client(sandbox);
        QCOMPARE(client.post(keyCreate, keyRequest("<title>A</title>" + unlimited)).code(), u"SUCCESS"_s);
        QCOMPARE(client.post(keyCreate, keyRequest("<title>B</title>" + unlimited)).status, 409);
        QCOMPARE(sandbox.keyCount(), 4);
        QCOMPARE(sandbox.writes().last().applied, false);
    }

    void windowsPass()
    {
        Sandbox sandbox({.keys = 1, .limits = u"1/1"_s});
        const PlainClient client(sandbox);
        QCOMPARE(client.post(keySearch, nothing).status, 200);
        QCOMPARE(client.post(keySearch, nothing).header("x-ratelimit-towait-sec"), "1");
        bool allowed = false;
        QTRY_VERIFY(allowed = allowed || client.post(keySearch, nothing).status == 200);
    }

    void onlySoManyAtOnce()
    {
        Sandbox sandbox({.keys = 1, .limits = u"100/60/1"_s, .faults = {u"POST:search:1=delay=3000"_s}});
        const PlainClient client(sandbox);
        PlainReply first;
        std::thread slow([&] { first = client.post(keySearch, nothing); });
        while (sandbox.log().isEmpty())
            QTest::qWait(5);
        const PlainReply second = client.post(keySearch, nothing);
        slow.join();
        QCOMPARE(first.status, 200);
        QCOMPARE(second.status, 409);
        QCOMPARE(second.code(), u"1960"_s);
        QVERIFY(second.body.contains("<KEY>CALLS_TO_FINISH</KEY>"));
        QCOMPARE(second.header("x-concurrency-limit-running"), "1");
        QVERIFY(second.header("x-ratelimit-remaining").isEmpty());
        QCOMPARE(client.post(keySearch, nothing).status, 200);
    }

    void manyAtOnceAreAllAnswered()
    {
        Sandbox sandbox({.keys = 5});
        const PlainClient client(sandbox);
        std::vector<std::thread> threads;
        std::atomic<int> good = 0;
        for (int t = 0; t < 8; ++t)
            threads.emplace_back([&, t] {
                for (int i = 0; i < 10; ++i) {
                    const QByteArray title =
                        "<title>" + QByteArray::number(t) + '/' + QByteArray::number(i) + "</title>";
                    good += client.post(keyCreate, keyRequest(title + unlimited)).code() == "SUCCESS"_L1 ? 1 : 0;
                }
            });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(good.load(), 80);
        QCOMPARE(sandbox.keyCount(), 85);
        QCOMPARE(sandbox.writes().size(), 80);
    }

    void speaksTls()
    {
        Sandbox sandbox({.keys = 1, .tls = true});
        QCOMPARE(sandbox.url().scheme(), u"https"_s);
        QSslConfiguration configuration;
        configuration.setCaCertificates(QSslCertificate::fromPath(sandbox.caFile()));
        QNetworkRequest request(sandbox.url().resolved(QUrl(u"/qps/rest/portal/version"_s)));
        request.setSslConfiguration(configuration);
        request.setRawHeader("Authorization", "Basic " + QByteArray("lrksp_mb1:larkspur").toBase64());
        QNetworkAccessManager network;
        const std::unique_ptr<QNetworkReply> reply(network.get(request));
        QTRY_VERIFY(reply->isFinished());
        QCOMPARE(reply->error(), QNetworkReply::NoError);
        QVERIFY(reply->readAll().contains("<CA-VERSION>"));
        const Ended bad = runToEnd({u"--tls-certificate"_s, u"/dev/null"_s, u"--tls-key"_s, u"/dev/null"_s});
        QCOMPARE(bad.code, 1);
        QVERIFY(bad.err.contains("certificate"));
    }

    void helpersChangeTheRunningSubscription()
    {
        Sandbox sandbox({.keys = 5});
        const PlainClient client(sandbox);
        sandbox.setKeyField(5200105, u"title"_s, u"Renamed elsewhere"_s);
        sandbox.setKeyField(5200105, u"ownerId"_s, 410027805);
        sandbox.setKeyField(5200105, u"modules"_s, QStringList{u"PM"_s});
        QByteArray body = client.get(keyGet + "5200105").body;
        QVERIFY(body.contains("<title>Renamed elsewhere</title>") && body.contains("<ownerId>410027805</ownerId>"));
        QVERIFY(body.contains("<license>PM</license>") && !body.contains("VM_LICENSE"));
        QCOMPARE(sandbox.keyField(5200105, u"modules"_s).toStringList(), QStringList{u"PM"_s});
        sandbox.deleteKey(5200105);
        QCOMPARE(client.get(keyGet + "5200105").code(), u"NOT_FOUND"_s);
        QVERIFY(!sandbox.keyField(5200105, u"title"_s).isValid());
        const qint64 added = sandbox.addKey(u"Twin"_s), twin = sandbox.addKey(u"Twin"_s);
        QCOMPARE(sandbox.keysWithTitle(u"Twin"_s), QList<qint64>({added, twin}));
        QCOMPARE(client.get(keyGet + QByteArray::number(twin)).code(), u"SUCCESS"_s);
        sandbox.setKeyField(twin, u"expireDate"_s, QDateTime::currentDateTimeUtc());
        sandbox.setKeyField(twin, u"expireDate"_s, QVariant());
        QVERIFY(sandbox.keyField(twin, u"expireDate"_s).isNull());
    }
};

QTEST_GUILESS_MAIN(SandboxProgramTest)
#include "tst_sandboxprogram.moc"
