// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/node.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

using sandbox::Node;

bool isNamed(const QStringList &names, const QString &path)
{
    return names.contains(path);
}

bool leadsToNamed(const QStringList &names, const QString &path)
{
    return std::ranges::any_of(names, [start = path + u'.'](const QString &name) { return name.startsWith(start); });
}

/// The members of `from` that are named, or have something named inside. An item of a list is not a step of the path.
QList<Node> named(const QList<Node> &from, const QStringList &names, const QString &above)
{
    QList<Node> kept;
    for (const Node &member : from) {
        const QString path = above.isEmpty() ? member.name : above + u'.' + member.name;
        if (isNamed(names, path)) {
            kept.append(member);
        } else if (leadsToNamed(names, path)) {
            Node thinner = member;
            if (member.kind == Node::Kind::List || member.kind == Node::Kind::Counted)
                for (Node &item : thinner.children)
                    item.children = named(item.children, names, path);
            else
                thinner.children = named(member.children, names, path);
            kept.append(thinner);
        }
    }
    return kept;
}

} // namespace

const sandbox::Node *sandbox::Node::find(QStringView member) const
{
    const auto found = std::ranges::find_if(children, [&](const Node &child) { return child.name == member; });
    return found == children.end() ? nullptr : &*found;
}

sandbox::Node *sandbox::Node::find(QStringView member)
{
    const auto found = std::ranges::find_if(children, [&](const Node &child) { return child.name == member; });
    return found == children.end() ? nullptr : &*found;
}

bool sandbox::Selection::wants(QStringView member) const
{
    const QString name = member.toString();
    return isEmpty() || isNamed(names, name) || leadsToNamed(names, name);
}

sandbox::Node sandbox::Selection::of(const Node &record) const
{
    return isEmpty() ? record : Node::group(record.name, named(record.children, names, {}));
}
