// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/segmented.h"

#include "widgets/cellpainters.h"
#include "widgets/latchkeystyle.h"
#include "widgets/metrics.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QToolButton>

Segmented::Segmented(QWidget *parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
    , m_layout(new QHBoxLayout(this))
{
    m_layout->setContentsMargins(2, 2, 2, 2);
    m_layout->setSpacing(0);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(m_group, &QButtonGroup::idClicked, this, [this](int id) {
        follow();
        emit changed(m_data.value(id));
    });
    connect(m_group, &QButtonGroup::idToggled, this, [this] { follow(); });
}

QAbstractButton *Segmented::addSegment(const QString &text, const QVariant &value)
{
    auto *button = new QToolButton(this);
    setButtonRole(button, ButtonRole::Segment);
    button->setText(text);
    button->setAccessibleName(text);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setCheckable(true);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setFocusPolicy(Qt::ClickFocus);
    button->installEventFilter(this);
    m_group->addButton(button, int(m_data.size()));
    m_data.append(value);
    m_layout->addWidget(button);
    follow();
    return button;
}

void Segmented::setCurrent(const QVariant &value)
{
    if (QAbstractButton *button = m_group->button(int(m_data.indexOf(value)))) {
        button->setChecked(true);
    } else if (QAbstractButton *before = m_group->checkedButton()) {
        m_group->setExclusive(false); // else one of them stays
        before->setChecked(false);
        m_group->setExclusive(true);
    }
    follow();
}

QVariant Segmented::current() const
{
    return m_data.value(m_group->checkedId());
}

QString Segmented::textOf(const QVariant &value) const
{
    const QAbstractButton *button = m_group->button(int(m_data.indexOf(value)));
    return button ? button->text() : QString();
}

int Segmented::count() const
{
    return int(m_data.size());
}

void Segmented::setSegmentEnabled(const QVariant &value, bool enabled, const QString &why)
{
    if (QAbstractButton *button = m_group->button(int(m_data.indexOf(value)))) {
        button->setEnabled(enabled);
        button->setToolTip(enabled ? QString() : why);
        button->setAccessibleDescription(enabled ? QString() : why);
    }
}

void Segmented::setStaged(bool staged)
{
    for (QAbstractButton *button : m_group->buttons())
        setButtonRole(button, staged ? ButtonRole::StagedSegment : ButtonRole::Segment);
}

/// Tab reaches the chosen segment only, as in a group of radio buttons.
void Segmented::follow()
{
    QAbstractButton *chosen = m_group->checkedButton();
    const QList<QAbstractButton *> buttons = m_group->buttons();
    if (buttons.isEmpty())
        return;
    if (!chosen)
        chosen = buttons.first();
    for (QAbstractButton *button : buttons)
        button->setFocusPolicy(button == chosen ? Qt::StrongFocus : Qt::ClickFocus);
    setFocusProxy(chosen);
    update();
}

void Segmented::move(int step)
{
    const int count = int(m_data.size());
    int id = m_group->checkedId();
    for (int tried = 0; tried < count; ++tried) {
        id = std::clamp(id + step, 0, count - 1);
        QAbstractButton *button = m_group->button(id);
        if (button->isEnabled()) {
            const bool differs = !button->isChecked();
            button->setChecked(true);
            button->setFocus(Qt::TabFocusReason);
            if (differs)
                emit changed(m_data.value(id));
            return;
        }
    }
}

/// On the buttons, because theirs would move the focus by geometry.
bool Segmented::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const bool mirror = isRightToLeft();
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Left:
        move(mirror ? 1 : -1);
        return true;
    case Qt::Key_Right:
        move(mirror ? -1 : 1);
        return true;
    case Qt::Key_Up:
        move(-1);
        return true;
    case Qt::Key_Down:
        move(1);
        return true;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

void Segmented::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::EnabledChange)
        update();
}

void Segmented::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintBox(painter, rect(), 6, token(Token::Button), scheme() == Scheme::HighContrast ? token(Token::Text) : QColor(),
             lineWidth());
    // Dividers stand between two segments of which neither is chosen.
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QList<QAbstractButton *> buttons = m_group->buttons();
    for (qsizetype i = 1; i < buttons.size(); ++i) {
        if (buttons[i]->isChecked() || buttons[i - 1]->isChecked())
            continue;
        const QRect place = buttons[i]->geometry();
        const int x = isRightToLeft() ? place.right() : place.left();
        painter.fillRect(QRect(x, place.center().y() - s(6), 1, s(12)), token(Token::LineStrong));
    }
}
