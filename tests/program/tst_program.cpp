// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <signal.h>

using namespace Qt::StringLiterals;

namespace {

struct Ran
{
    int code = -1;
    QString output, errors;
};

/// The built program, away from the person's own folders.
class Program
{
public:
    Program()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char *variable : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"})
            environment.insert(QLatin1StringView(variable), home.path());
        environment.remove(u"DBUS_SESSION_BUS_ADDRESS"_s);
        environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
        process.setProcessEnvironment(environment);
    }

    Ran run(const QStringList &arguments, int milliseconds = 60'000)
    {
        start(arguments);
        return finish(milliseconds);
    }
    void start(const QStringList &arguments)
    {
        process.start(QStringLiteral(PROGRAM_DIR "/latchkey"), arguments);
        if (!process.waitForStarted())
            qFatal("the program does not start");
    }
    Ran finish(int milliseconds = 60'000)
    {
        Ran ran;
        if (process.waitForFinished(milliseconds) && process.exitStatus() == QProcess::NormalExit)
            ran.code = process.exitCode();
        else
            process.kill();
        ran.output = QString::fromLocal8Bit(process.readAllStandardOutput());
        ran.errors = QString::fromLocal8Bit(process.readAllStandardError());
        return ran;
    }

    QTemporaryDir home;
    QProcess process;
};

} // namespace

/// The built program, from outside.
class TestProgram : public QObject
{
    Q_OBJECT

private slots:
    void itTellsItsVersionAndItsOptionsWithoutADisplay()
    {
        for (const QString &option : {u"--version"_s, u"--help"_s, u"--debug-info"_s}) {
            Program program;
            QProcessEnvironment environment = program.process.processEnvironment();
            environment.remove(u"QT_QPA_PLATFORM"_s);
            environment.remove(u"DISPLAY"_s);
            environment.remove(u"WAYLAND_DISPLAY"_s);
            program.process.setProcessEnvironment(environment);
            const Ran ran = program.run({option});
            QCOMPARE(ran.code, 0);
            QVERIFY2(ran.output.contains(u"atchkey"_s), qPrintable(ran.output));
        }
    }

    void withoutADisplayItSaysSoInsteadOfAborting()
    {
        Program program;
        QProcessEnvironment environment = program.process.processEnvironment();
        for (const char *variable : {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"})
            environment.remove(QLatin1StringView(variable));
        program.process.setProcessEnvironment(environment);
        const Ran ran = program.run({u"--demo"_s});
        QVERIFY(ran.code > 0);
        QVERIFY2(ran.errors.contains(u"display"_s), qPrintable(ran.errors));
    }

    void anArgumentItDoesNotKnowIsNamed()
    {
        Program program;
        const Ran ran = program.run({u"--no-such-thing"_s});
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.errors.contains(u"no-such-thing"_s), qPrintable(ran.errors));
    }

    void debugInfoHoldsVersionsAndFoldersAndNothingPersonal()
    {
        Program program;
        const QString info = program.run({u"--debug-info"_s}).output;
        for (const char *word : {"Qt ", "SQLite", "OpenSSL"})
            QVERIFY2(info.contains(QLatin1StringView(word)), qPrintable(info));
    }

    void theGuidedTourDoesTheJobAndMakesItsPictures()
    {
        Program program;
        const QString folder = program.home.filePath(u"pictures"_s);
        const Ran ran = program.run({u"--tour"_s, folder}, 150'000);
        QVERIFY2(ran.code == 0, qPrintable(ran.output + ran.errors.right(2000)));
        QVERIFY(!ran.output.contains(u"failed"_s));
        const QStringList screens =
            u"firstrun signin keys filter empty newkey newkey-review bulk staged review activity undo-review webapps "
            "webapps-staged webapps-review webapps-bulk webapps-lock-review webapps-undo-review scan-launch "
            "scan-review scan-watched scan-done scan-board install offline"_s.split(u' ');
        for (const QString &screen : screens) {
            const QImage light(u"%1/%2-light.png"_s.arg(folder, screen)), dark(u"%1/%2-dark.png"_s.arg(folder, screen));
            QVERIFY2(light.size() == QSize(1366, 768) && dark.size() == light.size(), qPrintable(screen));
            QVERIFY(light.pixelColor(700, 20).lightness() > 200 || screen.contains(u"review"_s) ||
                    screen == "signin"_L1 || screen == "install"_L1 || screen == "scan-launch"_L1);
            QVERIFY(dark.pixelColor(700, 20).lightness() < 80);
        }
    }

    void aTerminateSignalClosesIt() // fault 72
    {
        Program program;
        program.start({u"--data-dir"_s, program.home.filePath(u"data"_s), u"--demo"_s});
        const QString journal = program.home.filePath(u"data/journal.sqlite"_s);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(journal), 20'000);
        ::kill(pid_t(program.process.processId()), SIGTERM);
        QCOMPARE(program.finish(10'000).code, 0);
    }

    void itsFilesAreForTheirOwnerAlone()
    {
        Program program;
        const QString data = program.home.filePath(u"data"_s);
        program.start({u"--data-dir"_s, data, u"--demo"_s});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(data + u"/journal.sqlite-wal"_s), 20'000);
        ::kill(pid_t(program.process.processId()), SIGTERM);
        QCOMPARE(program.finish(10'000).code, 0);
        constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(data) & others));
        const QFileInfoList files = QDir(data).entryInfoList(QDir::Files | QDir::Hidden);
        QVERIFY(!files.isEmpty());
        for (const QFileInfo &file : files)
            QVERIFY2(!(file.permissions() & others), qPrintable(file.fileName()));
    }
};

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
