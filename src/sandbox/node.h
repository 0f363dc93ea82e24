// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <utility>

namespace sandbox {

/// One element of an answer before it is written, as XML or as JSON. The two differ in how they say lists, numbers and
/// booleans, so the kind is kept.
struct Node
{
    enum class Kind {
        Text,
        Number,
        Flag,
        Group, ///< named members
        List,  ///< `<tags><list><Tag/>…</list></tags>`
        // As web applications have them
        Cdata,   ///< text in a CDATA section
        Counted, ///< a list behind its `<count>`; only that when it is empty
    };

    QString name;
    Kind kind = Kind::Group;
    QString value; ///< of text, numbers and flags
    QList<Node> children = {};
    QList<std::pair<QString, QString>> attributes = {}; ///< only XML says them

    static Node text(const QString &name, const QString &value) { return {name, Kind::Text, value}; }
    static Node number(const QString &name, qint64 value) { return {name, Kind::Number, QString::number(value)}; }
    static Node flag(const QString &name, bool value)
    {
        return {name, Kind::Flag, value ? QStringLiteral("true") : QStringLiteral("false")};
    }
    static Node group(const QString &name, QList<Node> members) { return {name, Kind::Group, {}, std::move(members)}; }
    static Node list(const QString &name, QList<Node> items) { return {name, Kind::List, {}, std::move(items)}; }
    static Node cdata(const QString &name, const QString &value) { return {name, Kind::Cdata, value}; }
    static Node counted(const QString &name, QList<Node> items) { return {name, Kind::Counted, {}, std::move(items)}; }

    /// The first member so named, or nullptr.
    const Node *find(QStringView member) const;
    Node *find(QStringView member);
};

/// What `fields=` asks for: names, with dots for what is inside another. Empty asks for everything.
struct Selection
{
    QStringList names;

    bool isEmpty() const { return names.isEmpty(); }
    /// Whether any of it may be shown, so that what nobody asked for need not be looked up.
    bool wants(QStringView member) const;
    /// The record with nothing else in it. Names that no record has are passed over; the service's behaviour is
    /// unknown.
    Node of(const Node &record) const;
};

} // namespace sandbox
