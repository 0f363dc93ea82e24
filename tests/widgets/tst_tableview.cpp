// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "models/activationkeymodel.h"
#include "models/keyproxy.h"
#include "widgets/celldelegate.h"
#include "widgets/latchkeystyle.h"
#include "widgets/tableview.h"

#include <QApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QList<ActivationKey> keys(int count)
{
    QList<ActivationKey> keys;
    for (int i = 1; i <= count; ++i)
        keys << ActivationKey{.id = {i},
                              .key = u"00000000-0000-0000-0000-%1"_s.arg(i, 12, 10, QChar(u'0')),
                              .title = u"key %1"_s.arg(i),
                              .countUsed = i,
                              .modules = {u"VM_LICENSE"_s, u"FIM"_s}};
    return keys;
}

/// Counts what a view asks for.
class CountingModel : public ActivationKeyModel
{
public:
    using ActivationKeyModel::ActivationKeyModel;
    QVariant data(const QModelIndex &index, int role) const override
    {
        ++asked;
        return ActivationKeyModel::data(index, role);
    }
    mutable qint64 asked = 0;
};

struct Table
{
    explicit Table(int count)
    {
        model.assign(keys(count));
        view.setTable(&proxy);
        view.resize(1000, 500);
        view.show();
        QCoreApplication::processEvents();
    }
    QPoint at(int row, QLatin1StringView column = "title"_L1)
    {
        return view.visualRect(proxy.index(row, model.columnOf(column))).center();
    }
    void click(int row, Qt::KeyboardModifiers modifiers = {}, QLatin1StringView column = "title"_L1)
    {
        QTest::mouseClick(view.viewport(), Qt::LeftButton, modifiers, at(row, column));
    }
    QList<qint64> ticked()
    {
        QList<qint64> ids = model.checkedIds().values();
        std::ranges::sort(ids);
        return ids;
    }

    CountingModel model;
    KeyProxy proxy{&model};
    TableView view;
};

} // namespace

