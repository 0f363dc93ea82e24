// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/topbar.h"

#include "widgets/filterbar.h"
#include "widgets/icons.h"
#include "widgets/latchkeystyle.h"
#include "widgets/metrics.h"
#include "widgets/switcher.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>

using namespace Qt::StringLiterals;

TopBar::TopBar(QWidget *parent)
    : Ground(Token::Chrome, Qt::BottomEdge, parent)
    , m_switcher(new Switcher(this))
    , m_filters(new QStackedWidget(this))
    , m_refresh(new QToolButton(this))
    , m_padlock(new QToolButton(this))
    , m_review(new QPushButton(this))
{
    setFixedHeight(s(52));
    m_switcher->setFocusPolicy(Qt::TabFocus);
    m_filters->setFixedHeight(s(32));
    m_filters->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_filters->addWidget(new QWidget(m_filters)); // nothing to filter yet
    for (QToolButton *button : {m_refresh, m_padlock}) {
        setButtonRole(button, ButtonRole::Plain);
        button->setFocusPolicy(Qt::TabFocus);
    }
    m_refresh->setIcon(themedIcon("refresh"_L1));
    setButtonRole(m_review, ButtonRole::Staged);
    setControlSize(m_review, ControlSize::Large);
    m_review->setIcon(themedIcon("pencil"_L1, Token::StagedInk));
    m_review->hide();
    m_padlock->hide();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(s(6), 0, s(12), 0);
    row->setSpacing(s(6));
    row->addWidget(m_switcher);
    row->addSpacing(s(6));
    row->addWidget(m_filters, 1);
    row->addWidget(m_refresh);
    row->addWidget(m_padlock);
    row->addWidget(m_review);
    connect(m_refresh, &QToolButton::clicked, this, &TopBar::refreshClicked);
    connect(m_padlock, &QToolButton::clicked, this, &TopBar::padlockClicked);
    connect(m_review, &QPushButton::clicked, this, &TopBar::reviewClicked);
}

void TopBar::addFilter(FilterBar *filter)
{
    m_filters->addWidget(filter);
}

void TopBar::removeFilters()
{
    while (m_filters->count() > 1)
        m_filters->removeWidget(m_filters->widget(1)); // their panes delete them
    m_filters->setCurrentIndex(0);
}

void TopBar::showFilter(FilterBar *filter)
{
    if (filter)
        m_filters->setCurrentWidget(filter);
    else
        m_filters->setCurrentIndex(0);
}

void TopBar::setAge(const QString &text, const QString &toolTip, bool enabled)
{
    m_refresh->setText(text);
    m_refresh->setAccessibleName(tr("Refresh, %1").arg(text));
    m_refresh->setToolTip(toolTip);
    m_refresh->setEnabled(enabled);
}

void TopBar::setReadOnly(bool readOnly, bool shown)
{
    m_padlock->setVisible(shown);
    m_padlock->setIcon(themedIcon(readOnly ? "lock"_L1 : "unlock"_L1));
    m_padlock->setText(readOnly ? tr("Read-only") : tr("Editing on"));
    m_padlock->setAccessibleName(readOnly ? tr("Read-only: enable changes") : tr("Editing on: make read-only"));
    m_padlock->setToolTip(readOnly ? tr("Nothing can be changed. Click to turn editing on.")
                                   : tr("Changes can be applied. Click to make this session read-only."));
}

void TopBar::setStaged(int count)
{
    m_review->setText(tr("Review %Ln changes", nullptr, count));
    m_review->setVisible(count > 0);
    m_review->setToolTip(tr("See what would be sent (Ctrl+Return)"));
}

void TopBar::setNarrow(bool narrow)
{
    m_narrow = narrow;
    follow();
}

void TopBar::follow()
{
    for (QToolButton *button : {m_refresh, m_padlock})
        button->setToolButtonStyle(m_narrow ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
}
