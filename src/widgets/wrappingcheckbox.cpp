// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/wrappingcheckbox.h"

#include "widgets/metrics.h"

#include <QStyle>
#include <QStyleOptionButton>
#include <QStylePainter>

#include <utility>

namespace {

constexpr int flags = Qt::TextWordWrap | Qt::TextShowMnemonic | Qt::AlignTop;

} // namespace

WrappingCheckBox::WrappingCheckBox(QWidget *parent)
    : QCheckBox(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed, QSizePolicy::CheckBox);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QRect WrappingCheckBox::textRect(int width) const
{
    QStyleOptionButton option;
    option.rect = QRect(0, 0, width, QCheckBox::sizeHint().height());
    const QRect line = style()->subElementRect(QStyle::SE_CheckBoxContents, &option, this);
    const QRect room(0, 0, std::max(1, line.width()), QWIDGETSIZE_MAX);
    const int height = fontMetrics().boundingRect(room, flags, text()).height();
    return {line.left(), (option.rect.height() - fontMetrics().height()) / 2, room.width(), height};
}

QSize WrappingCheckBox::sizeHint() const
{
    const int width = std::min(QCheckBox::sizeHint().width(), s(256));
    return {width, heightForWidth(width)};
}

QSize WrappingCheckBox::minimumSizeHint() const
{
    return {s(120), QCheckBox::sizeHint().height()};
}

int WrappingCheckBox::heightForWidth(int width) const
{
    const QRect text = textRect(width);
    return std::max(QCheckBox::sizeHint().height(), text.bottom() + 1 + text.top());
}

void WrappingCheckBox::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    const QString words = std::exchange(option.text, {});
    option.rect.setHeight(QCheckBox::sizeHint().height()); // the box stands beside the first line
    option.state.setFlag(QStyle::State_HasFocus, false);
    painter.drawControl(QStyle::CE_CheckBox, option);
    const QRect text = QStyle::visualRect(layoutDirection(), rect(), textRect(width()));
    painter.drawItemText(text, int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeading)) | flags, palette(),
                         isEnabled(), words, QPalette::WindowText);
    if (hasFocus()) {
        QStyleOptionFocusRect ring;
        ring.initFrom(this);
        painter.drawPrimitive(QStyle::PE_FrameFocusRect, ring);
    }
}
