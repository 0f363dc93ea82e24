// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// kill -9 at every named place, then a second start: nothing is lost, nothing is sent twice.
class CrashTest : public QObject
{
    Q_OBJECT

    static QProcessEnvironment crashingAt(const QString &place)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"LATCHKEY_CRASH_AT"_s, place);
        return environment;
    }

private slots:
    void aKilledProgramTakesUpItsPlan_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QString>("place");
        for (const char *operation : {"create", "update", "delete"})
            for (const char *point : {"K0", "K1", "K3", "K5", "K6", "K7", "K8", "K9"})
                for (const int passing : {1, 2})
                    QTest::addRow("%s at %s:%d", operation, point, passing)
                        << QString::fromLatin1(operation) << u"%1:%2"_s.arg(QLatin1StringView(point)).arg(passing);
    }
    void aKilledProgramTakesUpItsPlan()
    {
        QFETCH(QString, operation);
        QFETCH(QString, place);
        QTemporaryDir folder;
        const QStringList arguments{folder.path(), operation, u"4"_s};
        QProcess first;
        first.setProcessEnvironment(crashingAt(place));
        first.start(QStringLiteral(CRASHPLAN), arguments);
        QVERIFY(first.waitForFinished());
        QCOMPARE(first.exitStatus(), QProcess::CrashExit);

        QProcess second;
        second.start(QStringLiteral(CRASHPLAN), arguments);
        QVERIFY(second.waitForFinished());
        QCOMPARE(QString::fromUtf8(second.readAll()).trimmed(), u"ok"_s);
        QCOMPARE(second.exitCode(), 0);
    }

    void aProgramKilledAgainAndAgainComesToAnEnd()
    {
        QRandomGenerator random(20260301);
        for (const QString &operation : {u"create"_s, u"update"_s, u"delete"_s}) {
            QTemporaryDir folder;
            const QStringList arguments{folder.path(), operation, u"60"_s};
            QString said;
            for (int life = 0; life < 60 && said.isEmpty(); ++life) {
                QProcess program;
                program.start(QStringLiteral(CRASHPLAN), arguments);
                QVERIFY(program.waitForStarted());
                if (!program.waitForFinished(life < 15 ? 10 + int(random.bounded(60)) : 30'000)) {
                    program.kill();
                    program.waitForFinished();
                }
                said = QString::fromUtf8(program.readAll()).trimmed();
            }
            QCOMPARE(said, u"ok"_s);
        }
    }
};

QTEST_GUILESS_MAIN(CrashTest)
#include "tst_crash.moc"
