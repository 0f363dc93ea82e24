// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QScrollArea>

class QVBoxLayout;

/// What an inspector shows above its foot. Scrolls when it is too long; the scroll bar stands in the margin, so nothing
/// moves when it comes.
class InspectorPage : public QScrollArea
{
    Q_OBJECT
public:
    /// In design pixels.
    explicit InspectorPage(QWidget *parent, int top = 12, int spacing = 6);

    QVBoxLayout *content() const { return m_content; }

private:
    QVBoxLayout *m_content;
};
