// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/activationkey.h"

/// An agent that has not checked in for so long is called stale.
inline constexpr int agentStaleDays = 30;

/// A host asset with a Cloud Agent, as lists show it. In answers every element may be missing or empty, since
/// `fields=` can remove any and real services leave many out (cloud agent interface, host asset and agentInfo).
struct Agent
{
    AssetId id;
    QString name;
    QDateTime created;  ///< UTC
    QDateTime modified; ///< UTC; the search field is called `updated`
    QString os;
    QString address; ///< as it came: IPv4 or IPv6, perhaps with a zone
    QString dnsHostName;
    QString netbiosName;
    qint64 qwebHostId = 0; ///< 0 until the first scan

    QString uuid; ///< agentInfo/agentId
    QString version;
    QString status;          ///< STATUS_ACTIVE, STATUS_INACTIVE; an open list
    QDateTime lastCheckedIn; ///< UTC; invalid when it never did
    QString platform;        ///< "Windows", "Linux"; an open list
    QStringList modules;     ///< agent words such as AGENT_VM, in the order given
    QString key;             ///< activationKey/activationId; a secret of a kind, see maskedKey()
    QString keyTitle;
    QString configuration;
    QList<TagRef> tags;
    QString serial;                             ///< from biosDescription where it tells one; empty in trimmed lists
    QStringList macs;                           ///< lower case, colons; empty in trimmed lists
    QDateTime lastVulnScan, lastComplianceScan; ///< UTC; invalid when never, and in lists

    friend bool operator==(const Agent &, const Agent &) = default;
};

/// An address of one of the host's interfaces.
struct AgentInterface
{
    QString name, mac, address, gateway, hostname;

    friend bool operator==(const AgentInterface &, const AgentInterface &) = default;
};

/// Where the record of a host comes from: EC2, Azure, GCP, … Kinds we do not know keep their element's name.
struct AgentSource
{
    QString kind;
    QList<QPair<QString, QString>> facts; ///< simple children as they came

    friend bool operator==(const AgentSource &, const AgentSource &) = default;
};

/// The full record, read on demand for one agent.
struct AgentDetails
{
    Agent agent;
    QString fqdn, trackingMethod, networkGuid;
    QDateTime lastSystemBoot; ///< UTC; invalid when never
    QString lastLoggedOnUser, manufacturer, model, bios, timezone;
    qint64 totalMemoryMb = 0;
    QString connectedFrom, location, lastEvent; ///< lastEvent is chirpStatus
    QString latitude, longitude;                ///< decimal degrees as they came
    QList<QPair<QString, QString>> manifests;   ///< "vm", "VULNSIGS-VM-2.5.825.2-1"
    QList<AgentInterface> interfaces;
    QList<AgentSource> sources;
    QString cloudProvider;
    int software = 0, openPorts = 0, findings = 0; ///< how many the record lists

    friend bool operator==(const AgentDetails &, const AgentDetails &) = default;
};
