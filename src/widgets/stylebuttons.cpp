// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/cellpainters.h"
#include "widgets/icons.h"
#include "widgets/styleparts.h"

#include <QAbstractButton>
#include <QPainter>

using namespace Qt::StringLiterals;
using namespace styleparts;

namespace {

struct ButtonLook
{
    QColor fill, border, ink;
};

Token one(QStyle::State state, Token normal, Token hover, Token down)
{
    if (state & QStyle::State_Sunken)
        return down;
    return state & QStyle::State_MouseOver ? hover : normal;
}

ButtonLook lookOf(ButtonRole role, QStyle::State state)
{
    const bool on = state & QStyle::State_Enabled;
    const bool checked = state & QStyle::State_On;
    const bool touched = state & (QStyle::State_MouseOver | QStyle::State_Sunken);
    const QColor off = token(Token::TextOff);
    using enum ButtonRole;
    switch (role) {
    case Neutral:
        return {token(!on ? Token::Button : one(state, Token::Button, Token::ButtonHover, Token::ButtonDown)),
                {},
                on ? token(Token::Text) : off};
    case Primary:
        if (!on)
            return {token(Token::Button), {}, off};
        return {token(one(state, Token::Accent, Token::AccentHover, Token::AccentDown)), {}, token(Token::OnAccent)};
    case Danger:
        if (!on)
            return {token(Token::Button), {}, off};
        return {
            token(one(state, Token::BadSolid, Token::BadSolidHover, Token::BadSolidDown)), {}, token(Token::OnAccent)};
    case Staged:
        if (!on)
            return {{}, token(Token::LineStrong), off};
        return {token(touched ? Token::Surface : Token::StagedTint), token(Token::StagedInk), token(Token::StagedInk)};
    case OnTint:
        return {token(on ? one(state, Token::Surface, Token::Hover, Token::Pressed) : Token::Surface),
                token(on ? Token::Control : Token::LineStrong), on ? token(Token::Text) : off};
    case Link:
        return {{}, {}, on ? token(Token::Link) : off};
    case Quiet:
    case Plain:
    case Chip:
    case Segment:
    case StagedSegment:
    case Module:
        break;
    }
    QColor fill;
    if (on && (touched || checked))
        fill = token(checked ? Token::Pressed : one(state, Token::HoverChrome, Token::HoverChrome, Token::Pressed));
    return {fill, {}, on ? token(Token::Text) : off};
}

/// Ring, 1 px of ground, fill.
void paintGround(QPainter &painter, const QRect &rect, const ButtonLook &look, bool focused, qreal radius = 6)
{
    const bool contrast = scheme() == Scheme::HighContrast;
    const QColor border = look.border.isValid()             ? look.border
                          : contrast && look.fill.isValid() ? token(Token::Text)
                                                            : QColor();
    if (focused) {
        paintFocusRing(painter, rect, radius);
        if (look.fill.isValid() || border.isValid())
            paintBox(painter, QRectF(rect).adjusted(3, 3, -3, -3), radius - 2, look.fill, border, lineWidth());
    } else if (look.fill.isValid() || border.isValid()) {
        paintBox(painter, rect, radius, look.fill, border, lineWidth());
    }
}

struct Caption
{
    QString text;
    QIcon icon;
    QSize iconSize;
    bool chevron = false;
    Qt::LayoutDirection direction = Qt::LeftToRight;
    bool enabled = true;
    int mnemonic = Qt::TextShowMnemonic;
    int gap = s(6);
};

/// Icon, word and chevron as one group in the middle of the button.
void paintLabel(QPainter &painter, const QRect &rect, const Caption &caption, TextStyle style, const QColor &ink,
                bool onAccent = false, bool underline = false)
{
    QFont font = textFont(style);
    font.setUnderline(underline);
    const QFontMetrics metrics(font);
    const int gap = caption.text.isEmpty() ? 0 : caption.gap;
    const int iconWidth = caption.icon.isNull() ? 0 : caption.iconSize.width();
    const int chevronWidth = caption.chevron ? s(14) + s(4) : 0;
    const int room = rect.width() - iconWidth - (iconWidth ? gap : 0) - chevronWidth;
    const QString text = metrics.elidedText(caption.text, Qt::ElideRight, std::max(room, 0), Qt::TextShowMnemonic);
    const int textWidth = metrics.size(Qt::TextShowMnemonic, text).width();
    int x = rect.left() + (rect.width() - (iconWidth + (iconWidth ? gap : 0) + textWidth + chevronWidth)) / 2;
    const auto place = [&](int width, int height) {
        const QRect part(x, rect.top() + (rect.height() - height) / 2, width, height);
        x += width;
        return QStyle::visualRect(caption.direction, rect, part);
    };
    if (iconWidth > 0) {
        const auto mode = !caption.enabled ? QIcon::Disabled : onAccent ? QIcon::Selected : QIcon::Normal;
        caption.icon.paint(&painter, place(iconWidth, caption.iconSize.height()), Qt::AlignCenter, mode);
        x += gap;
    }
    if (!text.isEmpty()) {
        painter.setFont(font);
        painter.setPen(ink);
        painter.drawText(place(textWidth, rect.height()), Qt::AlignCenter | caption.mnemonic, text);
    }
    if (caption.chevron) {
        x += s(4);
        paintIcon(painter, place(s(14), s(14)), "chevron-down"_L1, ink);
    }
}

void drawSegment(const QStyleOptionToolButton &option, QPainter &painter, ButtonRole role)
{
    const bool chosen = option.state & QStyle::State_On, enabled = option.state & QStyle::State_Enabled;
    const bool staged = role == ButtonRole::StagedSegment;
    QColor ink = token(enabled ? Token::Text : Token::TextOff);
    if (chosen) {
        if (staged && enabled)
            ink = token(Token::StagedInk);
        const QColor border = staged ? token(Token::StagedInk) : token(enabled ? Token::Control : Token::LineStrong);
        paintBox(painter, option.rect, 5, token(staged ? Token::StagedTint : Token::Surface), border, lineWidth());
    } else if (enabled && (option.state & QStyle::State_MouseOver)) {
        paintBox(painter, option.rect, 5, token(Token::ButtonHover));
    }
    if (option.state & QStyle::State_HasFocus)
        paintFocusRing(painter, option.rect, 5);
    paintLabel(painter, option.rect.adjusted(2, 0, -2, 0), {.text = option.text},
               chosen ? TextStyle::SmallStrong : TextStyle::SmallMedium, ink);
}

void drawModuleToggle(const QStyleOptionToolButton &option, QPainter &painter, const QWidget *widget)
{
    const bool on = option.state & QStyle::State_On, enabled = option.state & QStyle::State_Enabled;
    const bool mixed = widget && widget->property("latchkeyMixed").toBool() && !on;
    const QRectF box = QRectF(option.rect).adjusted(0, 0, 0, 0);
    QFont font = textFont(TextStyle::Micro);
    font.setStrikeOut(widget && widget->property("latchkeyUnavailable").toBool());
    QColor ink = token(!enabled ? Token::TextOff : on ? Token::ToggleText : Token::Text);
    const QColor border = on && enabled && scheme() != Scheme::HighContrast
                              ? QColor()
                              : token(enabled ? Token::Control : Token::LineStrong);
    const bool hover = enabled && (option.state & QStyle::State_MouseOver);
    paintBox(painter, box, 6, token(on ? Token::ToggleOn : hover ? Token::Hover : Token::Surface), border, lineWidth());
    if (option.state & QStyle::State_HasFocus)
        paintFocusRing(painter, box, 6);
    const int textWidth = QFontMetrics(font).horizontalAdvance(option.text);
    const int glyph = on || mixed ? s(10) + s(3) : 0;
    int x = option.rect.left() + (option.rect.width() - textWidth - glyph) / 2;
    if (glyph > 0) {
        const QRect part(x, option.rect.center().y() - s(10) / 2 + 1, s(10), s(10));
        paintIcon(painter, QStyle::visualRect(option.direction, option.rect, part), on ? "check"_L1 : "minus"_L1, ink,
                  2.6);
        x += glyph;
    }
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(QStyle::visualRect(option.direction, option.rect,
                                        QRect(x, option.rect.top(), textWidth + 1, option.rect.height())),
                     Qt::AlignCenter | Qt::TextSingleLine, option.text);
}

} // namespace

