// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "models/activationkeymodel.h"
#include "models/keyproxy.h"
#include "support/cputime.h"

#include <QAbstractItemModelTester>

#include <QSignalSpy>
#include <QTest>

#include <random>

using namespace Qt::StringLiterals;

/// Counts how often its filter is asked.
class CountingProxy : public KeyProxy
{
    Q_OBJECT

public:
    using KeyProxy::KeyProxy;

    mutable int asked = 0;

protected:
    bool accepts(int sourceRow) const override
    {
        ++asked;
        return KeyProxy::accepts(sourceRow);
    }
};

namespace {

const QDateTime now = QDateTime::fromString(u"2026-11-22T10:00:00Z"_s, Qt::ISODate);

ActivationKey keyWith(qint64 id, const QString &title, qint64 used = 0, qint64 owner = 0)
{
    return {.id = {id}, .title = title, .countUsed = used, .owner = {owner}};
}

KeyFilter filterOf(const QString &text)
{
    return KeyFilter(parseQuery(text, keySyntax()), {.now = now});
}

struct Watched
{
    QStringList titles() const
    {
        QStringList titles;
        for (int row = 0; row < proxy.rowCount(); ++row)
            titles << proxy.index(row, model.columnOf("title"_L1)).data().toString();
        return titles;
    }
    SortColumn by(QLatin1StringView column, Qt::SortOrder order = Qt::AscendingOrder) const
    {
        return {model.columnOf(column), order};
    }

    ActivationKeyModel model;
    KeyProxy proxy{&model};
    QAbstractItemModelTester tester{&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest};
    QSignalSpy resets{&proxy, &QAbstractItemModel::modelReset};
};

QList<ActivationKey> manyKeys(int count)
{
    std::mt19937 random(4711);
    QList<ActivationKey> keys;
    const QStringList words{u"laptops"_s, u"servers"_s, u"depot"_s, u"kiosk"_s, u"terminal"_s, u"build farm"_s};
    for (int i = 0; i < count; ++i)
        keys << keyWith(i + 1, words[int(random() % 6)] + u' ' + QString::number(random() % 100'000), random() % 5'000,
                        1 + random() % 40);
    return keys;
}

} // namespace

class TestKeyProxy : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void sortingIsNaturalAndStable();
    void sortingMovesWhatIsHeldOnTo();
    void aFilterAnnouncesSmallDifferences();
    void aLargeDifferenceIsAReset();
    void newRowsFallIntoTheirPlace();
    void rowsThatChangeTogetherArePlacedTogether();
    void manyThatComeToLightAreTrueToTheFilter();
    void removedRowsGoAndTheRestStays();
    void stagedEditsMoveNothingUntilTheNextSort();
    void stagedNewKeysPassEveryFilter();
    void hiddenChecksAreCounted();
    void aWildLifeKeepsTheProxyTrue();
    void aHundredThousandKeysAreSortedAndFiltered();
};

void TestKeyProxy::sortingIsNaturalAndStable()
{
    Watched w;
    w.model.assign({keyWith(1, u"host 10"_s, 5), keyWith(2, u"Host 9"_s, 5), keyWith(3, u"äpfel"_s, 7),
                    keyWith(4, u"zebra"_s, 7), keyWith(5, u"host 9"_s, 1)});
    w.proxy.setSortColumns({w.by("title"_L1)});
    QCOMPARE(w.titles(), (QStringList{u"äpfel"_s, u"Host 9"_s, u"host 9"_s, u"host 10"_s, u"zebra"_s}));
    w.proxy.setSortColumns({w.by("used"_L1, Qt::DescendingOrder), w.by("title"_L1)});
    QCOMPARE(w.titles(), (QStringList{u"äpfel"_s, u"zebra"_s, u"Host 9"_s, u"host 10"_s, u"host 9"_s}));
    w.proxy.setSortColumns({});
    QCOMPARE(w.titles().first(), u"host 10"_s);
    QCOMPARE(w.resets.count(), 0);
}

