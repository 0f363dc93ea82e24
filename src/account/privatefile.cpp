// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "account/privatefile.h"

#include <QFileInfo>
#include <QSaveFile>

using namespace Qt::StringLiterals;

Outcome writePrivateFile(const QString &path, const QByteArray &content)
{
    if (QFileInfo(path).isSymbolicLink())
        QFile::remove(path); // QSaveFile would write where it leads
    QSaveFile file(path);
    // The mode comes before the content, since QSaveFile takes over that of a file that was open to others. The flush
    // is not for speed: when a full disk takes only a part, commit() alone puts the part in place and calls it done.
    const bool isWritten = file.open(QIODevice::WriteOnly) &&
                           file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && file.write(content) >= 0 &&
                           file.flush() && file.commit();
    if (!isWritten)
        return tl::unexpected(
            Failure{.kind = Failure::Kind::NotStored, .detail = file.errorString(), .code = u"NOT_WRITTEN"_s});
    return {};
}
