// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/agentport.h"
#include "app/keyport.h"
#include "app/scanport.h"
#include "app/webappport.h"

/// The ports of a subscription, by type of object.
class SubscriptionPorts : public KeyPort
{
public:
    explicit SubscriptionPorts(HttpClient &client)
        : KeyPort(client)
        , m_agents(client)
        , m_webApps(client)
        , m_scans(client)
    {
    }
    ObjectPort &portFor(ObjectType type) override
    {
        switch (type) {
        case ObjectType::Agent:
            return m_agents;
        case ObjectType::WebApp:
            return m_webApps;
        case ObjectType::Scan:
            return m_scans;
        case ObjectType::ActivationKey:
            break;
        }
        return *this;
    }

private:
    AgentPort m_agents;
    WebAppPort m_webApps;
    ScanPort m_scans;
};
