// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "store/datalock.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <chrono>

#ifdef Q_OS_UNIX
#include <sys/file.h>
#include <sys/stat.h>
#endif

namespace {

constexpr std::chrono::milliseconds filledWithin{1'000};

#ifdef Q_OS_UNIX
/// Whether nobody has locked the open file, and it still is what its name stands for.
bool isAbandoned(QFile &file)
{
    struct stat state = {};
    return flock(file.handle(), LOCK_EX | LOCK_NB) == 0 && fstat(file.handle(), &state) == 0 && state.st_nlink > 0;
}
#else
bool isAbandoned(QFile &file)
{
    file.close(); // a file that anybody has open cannot be removed there, and this one is tried
    return true;
}
#endif

/// QLockFile makes its file, locks it and writes into it who has it. Killed between the first step and the last, a
/// program leaves an empty file that tells of no dead owner, and that nobody would ever take over.
bool removeHalfMade(const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly) || file.size() > 0)
        return false;
    const qint64 age = file.fileTime(QFileDevice::FileModificationTime).msecsTo(QDateTime::currentDateTime());
    // Removed while it is locked, so that two who clear it up do not remove the next one's.
    return std::chrono::milliseconds(age) > filledWithin && isAbandoned(file) && QFile::remove(name);
}

} // namespace

DataLock::DataLock(const QString &file)
    : m_file(file)
{
    QDir().mkpath(QFileInfo(file).absolutePath());
    m_file.setStaleLockTime(0); // age says nothing: a run may take hours
}

bool DataLock::tryLock()
{
    if (m_file.isLocked() || m_file.tryLock(0))
        return true;
    // QLockFile guards the removal of a dead program's lock by one more file, which it locks in the same way.
    bool isCleared = false;
    for (const char *suffix : {"", ".rmlock", ".rmlock.rmlock"})
        isCleared |= removeHalfMade(m_file.fileName() + QLatin1StringView(suffix));
    return isCleared && m_file.tryLock(0);
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
