// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/pane.h"

#include <QAbstractButton>
#include <QKeyEvent>

/// Not by making the buttons default ones: that takes the default away from the one that has it.
void Pane::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    auto *button = qobject_cast<QAbstractButton *>(window()->focusWidget());
    if (!enter || event->modifiers() & ~Qt::KeypadModifier || event->isAutoRepeat() || !button || !isAncestorOf(button))
        return QWidget::keyPressEvent(event);
    button->click();
}
