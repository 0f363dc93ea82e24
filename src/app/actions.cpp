// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/actions.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>

using namespace Qt::StringLiterals;

Actions::Actions(QWidget &window, QMenuBar &bar)
    : QObject(&window)
    , m_window(window)
{
    QMenu *file = bar.addMenu(tr("&File"));
    signIn = add(file, tr("&Sign in…"), {}, false);
    demo = add(file, tr("Open the &demo subscription"), {}, false);
    signOut = add(file, tr("Sign &out"));
    lock = add(file, tr("&Lock"), u"Ctrl+L"_s);
    file->addSeparator();
    quit = add(file, tr("&Quit"), u"Ctrl+Q"_s, false);
    quit->setMenuRole(QAction::QuitRole);

    QMenu *edit = bar.addMenu(tr("&Edit"));
    undo = add(edit, tr("&Undo"), u"Ctrl+Z"_s);
    redo = add(edit, tr("&Redo"), u"Ctrl+Shift+Z"_s);
    edit->addSeparator();
    copyKey = add(edit, tr("Copy activation &key"), u"Ctrl+Shift+C"_s);
    selectAll = add(edit, tr("Select &all shown"));
    edit->addSeparator();
    filter = add(edit, tr("&Filter"));
    filter->setShortcuts({QKeySequence(u"Ctrl+F"_s), QKeySequence(Qt::Key_Slash)});
    saveFilter = add(edit, tr("&Save this filter…"), u"Ctrl+Shift+S"_s);
    savedFilters = edit->addMenu(tr("Saved fi&lters"));
    m_needing << savedFilters->menuAction();

    QMenu *view = bar.addMenu(tr("&View"));
    palette = add(view, tr("&Go to or do…"), {}, false);
    palette->setShortcuts({QKeySequence(u"Ctrl+K"_s), QKeySequence(u"Ctrl+Shift+P"_s)});
    m_panes = view->addMenu(tr("&Panes"));
    back = add(m_panes, tr("&Back"), u"Alt+Left"_s);
    forward = add(m_panes, tr("&Forward"), u"Alt+Right"_s);
    m_panes->addSeparator();
    refresh = add(view, tr("&Refresh"));
    refresh->setShortcuts({QKeySequence(Qt::Key_F5), QKeySequence(u"Ctrl+R"_s)});
    refreshAll = add(view, tr("Read &everything again"), u"Shift+F5"_s);
    inspector = add(view, tr("&Inspector"), u"F4"_s);
    inspector->setCheckable(true);
    columns = add(view, tr("&Columns…"));
    rail = add(view, tr("&Names in the rail"), {}, false);
    rail->setCheckable(true);
    rail->setChecked(true);
    view->addSeparator();
    auto *density = new QActionGroup(this);
    compact = add(view, tr("Com&pact rows"), {}, false);
    comfortable = add(view, tr("C&omfortable rows"), {}, false);
    for (QAction *action : {compact, comfortable}) {
        action->setCheckable(true);
        density->addAction(action);
    }
    QMenu *theme = view->addMenu(tr("&Theme"));
    auto *themes = new QActionGroup(this);
    themeSystem = add(theme, tr("&System"), {}, false);
    themeLight = add(theme, tr("&Light"), {}, false);
    themeDark = add(theme, tr("&Dark"), {}, false);
    for (QAction *action : {themeSystem, themeLight, themeDark}) {
        action->setCheckable(true);
        themes->addAction(action);
    }
    view->addSeparator();
    nextRegion = add(view, tr("Ne&xt region"), u"F6"_s, false);
    previousRegion = add(view, tr("Pre&vious region"), u"Shift+F6"_s, false);
    contextMenu = add(view, tr("&What can be done here"), u"Shift+F10"_s);

    QMenu *changes = bar.addMenu(tr("&Changes"));
    newKey = add(changes, tr("&New activation key"), u"Ctrl+N"_s);
    duplicate = add(changes, tr("&Duplicate activation key"));
    changes->addSeparator();
    review = add(changes, tr("&Review staged changes…"), u"Ctrl+Return"_s);
    review->setAutoRepeat(false); // the same key applies
    discardAll = add(changes, tr("Dis&card all staged changes"));
    changes->addSeparator();
    readOnly = add(changes, tr("Read-&only mode"), u"Ctrl+Shift+L"_s);
    readOnly->setCheckable(true);

    QMenu *tools = bar.addMenu(tr("&Tools"));
    install = add(tools, tr("&Install commands…"));
    verifyJournal = add(tools, tr("&Verify the journal"));

    QMenu *helpMenu = bar.addMenu(tr("&Help"));
    help = add(helpMenu, tr("&Filter and panes"), u"F1"_s, false);
    shortcuts = add(helpMenu, tr("&Keyboard shortcuts"), u"Ctrl+/"_s, false);
    helpMenu->addSeparator();
    about = add(helpMenu, tr("&About Latchkey"), {}, false);
    about->setMenuRole(QAction::AboutRole);
    m_ofKeys = {copyKey, duplicate, install};
    m_ofTables = {columns, selectAll};
}

QAction *Actions::add(QMenu *menu, const QString &text, const QString &keys, bool needsSubscription)
{
    auto *action = menu->addAction(text);
    action->setParent(this);
    if (!keys.isEmpty())
        action->setShortcut(QKeySequence(keys));
    m_window.addAction(action);
    m_all << action;
    if (needsSubscription)
        m_needing << action;
    return action;
}

QAction *Actions::addPane(const QString &name)
{
    QAction *action = add(m_panes, name, u"Ctrl+%1"_s.arg(m_paneActions.size() + 1));
    m_paneActions << action;
    return action;
}

void Actions::removePanes()
{
    for (QAction *action : std::as_const(m_paneActions)) {
        m_all.removeAll(action);
        m_needing.removeAll(action);
        delete action;
    }
    m_paneActions.clear();
}

void Actions::follow(bool signedIn, Shown shown, bool sheetOpen)
{
    for (QAction *action : std::as_const(m_all))
        if (action != quit && action != review)
            action->setEnabled(!sheetOpen);
    for (QAction *action : std::as_const(m_needing)) {
        action->setEnabled(signedIn && (!sheetOpen || action == review));
        action->setToolTip(signedIn ? QString() : tr("Sign in first"));
    }
    for (QAction *action : std::as_const(m_ofKeys))
        action->setEnabled(action->isEnabled() && shown == Shown::Keys);
    for (QAction *action : std::as_const(m_ofTables))
        action->setEnabled(action->isEnabled() && shown != Shown::Other);
}
