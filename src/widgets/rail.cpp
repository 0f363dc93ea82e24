// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/rail.h"

#include "widgets/icons.h"
#include "widgets/latchkeystyle.h"
#include "widgets/metrics.h"
#include "widgets/railitem.h"

#include <QButtonGroup>
#include <QKeyEvent>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

Rail::Rail(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
    , m_group(new QButtonGroup(this))
    , m_toggle(new QToolButton(this))
{
    setAccessibleName(tr("Panes"));
    m_toggle->setIcon(themedIcon("sidebar"_L1));
    m_toggle->setFocusPolicy(Qt::StrongFocus);
    m_layout->setContentsMargins(s(5), s(8), s(5) + 1, s(12));
    m_layout->setSpacing(s(4));
    m_layout->addStretch(1);
    m_layout->addWidget(m_toggle, 0, Qt::AlignHCenter);
    connect(m_toggle, &QToolButton::clicked, this, [this] { setCollapsed(!m_collapsed); });
    connect(m_group, &QButtonGroup::buttonClicked, this, [this](QAbstractButton *button) {
        const QString id = static_cast<RailItem *>(button)->id();
        setCurrent(id);
        emit chosen(id);
    });
    updateWidth();
}

void Rail::addPane(const QString &id, const QString &label, QLatin1StringView icon, const QString &toolTip)
{
    auto *item = new RailItem(id, label, icon, this);
    item->setToolTip(toolTip);
    m_group->addButton(item);
    m_layout->insertWidget(int(m_items.size()), item, 0, Qt::AlignHCenter);
    m_items.append(item);
    item->installEventFilter(this);
    if (m_items.size() == 1) {
        setCurrent(id);
    } else {
        item->setFocusPolicy(Qt::ClickFocus);
    }
    updateWidth();
}

RailItem *Rail::find(const QString &id) const
{
    for (RailItem *item : m_items)
        if (item->id() == id)
            return item;
    return nullptr;
}

/// Arrow keys choose the pane above or below, Tab leaves the rail.
bool Rail::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key != Qt::Key_Up && key != Qt::Key_Down && key != Qt::Key_Home && key != Qt::Key_End)
        return QWidget::eventFilter(watched, event);
    const qsizetype last = m_items.size() - 1;
    const int step = key == Qt::Key_Up || key == Qt::Key_End ? -1 : 1;
    qsizetype next = key == Qt::Key_Home  ? 0
                     : key == Qt::Key_End ? last
                                          : m_items.indexOf(static_cast<RailItem *>(watched)) + step;
    while (next >= 0 && next <= last && !m_items[next]->isEnabled())
        next += step;
    if (next >= 0 && next <= last) {
        m_items[next]->setFocus(Qt::TabFocusReason);
        m_items[next]->click();
    }
    return true;
}

void Rail::clear()
{
    qDeleteAll(m_items);
    m_items.clear();
}

void Rail::setCurrent(const QString &id)
{
    if (RailItem *item = find(id)) {
        item->setChecked(true);
        setFocusProxy(item);
        for (RailItem *other : std::as_const(m_items))
            other->setFocusPolicy(other == item ? Qt::StrongFocus : Qt::ClickFocus);
    }
}

QString Rail::current() const
{
    const auto *item = static_cast<RailItem *>(m_group->checkedButton());
    return item ? item->id() : QString();
}

void Rail::setBadge(const QString &id, int count, Urgency urgency, const QString &meaning)
{
    if (RailItem *item = find(id))
        item->setBadge(count, urgency, meaning);
}

void Rail::setPaneEnabled(const QString &id, bool enabled)
{
    if (RailItem *item = find(id))
        item->setEnabled(enabled);
}

void Rail::setCollapsed(bool collapsed)
{
    if (m_collapsed == collapsed)
        return;
    m_collapsed = collapsed;
    updateWidth();
    emit collapsedChanged(collapsed);
}

void Rail::setNarrow(bool narrow)
{
    m_narrow = narrow;
    updateWidth();
}

void Rail::updateWidth()
{
    const bool compact = m_collapsed || m_narrow;
    setFixedWidth(s(compact ? 48 : 78));
    m_layout->setContentsMargins(s(compact ? 4 : 5), s(8), s(compact ? 3 : 5) + 1, s(12));
    for (RailItem *item : std::as_const(m_items)) {
        item->setCompact(compact);
        if (compact && item->toolTip().isEmpty())
            item->setToolTip(item->text());
    }
    m_toggle->setVisible(!m_narrow);
    const QString what = m_collapsed ? tr("Show the names of the panes") : tr("Show icons only");
    m_toggle->setToolTip(what);
    m_toggle->setAccessibleName(what);
}

void Rail::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::FontChange)
        updateWidth();
}

void Rail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), token(Token::Chrome));
    const int px = lineWidth();
    painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), QRect(width() - px, 0, px, height())),
                     token(Token::LineStrong));
}
