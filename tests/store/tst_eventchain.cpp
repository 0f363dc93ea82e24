// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "store/eventchain.h"
#include "store/journalfile.h"
#include "store/journalrows.h"

#include <SQLiteCpp/Transaction.h>

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class EventChainTest : public QObject
{
    Q_OBJECT
private slots:
    /// All bytes of each thirtieth line and the first of each column of the others; LATCHKEY_ALL_BYTES=1 flips every
    /// byte of all 300 lines, which takes half a minute.
    void theChainNoticesAFlippedByte()
    {
        const QTemporaryDir folder;
        auto file = journalfile::open(folder.filePath(u"d/j.db"_s));
        QVERIFY(file);
        SQLite::Database &db = *file->database;
        db.exec("PRAGMA synchronous=OFF");
        EventChain chain(db);
        {
            SQLite::Transaction all(db);
            for (int i = 0; i < 300; ++i)
                chain.append(u"2026-03-01T10:00:00.000Z"_s, u"kind"_s, QString::number(i), u"text %1"_s.arg(i));
            all.commit();
        }
        QVERIFY(chain.verify().intact);
        const auto read = [&](int seq, const char *column) {
            SQLite::Statement row(db, std::string("SELECT ") + column + " FROM event WHERE seq = ?");
            row.bind(1, seq);
            row.executeStep();
            return journalrows::blob(row, 0);
        };
        const auto write = [&](int seq, const char *column, const QByteArray &bytes) {
            SQLite::Statement row(db, std::string("UPDATE event SET ") + column + " = ? WHERE seq = ?");
            if (bytes.size() == 32)
                journalrows::bind(row, 1, bytes);
            else
                row.bind(1, bytes.toStdString());
            row.bind(2, seq);
            row.exec();
        };
        const bool allBytes = qEnvironmentVariableIntValue("LATCHKEY_ALL_BYTES") != 0;
        for (int seq = 1; seq <= 300; ++seq)
            for (const char *column : {"utc", "kind", "ref", "text", "prev_hash", "hash"}) {
                const QByteArray sound = read(seq, column);
                const bool whole = allBytes || seq % 30 == 0;
                for (qsizetype byte = 0; byte < (whole ? sound.size() : 1); ++byte) {
                    QByteArray flipped = sound;
                    flipped[byte] = char(flipped[byte] ^ 1);
                    write(seq, column, flipped);
                    const Journal::ChainReport report = chain.verify();
                    QVERIFY2(!report.intact && report.firstBroken == seq,
                             qPrintable(u"event %1, %2, byte %3"_s.arg(seq).arg(QLatin1StringView(column)).arg(byte)));
                }
                write(seq, column, sound);
            }
        QVERIFY(chain.verify().intact);
    }

    void theChainNoticesLinesRemovedMovedAndAdded()
    {
        for (const char *deed :
             {"DELETE FROM event WHERE seq = 4", "UPDATE event SET seq = 99 WHERE seq = 4",
              "DELETE FROM event WHERE seq < 3", "UPDATE event SET ref = 'x' WHERE seq = 9",
              "INSERT INTO event SELECT 11, utc, kind, ref, text, prev_hash, hash FROM event WHERE seq = 10"}) {
            const QTemporaryDir folder;
            auto file = journalfile::open(folder.filePath(u"d/j.db"_s));
            EventChain chain(*file->database);
            for (int i = 0; i < 10; ++i)
                chain.append(u"2026"_s, u"k"_s, {}, {});
            file->database->exec(deed);
            QVERIFY2(!chain.verify().intact, deed);
        }
    }
};

QTEST_GUILESS_MAIN(EventChainTest)
#include "tst_eventchain.moc"
