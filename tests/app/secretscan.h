// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

/// The forms in which a text would lie in a file: as it is, as Qt keeps strings, as URLs, XML and JSON write it, and as
/// base64 wherever in a longer text it begins.
QList<QByteArray> formsOf(const QString &secret);
/// The same for a password, and the header that it becomes together with its user.
QList<QByteArray> formsOf(const QString &user, const QString &password);

/// Files below the folder, hidden ones too, whose name or content holds one of these; and how many there were at all.
struct Scan
{
    int files = 0;
    QStringList found;
};
Scan scanFor(const QList<QByteArray> &needles, const QString &folder);