void TestKeyProxy::sortingMovesWhatIsHeldOnTo()
{
    Watched w;
    w.model.assign({keyWith(1, u"c"_s), keyWith(2, u"a"_s), keyWith(3, u"b"_s)});
    const QPersistentModelIndex held(w.proxy.index(0, w.model.columnOf("title"_L1)));
    w.proxy.sort(w.model.columnOf("title"_L1), Qt::AscendingOrder);
    QCOMPARE(held.row(), 2);
    QCOMPARE(held.data().toString(), u"c"_s);
}

void TestKeyProxy::aFilterAnnouncesSmallDifferences()
{
    Watched w;
    w.model.assign({keyWith(1, u"a x"_s), keyWith(2, u"b"_s), keyWith(3, u"c x"_s), keyWith(4, u"d"_s)});
    const QPersistentModelIndex held(w.proxy.index(2, 3));
    w.proxy.setFilter(filterOf(u"x"_s));
    QCOMPARE(w.titles(), (QStringList{u"a x"_s, u"c x"_s}));
    QCOMPARE(held.row(), 1);
    QCOMPARE(w.proxy.shownIds(), (QList<qint64>{1, 3}));
    QCOMPARE(w.proxy.rowOf(2), -1);
    w.proxy.setFilter(filterOf(u"-x"_s));
    QCOMPARE(w.titles(), (QStringList{u"b"_s, u"d"_s}));
    w.proxy.setFilter({});
    QCOMPARE(w.proxy.rowCount(), 4);
    QCOMPARE(w.resets.count(), 0);
}

