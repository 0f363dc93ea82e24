// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/tag.h"

#include <QCollator>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

bool isDynamic(const Tag &tag)
{
    return !tag.ruleType.isEmpty() && tag.ruleType != "STATIC"_L1;
}

void editTags(QList<TagRef> &tags, const QList<TagRef> &added, const QList<TagId> &removed)
{
    tags.removeIf([&](const TagRef &tag) { return removed.contains(tag.id); });
    for (const TagRef &tag : added)
        if (std::ranges::find(tags, tag.id, &TagRef::id) == tags.end())
            tags << tag;
}

TagTree::TagTree(QList<Tag> tags)
    : m_tags(std::move(tags))
{
    std::ranges::sort(m_tags, {}, &Tag::id);
    for (qsizetype i = 0; i < m_tags.size(); ++i)
        m_index.insert(m_tags[i].id, i);
    for (const Tag &tag : std::as_const(m_tags)) {
        // A tag is a root when its parent is unknown, or when following parents comes back to itself.
        bool rooted = !m_index.contains(tag.parent);
        QSet<TagId> seen{tag.id};
        for (const Tag *up = find(tag.parent); up && !rooted; up = find(up->parent)) {
            if (seen.contains(up->id))
                rooted = up->id == tag.id;
            if (seen.contains(up->id))
                break;
            seen.insert(up->id);
        }
        m_children[rooted ? TagId() : tag.parent].append(tag.id);
    }
    QCollator collator;
    collator.setNumericMode(true);
    for (QList<TagId> &siblings : m_children)
        std::ranges::sort(siblings, [&](TagId a, TagId b) {
            const int order = collator.compare(find(a)->name, find(b)->name);
            return order != 0 ? order < 0 : a < b;
        });
}

const Tag *TagTree::find(TagId id) const
{
    const auto it = m_index.constFind(id);
    return it == m_index.constEnd() ? nullptr : &m_tags[*it];
}

QString TagTree::path(TagId id) const
{
    QStringList names;
    QSet<TagId> seen;
    for (const Tag *tag = find(id); tag && !seen.contains(tag->id); tag = find(tag->parent)) {
        seen.insert(tag->id);
        names.prepend(tag->name);
    }
    return names.join(u" / "_s);
}

QList<TagRef> TagTree::refs(const QList<TagId> &ids) const
{
    QList<TagRef> refs;
    for (const TagId id : ids) {
        const Tag *tag = find(id);
        refs << TagRef{id, tag ? tag->name : QString()};
    }
    return refs;
}

QString tagName(const TagRef &tag, const TagTree *tree)
{
    const Tag *known = tree ? tree->find(tag.id) : nullptr;
    if (known && !known->name.isEmpty())
        return known->name;
    return tag.name.isEmpty() ? tag.id.toString() : tag.name;
}
