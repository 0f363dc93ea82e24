// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "secretscan.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStringEncoder>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace {

/// What of its base64 does not depend on what stands before and behind it.
QByteArray middleOfBase64(const QByteArray &secret, qsizetype before)
{
    QByteArray code = (QByteArray(before, 'x') + secret).toBase64(QByteArray::OmitTrailingEquals);
    if ((before + secret.size()) % 3 != 0)
        code.chop(1);
    return code.sliced(before == 0 ? 0 : before + 1);
}

QByteArray asJson(const QString &text)
{
    return QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact).sliced(2).chopped(2);
}

} // namespace

QList<QByteArray> formsOf(const QString &secret)
{
    const QByteArray utf8 = secret.toUtf8();
    QList<QByteArray> forms{utf8, asJson(secret), secret.toHtmlEscaped().toUtf8(), QUrl::toPercentEncoding(secret)};
    for (const auto encoding : {QStringConverter::Utf16LE, QStringConverter::Utf16BE}) {
        QStringEncoder encode(encoding);
        forms << QByteArray(encode(secret));
    }
    for (const qsizetype before : {0, 1, 2})
        forms << middleOfBase64(utf8, before);
    return forms;
}

QList<QByteArray> formsOf(const QString &user, const QString &password)
{
    return formsOf(password) << (user + u':' + password).toUtf8().toBase64();
}

Scan scanFor(const QList<QByteArray> &needles, const QString &folder)
{
    Scan scan;
    QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        ++scan.files;
        const QByteArray content =
            (file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray()) + '\n' + files.fileName().toUtf8();
        if (std::ranges::any_of(needles, [&](const QByteArray &needle) { return content.contains(needle); }))
            scan.found << file.fileName();
    }
    return scan;
}
