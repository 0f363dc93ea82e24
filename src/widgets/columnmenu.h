// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMenu>

class TableView;

/// Which columns a table shows.
class ColumnMenu : public QMenu
{
    Q_OBJECT
public:
    explicit ColumnMenu(TableView &table);
};
