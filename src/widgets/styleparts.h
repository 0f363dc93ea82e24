// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/latchkeystyle.h"
#include "widgets/metrics.h"
#include "widgets/tokens.h"

#include <QStyleOption>

#include <optional>

/// The pieces LatchkeyStyle is made of; nothing else includes this.
namespace styleparts {

/// Null when the option is of another type.
template <typename Option>
const Option *as(const QStyleOption *option)
{
    return qstyleoption_cast<const Option *>(option);
}

/// Underlines the mnemonic or leaves it out, as the style currently wants.
int mnemonicFlag(const QWidget *widget);
int controlHeight(const QWidget *widget);
TextStyle buttonTextStyle(ButtonRole role, const QWidget *widget);
int buttonPadding(ButtonRole role);
int iconGap(ButtonRole role);
/// Set by setButtonInk().
std::optional<Token> buttonInk(const QWidget *button);
/// Default buttons of message boxes and popups are primary without anybody saying so.
ButtonRole roleOf(const QStyleOptionButton &option, const QWidget *widget);

void drawPushButton(const QStyleOptionButton &option, QPainter &painter, const QWidget *widget);
void drawPushButtonLabel(const QStyleOptionButton &option, QPainter &painter, const QWidget *widget);
void drawToolButton(const QStyleOptionToolButton &option, QPainter &painter, const QWidget *widget);

void drawField(const QStyleOption &option, QPainter &painter);
void drawCheckIndicator(const QStyleOption &option, QPainter &painter, const QWidget *widget);
void drawRadioIndicator(const QStyleOption &option, QPainter &painter);
void drawChoiceLabel(const QStyleOptionButton &option, QPainter &painter, const QWidget *widget);
void drawCombo(const QStyleOptionComboBox &option, QPainter &painter, const QWidget *widget);
void drawComboLabel(const QStyleOptionComboBox &option, QPainter &painter, const QStyle &style, const QWidget *widget);
QRect comboPart(const QStyleOptionComboBox &option, QStyle::SubControl part, const QWidget *widget);
QRect spinPart(const QStyleOptionSpinBox &option, QStyle::SubControl part);

void drawMenuPanel(const QStyleOption &option, QPainter &painter);
void drawMenuItem(const QStyleOptionMenuItem &option, QPainter &painter, const QWidget *widget);
void drawMenuBarItem(const QStyleOptionMenuItem &option, QPainter &painter, const QWidget *widget);
QSize menuItemSize(const QStyleOptionMenuItem &option, QSize contents);

void drawScrollBar(const QStyleOptionSlider &option, QPainter &painter, const QWidget *widget);
QRect scrollBarPart(const QStyleOptionSlider &option, QStyle::SubControl part);
void drawHeaderSection(const QStyleOption &option, QPainter &painter);
void drawHeaderLabel(const QStyleOptionHeader &option, QPainter &painter);
void drawProgress(const QStyleOptionProgressBar &option, QPainter &painter);
void drawBranch(const QStyleOption &option, QPainter &painter);
void drawSeparatorLine(const QStyleOptionFrame &option, QPainter &painter);

/// Of what LatchkeyStyle overrides; invalid for the rest.
QSize sizeOf(QStyle::ContentsType type, const QStyleOption *option, QSize contents, const QWidget *widget);

} // namespace styleparts
