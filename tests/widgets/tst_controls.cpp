// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/banner.h"
#include "widgets/chiprow.h"
#include "widgets/emptystate.h"
#include "widgets/flowlayout.h"
#include "widgets/latchkeystyle.h"
#include "widgets/listhead.h"
#include "widgets/markedfield.h"
#include "widgets/moduletoggles.h"
#include "widgets/rail.h"
#include "widgets/segmented.h"
#include "widgets/sheet.h"
#include "widgets/statusbar.h"
#include "widgets/switch.h"
#include "widgets/switcher.h"
#include "widgets/toast.h"

#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWheelEvent>

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

class TestControls : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QApplication::setStyle(new LatchkeyStyle);
        QApplication::setPalette(tokenPalette());
    }

    void everyInteractiveControlHasANameAndATarget()
    {
        QWidget window;
        window.resize(1400, 900);
        auto *layout = new QVBoxLayout(&window);
        auto *rail = new Rail(&window);
        rail->addPane(u"keys"_s, u"Keys"_s, "key"_L1);
        auto *head = new ListHead(&window);
        head->setActions({{u"New key"_s, "plus"_L1, {}, true}, {u"Columns"_s, "columns"_L1, {}, false, true}});
        head->setBulkActions({{u"Disable…"_s, "ban"_L1, {}}});
        head->setSelection(3, 1);
        auto *bulk = new ListHead(&window);
        bulk->setBulkActions({{u"Disable…"_s, "ban"_L1, {}}});
        bulk->setBulk(true);
        bulk->setSelection(3, 1);
        auto *banner = new Banner(&window);
        banner->showMessage(Banner::Kind::Bad, "error"_L1, u"Offline."_s, {}, {{u"Retry"_s, {}}}, u"details"_s);
        auto *chips = new ChipRow(&window);
        chips->setChips({u"EU"_s, u"VDI"_s});
        auto *toggles = new ModuleToggles(&window);
        toggles->setModules({{u"VM"_s, u"Vulnerability Management"_s}, {u"SA"_s, {}, false}});
        auto *segmented = new Segmented(&window);
        segmented->addSegment(u"On"_s, 1);
        auto *field = new MarkedField(&window);
        auto *edit = new QLineEdit;
        edit->setAccessibleName(u"Title"_s);
        field->setField(edit);
        field->setStaged(u"was EU"_s);
        auto *status = new StatusBar(&window);
        status->setJob(StatusBar::Job{u"Verifying"_s, 0.5, u"3 failed"_s, {}});
        status->setClipboard(u"Key copied"_s);
        auto *empty = new EmptyState(&window);
        empty->setContent("key"_L1, u"Nothing"_s, u"Why"_s, {{u"New key"_s, {}, true}});
        auto *switcher = new Switcher(&window);
        switcher->setSubscription(u"Larkspur"_s, u"host"_s);
        for (QWidget *widget : std::initializer_list<QWidget *>{rail, head, bulk, banner, chips, toggles, segmented,
                                                                field, new Switch(&window), status, empty, switcher})
            layout->addWidget(widget);
        Toast toast(&window);
        toast.showMessage(u"Done."_s, {{u"Undo"_s, {}}});
        Sheet sheet(&window);
        sheet.setTitle(u"Sheet"_s);
        sheet.addFootButton(new QPushButton(u"Apply"_s), Sheet::Side::Right);
        sheet.open();
        showActive(window);
        int seen = 0;
        for (QWidget *widget : window.findChildren<QWidget *>()) {
            if (!qobject_cast<QAbstractButton *>(widget) || !widget->isVisible())
                continue;
            ++seen;
            const QString what = QString::fromLatin1(widget->metaObject()->className()) + u" "_s + nameOf(widget);
            QVERIFY2(!nameOf(widget).isEmpty(), qPrintable(what));
            QVERIFY2(widget->width() >= 24 && widget->height() >= 24,
                     qPrintable(u"%1 %2x%3"_s.arg(what).arg(widget->width()).arg(widget->height())));
        }
        QVERIFY(seen > 20);
    }

    void segmentsMoveWithArrowsAndReportOnlyThePerson()
    {
        QWidget window;
        Segmented segmented(&window);
        segmented.addSegment(u"None"_s, 0);
        segmented.addSegment(u"Count"_s, 1);
        segmented.addSegment(u"Time"_s, 2);
        QSignalSpy changed(&segmented, &Segmented::changed);
        segmented.setCurrent(0);
        QCOMPARE(changed.size(), 0);
        showActive(window);
        segmented.setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
        QCOMPARE(segmented.current().toInt(), 1);
        QCOMPARE(changed.size(), 1);
        segmented.setSegmentEnabled(2, false, u"No expiry here"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
        QCOMPARE(segmented.current().toInt(), 1);
        segmented.setSegmentEnabled(2, true);
        segmented.setLayoutDirection(Qt::RightToLeft);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
        QCOMPARE(segmented.current().toInt(), 0);
        QCOMPARE(segmented.textOf(2), u"Time"_s);
    }

    void tabReachesOnlyTheChosenSegment()
    {
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *segmented = new Segmented(&window);
        for (int i = 0; i < 3; ++i)
            segmented->addSegment(QString::number(i), i);
        segmented->setCurrent(1);
        auto *after = new QLineEdit(&window);
        layout->addWidget(segmented);
        layout->addWidget(after);
        showActive(window);
        segmented->setFocus();
        QCOMPARE(static_cast<QAbstractButton *>(QApplication::focusWidget())->text(), u"1"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), after);
    }

    void aSwitchSaysItsStateInWords()
    {
        QWidget window;
        Switch lock(&window);
        lock.setTexts(u"Locked"_s, u"Unlocked"_s);
        QCOMPARE(lock.text(), u"Unlocked"_s);
        showActive(window);
        lock.setFocus();
        QTest::keyClick(&lock, Qt::Key_Space);
        QVERIFY(lock.isChecked());
        QCOMPARE(lock.text(), u"Locked"_s);
        QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(&lock);
        QCOMPARE(interface->role(), QAccessible::CheckBox);
        QVERIFY(interface->state().checked);
        QCOMPARE(interface->text(QAccessible::Name), u"Locked"_s);
    }

    void moduleTogglesWalkTheGridAndKeepMixedOnes()
    {
        QWidget window;
        ModuleToggles toggles(&window);
        QList<ModuleToggles::Item> items;
        for (const QString &code : {u"VM"_s, u"PC"_s, u"SCA"_s, u"PM"_s, u"SA"_s, u"EDR"_s})
            items.append({code, code, code != u"SA"_s});
        toggles.setModules(items);
        toggles.setChecked({u"VM"_s});
        toggles.setMixed({u"PC"_s});
        QCOMPARE(toggles.mixed(), QStringList{u"PC"_s});
        QSignalSpy toggled(&toggles, &ModuleToggles::toggled);
        toggles.resize(toggles.sizeHint());
        showActive(window);
        toggles.setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QCOMPARE(toggled.size(), 1);
        QCOMPARE(toggled.first(), QVariantList({u"PC"_s, true}));
        QVERIFY(toggles.mixed().isEmpty());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
        QCOMPARE(nameOf(QApplication::focusWidget()), u"EDR"_s);
        QVERIFY(!buttonNamed(toggles, u"SA"_s)->isEnabled());
        QCOMPARE(toggles.checked(), QStringList({u"VM"_s, u"PC"_s}));
    }

    void chipsAreRemovedByIndexAndTheFocusStays()
    {
        QWidget window;
        ChipRow row(&window);
        row.resize(400, 60);
        QStringList texts{u"EU"_s, u"VDI"_s, u"Lab"_s};
        row.setChips(texts);
        connect(&row, &ChipRow::removed, &row, [&](int index) {
            texts.removeAt(index);
            row.setChips(texts);
        });
        showActive(window);
        QAbstractButton *remove = buttonNamed(row, u"Remove VDI"_s);
        remove->setFocus();
        QTest::keyClick(remove, Qt::Key_Space);
        QCOMPARE(row.chips(), QStringList({u"EU"_s, u"Lab"_s}));
        QCOMPARE(nameOf(QApplication::focusWidget()), u"Remove Lab"_s);
        QSignalSpy add(&row, &ChipRow::addClicked);
        QTest::mouseClick(row.addButton(), Qt::LeftButton);
        QCOMPARE(add.size(), 1);
    }

    void theFlowBreaksRowsAndMirrors()
    {
        QWidget box;
        auto *flow = new FlowLayout(&box, 4);
        for (int i = 0; i < 3; ++i) {
            auto *item = new QWidget(&box);
            item->setFixedSize(40, 20);
            flow->addWidget(item);
        }
        QCOMPARE(flow->heightForWidth(200), 20);
        QCOMPARE(flow->heightForWidth(90), 44);
        QCOMPARE(flow->heightForWidth(10), 68);
        flow->setGeometry({0, 0, 90, 44});
        QCOMPARE(flow->itemAt(1)->geometry().topLeft(), QPoint(44, 0));
        QCOMPARE(flow->itemAt(2)->geometry().topLeft(), QPoint(0, 24));
        box.setLayoutDirection(Qt::RightToLeft);
        flow->setGeometry({0, 0, 90, 44});
        QCOMPARE(flow->itemAt(0)->geometry().left(), 50);
    }

    void theRailMovesWithArrowsAndTellsItsBadge()
    {
        QWidget window;
        Rail rail(&window);
        for (const QString &id : {u"keys"_s, u"agents"_s, u"activity"_s})
            rail.addPane(id, id, "key"_L1);
        rail.resize(rail.sizeHint());
        QSignalSpy chosen(&rail, &Rail::chosen);
        rail.setCurrent(u"keys"_s);
        QCOMPARE(chosen.size(), 0);
        rail.setPaneEnabled(u"agents"_s, false);
        rail.setBadge(u"activity"_s, 2, Rail::Urgency::Bad, u"2 changes need a decision"_s);
        showActive(window);
        rail.setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
        QCOMPARE(rail.current(), u"activity"_s);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(QApplication::focusWidget()->accessibleDescription(), u"2 changes need a decision"_s);
        const int wide = rail.width();
        rail.setCollapsed(true);
        QVERIFY(rail.width() < wide);
    }

    void aMarkedFieldTellsWhatItWasAndWhatIsWrong()
    {
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *field = new MarkedField(&window);
        auto *edit = new QLineEdit;
        edit->setAccessibleName(u"Title"_s);
        field->setField(edit);
        layout->addWidget(field);
        layout->addStretch(1);
        window.resize(240, 300);
        showActive(window);
        const int plain = field->height();
        field->setStaged(u"was EU laptops"_s);
        field->setProblem(u"Enter a title. It must be long enough to need a second line in this narrow field."_s);
        QTRY_VERIFY(field->height() > plain + 40);
        QVERIFY(edit->accessibleDescription().contains(u"was EU laptops"_s));
        QVERIFY(edit->accessibleDescription().contains(u"Enter a title"_s));
        QVERIFY(edit->font().weight() == QFont::DemiBold);
        QSignalSpy reverted(field, &MarkedField::revertRequested);
        auto *revert = field->findChild<QToolButton *>();
        revert->setFocus();
        QTest::keyClick(revert, Qt::Key_Space);
        QCOMPARE(reverted.size(), 1);
        field->clearStaged();
        field->setProblem({});
        QCOMPARE(QApplication::focusWidget(), edit);
        QVERIFY(edit->accessibleDescription().isEmpty());
        QTRY_COMPARE(field->height(), plain);
    }

    void theWheelChangesNoFieldItPasses()
    {
        QScrollArea area;
        auto *form = new QWidget;
        auto *layout = new QVBoxLayout(form);
        auto *combo = new QComboBox(form);
        combo->addItems({u"None"_s, u"Count"_s, u"Time"_s});
        combo->setCurrentIndex(1);
        auto *spin = new QSpinBox(form);
        spin->setValue(50);
        auto *focus = new QLineEdit(form);
        for (QWidget *widget : std::initializer_list<QWidget *>{focus, combo, spin})
            layout->addWidget(widget);
        form->setMinimumHeight(2'000);
        area.setWidget(form);
        area.setWidgetResizable(true);
        area.resize(300, 200);
        showActive(area);
        focus->setFocus();
        const auto turn = [](QWidget *over) {
            const QPoint middle = over->rect().center();
            QWheelEvent event(middle, over->mapToGlobal(middle), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                              Qt::NoScrollPhase, false);
            QApplication::sendEvent(over, &event);
        };
        turn(combo);
        turn(spin);
        QCOMPARE(combo->currentIndex(), 1);
        QCOMPARE(spin->value(), 50);
        QCOMPARE(QApplication::focusWidget(), focus);
        spin->setFocus();
        turn(spin);
        QCOMPARE(spin->value(), 49); // whoever is in it may turn it
    }
};

QTEST_MAIN(TestControls)
#include "tst_controls.moc"