/// Rows: choosing them, keeping their place, drawing them.
class TestTableView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QApplication::setStyle(new LatchkeyStyle);
        QApplication::setPalette(tokenPalette());
    }

    void aClickPicksOneAndModifiersPickMore()
    {
        Table table(20);
        table.click(2);
        QCOMPARE(table.ticked(), QList<qint64>{3});
        table.click(5, Qt::ControlModifier);
        QCOMPARE(table.ticked(), (QList<qint64>{3, 6}));
        table.click(7, Qt::ShiftModifier);
        QCOMPARE(table.ticked(), (QList<qint64>{6, 7, 8}));
        table.click(6, Qt::ControlModifier);
        QCOMPARE(table.ticked(), (QList<qint64>{6, 8}));
        table.click(1);
        QCOMPARE(table.ticked(), QList<qint64>{2});
    }

    void keysMoveAndPickAsAClickDoes()
    {
        Table table(50);
        table.click(0);
        QTest::keyClick(&table.view, Qt::Key_Down);
        QCOMPARE(table.ticked(), QList<qint64>{2});
        QTest::keyClick(&table.view, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(table.ticked(), (QList<qint64>{2, 3}));
        QTest::keyClick(&table.view, Qt::Key_Down, Qt::ControlModifier); // moves, picks nothing
        QCOMPARE(table.view.currentId(), 4);
        QCOMPARE(table.ticked(), (QList<qint64>{2, 3}));
        QTest::keyClick(&table.view, Qt::Key_Space);
        QCOMPARE(table.ticked(), (QList<qint64>{2, 3, 4}));
        QTest::keyClick(&table.view, Qt::Key_End);
        QCOMPARE(table.ticked(), QList<qint64>{50});
        QTest::keyClick(&table.view, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(table.ticked().size(), 50);
    }

    void theRowKeepsItsPlaceWhenAllAreLaidOutAnew()
    {
        Table table(2'000);
        table.view.setCurrentId(1'000);
        const int top = table.view.rowAt(0);
        QCOMPARE(table.view.currentId(), 1'000);
        table.model.assign(keys(2'000)); // a refresh
        QCOMPARE(table.view.currentId(), 1'000);
        QCOMPARE(table.view.rowAt(0), top);
        table.proxy.setSortColumns({{table.model.columnOf("used"_L1), Qt::DescendingOrder}});
        QCOMPARE(table.view.currentId(), 1'000);
        QVERIFY(table.view.viewport()->rect().intersects(table.view.visualRect(table.view.currentIndex())));
    }

    void rowsThatComeAndGoAboveLeaveTheCurrentOneMarked()
    {
        Table table(20);
        const auto *delegate = qobject_cast<CellDelegate *>(table.view.itemDelegate());
        QVERIFY(delegate);
        table.view.setCurrentId(10);
        table.model.assign(keys(20).mid(3));
        QCOMPARE(table.view.currentId(), 10);
        QCOMPARE(delegate->currentRow(), table.view.currentIndex().row());
        table.model.assign(keys(20));
        QCOMPARE(table.view.currentId(), 10);
        QCOMPARE(delegate->currentRow(), table.view.currentIndex().row());
        table.model.assign(keys(9)); // it goes itself
        QCOMPARE(delegate->currentRow(), table.view.currentIndex().row());
    }

    void copiedRowsHoldWhatIsShownAndNoWholeKey()
    {
        Table table(5);
        table.click(1);
        table.click(3, Qt::ControlModifier);
        const QStringList lines = table.view.copyText().split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 3); // a head and two rows
        QVERIFY(lines[0].contains(u"Title"_s));
        QVERIFY(lines[1].contains(u"key 2"_s) && lines[2].contains(u"key 4"_s));
        QVERIFY(!lines[1].contains(u"00000000-0000-0000-0000"_s));
    }

    void drawingAsksAtMostTwiceForACell()
    {
        Table table(1'000);
        table.view.grab(); // warm
        table.model.asked = 0;
        table.view.viewport()->grab();
        int columns = 0;
        for (int column = 0; column < table.proxy.columnCount(); ++column)
            columns += table.view.isColumnHidden(column) ? 0 : 1;
        const int rows = table.view.viewport()->height() / table.view.rowHeight(0) + 1;
        QVERIFY2(table.model.asked <= 2LL * rows * columns,
                 qPrintable(u"%1 for %2 cells"_s.arg(table.model.asked).arg(rows * columns)));
        QVERIFY(table.model.asked > 0);
    }

    void aPageDownDrawsWhatIsNewAndNotTheWholeList()
    {
        Table table(100'000);
        table.view.grab();
        table.model.asked = 0;
        QTest::keyClick(&table.view, Qt::Key_PageDown);
        table.view.grab();
        QVERIFY2(table.model.asked < 5'000, qPrintable(QString::number(table.model.asked)));
    }

    void columnsAndTheirOrderComeBack()
    {
        Table table(3);
        const int tags = table.model.columnOf("tags"_L1);
        table.view.setColumnHidden(tags, true);
        const QByteArray state = table.view.saveState();
        Table next(3);
        QVERIFY(!next.view.isColumnHidden(tags));
        QVERIFY(next.view.restoreState(state));
        QVERIFY(next.view.isColumnHidden(tags));
        QVERIFY(!next.view.restoreState("rubbish"));
    }

    void anEmptyTableTakesEveryKey()
    {
        Table table(0);
        for (const Qt::Key key : {Qt::Key_Down, Qt::Key_End, Qt::Key_Space, Qt::Key_Return, Qt::Key_PageUp})
            QTest::keyClick(&table.view, key);
        QTest::keyClick(&table.view, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(table.ticked().size(), 0);
        QCOMPARE(table.view.currentId(), 0);
    }
};

QTEST_MAIN(TestTableView)
#include "tst_tableview.moc"
