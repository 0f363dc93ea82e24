// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/banner.h"
#include "widgets/latchkeystyle.h"
#include "widgets/listhead.h"
#include "widgets/metrics.h"
#include "widgets/sheet.h"
#include "widgets/statusbar.h"
#include "widgets/toast.h"

#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

QString nameOf(QObject *object)
{
    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(object);
    return interface ? interface->text(QAccessible::Name) : QString();
}

void showActive(QWidget &window)
{
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
}

QAbstractButton *buttonNamed(const QWidget &parent, const QString &name)
{
    for (QAbstractButton *button : parent.findChildren<QAbstractButton *>())
        if (!button->isHidden() && nameOf(button) == name)
            return button;
    return nullptr;
}

} // namespace

class TestBars : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QApplication::setStyle(new LatchkeyStyle);
        QApplication::setPalette(tokenPalette());
    }

    void aSheetKeepsTheFocusAndGivesItBack()
    {
        QWidget window;
        window.resize(1000, 700);
        auto *layout = new QVBoxLayout(&window);
        auto *origin = new QLineEdit(&window);
        layout->addWidget(origin);
        showActive(window);
        origin->setFocus();
        Sheet sheet(&window);
        sheet.setTitle(u"Review"_s);
        auto *body = new QWidget;
        auto *rows = new QVBoxLayout(body);
        auto *first = new QLineEdit(body);
        auto *second = new QLineEdit(body);
        rows->addWidget(first);
        rows->addWidget(second);
        sheet.setBody(body);
        auto *apply = new QPushButton(u"Apply"_s);
        apply->setDefault(true);
        sheet.addFootButton(apply, Sheet::Side::Right);
        QSignalSpy applied(apply, &QPushButton::clicked);
        QSignalSpy dismissed(&sheet, &Sheet::dismissed);
        sheet.open();
        QCOMPARE(QApplication::focusWidget(), first);
        QCOMPARE(QAccessible::queryAccessibleInterface(&sheet)->role(), QAccessible::Dialog);
        for (int i = 0; i < 8; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            QVERIFY(sheet.isAncestorOf(QApplication::focusWidget()));
        }
        for (int i = 0; i < 8; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab);
            QVERIFY(sheet.isAncestorOf(QApplication::focusWidget()));
        }
        origin->setFocus(); // a shortcut of the window below
        QVERIFY(sheet.isAncestorOf(QApplication::focusWidget()));
        first->setFocus();
        QTest::keyClick(first, Qt::Key_Return);
        QCOMPARE(applied.size(), 1);
        QTest::keyClick(first, Qt::Key_Escape);
        QCOMPARE(dismissed.size(), 1);
        QVERIFY(!sheet.isVisible());
        QCOMPARE(QApplication::focusWidget(), origin);
    }

    /// A button that goes with what it did leaves its neighbours.
    void theFocusGoesNearWhereItCameFrom()
    {
        QWidget window;
        window.resize(940, 500);
        auto *far = new QLineEdit(&window);
        auto *group = new QWidget(&window);
        group->setGeometry(400, 200, 300, 100);
        auto *origin = new QPushButton(u"Undo…"_s, group);
        auto *neighbour = new QPushButton(u"Keep"_s, group);
        neighbour->move(100, 0);
        Sheet sheet(&window);
        sheet.setBody(new QWidget);
        sheet.addFootButton(new QPushButton(u"Apply"_s), Sheet::Side::Right);
        showActive(window);
        origin->setFocus();
        sheet.open();
        delete origin;
        sheet.dismiss();
        QVERIFY(!sheet.isVisible());
        QCOMPARE(QApplication::focusWidget(), neighbour);
        QVERIFY(QApplication::focusWidget() != far);
    }

    void aSheetFitsTheWindowAndItsBodyScrolls()
    {
        QWidget window;
        window.resize(940, 500);
        Sheet sheet(&window);
        sheet.setTitle(u"Long"_s);
        auto *body = new QWidget;
        body->setMinimumHeight(2000);
        sheet.setBody(body);
        sheet.addFootButton(new QPushButton(u"Apply"_s), Sheet::Side::Right);
        showActive(window);
        sheet.open();
        QVERIFY(sheet.sheetRect().height() <= 500 - 48);
        QVERIFY(sheet.sheetRect().width() <= 940 - 48);
        window.resize(1300, 800);
        QCOMPARE(sheet.size(), window.size());
        sheet.setDismissible(false);
        QTest::keyClick(&sheet, Qt::Key_Escape);
        QVERIFY(sheet.isVisible());
    }

    void aToastWaitsWhileItIsRead()
    {
        QWidget window;
        window.resize(800, 400);
        auto *elsewhere = new QLineEdit(&window);
        Toast toast(&window);
        toast.setInterval(60);
        bool undone = false;
        toast.showMessage(u"Locked 4 web apps, verified."_s, {{u"Undo"_s, [&undone] { undone = true; }}});
        showActive(window);
        elsewhere->setFocus();
        toast.showMessage(u"Again."_s, {{u"Undo"_s, [&undone] { undone = true; }}});
        QAbstractButton *undo = buttonNamed(toast, u"Undo"_s);
        undo->setFocus();
        QVERIFY(toast.isPaused());
        QTest::qWait(120);
        QVERIFY(toast.isVisible());
        elsewhere->setFocus();
        QTRY_VERIFY(!toast.isVisible());
        toast.showMessage(u"Third."_s, {{u"Undo"_s, [&undone] { undone = true; }}});
        QTest::mouseClick(buttonNamed(toast, u"Undo"_s), Qt::LeftButton);
        QVERIFY(undone);
        QVERIFY(!toast.isVisible());
    }

    void aLongToastIsReadToItsEnd()
    {
        QWidget window;
        window.resize(1400, 600);
        Toast toast(&window);
        showActive(window);
        toast.showMessage(u"Short."_s);
        const int low = toast.height();
        const int patience = toast.remaining();
        const QString path = u"/home/somebody/"_s + QString(u"folder/"_s).repeated(20);
        toast.showMessage(u"It could not be written: %1. Choose another place, or free some space."_s.arg(path),
                          {{u"Undo"_s, {}}}, BadgeState::Warn);
        QVERIFY(toast.width() < 900);
        QVERIFY(toast.height() > low);
        QVERIFY(window.rect().contains(toast.geometry().adjusted(0, 0, 0, -20))); // less its shadow
        QVERIFY(toast.remaining() > patience + 3'000);
        const auto labels = toast.findChildren<QLabel *>();
        QCOMPARE(labels.size(), 1);
        QVERIFY(labels[0]->height() >= labels[0]->heightForWidth(labels[0]->width()));
        toast.showMessage(u"Short again."_s);
        QCOMPARE(toast.height(), low);
    }

    void theBulkBarIsAsHighAsTheHeadAndMovesWhatDoesNotFit()
    {
        ListHead head;
        head.setCount(1204, u"of 1,204 activation keys"_s);
        int disabled = 0;
        head.setBulkActions({{u"Activate modules…"_s, {}, {}},
                             {u"Change owner…"_s, {}, {}},
                             {u"Disable…"_s, {}, [&disabled] { ++disabled; }}});
        head.resize(1000, head.height());
        head.show();
        const int height = head.height();
        head.setSelection(3, 1);
        head.setBulk(true);
        QCOMPARE(head.height(), height);
        QVERIFY(head.bulkButton(2)->isVisible());
        head.resize(620, height);
        QVERIFY(!head.bulkButton(2)->isVisible());
        QAction *last = head.findChild<QMenu *>()->actions().last();
        QVERIFY(last->isVisible());
        last->trigger();
        QCOMPARE(disabled, 1);
        QSignalSpy clear(&head, &ListHead::clearSelectionRequested);
        QTest::mouseClick(buttonNamed(head, u"Clear the selection"_s), Qt::LeftButton);
        QCOMPARE(clear.size(), 1);
    }

    void whileLoadingTheHeadShowsThePageAndStop()
    {
        ListHead head;
        head.setCount(5, u"of 5 keys"_s);
        head.resize(900, head.height());
        head.show();
        QSignalSpy stop(&head, &ListHead::stopRequested);
        head.setLoading(u"page 3, 3,000 rows"_s, 0.5);
        QCOMPARE(head.accessibleName(), u"page 3, 3,000 rows"_s);
        const int y = head.height() - 1;
        QCOMPARE(head.grab().toImage().pixelColor(100, y), token(Token::Accent));
        QVERIFY(head.grab().toImage().pixelColor(800, y) != token(Token::Accent));
        QTest::mouseClick(buttonNamed(head, u"Stop loading"_s), Qt::LeftButton);
        QCOMPARE(stop.size(), 1);
    }

    void aBannerKeepsItsButtonsWhileItIsRefreshed()
    {
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *banner = new Banner(&window);
        layout->addWidget(banner);
        window.resize(900, 300);
        window.show();
        QVERIFY(!banner->isVisible());
        int tries = 0;
        banner->showMessage(Banner::Kind::Idle, "offline"_L1, u"Offline since 14:02."_s, u"Next try in 40 s."_s,
                            {{u"Retry now"_s, {}}}, u"HTTP 503"_s);
        QAbstractButton *retry = buttonNamed(*banner, u"Retry now"_s);
        banner->showMessage(Banner::Kind::Idle, "offline"_L1, u"Offline since 14:02."_s, u"Next try in 39 s."_s,
                            {{u"Retry now"_s, [&tries] { ++tries; }}}, u"HTTP 503"_s);
        QCOMPARE(buttonNamed(*banner, u"Retry now"_s), retry);
        QTest::mouseClick(retry, Qt::LeftButton);
        QCOMPARE(tries, 1);
        QCOMPARE(banner->height(), s(40));
        buttonNamed(*banner, u"Details"_s)->click();
        QTRY_VERIFY(banner->height() > s(80));
    }

    void theStatusBarDropsWhatCannotBeActedOnFirst()
    {
        StatusBar bar;
        bar.setConnection(StatusBar::Connection::Offline, u"Offline"_s);
        bar.setUser(u"Marta Bianchi, Manager"_s);
        bar.setBudget(0.7, u"212 of 300 used, resets 14:32"_s);
        bar.setJob(StatusBar::Job{u"Verifying 148 of 212"_s, 0.7, u"3 failed"_s, u"64 left, about 4 min"_s});
        bar.resize(1300, bar.height());
        bar.show();
        QAbstractButton *cancel = buttonNamed(bar, u"Cancel the run"_s);
        QSignalSpy cancelled(&bar, &StatusBar::cancelClicked);
        bar.resize(640, bar.height());
        QCoreApplication::sendPostedEvents();
        QVERIFY(cancel->isVisible());
        QTest::mouseClick(cancel, Qt::LeftButton);
        QCOMPARE(cancelled.size(), 1);
        bar.setJob(std::nullopt);
        QVERIFY(!cancel->isVisible());
    }
};

QTEST_MAIN(TestBars)
#include "tst_bars.moc"
