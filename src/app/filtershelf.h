// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commandpalette.h"

#include <QObject>

class FilterBar;
class QMenu;
class Settings;
struct SavedFilter;

/// The filters that somebody saved, pane by pane: kept in the settings, offered by one menu behind the mark of every
/// filter bar, and by the palette.
class FilterShelf : public QObject
{
    Q_OBJECT
public:
    /// `menu` is filled when it opens, for the pane shown, and ends with `save`.
    FilterShelf(Settings &settings, QMenu &menu, QAction &save, QWidget &window);

    void addPane(const QString &id, const QString &label, FilterBar *bar);
    void removePanes(); ///< before the panes go
    void setCurrent(const QString &id) { m_current = id; }
    /// `show` brings the pane with this id to the front.
    QList<CommandPalette::Place> places(const std::function<void(const QString &id)> &show) const;

signals:
    void sheetWanted(Sheet *sheet);
    void noted(const QString &text, bool warns);
    void undoable(const QString &text, const std::function<void()> &undo);

private:
    struct Shown
    {
        QString id, label;
        FilterBar *bar;
    };

    void askForName();
    void fill();
    void forget(const QString &pane, const SavedFilter &filter);
    void save(const QString &pane, const SavedFilter &filter);
    /// Out with one, in with others.
    bool exchange(const QString &pane, const QString &name, const QList<SavedFilter> &back);
    bool write(); ///< false: told that it could not be
    void follow(const Shown &shown);
    const Shown *current() const;

    Settings &m_settings;
    QMenu &m_menu;
    QMenu *m_forget;
    QAction &m_save;
    QWidget &m_window;
    QList<Shown> m_shown;
    QString m_current;
};
