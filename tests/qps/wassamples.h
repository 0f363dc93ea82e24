// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "qps/document.h"

#include <QFile>

/// A file of tests/data/was.
inline QByteArray wasBytes(const QString &name)
{
    QFile file(QStringLiteral(TEST_DATA_DIR "/was/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no sample %s", qPrintable(name));
    return file.readAll();
}

inline qps::Raw wasSample(const QString &name, int status = 200)
{
    return {.body = wasBytes(name), .status = status};
}

/// An answer with these records in it.
inline qps::Raw wasAnswer(const QByteArray &records, const QByteArray &head = {})
{
    return {.body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ServiceResponse><responseCode>SUCCESS</responseCode>" +
                    head + "<data>" + records + "</data></ServiceResponse>"};
}

inline QDateTime utc(const char *text)
{
    return QDateTime::fromString(QString::fromLatin1(text), Qt::ISODate);
}
