// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/accounts.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

std::optional<sandbox::Credentials> sandbox::basicCredentials(const QByteArray &header)
{
    if (header.left(6).compare("Basic ", Qt::CaseInsensitive) != 0)
        return std::nullopt;
    const auto decoded = QByteArray::fromBase64Encoding(header.sliced(6).trimmed());
    const qsizetype colon = decoded.decoded.indexOf(':');
    if (!decoded || colon <= 0)
        return std::nullopt;
    return Credentials{QString::fromUtf8(decoded.decoded.first(colon)),
                       QString::fromUtf8(decoded.decoded.sliced(colon + 1))};
}

QString sandbox::passwordMark(const QString &login, const QString &password)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(login.toUtf8());
    hash.addData(QByteArrayView("\0", 1));
    hash.addData(password.toUtf8());
    return QString::fromLatin1(hash.result().toHex());
}

std::optional<sandbox::Account> sandbox::findAccount(SQLite::Database &database, const Credentials &credentials)
{
    SQLite::Statement row(database, "SELECT id, login, uuid, state, manager, api, ca_view, ca_create, ca_edit, "
                                    "ca_delete, am, was, am_edit, am_delete, ca_activate, ca_deactivate, ca_uninstall, "
                                    "was_create, was_edit, was_edit_url, was_scanner, was_delete, was_purge, "
                                    "was_launch, was_cancel, was_delete_scan, was_schedule, vm "
                                    "FROM user WHERE login = ? AND password = ? "
                                    "AND state <> 'left'");
    sql::bindAll(row, credentials.login, passwordMark(credentials.login, credentials.password));
    if (!row.executeStep())
        return std::nullopt;
    const bool manager = sql::number(row, 4) != 0;
    const auto may = [&](int column) { return manager || sql::number(row, column) != 0; };
    return Account{.id = sql::number(row, 0),
                   .login = sql::text(row, 1),
                   .uuid = sql::text(row, 2),
                   .isExpired = sql::text(row, 3) == "expired"_L1,
                   .isManager = manager,
                   .hasApi = sql::number(row, 5) != 0,
                   .viewsKeys = may(6),
                   .createsKeys = may(7),
                   .editsKeys = may(8),
                   .deletesKeys = may(9),
                   .seesAssets = may(10),
                   .seesWebApps = may(11),
                   .editsAssets = may(12),
                   .deletesAssets = may(13),
                   .activatesAgents = may(14),
                   .deactivatesAgents = may(15),
                   .uninstallsAgents = may(16),
                   .createsWebApps = may(17),
                   .editsWebApps = may(18),
                   .editsUrls = may(19),
                   .setsScanners = may(20),
                   .deletesWebApps = may(21),
                   .purgesWebApps = may(22),
                   .launchesScans = may(23),
                   .cancelsScans = may(24),
                   .deletesScans = may(25),
                   .editsSchedules = may(26),
                   .seesAppliances = may(27)};
}
