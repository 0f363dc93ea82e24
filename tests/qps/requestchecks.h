// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFile>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <pugixml.hpp>

/// An element as text with its children in name order, white space and attributes' order aside.
inline QString canonical(pugi::xml_node node)
{
    QStringList attributes, children;
    for (const pugi::xml_attribute a : node.attributes())
        attributes << QStringLiteral("%1=%2").arg(QString::fromUtf8(a.name()), QString::fromUtf8(a.value()));
    for (const pugi::xml_node child : node)
        if (child.type() == pugi::node_element)
            children << canonical(child);
    attributes.sort();
    children.sort();
    const QString text = children.isEmpty() ? QString::fromUtf8(node.child_value()) : QString();
    return QStringLiteral("<%1 %2>%3%4</>")
        .arg(QString::fromUtf8(node.name()), attributes.join(u' '), text, children.join(QString()));
}

inline QString canonical(const QByteArray &xml)
{
    pugi::xml_document document;
    return document.load_buffer(xml.constData(), std::size_t(xml.size())) ? canonical(document.document_element())
                                                                          : QStringLiteral("unreadable");
}

inline QByteArray sample(const QString &name)
{
    QFile file(QStringLiteral(TEST_DATA_DIR "/ca/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What our copy of the schema finds wrong, nothing when the document is valid.
inline QString schemaErrors(const QByteArray &xml)
{
    QProcess lint;
    lint.start(QStringLiteral("xmllint"),
               {QStringLiteral("--noout"), QStringLiteral("--nonet"), QStringLiteral("--schema"),
                QStringLiteral(TEST_DATA_DIR "/xsd/qps-ca-am.reconstructed.xsd"), QStringLiteral("-")});
    lint.write(xml);
    lint.closeWriteChannel();
    if (!lint.waitForFinished(20'000))
        return QStringLiteral("xmllint did not run (package libxml2-utils)");
    return lint.exitCode() == 0 ? QString() : QString::fromUtf8(lint.readAllStandardError());
}
