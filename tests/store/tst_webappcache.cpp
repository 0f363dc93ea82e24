// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "store/webappcache.h"
#include "support/waiting.h"

#include <SQLiteCpp/Database.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QDateTime at(int minute)
{
    return QDateTime(QDate(2026, 3, 1), QTime(12, minute), Qt::UTC);
}

KeptScanners some()
{
    const Scanner pool{.kind = ScannerKind::Pool, .appliance = {}, .pool = {{{8722267}, {}}, {{5}, {}}}};
    const Scanner appliance{.kind = ScannerKind::Appliance, .appliance = u"dmz-01"_s, .pool = {}};
    return {{{1}, {.updated = at(1), .readAt = at(2), .setting = {.scanner = pool, .locked = true}}},
            {{2}, {.updated = at(3), .readAt = at(4), .setting = {.scanner = appliance, .locked = false}}},
            {{3}, {.updated = at(5), .readAt = at(6), .setting = {.scanner = std::nullopt, .locked = false}}}};
}

Result<KeptScanners> loaded(WebAppCache &cache)
{
    return answerOf<KeptScanners>([&](auto done) { cache.load(done); });
}

} // namespace

class WebAppCacheTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QVERIFY(m_folder.isValid()); }
    void whatIsKeptIsThereAtTheNextStart()
    {
        const QString file = m_folder.filePath(u"cache/one.db"_s);
        {
            WebAppCache cache(file);
            QCOMPARE(*loaded(cache), KeptScanners());
            cache.keep(some());
        } // waits for what is to be kept
        WebAppCache cache(file);
        QCOMPARE(*loaded(cache), some());
        const KeptScanners newer{
            {{1}, {.updated = at(9), .readAt = at(9), .setting = {.scanner = {}, .locked = false}}}};
        cache.keep(newer);
        QCOMPARE(loaded(cache)->value({1}), newer.value({1}));
        QCOMPARE(loaded(cache)->size(), 3);
        QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void rubbishIsMadeAnew_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("no database") << QByteArray("not a database at all, whatever its name says").repeated(200);
        QTest::newRow("cut short") << QByteArray("SQLite format 3\0", 16);
    }
    void rubbishIsMadeAnew()
    {
        QFETCH(QByteArray, content);
        const QString path = m_folder.filePath(u"two.db"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        WebAppCache cache(path);
        const Result<KeptScanners> found = loaded(cache);
        QVERIFY2(found, qPrintable(found ? QString() : found.error().detail));
        QVERIFY(found->isEmpty());
        cache.keep(some());
        QCOMPARE(*loaded(cache), some());
    }

    void anotherSchemaIsMadeAnew()
    {
        const QString path = m_folder.filePath(u"three.db"_s);
        {
            SQLite::Database other(path.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            other.exec("CREATE TABLE scanner (id TEXT); PRAGMA user_version = 7");
        }
        WebAppCache cache(path);
        QVERIFY(loaded(cache)->isEmpty());
        cache.keep(some());
        QCOMPARE(*loaded(cache), some());
    }

    void twoProgramsShareTheFile()
    {
        const QString path = m_folder.filePath(u"four.db"_s);
        WebAppCache one(path), two(path);
        one.keep(some());
        QCOMPARE(*loaded(one), some());
        two.keep({{{9}, some().value({1})}});
        QCOMPARE(loaded(two)->size(), 4);
        QCOMPARE(loaded(one)->size(), 4);
    }

    void aFolderThatCannotBeWrittenIsTold()
    {
        WebAppCache cache(u"/proc/nowhere/five.db"_s);
        const Result<KeptScanners> found = loaded(cache);
        QVERIFY(!found);
        QCOMPARE(found.error().kind, Failure::Kind::NotStored);
        cache.keep(some()); // harms nobody
        QVERIFY(!loaded(cache));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(WebAppCacheTest)
#include "tst_webappcache.moc"
