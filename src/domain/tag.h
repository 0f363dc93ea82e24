// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/activationkey.h"

#include <QHash>

/// An asset tag (`am/tag`).
struct Tag
{
    TagId id;
    QString name;
    TagId parent;     ///< 0 for a root; may point outside the user's scope
    QString color;    ///< "#RRGGBB", empty when none
    QString ruleType; ///< empty or STATIC when hand-assigned; an open list

    friend bool operator==(const Tag &, const Tag &) = default;
};

/// A rule decides which assets carry it, so putting it on a key changes nothing.
bool isDynamic(const Tag &tag);

class TagTree;
/// What people call it: as the tree knows it, else as it came, else its id. The tree may be null.
QString tagName(const TagRef &tag, const TagTree *tree);

/// Takes some away and adds those that are not there.
void editTags(QList<TagRef> &tags, const QList<TagRef> &added, const QList<TagId> &removed);

/// All tags of a subscription as a tree. Names repeat across branches, so people are shown paths.
class TagTree
{
public:
    TagTree() = default;
    explicit TagTree(QList<Tag> tags);

    const QList<Tag> &tags() const { return m_tags; } ///< in id order
    const Tag *find(TagId id) const;
    QList<TagId> roots() const { return m_children.value({}); } ///< in name order
    QList<TagId> children(TagId parent) const { return m_children.value(parent); }
    /// "Larkspur / Servers / Prod Linux"; a cycle in the data ends the path.
    QString path(TagId id) const;
    QList<TagRef> refs(const QList<TagId> &ids) const; ///< with their names, empty for those that are not known
    bool isEmpty() const { return m_tags.isEmpty(); }

private:
    QList<Tag> m_tags;
    QHash<TagId, qsizetype> m_index;
    QHash<TagId, QList<TagId>> m_children;
};
