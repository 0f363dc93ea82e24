// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

/// How a host is enrolled with an activation key, one entry a system. The commands hold the key and the customer id,
/// both secrets of a kind: whoever has them can enrol a host.
struct InstallCommand
{
    enum class System { WindowsExe, WindowsPowerShell, LinuxRpm, LinuxDeb, MacOs };
    System system;
    QString name; ///< "Windows", as the makers write it; not translated
    QString text; ///< ready to paste; several lines where two steps are needed
};

/// `agentServer` with its path, as in https://qagpublic.qg2.apps.qualys.com/CloudAgent/. Windows takes the ids in
/// braces and calls the server WebServiceUri; the others take them bare and call it ServerUri.
QList<InstallCommand> installCommands(const QString &key, const QString &customerId, const QString &agentServer);

/// 8-4-4-4-12 hexadecimal digits. Version bits are not checked: old subscriptions have ids that RFC 4122 does not know.
bool looksLikeCustomerId(const QString &text);