ButtonRole styleparts::roleOf(const QStyleOptionButton &option, const QWidget *widget)
{
    const ButtonRole role = buttonRole(widget);
    const bool chosenByNobody = !widget || !widget->property("latchkeyRole").isValid();
    return chosenByNobody && (option.features & QStyleOptionButton::DefaultButton) ? ButtonRole::Primary : role;
}

TextStyle styleparts::buttonTextStyle(ButtonRole role, const QWidget *widget)
{
    const bool small = controlSize(widget) == ControlSize::Small;
    if (buttonInk(widget).value_or(Token::Text) != Token::Text)
        return small ? TextStyle::SmallStrong : TextStyle::BodyStrong;
    switch (role) {
    case ButtonRole::Primary:
    case ButtonRole::Danger:
    case ButtonRole::Staged:
        return small ? TextStyle::SmallStrong : TextStyle::BodyStrong;
    case ButtonRole::Plain:
        return small ? TextStyle::Small : TextStyle::Body;
    case ButtonRole::Quiet:
        return small ? TextStyle::Small : TextStyle::BodyMedium;
    case ButtonRole::Link:
        return small ? TextStyle::SmallMedium : TextStyle::BodyMedium;
    default:
        return small ? TextStyle::SmallMedium : TextStyle::BodyMedium;
    }
}

