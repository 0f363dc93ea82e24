// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "desk.h"
#include "panes/activitypane.h"
#include "panes/clipboardguard.h"
#include "panes/installsheet.h"
#include "panes/keyactions.h"
#include "panes/keyinspector.h"
#include "panes/keyspane.h"
#include "panes/reviewsheet.h"
#include "widgets/filterbar.h"
#include "widgets/tableview.h"
#include "widgets/toast.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace {

/// Visible things that take a click or a key and that a screen reader could not name.
QStringList nameless(QWidget *in)
{
    QStringList found;
    for (QWidget *widget : in->findChildren<QWidget *>()) {
        const bool takesInput = widget->focusPolicy() != Qt::NoFocus || qobject_cast<QAbstractButton *>(widget);
        const bool inner = widget->objectName().startsWith(u"qt_"_s) ||
                           qobject_cast<QComboBox *>(widget->parentWidget()) ||
                           qobject_cast<QAbstractSpinBox *>(widget->parentWidget());
        if (!widget->isVisible() || !takesInput || inner || !accessibleNameOf(widget).isEmpty())
            continue;
        found << u"%1 %2 in %3"_s.arg(QLatin1StringView(widget->metaObject()->className()), widget->objectName(),
                                      QLatin1StringView(widget->parentWidget()->metaObject()->className()));
    }
    return found;
}

bool apply(Desk &desk)
{
    desk.window().actions().review->trigger();
    auto *sheet = qobject_cast<ReviewSheet *>(desk.window().currentSheet());
    if (!sheet || !waitUntil([&] { return sheet->applyButton()->isEnabled(); }))
        return false;
    QSignalSpy finished(&desk.subscription()->runs(), &RunCenter::finished);
    sheet->applyButton()->click();
    return waitUntil([&] { return finished.size() == 1; });
}

} // namespace

/// The window as a whole: commands, keys, what it tells, how it starts and ends.
class TestWindow : public QObject
{
    Q_OBJECT

private slots:
    void everyScreenCanBeReadByAScreenReader()
    {
        Sandbox sandbox;
        Desk desk;
        QCOMPARE(nameless(&desk.window()), QStringList());
        desk.openSignIn(sandbox.url().toString(), {}, {});
        QCOMPARE(nameless(&desk.window()), QStringList());
        QVERIFY(desk.signIn(sandbox));
        KeysPane &keys = *desk.window().keysPane();
        keys.showRecord(sandbox.keyIds().first());
        QCOMPARE(nameless(&desk.window()), QStringList());
        keys.tableView().selectAll();
        QCOMPARE(nameless(&desk.window()), QStringList());
        keys.newKey();
        QCOMPARE(nameless(&desk.window()), QStringList());
        desk.window().showPane(u"activity"_s);
        QCOMPARE(nameless(&desk.window()), QStringList());
    }

