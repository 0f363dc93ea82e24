// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLockFile>
#include <QString>

/// One program at a time per data folder. A lock left behind by a program that was killed is taken over at once; one
/// that a living program holds never is, however old it is.
class DataLock
{
public:
    struct Owner
    {
        qint64 pid = 0;
        QString host, program;
    };

    explicit DataLock(const QString &file);

    bool tryLock();
    bool isLocked() const { return m_file.isLocked(); }
    /// After tryLock() failed: whether a program holds it. Otherwise the folder cannot be written.
    bool isHeldByOther() const { return m_file.error() == QLockFile::LockFailedError; }
    void unlock();
    Owner owner() const; ///< who holds it, as far as the file tells

private:
    QLockFile m_file;
};
