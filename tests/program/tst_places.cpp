// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "desk.h"
#include "panes/agentspane.h"
#include "panes/keyspane.h"
#include "widgets/filterbar.h"
#include "widgets/tableview.h"
#include "widgets/toast.h"

#include <QAction>
#include <QDir>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

FilterBar &filterOf(Desk &desk)
{
    return *desk.window().keysPane()->filterBar();
}

/// What the menu behind the bookmark holds when it opens, the second column of each entry too.
QStringList offered(Desk &desk)
{
    QMenu *menu = desk.window().actions().savedFilters;
    emit menu->aboutToShow();
    QStringList texts;
    for (const QAction *action : menu->actions())
        if (!action->isSeparator() && action != desk.window().actions().saveFilter)
            texts << (action->isChecked() ? u"* "_s : QString()) + action->text();
    return texts;
}

QAction *entry(Desk &desk, const QString &text)
{
    emit desk.window().actions().savedFilters->aboutToShow();
    for (QAction *action : desk.window().actions().savedFilters->actions())
        if (action->text().section(u'\t', 0, 0) == text)
            return action;
    return nullptr;
}

bool save(Desk &desk, const QString &filter, const QString &name)
{
    filterOf(desk).setText(filter);
    desk.window().actions().saveFilter->trigger();
    Sheet *sheet = desk.window().currentSheet();
    auto *field = sheet ? sheet->findChild<QLineEdit *>() : nullptr;
    if (!field)
        return false;
    field->setText(name);
    QTest::keyClick(field, Qt::Key_Return);
    return desk.window().currentSheet() == nullptr;
}

QLineEdit *openPalette(Desk &desk)
{
    desk.window().actions().palette->trigger();
    Sheet *sheet = desk.window().currentSheet();
    return sheet ? sheet->findChild<QLineEdit *>() : nullptr;
}

QStringList found(Desk &desk)
{
    const auto *model = desk.window().currentSheet()->findChild<QListView *>()->model();
    QStringList texts;
    for (int row = 0; row < model->rowCount(); ++row)
        texts << model->index(row, 0).data().toString();
    return texts;
}

} // namespace

