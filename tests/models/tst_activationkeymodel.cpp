// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/keyfields.h"
#include "domain/tag.h"
#include "domain/user.h"
#include "models/activationkeymodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QDateTime now = QDateTime::fromString(u"2026-11-22T10:00:00Z"_s, Qt::ISODate);

ActivationKey keyWith(qint64 id, const QString &title)
{
    return {.id = {id}, .key = u"00000000-0000-4000-8000-0000009e41c7"_s, .title = title};
}

/// A model that is watched: its signals must be in order and it must never reset.
struct Watched
{
    Watched() { model.setNow(now); }
    ~Watched()
    {
        [&] { QCOMPARE(resets.count(), 0); }();
    }

    QStringList titles() const
    {
        QStringList titles;
        for (int row = 0; row < model.rowCount(); ++row)
            titles << at(row, "title"_L1).data().toString();
        return titles;
    }
    QModelIndex at(int row, QLatin1StringView column) const { return model.index(row, model.columnOf(column)); }
    Cell cell(int row, QLatin1StringView column) const
    {
        return at(row, column).data(RecordTable::CellRole).value<Cell>();
    }

    ActivationKeyModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    QSignalSpy resets{&model, &QAbstractItemModel::modelReset};
    QSignalSpy inserts{&model, &QAbstractItemModel::rowsInserted};
    QSignalSpy removals{&model, &QAbstractItemModel::rowsRemoved};
    QSignalSpy changes{&model, &QAbstractItemModel::dataChanged};
};

} // namespace

class TestActivationKeyModel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
    void pagesAreMergedInTheOrderOfTheirIds();
    void assigningDropsWhatIsGone();
    void equalRecordsAreNotAnnounced();
    void checksSurviveARefreshAndEndWithTheirRow();
    void stagedEditsLieOverTheRecord();
    void stagedNewKeysAreRowsUntilTheyAreDropped();
    void theStripShowsWhatIsStaged();
    void cellsSayWhatNeedsAPerson_data();
    void cellsSayWhatNeedsAPerson();
    void expiryIsSaidInDaysThenMonths_data();
    void expiryIsSaidInDaysThenMonths();
    void namesAppearWhenTheyAreLearnt();
    void noTextShowsTheWholeKey();
};

void TestActivationKeyModel::pagesAreMergedInTheOrderOfTheirIds()
{
    Watched w;
    w.model.merge({keyWith(3, u"c"_s), keyWith(1, u"a"_s)});
    w.model.merge({keyWith(5, u"e"_s), keyWith(2, u"b"_s), keyWith(3, u"C"_s), keyWith(5, u"E"_s)});
    QCOMPARE(w.titles(), (QStringList{u"a"_s, u"b"_s, u"C"_s, u"E"_s}));
    QCOMPARE(w.inserts.count(), 3);
    QCOMPARE(w.changes.count(), 1);
    QCOMPARE(w.model.rowOf(3), 2);
    QCOMPARE(w.model.rowOf(4), -1);
}

void TestActivationKeyModel::assigningDropsWhatIsGone()
{
    Watched w;
    QList<ActivationKey> keys;
    for (int id = 1; id <= 9; ++id)
        keys << keyWith(id, QString::number(id));
    w.model.assign(keys);
    w.model.assign({keys[1], keys[2], keys[6], keyWith(20, u"20"_s)});
    QCOMPARE(w.titles(), (QStringList{u"2"_s, u"3"_s, u"7"_s, u"20"_s}));
    QCOMPARE(w.removals.count(), 3);
    w.model.assign({});
    QCOMPARE(w.model.rowCount(), 0);
}

void TestActivationKeyModel::equalRecordsAreNotAnnounced()
{
    Watched w;
    w.model.assign({keyWith(1, u"a"_s), keyWith(2, u"b"_s)});
    w.changes.clear();
    w.model.assign({keyWith(2, u"b"_s), keyWith(1, u"a"_s)});
    QCOMPARE(w.changes.count() + w.removals.count(), 0);
    QCOMPARE(w.inserts.count(), 1);
    w.model.merge({keyWith(1, u"A"_s)}); // the first row as well
    QCOMPARE(w.changes.count(), 1);
}

