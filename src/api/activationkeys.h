// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/pagedsearch.h"
#include "qps/keys.h"

/// Activation keys of the subscription the client is signed in to: `/qps/rest/1.0/<verb>/ca/agentactkey/`.
class ActivationKeys
{
public:
    explicit ActivationKeys(HttpClient &client)
        : m_client(client)
    {
    }

    using Search = PagedSearch<ActivationKey>;
    static constexpr int pageSize = 1000;
    /// How many ids a search by id names at once; the service's own bound is not known.
    static constexpr int idsPerSearch = 400;

    /// Every key, enabled and disabled, without the agents that use it. The service documents that an unfiltered search
    /// hides disabled keys, so they are asked for in a second one.
    Ticket search(Search::PageHandler onPage, Search::DoneHandler onDone,
                  HttpRequest::Priority priority = HttpRequest::Priority::Interactive);

    using KeysHandler = std::function<void(const Result<QList<ActivationKey>> &, const Exchange &)>;
    /// Exactly these keys, read anew; those missing from the answer are gone or out of the user's scope.
    Ticket find(const QList<qint64> &ids, HttpRequest::Priority priority, KeysHandler done);

    using KeyHandler = std::function<void(const Result<ActivationKey> &)>;
    /// One key with its agents.
    Ticket get(ActivationKeyId id, KeyHandler done);

    // The write side; called by the change run's port alone.
    static HttpRequest composeKeyCreate(const ActivationKey &key);
    static HttpRequest composeKeyUpdate(const ActivationKey &key, const qps::KeyUpdateOptions &options);
    static HttpRequest composeKeyDelete(ActivationKeyId id);
    Ticket write(HttpRequest request, HttpClient::Handler<qps::Acknowledged> done);

private:
    HttpClient &m_client;
};