void TestKeyProxy::aLargeDifferenceIsAReset()
{
    Watched w;
    w.model.assign(manyKeys(1'000));
    w.resets.clear();
    w.proxy.setFilter(filterOf(u"kiosk"_s));
    QCOMPARE(w.resets.count(), 1);
    QVERIFY(w.proxy.rowCount() > 50 && w.proxy.rowCount() < 400);
}

void TestKeyProxy::newRowsFallIntoTheirPlace()
{
    Watched w;
    w.proxy.setSortColumns({w.by("title"_L1)});
    w.proxy.setFilter(filterOf(u"-hide"_s));
    w.model.merge({keyWith(1, u"b"_s), keyWith(2, u"d"_s)});
    w.model.merge({keyWith(3, u"a"_s), keyWith(4, u"c hide"_s), keyWith(5, u"c"_s)});
    QCOMPARE(w.titles(), (QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s}));
    w.model.merge({keyWith(1, u"z"_s), keyWith(4, u"e"_s)}); // changed ones move, or come to light
    QCOMPARE(w.titles(), (QStringList{u"a"_s, u"c"_s, u"d"_s, u"e"_s, u"z"_s}));
    QCOMPARE(w.resets.count(), 0);
}

void TestKeyProxy::rowsThatChangeTogetherArePlacedTogether()
{
    ActivationKeyModel model;
    QList<ActivationKey> keys = manyKeys(5'000);
    model.assign(keys);
    CountingProxy proxy(&model);
    const QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QList<SortColumn> sorting{{model.columnOf("title"_L1), Qt::AscendingOrder}};
    proxy.setSortColumns(sorting);
    proxy.setFilter(filterOf(u"-hide"_s));
    model.setChecked({1, 2, 11}, true);
    model.setStaged({{{11}, {keyWith(11, u"staged"_s), {u"title"_s}}}});
    const QPersistentModelIndex held(proxy.index(proxy.rowOf(11), 2));
    const QSignalSpy changes(&proxy, &QAbstractItemModel::dataChanged), resets(&proxy, &QAbstractItemModel::modelReset),
        layouts(&proxy, &QAbstractItemModel::layoutChanged);

    proxy.asked = 0;
    for (int i = 0; i < 5'000; i += 5) // a thousand runs of one
        keys[i].title = QString::number(i) + u" moved"_s;
    model.assign(keys);
    QCOMPARE(proxy.asked, 1'000);
    QCOMPARE(changes.count(), 1);
    QCOMPARE(layouts.count(), 1);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(held.data(RecordTable::IdRole).toLongLong(), 11);
    QCOMPARE(model.checkedIds(), (QSet<qint64>{1, 2, 11}));
    QCOMPARE(int(model.markAt(model.rowOf(11))), int(RowMark::Edited));
    KeyProxy fresh(&model);
    fresh.setSortColumns(sorting);
    QCOMPARE(proxy.shownIds(), fresh.shownIds());

    proxy.asked = 0;
    keys[7].title = u"0"_s;
    model.merge({keys[7]});
    QCOMPARE(proxy.asked, 1); // at once, and nobody else
    QCOMPARE(proxy.idAt(0), 8);
    QCOMPARE(changes.count(), 2);
}

void TestKeyProxy::manyThatComeToLightAreTrueToTheFilter()
{
    Watched w;
    w.proxy.setSortColumns({w.by("title"_L1)});
    QList<ActivationKey> keys = manyKeys(600);
    w.model.assign(keys);
    w.proxy.setFilter(filterOf(u"kiosk"_s));
    const int before = w.proxy.rowCount();
    w.model.setChecked({3}, true);
    for (int i = 0; i < 600; i += 2)
        keys[i].title = u"kiosk "_s + QString::number(i);
    w.model.assign(keys);
    QVERIFY(w.proxy.rowCount() > before);
    const QList<qint64> shown = w.proxy.shownIds();
    w.proxy.refilter();
    QCOMPARE(w.proxy.shownIds(), shown);
    QCOMPARE(w.model.checkedIds(), QSet<qint64>{3});
}

void TestKeyProxy::removedRowsGoAndTheRestStays()
{
    Watched w;
    w.proxy.setSortColumns({w.by("title"_L1, Qt::DescendingOrder)});
    w.model.assign({keyWith(1, u"a"_s), keyWith(2, u"b"_s), keyWith(3, u"c"_s), keyWith(4, u"d"_s)});
    w.model.assign({keyWith(2, u"b"_s), keyWith(4, u"d"_s)});
    QCOMPARE(w.titles(), (QStringList{u"d"_s, u"b"_s}));
    w.model.assign({});
    QCOMPARE(w.proxy.rowCount(), 0);
    QCOMPARE(w.resets.count(), 0);
}

void TestKeyProxy::stagedEditsMoveNothingUntilTheNextSort()
{
    Watched w;
    w.proxy.setSortColumns({w.by("title"_L1)});
    w.model.assign({keyWith(1, u"a"_s), keyWith(2, u"b"_s)});
    w.model.setStaged({{{1}, {keyWith(1, u"z"_s), {u"title"_s}}}});
    QCOMPARE(w.titles(), (QStringList{u"z"_s, u"b"_s}));
    w.proxy.setSortColumns({w.by("title"_L1, Qt::DescendingOrder)});
    QCOMPARE(w.titles(), (QStringList{u"z"_s, u"b"_s}));
    w.proxy.setSortColumns({w.by("title"_L1)});
    QCOMPARE(w.titles(), (QStringList{u"b"_s, u"z"_s}));
}

void TestKeyProxy::stagedNewKeysPassEveryFilter()
{
    Watched w;
    w.model.assign({keyWith(1, u"a"_s)});
    w.proxy.setFilter(filterOf(u"nothing"_s));
    w.model.setStaged({{{-1}, {keyWith(-1, u"draft"_s), {}, StagedKey::New}}});
    QCOMPARE(w.titles(), QStringList{u"draft"_s});
    w.model.setStaged({});
    QCOMPARE(w.proxy.rowCount(), 0);
}

void TestKeyProxy::hiddenChecksAreCounted()
{
    Watched w;
    w.model.assign({keyWith(1, u"a"_s), keyWith(2, u"b"_s), keyWith(3, u"c"_s)});
    w.model.setChecked(w.proxy.shownIds(), true);
    QSignalSpy shown(&w.proxy, &RecordProxy::shownChanged);
    w.proxy.setFilter(filterOf(u"b"_s));
    QCOMPARE(shown.count(), 1);
    QCOMPARE(w.proxy.hiddenChecked(), 2);
    QCOMPARE(w.model.checkedIds().size(), 3);
}

void TestKeyProxy::aWildLifeKeepsTheProxyTrue()
{
    Watched w;
    std::mt19937 random(7);
    w.proxy.setSortColumns({w.by("owner"_L1), w.by("title"_L1)});
    QList<ActivationKey> keys = manyKeys(60);
    for (int step = 0; step < 60; ++step) {
        QList<ActivationKey> some;
        for (const ActivationKey &key : std::as_const(keys))
            if (random() % 3 != 0)
                some << key;
        for (int i = 0; i < 3; ++i)
            keys[int(random() % 60)].title = QString::number(random() % 1'000);
        if (random() % 2 == 0)
            w.model.assign(some);
        else
            w.model.merge(some);
        const QString text = QStringList{u""_s, u"kiosk"_s, u"-4"_s, u"used:>2,000"_s}[int(random() % 4)];
        const KeyFilter filter = filterOf(text);
        w.proxy.setFilter(filter);
        // Against the plain way: filter, then compare neighbours.
        int expected = 0;
        for (const ActivationKey &key : w.model.records())
            expected += filter(key) ? 1 : 0;
        QCOMPARE(w.proxy.rowCount(), expected);
        for (int row = 0; row < w.proxy.rowCount(); ++row) {
            QVERIFY(filter(w.model.recordAt(w.proxy.sourceRow(row))));
            QCOMPARE(w.proxy.rowOf(w.proxy.idAt(row)), row);
        }
        QCollator collator{QLocale(QLocale::English)};
        collator.setNumericMode(true);
        const int owner = w.model.columnOf("owner"_L1);
        for (int row = 1; row < w.proxy.rowCount(); ++row)
            QVERIFY(collator.compare(w.proxy.index(row - 1, owner).data().toString(),
                                     w.proxy.index(row, owner).data().toString()) <= 0);
    }
}

void TestKeyProxy::aHundredThousandKeysAreSortedAndFiltered()
{
    const auto measure = [](int count) {
        ActivationKeyModel model;
        model.assign(manyKeys(count));
        KeyProxy proxy(&model);
        const int title = model.columnOf("title"_L1), used = model.columnOf("used"_L1);
        CpuTimer timer;
        timer.start();
        proxy.sort(title, Qt::AscendingOrder);
        const double first = double(timer.nsecsElapsed()) / 1e6;
        timer.restart();
        proxy.setSortColumns({{used, Qt::DescendingOrder}, {title, Qt::AscendingOrder}});
        const double second = double(timer.nsecsElapsed()) / 1e6;
        timer.restart();
        proxy.setFilter(filterOf(u"kiosk used:>100"_s));
        const double filter = double(timer.nsecsElapsed()) / 1e6;
        timer.restart();
        proxy.setFilter(filterOf(u"kiosk 12"_s));
        const double narrow = double(timer.nsecsElapsed()) / 1e6;
        timer.restart();
        proxy.setFilter({});
        const double clear = double(timer.nsecsElapsed()) / 1e6;
        timer.restart();
        model.merge({keyWith(count + 1, u"m"_s), keyWith(count + 2, u"n"_s)});
        const double insert = double(timer.nsecsElapsed()) / 1e6;
        qInfo("%d keys: first sort %.1f ms, two columns %.1f, filter %.1f, narrow %.1f, clear %.1f, insert %.1f", count,
              first, second, filter, narrow, clear, insert);
        return first + second + filter + narrow + clear + insert;
    };
    const double small = measure(10'000), large = measure(100'000);
    QVERIFY2(large < 40 * small, qPrintable(u"%1 against %2"_s.arg(large).arg(small)));
}

QTEST_GUILESS_MAIN(TestKeyProxy)
#include "tst_keyproxy.moc"