int styleparts::buttonPadding(ButtonRole role)
{
    switch (role) {
    case ButtonRole::Link:
        return s(3);
    case ButtonRole::Quiet:
    case ButtonRole::Plain:
        return s(8);
    default:
        return s(12);
    }
}

int styleparts::iconGap(ButtonRole role)
{
    return role == ButtonRole::Link ? s(4) : s(6);
}

void styleparts::drawPushButton(const QStyleOptionButton &option, QPainter &painter, const QWidget *widget)
{
    const ButtonRole role = roleOf(option, widget);
    QStyle::State state = option.state;
    if (state & QStyle::State_On)
        state |= QStyle::State_Sunken;
    paintGround(painter, option.rect, lookOf(role, state), option.state & QStyle::State_HasFocus);
}

void styleparts::drawPushButtonLabel(const QStyleOptionButton &option, QPainter &painter, const QWidget *widget)
{
    const ButtonRole role = roleOf(option, widget);
    const ButtonLook look = lookOf(role, option.state);
    const bool underline = role == ButtonRole::Link && (option.state & QStyle::State_MouseOver);
    const int inset = role == ButtonRole::Link ? 1 : s(4);
    paintLabel(painter, option.rect.adjusted(inset, 0, -inset, 0),
               {option.text, option.icon, option.iconSize, bool(option.features & QStyleOptionButton::HasMenu),
                option.direction, bool(option.state & QStyle::State_Enabled), mnemonicFlag(widget), iconGap(role)},
               buttonTextStyle(role, widget), look.ink, role == ButtonRole::Primary || role == ButtonRole::Danger,
               underline);
}

void styleparts::drawToolButton(const QStyleOptionToolButton &option, QPainter &painter, const QWidget *widget)
{
    const ButtonRole role = buttonRole(widget);
    if (role == ButtonRole::Segment || role == ButtonRole::StagedSegment)
        return drawSegment(option, painter, role);
    if (role == ButtonRole::Module)
        return drawModuleToggle(option, painter, widget);
    ButtonLook look = lookOf(role, option.state);
    if (const auto ink = buttonInk(widget); ink && (option.state & QStyle::State_Enabled))
        look.ink = token(*ink);
    paintGround(painter, option.rect, look, option.state & QStyle::State_HasFocus, role == ButtonRole::Chip ? 5 : 6);
    const bool showsText = option.toolButtonStyle != Qt::ToolButtonIconOnly;
    const bool showsIcon = option.toolButtonStyle != Qt::ToolButtonTextOnly;
    paintLabel(painter, option.rect.adjusted(2, 0, -2, 0),
               {showsText ? option.text : QString(), showsIcon ? option.icon : QIcon(), option.iconSize,
                showsText && (option.features & QStyleOptionToolButton::HasMenu), option.direction,
                bool(option.state & QStyle::State_Enabled), mnemonicFlag(widget)},
               buttonTextStyle(role, widget), look.ink, role == ButtonRole::Primary || role == ButtonRole::Danger);
}
