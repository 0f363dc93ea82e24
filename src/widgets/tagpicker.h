// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/tag.h"

#include <QFrame>
#include <QHash>

#include <functional>

class QLabel;
class QLineEdit;
class QTreeView;
class TagTreeModel;

/// A popup to choose tags: search on top, the tree below, paths tell equal names apart. In bulk a tag can be on all,
/// some or none of the chosen objects; only what a person touches is reported.
class TagPicker : public QFrame
{
    Q_OBJECT
public:
    using Chosen = std::function<void(const QList<TagId> &added, const QList<TagId> &removed)>;
    /// Asks below a widget for the tags of `total` objects, of which so many carry each. `chosen` runs for `context`.
    static void ask(const TagTree &tags, QWidget *under, const QHash<TagId, int> &present, int total, QObject *context,
                    const Chosen &chosen);
    /// For the tags of one.
    static void ask(const TagTree &tags, QWidget *under, const QList<TagRef> &present, QObject *context,
                    const Chosen &chosen);

    explicit TagPicker(const TagTree &tags, QWidget *parent = nullptr);

    /// How many of `total` objects carry each tag.
    void setPresent(const QHash<TagId, int> &present, int total);
    void popUp(QWidget *under);

signals:
    void chosen(const QList<TagId> &added, const QList<TagId> &removed);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void confirm();
    void updateFoot();

    TagTreeModel *m_model;
    QLineEdit *m_search;
    QTreeView *m_view;
    QLabel *m_foot;
};