void TestActivationKeyModel::checksSurviveARefreshAndEndWithTheirRow()
{
    Watched w;
    QSignalSpy checked(&w.model, &RecordTable::checkedChanged);
    w.model.assign({keyWith(1, u"a"_s), keyWith(2, u"b"_s), keyWith(3, u"c"_s)});
    w.model.setChecked({2, 3}, true);
    w.model.setChecked({2}, true);
    QCOMPARE(checked.count(), 1);
    w.model.assign({keyWith(0x10, u"p"_s), keyWith(2, u"B"_s)});
    QCOMPARE(w.model.checkedIds(), QSet<qint64>{2});
    QCOMPARE(w.at(0, "check"_L1).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
    QVERIFY(w.model.setData(w.at(1, "check"_L1), Qt::Checked, Qt::CheckStateRole));
    w.model.checkOnly({16});
    QCOMPARE(w.model.checkedIds(), QSet<qint64>{16});
}

void TestActivationKeyModel::stagedEditsLieOverTheRecord()
{
    Watched w;
    w.model.assign({keyWith(1, u"old"_s), keyWith(2, u"b"_s)});
    w.changes.clear();
    ActivationKey desired = keyWith(1, u"new"_s);
    w.model.setStaged({{desired.id, {desired, {keyfields::title}}}});
    QCOMPARE(w.changes.count(), 1);
    QCOMPARE(w.changes.first().at(2).value<QList<int>>(), QList<int>{RecordTable::StagedRole});
    QCOMPARE(w.titles().first(), u"new"_s);
    QCOMPARE(w.at(0, "title"_L1).data(RecordTable::StagedRole).toBool(), true);
    QCOMPARE(w.at(0, "owner"_L1).data(RecordTable::StagedRole).toBool(), false);
    QCOMPARE(w.at(0, "title"_L1).data(RecordTable::OldValueRole).toString(), u"old"_s);
    QCOMPARE(w.at(0, "title"_L1).data(Qt::ToolTipRole).toString(), u"new\nwas old"_s);
    QCOMPARE(w.at(0, "title"_L1).data(Qt::AccessibleTextRole).toString(), u"new, was old"_s);
    QCOMPARE(w.at(0, "mark"_L1).data(Qt::AccessibleTextRole).toString(), u"Edit staged"_s);
    QCOMPARE(int(w.cell(0, "title"_L1).mark), int(RowMark::Edited));
    QCOMPARE(w.model.recordAt(0).title, u"old"_s);

    w.model.assign({keyWith(1, u"other"_s), keyWith(2, u"b"_s)}); // a refresh underneath
    QCOMPARE(w.titles().first(), u"new"_s);
    w.model.setStaged({});
    QCOMPARE(w.titles().first(), u"other"_s);
}

void TestActivationKeyModel::stagedNewKeysAreRowsUntilTheyAreDropped()
{
    Watched w;
    w.model.assign({keyWith(1, u"a"_s)});
    ActivationKey draft = keyWith(-4, u"draft"_s);
    w.model.setStaged({{draft.id, {draft, {}, StagedKey::New}}});
    QCOMPARE(w.titles(), (QStringList{u"draft"_s, u"a"_s}));
    QCOMPARE(int(w.model.markAt(0)), int(RowMark::New));
    w.model.assign({keyWith(2, u"b"_s)});
    QCOMPARE(w.titles(), (QStringList{u"draft"_s, u"b"_s}));
    draft.title = u"better"_s;
    w.model.setStaged({{draft.id, {draft, {}, StagedKey::New}}});
    QCOMPARE(w.titles(), (QStringList{u"better"_s, u"b"_s}));
    w.model.setStaged({});
    QCOMPARE(w.titles(), QStringList{u"b"_s});
}

void TestActivationKeyModel::theStripShowsWhatIsStaged()
{
    Watched w;
    ActivationKey key = keyWith(1, u"a"_s);
    key.modules = {u"VM_LICENSE"_s, u"FIM"_s, u"FUTURE"_s};
    w.model.assign({key});
    QCOMPARE(w.at(0, "modules"_L1).data(Qt::AccessibleTextRole).toString(), u"VM, FIM, FUTURE; 2 of 10 modules"_s);
    ActivationKey desired = key;
    desired.modules = {u"VM_LICENSE"_s, u"PC_LICENSE"_s};
    w.model.setStaged({{key.id, {desired, {keyfields::modules}}}});
    const Cell cell = w.cell(0, "modules"_L1);
    QCOMPARE(int(cell.modules[0]), int(ModuleMark::On));
    QCOMPARE(int(cell.modules[1]), int(ModuleMark::StagedOn));
    QCOMPARE(int(cell.modules[2]), int(ModuleMark::Off));
    QCOMPARE(int(cell.modules[6]), int(ModuleMark::StagedOff));
}

void TestActivationKeyModel::cellsSayWhatNeedsAPerson_data()
{
    QTest::addColumn<int>("used");
    QTest::addColumn<int>("limit");
    QTest::addColumn<bool>("disabled");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("usage");
    QTest::addColumn<int>("tone");
    QTest::addRow("room left") << 17 << 20 << false << u"Active"_s << u"17 / 20"_s << int(CellTone::Normal);
    QTest::addRow("nearly full") << 1'900 << 2'000 << false << u"Active"_s << u"1,900 / 2,000"_s << int(CellTone::Warn);
    QTest::addRow("full") << 60 << 60 << false << u"Full"_s << u"60 / 60"_s << int(CellTone::Bad);
    QTest::addRow("no limit") << 12 << 0 << false << u"Active"_s << u"12 no limit"_s << int(CellTone::Normal);
    QTest::addRow("disabled") << 4 << 0 << true << u"Disabled"_s << u"4 no limit"_s << int(CellTone::Normal);
}

void TestActivationKeyModel::cellsSayWhatNeedsAPerson()
{
    QFETCH(int, used);
    QFETCH(int, limit);
    QFETCH(bool, disabled);
    ActivationKey key = keyWith(1, u"a"_s);
    key.type = keyTypeOf(limit > 0, false);
    key.countUsed = used;
    key.countPurchased = limit;
    key.disabled = disabled;
    Watched w;
    w.model.assign({key});
    QTEST(w.at(0, "state"_L1).data().toString(), "state");
    QTEST(w.at(0, "used"_L1).data().toString(), "usage");
    QTEST(int(w.cell(0, "used"_L1).tone), "tone");
    QTEST(w.cell(0, "title"_L1).dim, "disabled");
}

void TestActivationKeyModel::expiryIsSaidInDaysThenMonths_data()
{
    QTest::addColumn<QString>("expires");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("tone");
    QTest::addRow("soon") << u"2026-12-04T20:00:00Z"_s << u"12 d, 4 Dec"_s << int(CellTone::Warn);
    QTest::addRow("the thirtieth day") << u"2026-12-22T20:00:00Z"_s << u"30 d, 22 Dec"_s << int(CellTone::Warn);
    QTest::addRow("a while") << u"2026-12-31T20:00:00Z"_s << u"39 d, 31 Dec"_s << int(CellTone::Normal);
    QTest::addRow("months") << u"2027-04-30T20:00:00Z"_s << u"5 mo, 30 Apr"_s << int(CellTone::Normal);
    QTest::addRow("beyond a year") << u"2028-02-01T20:00:00Z"_s << u"14 mo, 2028"_s << int(CellTone::Normal);
    QTest::addRow("over") << u"2026-11-19T10:00:00Z"_s << u"3 d ago, 19 Nov"_s << int(CellTone::Bad);
}

void TestActivationKeyModel::expiryIsSaidInDaysThenMonths()
{
    QFETCH(QString, expires);
    ActivationKey key = keyWith(1, u"a"_s);
    key.type = KeyType::TimeLimited;
    key.expires = QDateTime::fromString(expires, Qt::ISODate);
    Watched w;
    w.model.assign({key});
    QTEST(w.at(0, "expires"_L1).data().toString(), "text");
    QTEST(int(w.cell(0, "expires"_L1).tone), "tone");
    QCOMPARE(w.at(0, "expires"_L1).data(RecordTable::CopyRole).toString(), expires);
    QVERIFY(w.at(0, "expires"_L1).data(Qt::ToolTipRole).toString().contains(expires));
}

void TestActivationKeyModel::namesAppearWhenTheyAreLearnt()
{
    UserDirectory users;
    TagTree tags;
    Watched w;
    ActivationKey key = keyWith(1, u"a"_s);
    key.owner = {7};
    key.tags = {{{3}, {}}, {{4}, u"Lab"_s}};
    w.model.assign({key});
    w.model.setNames(&users, &tags);
    QCOMPARE(w.at(0, "owner"_L1).data().toString(), u"id 7"_s);
    QCOMPARE(w.at(0, "tags"_L1).data().toString(), u"3, Lab"_s);
    users.merge({{.id = {7}, .firstName = u"Dana"_s, .lastName = u"Ruiz"_s}});
    tags = TagTree({{.id = {3}, .name = u"EU"_s}});
    w.changes.clear();
    w.model.directoryChanged();
    QCOMPARE(w.changes.count(), 1);
    QCOMPARE(w.at(0, "owner"_L1).data().toString(), u"Dana Ruiz"_s);
    QCOMPARE(w.cell(0, "tags"_L1).text, u"EU"_s);
    QCOMPARE(w.cell(0, "tags"_L1).detail, u"+1"_s);
}

void TestActivationKeyModel::noTextShowsTheWholeKey()
{
    Watched w;
    w.model.assign({keyWith(1, u"a"_s)});
    for (int column = 0; column < w.model.columnCount(); ++column)
        for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole), int(Qt::AccessibleTextRole),
                               int(RecordTable::CopyRole), int(RecordTable::SortRole)})
            QVERIFY(!w.model.index(0, column).data(role).toString().contains(u"00000000-0000"_s));
}

QTEST_GUILESS_MAIN(TestActivationKeyModel)
#include "tst_activationkeymodel.moc"
