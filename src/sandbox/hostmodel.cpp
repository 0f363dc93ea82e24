// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/hostmodel.h"

#include "sandbox/filters.h"

#include <array>

using namespace Qt::StringLiterals;

namespace {

using sandbox::AgentRelease;
using sandbox::HostModel;
using enum sandbox::HostModel::Role;

constexpr char windowsPorts[] = "135 msrpc|445 microsoft-ds";
constexpr char serverPorts[] = "135 msrpc|445 microsoft-ds|3389 ms-wbt-server";
constexpr char office[] = "Microsoft 365 Apps for enterprise=16.0.17328.20184|Google Chrome=125.0.6422.60|"
                          "Mozilla Firefox ESR=115.11.0|7-Zip 23.01 (x64)=23.01";

/// The first three are those of the interface's samples.
constexpr auto models = std::to_array<HostModel>({
    {"Ubuntu Linux 22.04.4", "Linux", "VMware, Inc.", "VMware7,1", "VMware, Inc. VMW71.00V.21100432 12/12/2023", Server,
     "22 openbsd secure shell server|443 nginx", "nginx=1.18.0-6ubuntu14.4|openssl=3.0.2-0ubuntu1.15"},
    {"Windows Server 2022 Standard 64 bit Edition Version 21H2", "Windows", "Amazon EC2", "m6i.large",
     "Amazon EC2 1.0 10/16/2017", Server, "1433 SQL Server", "Microsoft SQL Server 2022 (64-bit)=16.0.4120.1"},
    {"macOS 14.5", "Mac OS X", "Apple Inc.", "MacBookPro18,3", "Apple Inc. 10151.121.1", Laptop, "", ""},
    {"Windows 11 Enterprise 64 bit Edition Version 23H2", "Windows", "Dell Inc.", "Latitude 5440",
     "Dell Inc. 1.14.1 03/15/2024", Laptop, windowsPorts, office},
    {"Windows 11 Pro 64 bit Edition Version 24H2", "Windows", "LENOVO", "21HD0071GE",
     "LENOVO N3QET46W (1.46 ) 07/08/2024", Laptop, windowsPorts, office},
    {"Windows 10 Enterprise 64 bit Edition Version 22H2", "Windows", "HP", "HP EliteBook 840 G8",
     "HP T76 Ver. 01.17.00 03/19/2024", Laptop, windowsPorts, office},
    {"Windows Server 2019 Standard 64 bit Edition Version 1809", "Windows", "VMware, Inc.", "VMware7,1",
     "VMware, Inc. VMW71.00V.21100432 12/12/2023", Server, serverPorts, "Microsoft .NET Runtime 8.0=8.0.5"},
    {"Windows Server 2016 Standard 64 bit Edition Version 1607", "Windows", "Dell Inc.", "PowerEdge R640",
     "Dell Inc. 2.19.1 06/02/2023", Heavy, serverPorts, "Veeam Agent for Microsoft Windows=6.1.0.349"},
    {"Windows Server 2012 R2 Standard 64 bit Edition", "Windows", "HP", "ProLiant DL380 Gen9", "HP P89 02/17/2017",
     Server, serverPorts, "Microsoft .NET Framework 4.8=4.8.03761"},
    {"Red Hat Enterprise Linux 9.4", "Linux", "Dell Inc.", "PowerEdge R650", "Dell Inc. 1.13.2 12/19/2023", Server,
     "22 openssh|8080 http-proxy", "openssl=3.0.7-27.el9|podman=4.9.4-3.el9"},
    {"Red Hat Enterprise Linux Server 7.9", "Linux", "HPE", "ProLiant DL560 Gen10", "HPE U34 08/31/2023", Heavy,
     "22 openssh|1521 oracle-tns", "openssl=1.0.2k-26.el7_9|oracle-database-ee-19c=1.0-1"},
    {"SUSE Linux Enterprise Server 15 SP5", "Linux", "FUJITSU", "PRIMERGY RX2540 M6",
     "FUJITSU V1.0.0.0 R1.29.0 11/22/2023", Heavy, "22 openssh|3200 sapdp00|50000 ibm-db2",
     "SAPHanaSR=0.162.3-150000|openssl-3=3.0.8-150500.5.33"},
    {"Debian GNU/Linux 12.5", "Linux", "Amazon EC2", "t3.medium", "Amazon EC2 1.0 10/16/2017", Server, "22 openssh",
     "openssl=3.0.11-1~deb12u2|docker.io=20.10.24+dfsg1-1+b3"},
    {"Amazon Linux 2023.4.20240528", "Linux", "Amazon EC2", "c6i.2xlarge", "Amazon EC2 1.0 10/16/2017", Server,
     "22 openssh", "openssl=3.0.8-1.amzn2023.0.12|docker=25.0.3-1.amzn2023.0.1"},
    {"Ubuntu Linux 24.04", "Linux", "LENOVO", "21K50012GE", "LENOVO R2FET38W (1.18 ) 02/21/2024", Laptop, "22 openssh",
     "openssl=3.0.13-0ubuntu3|code=1.90.0"},
    {"macOS 15.1", "Mac OS X", "Apple Inc.", "Mac15,6", "Apple Inc. 11881.41.5", Laptop, "",
     "Google Chrome=131.0.6778.70"},
    {"IBM AIX 7.2", "AIX", "IBM", "IBM,9009-42A", "IBM,FW950.80", Server, "22 openssh", "bos.rte=7.2.5.203"},
    {"Windows 10 IoT Enterprise LTSC 64 bit Edition Version 21H2", "Windows", "Zebra", "ET80", "Zebra 1.07 09/05/2023",
     Laptop, windowsPorts, "Larkspur Driver=4.12.1"},
});

constexpr auto releases = std::to_array<AgentRelease>({
    {"Windows", "6.4.0.397"},
    {"Windows", "6.2.1.50"},
    {"Windows", "6.0.0.261"},
    {"Windows", "5.8.0.31"},
    {"Windows", "5.10.0.14"},
    {"Windows", "4.9.0.37"},
    {"Linux", "7.2.0.31"},
    {"Linux", "7.1.2.17"},
    {"Linux", "6.10.0.4"},
    {"Linux", "6.5.0.49"},
    {"Linux", "5.6.0.39"},
    {"Mac OS X", "6.2.0.18"},
    {"Mac OS X", "6.0.1.7"},
    {"Mac OS X", "5.3.0.6"},
    {"AIX", "6.0.1.9"},
    {"AIX", "5.1.0.33"},
});

QStringList partsOf(const char *list)
{
    return QString::fromLatin1(list).split(u'|', Qt::SkipEmptyParts);
}

} // namespace

