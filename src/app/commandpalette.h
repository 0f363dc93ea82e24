// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/sheet.h"

#include <QList>

#include <functional>

class QAction;
class QLineEdit;
class QListView;
class QStandardItemModel;

/// One field to everything: commands by their names, and with a prefix keys, tags and filters.
class CommandPalette : public Sheet
{
    Q_OBJECT
public:
    /// Something else than a command that can be gone to.
    struct Place
    {
        QString prefix; ///< "k": shown for "k text", and for plain text after the commands
        QString text, detail;
        std::function<void()> go;
        QString also; ///< found by this, too
    };

    /// A list that is too long to be offered row by row: it gets what was typed as its filter.
    struct List
    {
        QString prefix, name;
        std::function<void(const QString &filter)> go;
    };

    CommandPalette(const QList<QAction *> &commands, const QList<Place> &places, const QList<List> &lists,
                   QWidget *window);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// As it was before the palette: under a sheet nothing is enabled.
    struct Command
    {
        QAction *action;
        QString name, why; ///< its keys, or what it lacks
        bool enabled;
    };

    void search(const QString &text);
    void step(int by);
    void choose();

    QList<Command> m_commands;
    QList<Place> m_places;
    QList<List> m_lists;
    QLineEdit *m_field;
    QListView *m_list;
    QStandardItemModel *m_found;
    QList<std::function<void()>> m_acts;
};
