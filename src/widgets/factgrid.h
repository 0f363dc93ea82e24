// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QGridLayout>

/// Names and what they hold, one to a line: the facts of an inspector.
class FactGrid : public QGridLayout
{
    Q_OBJECT
public:
    FactGrid();

    void clear();
    /// Left out when there is nothing to tell. Can be selected.
    void add(const QString &name, const QString &value);
    void add(const QString &name, QWidget *value, Qt::Alignment alignment = {});

private:
    int m_line = 0;
};

/// Takes everything out of a layout and deletes it.
void clearLayout(QLayout &layout);
