// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/moduletoggles.h"

#include "widgets/latchkeystyle.h"
#include "widgets/metrics.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QToolButton>

namespace {

constexpr int perRow = 4;
constexpr char mixedProperty[] = "latchkeyMixed"; // the style reads both
constexpr char unavailableProperty[] = "latchkeyUnavailable";

} // namespace

ModuleToggles::ModuleToggles(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(s(4));
    for (int column = 0; column < perRow; ++column)
        m_grid->setColumnStretch(column, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ModuleToggles::setModules(const QList<Item> &modules)
{
    if (modules == m_items) // the same buttons, so the focus stays where it is
        return;
    m_items = modules;
    qDeleteAll(m_buttons);
    m_buttons.clear();
    for (const Item &item : modules) {
        auto *button = new QToolButton(this);
        setButtonRole(button, ButtonRole::Module);
        button->setText(item.code);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setCheckable(true);
        button->setEnabled(item.available);
        button->setProperty(unavailableProperty, !item.available);
        button->setToolTip(item.toolTip);
        button->setAccessibleName(item.code);
        button->setAccessibleDescription(item.available ? item.toolTip : tr("Not available in this subscription"));
        button->setFocusPolicy(Qt::StrongFocus);
        button->setMinimumWidth(s(40)); // four fit into the narrowest inspector, whatever the codes
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        button->installEventFilter(this);
        const int index = int(m_buttons.size());
        m_grid->addWidget(button, index / perRow, index % perRow);
        m_buttons.append(button);
        connect(button, &QToolButton::clicked, this, [this, button](bool on) {
            button->setProperty(mixedProperty, false);
            emit toggled(button->text(), on);
        });
    }
    setFocusProxy(m_buttons.value(0));
    updateGeometry();
}

QToolButton *ModuleToggles::buttonOf(const QString &code) const
{
    for (QToolButton *button : m_buttons)
        if (button->text() == code)
            return button;
    return nullptr;
}

void ModuleToggles::setChecked(const QStringList &codes)
{
    for (QToolButton *button : std::as_const(m_buttons)) {
        button->setProperty(mixedProperty, false);
        button->setChecked(codes.contains(button->text()));
        button->update();
    }
}

QStringList ModuleToggles::checked() const
{
    QStringList codes;
    for (const QToolButton *button : m_buttons)
        if (button->isChecked())
            codes << button->text();
    return codes;
}

void ModuleToggles::setMixed(const QStringList &codes)
{
    for (const QString &code : codes)
        if (QToolButton *button = buttonOf(code)) {
            button->setChecked(false);
            button->setProperty(mixedProperty, true);
            button->setAccessibleDescription(tr("On for some of them"));
            button->update();
        }
}

QStringList ModuleToggles::mixed() const
{
    QStringList codes;
    for (const QToolButton *button : m_buttons)
        if (button->property(mixedProperty).toBool())
            codes << button->text();
    return codes;
}

/// Arrow keys walk the grid; on the buttons, because theirs would go to the next widget.
bool ModuleToggles::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    int step = 0;
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Left:
        step = isRightToLeft() ? 1 : -1;
        break;
    case Qt::Key_Right:
        step = isRightToLeft() ? -1 : 1;
        break;
    case Qt::Key_Up:
        step = -perRow;
        break;
    case Qt::Key_Down:
        step = perRow;
        break;
    default:
        return QWidget::eventFilter(watched, event);
    }
    const int at = int(m_buttons.indexOf(static_cast<QToolButton *>(watched)));
    for (int next = at + step; next >= 0 && next < m_buttons.size(); next += step)
        if (m_buttons[next]->isEnabled()) {
            m_buttons[next]->setFocus(Qt::TabFocusReason);
            break;
        }
    return true;
}
