// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/sql.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace sandbox {

/// A person or program that may sign in, and what it may do.
struct Account
{
    qint64 id = 0;
    QString login, uuid;
    bool isExpired = false;
    bool isManager = false; ///< may do everything
    bool hasApi = false;    ///< the access permission "API Access"; without it nothing else counts
    bool viewsKeys = false, createsKeys = false, editsKeys = false, deletesKeys = false;
    bool seesAssets = false, seesWebApps = false;
    bool editsAssets = false, deletesAssets = false;
    bool activatesAgents = false, deactivatesAgents = false, uninstallsAgents = false;
    bool createsWebApps = false, editsWebApps = false, editsUrls = false, setsScanners = false;
    bool deletesWebApps = false, purgesWebApps = false;
    bool launchesScans = false, cancelsScans = false, deletesScans = false, editsSchedules = false;
    bool seesAppliances = false;
};

struct Credentials
{
    QString login;
    QString password;
};

/// Of an Authorization header: Basic, UTF-8, the first colon ends the login. Nothing when there is none or no login in
/// it.
std::optional<Credentials> basicCredentials(const QByteArray &header);

/// What the table holds instead of a password.
QString passwordMark(const QString &login, const QString &password);

/// Nothing when login or password are wrong, or the person has left.
std::optional<Account> findAccount(SQLite::Database &database, const Credentials &credentials);

} // namespace sandbox
