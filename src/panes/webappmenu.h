// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMenu>

class WebAppsPane;

/// What can be done with the chosen web apps.
class WebAppMenu : public QMenu
{
    Q_OBJECT
public:
    WebAppMenu(WebAppsPane &pane, const QList<qint64> &ids);
};
