// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/installcommands.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

QList<InstallCommand> installCommands(const QString &key, const QString &customerId, const QString &agentServer)
{
    using enum InstallCommand::System;
    const QString braces = u"CustomerId={%1} ActivationId={%2} WebServiceUri=%3"_s.arg(customerId, key, agentServer);
    const QString bare = u"ActivationId=%1 CustomerId=%2 ServerUri=%3"_s.arg(key, customerId, agentServer);
    const QString unixScript = u"sudo /usr/local/qualys/cloud-agent/bin/qualys-cloud-agent.sh "_s + bare;
    return {
        {WindowsExe, u"Windows"_s, u"QualysCloudAgent.exe "_s + braces},
        // Braces are script blocks to PowerShell, so the arguments are quoted.
        {WindowsPowerShell, u"PowerShell"_s,
         u"Start-Process .\\QualysCloudAgent.exe -ArgumentList \"%1\" -Wait"_s.arg(braces)},
        {LinuxRpm, u"Linux (RPM)"_s, u"sudo rpm -ivh QualysCloudAgent.rpm\n"_s + unixScript},
        {LinuxDeb, u"Debian, Ubuntu"_s, u"sudo dpkg --install QualysCloudAgent.deb\n"_s + unixScript},
        {MacOs, u"macOS"_s,
         u"sudo installer -pkg ./QualysCloudAgent.pkg -target /\n"
         "sudo /Applications/QualysCloudAgent.app/Contents/MacOS/qualys-cloud-agent.sh "_s +
             bare},
    };
}

bool looksLikeCustomerId(const QString &text)
{
    static const QRegularExpression form(
        u"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"_s);
    return form.match(text.trimmed()).hasMatch();
}
