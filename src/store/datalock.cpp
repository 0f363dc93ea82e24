// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "store/datalock.h"

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
    return m_file.isLocked() || m_file.tryLock(0);
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
