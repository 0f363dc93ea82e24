// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QJsonObject>
#include <QString>

/// A small JSON document of ours on disk, 0600 in a folder 0700, replaced as a whole or not at all. A damaged file is
/// set aside under another name; one that a newer program wrote, or that cannot be read, is never written over.
class JsonFile
{
public:
    /// `format` is the number this program writes; it reads that and every older one.
    JsonFile(QString path, int format)
        : m_path(std::move(path))
        , m_format(format)
    {
    }

    struct Loaded
    {
        QJsonObject root; ///< empty when there was no sound file
        int format = 0;   ///< of the file; 0 when there was none
        QString setAside; ///< where the damaged file lies now
    };
    /// Failures are of kind NotStored; `code` is "NEWER", "UNREADABLE" or "SET_ASIDE".
    Result<Loaded> load();
    /// Keeps a copy of the file as it is, for a reader that understands it only in part. `code` is "SET_ASIDE".
    Result<QString> keepCopy();
    /// `code` is "NEWER", "UNREADABLE" or "NOT_WRITTEN". The file stays as it was when it fails.
    Outcome save(QJsonObject root) const;

    const QString &path() const { return m_path; }

private:
    QString freeName() const;
    tl::unexpected<Failure> protect(const QString &code, const QString &detail);

    QString m_path;
    int m_format;
    std::optional<Failure> m_protected; ///< why the file must not be written over
};