/// What was saved to be found again, and the one field to everything.
class PlacesTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { m_sandbox = std::make_unique<Sandbox>(); }

    void aSavedFilterIsThereAfterARestart()
    {
        Desk desk;
        QVERIFY(desk.signIn(*m_sandbox));
        QVERIFY(offered(desk).constFirst().startsWith(u"None saved for"_s));
        QVERIFY(save(desk, u"module:FIM left:<50 "_s, u"  FIM &  nearly full "_s));
        QCOMPARE(desk.toastText().section(u'\n', 0, 0), u"Saved as FIM & nearly full."_s);
        QVERIFY(desk.button(u"Saved as FIM & nearly full"_s));
        QCOMPARE(offered(desk).constFirst(), u"* FIM && nearly full\tmodule:FIM left:<50"_s);
        filterOf(desk).setText(u"kim"_s);
        QVERIFY(desk.button(u"Saved filters"_s));

        desk.restart();
        QVERIFY(desk.signIn(*m_sandbox));
        QAction *kept = entry(desk, u"FIM && nearly full"_s);
        QVERIFY(kept && !kept->isChecked());
        kept->trigger();
        QCOMPARE(filterOf(desk).text(), u"module:FIM left:<50"_s);
        QCOMPARE(filterOf(desk).query().text, u"module:FIM left:<50"_s);
        desk.window().showPane(u"agents"_s);
        QVERIFY(!entry(desk, u"FIM && nearly full"_s)); // each pane has its own
    }

    void aFilterHasOneNameAndANameOneFilter()
    {
        Desk desk;
        QVERIFY(desk.signIn(*m_sandbox));
        QVERIFY(save(desk, u"left:<10"_s, u"Short"_s));
        QVERIFY(save(desk, u"left:<10"_s, u"Nearly full"_s)); // another name for it
        QVERIFY(save(desk, u"left:<5"_s, u"NEARLY FULL"_s));
        QVERIFY(save(desk, u"expires:<30d"_s, u"Ending"_s));
        QCOMPARE(offered(desk).first(2), QStringList({u"* Ending\texpires:<30d"_s, u"NEARLY FULL\tleft:<5"_s}));
    }

    void whatIsNoFilterIsNotSavedAndSaysWhy()
    {
        Desk desk;
        QVERIFY(desk.signIn(*m_sandbox));
        desk.window().actions().saveFilter->trigger();
        QVERIFY(!desk.window().currentSheet());
        QVERIFY(desk.toastText().startsWith(u"Type a filter first"_s));
        filterOf(desk).setText(u"left:<x"_s);
        desk.window().actions().saveFilter->trigger();
        QVERIFY(!desk.window().currentSheet());
        QVERIFY2(desk.toastText().contains(filterOf(desk).problem()), qPrintable(desk.toastText()));
    }

    void aForgottenFilterCanBeTakenBack()
    {
        Desk desk;
        QVERIFY(desk.signIn(*m_sandbox));
        QVERIFY(save(desk, u"left:<10"_s, u"Nearly full"_s));
        QAction *forget = entry(desk, u"For&get"_s);
        QVERIFY(forget && forget->menu());
        forget->menu()->actions().constFirst()->trigger();
        QVERIFY(offered(desk).constFirst().startsWith(u"None saved for"_s));
        QVERIFY(desk.button(u"Saved filters"_s));
        desk.button(u"Undo"_s, &desk.window().toastWidget())->click();
        QCOMPARE(offered(desk).constFirst(), u"* Nearly full\tleft:<10"_s);
    }

    void openingTheMenuAgainAndAgainLeavesNothingBehind()
    {
        Desk desk;
        QVERIFY(desk.signIn(*m_sandbox));
        QVERIFY(save(desk, u"left:<10"_s, u"Nearly full"_s));
        offered(desk);
        const auto objects = desk.window().actions().savedFilters->findChildren<QObject *>().size();
        for (int i = 0; i < 10; ++i)
            offered(desk);
        QCOMPARE(desk.window().actions().savedFilters->findChildren<QObject *>().size(), objects);
    }

    void whatWasTypedIsInTheHistoryWhenASavedFilterTakesItsPlace()
    {
        Desk desk;
        QVERIFY(desk.signIn(*m_sandbox));
        QVERIFY(save(desk, u"left:<10"_s, u"Nearly full"_s));
        filterOf(desk).showFilter({});
        filterOf(desk).setFocus();
        QTest::keyClick(&filterOf(desk), Qt::Key_Up); // looked through, and left there
        filterOf(desk).clear();
        QTest::keyClicks(&filterOf(desk), u"typed at length"_s);
        entry(desk, u"Nearly full"_s)->trigger();
        QCOMPARE(filterOf(desk).text(), u"left:<10"_s);
        QTest::keyClick(&filterOf(desk), Qt::Key_Up);
        QCOMPARE(filterOf(desk).text(), u"typed at length"_s);
    }

    void anOpenMenuDoesNotOutliveWhatCoversIt()
    {
        Desk desk;
        QVERIFY(desk.signIn(*m_sandbox));
        QMenu *menu = desk.window().actions().savedFilters;
        menu->popup({});
        QVERIFY(menu->isVisible());
        desk.window().actions().lock->setEnabled(true);
        desk.window().actions().lock->trigger();
        QVERIFY(desk.window().currentSheet());
        QVERIFY(!menu->isVisible());
    }

    void settingsThatCannotBeWrittenAreTold()
    {
        Desk desk;
        QVERIFY(desk.signIn(*m_sandbox));
        const QString file = desk.dataFolder() + u"/settings.json"_s;
        QFile::remove(file);
        QVERIFY(QDir().mkpath(file + u"/in the way"_s));
        QVERIFY(save(desk, u"left:<10"_s, u"Nearly full"_s));
        QVERIFY2(desk.toastText().contains(u"for this session only"_s), qPrintable(desk.toastText()));
        QCOMPARE(offered(desk).constFirst(), u"* Nearly full\tleft:<10"_s);
    }

    void thePaletteGoesToAKeyThatTheFilterHides()
    {
        Desk desk;
        QVERIFY(desk.signIn(*m_sandbox));
        const ActivationKey key = desk.subscription()->keyList.all().last();
        filterOf(desk).setText(u"-id:%1"_s.arg(key.id.value));
        QLineEdit *field = openPalette(desk);
        QVERIFY(field);
        field->setText(u"k "_s + key.title);
        QCOMPARE(found(desk).size(), 1);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!desk.window().currentSheet());
        QCOMPARE(desk.window().keysPane()->chosenIds(), QList<qint64>{key.id.value});
        QVERIFY2(desk.toastText().contains(u"cleared"_s), qPrintable(desk.toastText()));
        QVERIFY(filterOf(desk).text().isEmpty());
        desk.button(u"Undo"_s, &desk.window().toastWidget())->click();
        QCOMPARE(filterOf(desk).text(), u"-id:%1"_s.arg(key.id.value));

        desk.window().keysPane()->showRecord(987654321);
        QCOMPARE(filterOf(desk).text(), u"-id:%1"_s.arg(key.id.value));
        QVERIFY2(desk.toastText().contains(u"not in the list"_s), qPrintable(desk.toastText()));
    }

    void thePaletteRunsCommands()
    {
        Desk desk;
        QVERIFY(desk.signIn(*m_sandbox));
        QLineEdit *field = openPalette(desk);
        QTest::keyClicks(field, u"comf rows"_s);
        QCOMPARE(found(desk).constFirst(), u"Comfortable rows"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!desk.window().currentSheet());
        QVERIFY(desk.window().actions().comfortable->isChecked());

        desk.window().showPane(u"activity"_s);
        field = openPalette(desk);
        QTest::keyClicks(field, u"> duplicate"_s); // of keys: not here
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(desk.window().currentSheet());
    }

    void aLetterAndABlankListAKind()
    {
        Desk desk;
        QVERIFY(desk.signIn(*m_sandbox));
        QVERIFY(save(desk, u"left:<10"_s, u"Nearly full"_s));
        QLineEdit *field = openPalette(desk);
        QTest::keyClicks(field, u"k "_s);
        QCOMPARE(found(desk).size(), std::min<qsizetype>(60, desk.subscription()->keyList.all().size()));
        field->setText(u"f left:<10"_s); // by what it says
        QVERIFY2(found(desk).constFirst().startsWith(u"Nearly full"_s), qPrintable(found(desk).constFirst()));
        field->setText(u"f nothing like it"_s);
        QCOMPARE(found(desk), QStringList{u"Nothing found"_s});
    }

    void thePaletteFiltersWhatIsTooLongToList()
    {
        Desk desk;
        QVERIFY(desk.signIn(*m_sandbox));
        QVERIFY(save(desk, u"left:<10"_s, u"Nearly full"_s));
        QLineEdit *field = openPalette(desk);
        field->setText(u"a os:windows"_s);
        QCOMPARE(found(desk).size(), 1);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(desk.window().agentsPane()->isVisible());
        QCOMPARE(desk.window().agentsPane()->filterBar()->text(), u"os:windows"_s);

        field = openPalette(desk);
        field->setText(u"f nearly"_s);
        QVERIFY(found(desk).constFirst().contains(u"saved for Activation Keys"_s));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(desk.window().keysPane()->isVisible());
        QCOMPARE(filterOf(desk).text(), u"left:<10"_s);
    }

    void whatFitsIsNotScrolled()
    {
        Desk desk;
        QVERIFY(desk.signIn(*m_sandbox));
        QVERIFY(openPalette(desk));
        QCoreApplication::processEvents();
        for (QScrollArea *area : desk.window().currentSheet()->findChildren<QScrollArea *>())
            QVERIFY2(!area->verticalScrollBar()->isVisible(),
                     qPrintable(u"%1 px do not fit"_s.arg(area->verticalScrollBar()->maximum())));
    }

private:
    std::unique_ptr<Sandbox> m_sandbox;
};

QTEST_MAIN(PlacesTest)
#include "tst_places.moc"