    void theWholeJobIsDoneByKeyboard()
    {
        Sandbox sandbox;
        Desk desk;
        desk.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&desk.window()));
        QVERIFY(desk.signIn(sandbox));
        QWidget *window = &desk.window();
        QTest::keyClick(window, Qt::Key_F, Qt::ControlModifier);
        auto *filter = qobject_cast<FilterBar *>(QApplication::focusWidget());
        QVERIFY(filter);
        const qint64 key = sandbox.keyIds().first();
        const QString title = sandbox.keyField(key, u"title"_s).toString();
        QTest::keyClicks(filter, u"title:"_s + quotedForFilter(title));
        QTest::keyClick(filter, Qt::Key_Return);
        QTRY_COMPARE(QApplication::focusWidget(), &desk.window().keysPane()->tableView());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Home);
        QCOMPARE(desk.window().keysPane()->chosenIds(), QList<qint64>{key});
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F2);
        auto *field = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        QVERIFY(field);
        QCOMPARE(field->text(), title);
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(field, u"By keyboard"_s);
        const auto tabTo = [](const QString &name) {
            for (int i = 0; i < 60 && accessibleNameOf(QApplication::focusWidget()) != name; ++i)
                QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            return accessibleNameOf(QApplication::focusWidget()) == name;
        };
        QVERIFY(tabTo(u"Stage change"_s));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(desk.subscription()->staging.changes().size(), 1);
        QTest::keyClick(window, Qt::Key_Return, Qt::ControlModifier);
        auto *sheet = qobject_cast<ReviewSheet *>(desk.window().currentSheet());
        QVERIFY(sheet);
        QVERIFY(waitUntil([&] { return sheet->applyButton()->isEnabled(); }));
        for (int i = 0; i < 60 && QApplication::focusWidget() != sheet->applyButton(); ++i)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QSignalSpy finished(&desk.subscription()->runs(), &RunCenter::finished);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QVERIFY(waitUntil([&] { return finished.size() == 1; }));
        QCOMPARE(sandbox.keyField(key, u"title"_s).toString(), u"By keyboard"_s);

        QTest::keyClick(window, Qt::Key_5, Qt::ControlModifier);
        QVERIFY(tabTo(u"Undo…"_s));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QVERIFY(waitUntil([&] { return qobject_cast<ReviewSheet *>(desk.window().currentSheet()) != nullptr; }));
        sheet = qobject_cast<ReviewSheet *>(desk.window().currentSheet());
        QVERIFY(waitUntil([&] { return sheet->applyButton()->isEnabled(); }));
        QTest::keyClick(window, Qt::Key_Return, Qt::ControlModifier); // nothing is staged, and yet it applies
        QVERIFY(waitUntil([&] { return finished.size() == 2; }));
        QCOMPARE(sandbox.keyField(key, u"title"_s).toString(), title);
    }

    void anAppliedPlanCanBeTakenBack()
    {
        Sandbox sandbox;
        Desk desk;
        QVERIFY(desk.signIn(sandbox));
        const qint64 key = sandbox.keyIds().at(1);
        const bool before = sandbox.keyField(key, u"isDisabled"_s).toBool();
        desk.window().keysPane()->actions().setDisabled({key}, !before);
        QVERIFY(apply(desk));
        QCOMPARE(sandbox.keyField(key, u"isDisabled"_s).toBool(), !before);
        QVERIFY2(desk.toastText().contains(u"verified"_s), qPrintable(desk.toastText()));
        QAbstractButton *undo = desk.button(u"Undo"_s, &desk.window().toastWidget());
        QVERIFY(undo);
        undo->click();
        auto *sheet = qobject_cast<ReviewSheet *>(desk.window().currentSheet());
        QVERIFY(sheet);
        QVERIFY(waitUntil([&] { return sheet->applyButton()->isEnabled(); }));
        QSignalSpy finished(&desk.subscription()->runs(), &RunCenter::finished);
        sheet->applyButton()->click();
        QVERIFY(waitUntil([&] { return finished.size() == 1; }));
        QCOMPARE(sandbox.keyField(key, u"isDisabled"_s).toBool(), before);
        QCOMPARE(sandbox.writes().size(), 2);
    }

    void stagedEditsSurviveTheEndOfTheProgram()
    {
        Sandbox sandbox;
        Desk desk;
        QVERIFY(desk.signIn(sandbox));
        const qint64 key = sandbox.keyIds().first();
        desk.window().keysPane()->actions().setOwner({key}, UserId{410'027'903});
        QVERIFY(waitUntil([&] { return desk.button(u"Review 1 changes"_s) || desk.button(u"Review 1 change"_s); }));
        desk.window().close();
        QVERIFY(waitUntil([&] { return !desk.window().isVisible(); }));
        desk.restart();
        QVERIFY(desk.signIn(sandbox));
        QVERIFY(waitUntil([&] { return desk.subscription()->staging.changes().size() == 1; }));
        QCOMPARE(desk.subscription()->staging.changes().first().object, key);
        QCOMPARE(sandbox.writes().size(), 0);
    }

    void readOnlyModeRefusesEveryWriteAndSaysWhy()
    {
        Sandbox sandbox;
        Options options;
        options.readOnly = true;
        Desk desk(options);
        QVERIFY(desk.signIn(sandbox));
        desk.window().keysPane()->actions().setDisabled({sandbox.keyIds().first()}, true);
        desk.window().actions().review->trigger();
        auto *sheet = qobject_cast<ReviewSheet *>(desk.window().currentSheet());
        QVERIFY(sheet);
        QVERIFY(waitUntil([&] { return sheet->applyButton()->toolTip().contains(u"read-only"_s); }));
        QVERIFY(!sheet->applyButton()->isEnabled());
        sheet->dismiss();
        desk.window().actions().readOnly->trigger(); // cannot be turned off: the program was started so
        QVERIFY(desk.subscription()->client().isReadOnly());
        QVERIFY(!desk.toastText().isEmpty());
        QCOMPARE(sandbox.writes().size(), 0);
    }

    void aSecondProgramOnTheSameFolderOnlyLooks() // fault 70
    {
        Sandbox sandbox;
        Desk first;
        QVERIFY(first.signIn(sandbox));
        Desk second({}, first.dataFolder());
        QVERIFY2(second.toastText().contains(u"already running"_s), qPrintable(second.toastText()));
        QVERIFY2(second.toastText().contains(QString::number(QCoreApplication::applicationPid())),
                 qPrintable(second.toastText()));
        QVERIFY(second.signIn(sandbox));
        QVERIFY(second.subscription()->client().isReadOnly());
    }

    void aFolderThatCannotBeWrittenMeansLookingOnly() // fault 62
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        Sandbox sandbox;
        Desk desk({}, folder.filePath(u"file/data"_s));
        QVERIFY2(desk.toastText().contains(u"cannot be written"_s), qPrintable(desk.toastText()));
        QVERIFY(desk.signIn(sandbox));
        QVERIFY(desk.subscription()->client().isReadOnly());
    }

    void damagedFilesAreKeptAndTold() // faults 65, 66
    {
        QTemporaryDir folder;
        const auto spoil = [&](const QString &name) {
            QFile file(folder.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(QByteArray(4096, '\xff')) == 4096;
        };
        QVERIFY(spoil(u"settings.json"_s));
        {
            Desk desk({}, folder.path());
            QVERIFY2(desk.toastText().contains(u"settings were damaged"_s), qPrintable(desk.toastText()));
        }
        QVERIFY(QFile::exists(folder.filePath(u"settings.json.bad"_s)));
        QVERIFY(spoil(u"journal.sqlite"_s));
        Sandbox sandbox;
        Desk desk({}, folder.path());
        QVERIFY(waitUntil([&] { return desk.toastText().contains(u"journal was damaged"_s); }));
        QVERIFY(desk.signIn(sandbox));
        QVERIFY(!desk.subscription()->client().isReadOnly()); // a new one was begun
        desk.window().keysPane()->actions().setOwner({sandbox.keyIds().first()}, UserId{410'027'903});
        QVERIFY(apply(desk));
        QCOMPARE(sandbox.writes().size(), 1);
    }

    void aDemoThatDoesNotOpenSaysSoUntilTheNextTry()
    {
        Desk desk; // its server is not beside this test program
        desk.window().actions().demo->trigger();
        QVERIFY(waitUntil([&] { return desk.words().contains(u"could not be opened"_s); }));
        QVERIFY2(desk.words().contains(u"remove the folder %1"_s.arg(desk.dataFolder())), qPrintable(desk.words()));
        QVERIFY(desk.toastText().isEmpty()); // it does not go by itself
        Sandbox sandbox;
        QVERIFY(desk.signIn(sandbox));
        QVERIFY(!desk.words().contains(u"could not be opened"_s));
        desk.window().actions().signOut->trigger();
        QVERIFY(waitUntil([&] { return !desk.subscription(); }));
        QVERIFY(!desk.words().contains(u"could not be opened"_s));
    }

    void theKeyboardOpensTheMenuOfARow()
    {
        Sandbox sandbox;
        Desk desk;
        QVERIFY(desk.signIn(sandbox));
        desk.window().keysPane()->showRecord(sandbox.keyIds().first());
        desk.window().keysPane()->table()->setFocus();
        QStringList seen;
        QTimer::singleShot(0, &desk.window(), [&seen] { // while the menu waits for an answer
            if (auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget())) {
                for (const QAction *action : menu->actions())
                    seen << action->text();
                menu->close();
            }
        });
        QTest::keyClick(desk.window().keysPane()->table(), Qt::Key_F10, Qt::ShiftModifier);
        QVERIFY(waitUntil([&] { return !seen.isEmpty(); }));
        QVERIFY2(seen.contains(u"Delete…"_s), qPrintable(seen.join(u'|')));
    }

    void aCopiedKeyLeavesTheClipboardAgainUnlessSomethingElseIsThere()
    {
        Sandbox sandbox;
        Desk desk;
        QVERIFY(desk.signIn(sandbox));
        const qint64 key = sandbox.keyIds().first();
        desk.window().keysPane()->showRecord(key);
        const QString whole = desk.subscription()->keyList.find({key})->key;
        desk.window().clipboard().setLifetime(1);
        desk.window().actions().copyKey->trigger();
        QCOMPARE(QApplication::clipboard()->text(), whole);
        QVERIFY(waitUntil([&] { return QApplication::clipboard()->text().isEmpty(); }));
        desk.window().actions().copyKey->trigger();
        QApplication::clipboard()->setText(u"somebody else's"_s);
        QVERIFY(waitUntil([&] { return desk.window().clipboard().secondsLeft() == 0; }));
        QCOMPARE(QApplication::clipboard()->text(), u"somebody else's"_s);
    }

    void installCommandsHideTheKeyUntilAsked()
    {
        Sandbox sandbox;
        Desk desk;
        QVERIFY(desk.signIn(sandbox));
        const qint64 key = sandbox.keyIds().first();
        desk.window().keysPane()->showRecord(key);
        desk.window().actions().install->trigger();
        auto *sheet = qobject_cast<InstallSheet *>(desk.window().currentSheet());
        QVERIFY(sheet);
        const QString whole = desk.subscription()->keyList.find({key})->key;
        QString all = desk.words(sheet);
        for (const QPlainTextEdit *text : sheet->findChildren<QPlainTextEdit *>())
            all += text->toPlainText();
        QVERIFY2(all.contains(u"ActivationId"_s), qPrintable(all));
        QVERIFY(!all.contains(whole));
    }

    void undoAndRedoOfEditsAreNamedAndWork()
    {
        Sandbox sandbox;
        Desk desk;
        QVERIFY(desk.signIn(sandbox));
        Actions &actions = desk.window().actions();
        QVERIFY(!actions.undo->isEnabled());
        desk.window().keysPane()->actions().setOwner(sandbox.keyIds().mid(0, 2), UserId{410'027'903});
        QVERIFY(actions.undo->isEnabled());
        QVERIFY2(actions.undo->text().contains(u"owner"_s), qPrintable(actions.undo->text()));
        actions.undo->trigger();
        QVERIFY(desk.subscription()->staging.isEmpty());
        QVERIFY(actions.redo->isEnabled());
        actions.redo->trigger();
        QCOMPARE(desk.subscription()->staging.changes().size(), 2);
    }

    void closingDuringARunEndsWhatWasSentAndNothingMore() // fault 72
    {
        Sandbox sandbox({.keys = 40, .faults = {u"POST:update/ca/agentactkey=delay=150"_s}});
        Desk desk;
        QVERIFY(desk.signIn(sandbox));
        desk.window().keysPane()->actions().setOwner(sandbox.keyIds(), UserId{410'027'903});
        desk.window().actions().review->trigger();
        auto *sheet = qobject_cast<ReviewSheet *>(desk.window().currentSheet());
        QVERIFY(waitUntil([&] { return sheet->applyButton()->isEnabled(); }));
        sheet->applyButton()->click();
        QVERIFY(waitUntil([&] { return sandbox.writes().size() >= 2; }));
        desk.window().close();
        QVERIFY(waitUntil([&] { return !desk.window().isVisible(); }, std::chrono::seconds(8)));
        const auto sent = sandbox.writes().size();
        QVERIFY(sent < 40);
        desk.restart();
        QCOMPARE(sandbox.writes().size(), sent);
        QVERIFY(desk.signIn(sandbox));
        QVERIFY(waitUntil([&] { return desk.toastText().contains(u"not finished"_s); }));
        QCOMPARE(sandbox.writes().size(), sent); // never starts writing by itself
        desk.button(u"Show in Activity"_s)->click();
        QVERIFY(waitUntil([&] { return desk.button(u"Resume"_s); }));
        QSignalSpy finished(&desk.subscription()->runs(), &RunCenter::finished);
        sandbox.clearFaults();
        desk.button(u"Resume"_s)->click();
        QVERIFY(waitUntil([&] { return finished.size() == 1; }, std::chrono::seconds(40)));
        QCOMPARE(sandbox.writes().size(), 40);
    }
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
