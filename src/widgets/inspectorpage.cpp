// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/inspectorpage.h"

#include "widgets/ground.h"
#include "widgets/metrics.h"

#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

InspectorPage::InspectorPage(QWidget *parent, int top, int spacing)
    : QScrollArea(parent)
{
    auto *page = new Ground(Token::Panel, {}, this);
    m_content = new QVBoxLayout(page);
    m_content->setSpacing(s(spacing));
    m_content->setContentsMargins(s(16), s(top), s(16), s(12));
    const auto follow = [this, top] {
        const int taken = verticalScrollBar()->isVisible() ? verticalScrollBar()->sizeHint().width() : 0;
        m_content->setContentsMargins(s(16), s(top), s(16) - taken, s(12));
    };
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, page,
            [page, follow] { QTimer::singleShot(0, page, follow); });
    setWidget(page);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
}
