// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "api/appliances.h"

#include "api/rawreply.h"

using namespace Qt::StringLiterals;

Ticket Appliances::list(ListHandler done, HttpRequest::Priority priority)
{
    // This family ends versions, so the version stands in one place. The slash before the query is part of the path.
    static const QString path = u"/api/2.0/fo/appliance/?action=list&output_mode=full&show_tags=1"_s;
    return m_client.send<QList<Appliance>>(
        {.path = path, .priority = priority}, readerOf(&qps::readAppliances),
        [done = std::move(done)](const Result<QList<Appliance>> &list, const Exchange &) { done(list); });
}
