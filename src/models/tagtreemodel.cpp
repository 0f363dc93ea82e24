// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "models/tagtreemodel.h"

TagTreeModel::TagTreeModel(const TagTree &tags, QObject *parent)
    : QAbstractItemModel(parent)
    , m_tags(tags)
{
    rebuild();
}

void TagTreeModel::setSearch(const QString &text)
{
    if (m_search == text.trimmed())
        return;
    beginResetModel();
    m_search = text.trimmed();
    rebuild();
    endResetModel();
}

void TagTreeModel::setPresent(const QHash<TagId, int> &present, int total)
{
    beginResetModel();
    m_present = present;
    m_total = total;
    m_touched.clear();
    endResetModel();
    emit choiceChanged();
}

void TagTreeModel::rebuild()
{
    m_matching.clear();
    m_shown.clear();
    m_parents.clear();
    // Depth first without recursion: the data decides how deep the tree is.
    QSet<TagId> visible;
    QList<std::pair<TagId, TagId>> open; // tag, parent
    for (const TagId root : m_tags.roots())
        open.append({root, {}});
    QList<std::pair<TagId, TagId>> order;
    while (!open.isEmpty()) {
        const auto at = open.takeLast();
        order.append(at);
        m_parents.insert(at.first, at.second);
        for (const TagId child : m_tags.children(at.first))
            open.append({child, at.first});
    }
    for (const auto &[id, parent] : order)
        if (m_search.isEmpty() || m_tags.find(id)->name.contains(m_search, Qt::CaseInsensitive)) {
            m_matching.insert(id);
            for (TagId up = id; up && !visible.contains(up); up = m_parents.value(up))
                visible.insert(up);
        }
    const auto showUnder = [&](TagId parent, const QList<TagId> &children) {
        for (const TagId child : children)
            if (visible.contains(child))
                m_shown[parent].append(child);
    };
    showUnder({}, m_tags.roots());
    for (const auto &[id, parent] : order)
        showUnder(id, m_tags.children(id));
}

TagId TagTreeModel::idOf(const QModelIndex &index) const
{
    return index.isValid() ? TagId{qint64(index.internalId())} : TagId();
}

QModelIndex TagTreeModel::indexOf(TagId id) const
{
    const qsizetype row = m_shown.value(m_parents.value(id)).indexOf(id);
    return row < 0 ? QModelIndex() : createIndex(int(row), 0, quintptr(id.value));
}

QModelIndex TagTreeModel::firstMatch() const
{
    QList<TagId> open = m_shown.value({});
    while (!open.isEmpty()) {
        const TagId id = open.takeFirst();
        if (m_matching.contains(id))
            return indexOf(id);
        open = m_shown.value(id) + open;
    }
    return {};
}

QModelIndex TagTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const QList<TagId> children = m_shown.value(idOf(parent));
    if (column != 0 || row < 0 || row >= children.size())
        return {};
    return createIndex(row, 0, quintptr(children[row].value));
}

QModelIndex TagTreeModel::parent(const QModelIndex &child) const
{
    const TagId up = m_parents.value(idOf(child));
    return up ? indexOf(up) : QModelIndex();
}

int TagTreeModel::rowCount(const QModelIndex &parent) const
{
    return int(m_shown.value(idOf(parent)).size());
}

Qt::CheckState TagTreeModel::stateOf(TagId id) const
{
    if (const auto touched = m_touched.constFind(id); touched != m_touched.constEnd())
        return *touched ? Qt::Checked : Qt::Unchecked;
    const int on = m_present.value(id);
    return on == 0 ? Qt::Unchecked : on >= m_total ? Qt::Checked : Qt::PartiallyChecked;
}

QVariant TagTreeModel::data(const QModelIndex &index, int role) const
{
    const Tag *tag = m_tags.find(idOf(index));
    if (!tag)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return tag->name;
    case Qt::CheckStateRole:
        return stateOf(tag->id);
    case Qt::ToolTipRole:
        return isDynamic(*tag) ? tr("%1\nA rule decides who carries this tag; adding it to a key changes nothing.")
                                     .arg(m_tags.path(tag->id))
                               : m_tags.path(tag->id);
    default:
        return {};
    }
}

bool TagTreeModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const TagId id = idOf(index);
    if (role != Qt::CheckStateRole || !id)
        return false;
    m_touched.insert(id, value.toInt() == Qt::Checked);
    emit dataChanged(index, index, {Qt::CheckStateRole});
    emit choiceChanged();
    return true;
}

Qt::ItemFlags TagTreeModel::flags(const QModelIndex &) const
{
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable;
}

QList<TagId> TagTreeModel::added() const
{
    QList<TagId> ids;
    for (auto it = m_touched.begin(); it != m_touched.end(); ++it)
        if (*it && m_present.value(it.key()) < std::max(1, m_total))
            ids.append(it.key());
    std::ranges::sort(ids);
    return ids;
}

QList<TagId> TagTreeModel::removed() const
{
    QList<TagId> ids;
    for (auto it = m_touched.begin(); it != m_touched.end(); ++it)
        if (!*it && m_present.value(it.key()) > 0)
            ids.append(it.key());
    std::ranges::sort(ids);
    return ids;
}
