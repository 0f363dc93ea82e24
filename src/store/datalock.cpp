// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "store/datalock.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

DataLock::DataLock(const QString &file)
    : m_file(file)
{
    QDir().mkpath(QFileInfo(file).absolutePath());
    m_file.setStaleLockTime(0); // age says nothing: a run may take hours
}

bool DataLock::tryLock()
{
    return m_file.isLocked() || m_file.tryLock(0) || (removeHalfMade() && m_file.tryLock(0));
}

/// QLockFile guards the removal of a dead program's lock by one more file. A program that is killed while it makes that
/// one leaves it empty, and for half a minute nobody could take the lock.
bool DataLock::removeHalfMade() const
{
    const QFileInfo guard(m_file.fileName() + QLatin1StringView(".rmlock"));
    const bool isLeft = guard.exists() && guard.size() == 0 &&
                        guard.lastModified().msecsTo(QDateTime::currentDateTime()) > 300; // it is filled at once
    return isLeft && QFile::remove(guard.filePath());
}

void DataLock::unlock()
{
    m_file.unlock();
}

DataLock::Owner DataLock::owner() const
{
    Owner owner;
    m_file.getLockInfo(&owner.pid, &owner.host, &owner.program);
    return owner;
}
