// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/switch.h"

#include "widgets/cellpainters.h"
#include "widgets/icons.h"
#include "widgets/metrics.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace {

/// To a screen reader a switch is a check box; its word is part of what it is called.
class AccessibleSwitch : public QAccessibleWidget
{
public:
    explicit AccessibleSwitch(QWidget *widget)
        : QAccessibleWidget(widget, QAccessible::CheckBox)
    {
    }

    QString text(QAccessible::Text what) const override
    {
        const QString own = QAccessibleWidget::text(what);
        return what == QAccessible::Name && own.isEmpty() ? button()->text() : own;
    }
    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.checkable = true;
        state.checked = button()->isChecked();
        return state;
    }
    QStringList actionNames() const override { return {toggleAction()}; }
    void doAction(const QString &name) override
    {
        if (name == toggleAction())
            button()->click();
    }

private:
    QAbstractButton *button() const { return static_cast<QAbstractButton *>(widget()); }
};

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *widget = qobject_cast<Switch *>(object);
    return widget ? new AccessibleSwitch(widget) : nullptr;
}

} // namespace

Switch::Switch(QWidget *parent)
    : QAbstractButton(parent)
{
    static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(installed);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setTexts(tr("On"), tr("Off"));
    connect(this, &QAbstractButton::toggled, this, [this](bool on) {
        setText(on ? m_on : m_off);
        QAccessible::State change;
        change.checked = true;
        QAccessibleStateChangeEvent event(this, change);
        QAccessible::updateAccessibility(&event);
        update();
    });
}

void Switch::setTexts(const QString &on, const QString &off)
{
    m_on = on;
    m_off = off;
    setText(isChecked() ? on : off);
    updateGeometry();
    update();
}

void Switch::setLock(bool lock)
{
    m_lock = lock;
    update();
}

QSize Switch::sizeHint() const
{
    const QFontMetrics metrics(textFont(TextStyle::BodyMedium));
    const int words = std::max(metrics.horizontalAdvance(m_on), metrics.horizontalAdvance(m_off));
    return {s(38) + s(6) + words + s(6), s(28)}; // as high as the field rows around it
}

QSize Switch::minimumSizeHint() const
{
    return {s(38), s(24)};
}

bool Switch::hitButton(const QPoint &at) const
{
    // It may be given more width than it shows.
    return QStyle::visualRect(layoutDirection(), rect(), QRect(0, 0, std::min(width(), sizeHint().width()), height()))
        .contains(at);
}

void Switch::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void Switch::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

void Switch::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const auto visual = [this](const QRectF &part) {
        return isRightToLeft() ? QRectF(width() - part.right(), part.top(), part.width(), part.height()) : part;
    };
    const bool on = isChecked(), enabled = isEnabled();
    const int trackTop = (height() - s(18)) / 2, ringTop = (height() - s(24)) / 2;
    const QRectF track = visual(QRectF(1, trackTop, s(34), s(18)));
    const Token fill = !enabled       ? (on ? Token::TextOff : Token::Button)
                       : !on          ? Token::Surface
                       : isDown()     ? Token::AccentDown
                       : underMouse() ? Token::AccentHover
                                      : Token::Accent;
    paintBox(painter, track, track.height() / 2, token(fill),
             on ? QColor() : token(enabled ? Token::Control : Token::LineStrong), lineWidth());
    const bool knobRight = on != isRightToLeft();
    const qreal side = s(14);
    const QRectF knob(knobRight ? track.right() - 2 - side : track.left() + 2, track.top() + 2, side, side);
    paintBox(painter, knob.adjusted(on ? 0 : 1, on ? 0 : 1, on ? 0 : -1, on ? 0 : -1), side / 2,
             token(on        ? Token::OnAccent
                   : enabled ? Token::Control
                             : Token::TextOff));
    if (m_lock && on)
        paintIcon(painter, knob.adjusted(2, 2, -2, -2), "lock"_L1, token(fill), 2.4);
    if (hasFocus())
        paintFocusRing(painter, visual(QRectF(-1, ringTop, std::min(width(), sizeHint().width()), s(24))), 6);
    painter.setFont(textFont(TextStyle::BodyMedium));
    painter.setPen(token(enabled ? Token::Text : Token::TextOff));
    painter.drawText(
        visual(QRectF(s(38) + s(6), 0, width() - s(38) - s(6), height())),
        int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextSingleLine), text());
}
