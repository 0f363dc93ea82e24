// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/cellpainters.h"
#include "widgets/icons.h"
#include "widgets/styleparts.h"

#include <QAbstractSpinBox>
#include <QDateTimeEdit>
#include <QPainter>

using namespace Qt::StringLiterals;
using namespace styleparts;

namespace {

constexpr int checkRadius = 4;

/// The 16 px square or disc of a check box or radio button, filled when it is on.
QColor indicatorFill(const QStyleOption &option, bool filled, bool danger)
{
    if (!(option.state & QStyle::State_Enabled))
        return token(filled ? Token::TextOff : Token::Surface);
    if (filled)
        return token(danger ? Token::BadSolid : Token::Accent);
    return token(option.state & QStyle::State_MouseOver ? Token::Hover : Token::Surface);
}

} // namespace

void styleparts::drawField(const QStyleOption &option, QPainter &painter)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool focused = option.state & QStyle::State_HasFocus;
    if (focused)
        return paintBox(painter, option.rect, 6, token(Token::Surface), token(Token::Focus), 2);
    paintBox(painter, option.rect, 6, token(Token::Surface), token(enabled ? Token::Control : Token::LineStrong),
             lineWidth());
}

void styleparts::drawCheckIndicator(const QStyleOption &option, QPainter &painter, const QWidget *widget)
{
    const bool on = option.state & QStyle::State_On, partly = option.state & QStyle::State_NoChange;
    const bool filled = on || partly;
    const bool danger =
        widget && widget->property("latchkeyRole").isValid() && buttonRole(widget) == ButtonRole::Danger;
    const bool enabled = option.state & QStyle::State_Enabled;
    const QColor fill = indicatorFill(option, filled, danger);
    paintBox(painter, option.rect, checkRadius, fill,
             filled ? fill : token(enabled ? Token::Control : Token::LineStrong), 1);
    if (filled)
        paintIcon(painter, QRectF(option.rect).adjusted(2, 2, -2, -2), on ? "check"_L1 : "minus"_L1,
                  token(enabled ? Token::OnAccent : Token::Surface), 3.2);
}

void styleparts::drawRadioIndicator(const QStyleOption &option, QPainter &painter)
{
    const bool on = option.state & QStyle::State_On;
    const QRectF disc(option.rect);
    const QColor fill = indicatorFill(option, on, false);
    const bool enabled = option.state & QStyle::State_Enabled;
    paintBox(painter, disc, disc.width() / 2, fill, on ? fill : token(enabled ? Token::Control : Token::LineStrong), 1);
    if (on) {
        const qreal inset = disc.width() * 0.31;
        paintBox(painter, disc.adjusted(inset, inset, -inset, -inset), disc.width() / 2, token(Token::OnAccent));
    }
}

void styleparts::drawChoiceLabel(const QStyleOptionButton &option, QPainter &painter, const QWidget *widget)
{
    painter.setPen(token(option.state & QStyle::State_Enabled ? Token::Text : Token::TextOff));
    const int flags =
        int(QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter)) | mnemonicFlag(widget);
    painter.drawText(option.rect, flags, option.text);
}

void styleparts::drawCombo(const QStyleOptionComboBox &option, QPainter &painter, const QWidget *widget)
{
    if (option.frame)
        drawField(option, painter);
    const bool isDate = qobject_cast<const QDateTimeEdit *>(widget);
    const QRect arrow =
        QStyle::visualRect(option.direction, option.rect, comboPart(option, QStyle::SC_ComboBoxArrow, widget));
    const int side = isDate ? s(16) : s(14);
    const QRect glyph(arrow.center().x() - side / 2, arrow.center().y() - side / 2 + 1, side, side);
    const bool enabled = option.state & QStyle::State_Enabled;
    paintIcon(painter, glyph, isDate ? "calendar"_L1 : "chevron-down"_L1,
              token(enabled ? Token::Icon : Token::TextOff));
}

void styleparts::drawComboLabel(const QStyleOptionComboBox &option, QPainter &painter, const QStyle &style,
                                const QWidget *widget)
{
    if (option.editable)
        return; // its line edit draws itself
    QRect rect = style.subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, widget);
    if (!option.currentIcon.isNull()) {
        const QRect icon =
            QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter, option.iconSize, rect);
        option.currentIcon.paint(&painter, icon, Qt::AlignCenter,
                                 option.state & QStyle::State_Enabled ? QIcon::Normal : QIcon::Disabled);
        const int taken = option.iconSize.width() + s(6);
        rect.adjust(option.direction == Qt::LeftToRight ? taken : 0, 0,
                    option.direction == Qt::LeftToRight ? 0 : -taken, 0);
    }
    painter.setPen(token(option.state & QStyle::State_Enabled ? Token::Text : Token::TextOff));
    painter.drawText(rect, int(QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter)),
                     option.fontMetrics.elidedText(option.currentText, Qt::ElideRight, rect.width()));
}

QRect styleparts::comboPart(const QStyleOptionComboBox &option, QStyle::SubControl part, const QWidget *)
{
    const QRect rect = option.rect;
    switch (part) {
    case QStyle::SC_ComboBoxArrow:
        return rect.adjusted(rect.width() - s(28), 0, 0, 0);
    case QStyle::SC_ComboBoxEditField:
        // An embedded line edit adds 2 px of its own before the text.
        return rect.adjusted(option.editable ? s(8) : s(10), 2, -s(28), -2);
    case QStyle::SC_ComboBoxListBoxPopup:
        return rect.translated(0, s(2));
    default:
        return rect;
    }
}

QRect styleparts::spinPart(const QStyleOptionSpinBox &option, QStyle::SubControl part)
{
    switch (part) {
    case QStyle::SC_SpinBoxEditField:
        return option.frame ? option.rect.adjusted(s(8), 2, -s(8), -2) : option.rect;
    case QStyle::SC_SpinBoxFrame:
        return option.rect;
    default:
        return {};
    }
}