std::span<const HostModel> sandbox::hostModels()
{
    return models;
}

const HostModel &sandbox::hostModel(qint64 number)
{
    return number >= 1 && number <= qint64(models.size()) ? models[std::size_t(number - 1)] : models.front();
}

std::span<const AgentRelease> sandbox::agentReleases()
{
    return releases;
}

void sandbox::insertHostCatalogue(SQLite::Database &database)
{
    for (std::size_t i = 0; i < models.size(); ++i) {
        const qint64 number = qint64(i) + 1;
        sql::run(database, "INSERT INTO host_model (id, os, platform) VALUES (?, ?, ?)", number,
                 QString::fromLatin1(models[i].os), QString::fromLatin1(models[i].platform));
        for (const QString &port : partsOf(models[i].ports))
            sql::run(database, "INSERT INTO model_port (model, port) VALUES (?, ?)", number,
                     port.section(u' ', 0, 0).toLongLong());
        for (const QString &software : partsOf(models[i].software))
            sql::run(database, "INSERT INTO model_software (model, name) VALUES (?, ?)", number,
                     software.section(u'=', 0, 0));
    }
    for (std::size_t i = 0; i < releases.size(); ++i)
        sql::run(database, "INSERT INTO agent_version (id, text, rank) VALUES (?, ?, ?)", qint64(i + 1),
                 QString::fromLatin1(releases[i].text), versionRank(QString::fromLatin1(releases[i].text)).value_or(0));
    sql::run(database, "INSERT INTO agent_config (id, name) VALUES (?, 'Initial Profile')", initialProfile);
    sql::run(database, "INSERT INTO agent_config (id, name) VALUES (?, 'Servers low CPU')", serverProfile);
}
