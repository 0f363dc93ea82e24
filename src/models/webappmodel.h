// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/filter/webappfilter.h"
#include "models/recordmodel.h"
#include "models/recordproxy.h"

Q_DECLARE_METATYPE(WebApp)

using StagedWebApp = StagedRecord<WebApp>;

/// The web apps of a subscription as a table.
class WebAppModel : public RecordModel<WebApp>
{
    Q_OBJECT

public:
    explicit WebAppModel(QObject *parent = nullptr);
};

/// Those that a filter accepts, as they are shown or as they are on the server.
class WebAppProxy : public RecordProxy
{
    Q_OBJECT

public:
    explicit WebAppProxy(WebAppModel *source, QObject *parent = nullptr);

    void setFilter(const WebAppFilter &filter);

protected:
    bool accepts(int sourceRow) const override;

private:
    const WebAppModel *m_apps;
    WebAppFilter m_filter;
};
