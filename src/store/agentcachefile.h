// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/agents/agentstore.h"

#include <SQLiteCpp/Database.h>

#include <QString>

#include <memory>

/// The cache's file. Everything in it can be fetched again, so one that cannot be used is replaced; the journal, whose
/// loss would matter, is another file and is not touched here.
namespace agentcachefile {

/// "LKA1"
inline constexpr int applicationId = 0x4c4b4131;
inline constexpr int schema = 1;

using Found = AgentStore::Found;

struct Opened
{
    std::unique_ptr<SQLite::Database> database;
    Found found = Found::Sound;
    QString setAside; ///< where the old file is; of damaged ones the last is kept
};

/// To read and write; the caller holds the cache's lock.
Result<Opened> open(const QString &path);
/// To read beside a program that writes. Code CACHE_IN_USE when there is nothing that could be read.
Result<Opened> openToRead(const QString &path);
Result<QString> replace(const QString &path); ///< moves a damaged file aside; returns where to

} // namespace agentcachefile
