// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QObject>

class QAction;
class QActionGroup;
class QMenu;
class QMenuBar;
class QWidget;

/// Every command of the window: its name, its keys, its place in the menus. What it does is connected elsewhere.
class Actions : public QObject
{
    Q_OBJECT
public:
    Actions(QWidget &window, QMenuBar &bar);

    /// Without a subscription only signing in, looks and help are possible; under a sheet almost nothing is.
    enum class Shown { Keys, Agents, Other };
    void follow(bool signedIn, Shown shown, bool sheetOpen);
    /// The panes that exist, in the order of the rail; Ctrl+1, Ctrl+2 …
    QAction *addPane(const QString &name);
    void removePanes();
    /// For the palette and the list of shortcuts.
    QList<QAction *> all() const { return m_all; }

    QAction *signIn, *signOut, *demo, *lock, *quit;
    QAction *undo, *redo, *copyKey, *selectAll, *filter, *saveFilter;
    QMenu *savedFilters; ///< filled by whoever keeps them
    QAction *refresh, *refreshAll, *inspector, *columns, *rail, *palette, *back, *forward, *nextRegion, *previousRegion,
        *contextMenu;
    QAction *compact, *comfortable, *themeSystem, *themeLight, *themeDark;
    QAction *newKey, *duplicate, *review, *discardAll, *readOnly;
    QAction *install, *verifyJournal;
    QAction *help, *shortcuts, *about;

private:
    QAction *add(QMenu *menu, const QString &text, const QString &keys = {}, bool needsSubscription = true);

    QWidget &m_window;
    QMenu *m_panes = nullptr;
    QList<QAction *> m_all, m_needing, m_ofKeys, m_ofTables, m_paneActions;
};
