// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/tag.h"

#include <QAbstractItemModel>
#include <QSet>

/// The tag tree with check boxes, narrowed to the tags that match a search and the way to them.
class TagTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    explicit TagTreeModel(const TagTree &tags, QObject *parent = nullptr);

    void setSearch(const QString &text);
    void setPresent(const QHash<TagId, int> &present, int total);
    QList<TagId> added() const;
    QList<TagId> removed() const;
    int matches() const { return int(m_matching.size()); }
    QModelIndex indexOf(TagId id) const;
    QModelIndex firstMatch() const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex & = {}) const override { return 1; }
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    void choiceChanged();

private:
    TagId idOf(const QModelIndex &index) const;
    Qt::CheckState stateOf(TagId id) const;
    void rebuild();

    TagTree m_tags;
    QString m_search;
    QSet<TagId> m_matching;
    QHash<TagId, QList<TagId>> m_shown; ///< parent → visible children
    QHash<TagId, TagId> m_parents;
    QHash<TagId, int> m_present;
    int m_total = 0;
    QHash<TagId, bool> m_touched; ///< what the person decided
};
