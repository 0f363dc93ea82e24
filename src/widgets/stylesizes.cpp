// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/icons.h"
#include "widgets/styleparts.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextEdit>

using namespace Qt::StringLiterals;
using namespace styleparts;

namespace {

constexpr char roleProperty[] = "latchkeyRole";
constexpr char inkProperty[] = "latchkeyInk";
constexpr char sizeProperty[] = "latchkeySize";

void again(QWidget *widget)
{
    if (auto *button = qobject_cast<QAbstractButton *>(widget))
        button->setIcon(button->icon()); // nothing else makes Qt forget the size it has computed
    widget->updateGeometry();
    widget->update();
}

int textWidth(TextStyle style, const QString &text)
{
    return QFontMetrics(textFont(style)).size(Qt::TextShowMnemonic, text).width();
}

QSize pushButtonSize(const QStyleOptionButton &option, const QWidget *widget)
{
    const ButtonRole role = roleOf(option, widget);
    int width = 2 * buttonPadding(role) + textWidth(buttonTextStyle(role, widget), option.text);
    if (!option.icon.isNull())
        width += option.iconSize.width() + (option.text.isEmpty() ? 0 : iconGap(role));
    if (option.features & QStyleOptionButton::HasMenu)
        width += s(18);
    return {std::max(width, s(24)), controlHeight(widget)};
}

QSize toolButtonSize(const QStyleOptionToolButton &option, const QWidget *widget)
{
    const ButtonRole role = buttonRole(widget);
    if (role == ButtonRole::Module)
        return {std::max(s(50), textWidth(TextStyle::Micro, option.text) + s(17)), s(24)};
    if (role == ButtonRole::Segment || role == ButtonRole::StagedSegment)
        return {textWidth(TextStyle::SmallStrong, option.text) + 2 * s(8), s(24)};
    if (role == ButtonRole::Chip)
        return {s(24), s(24)};
    const int height = controlHeight(widget);
    const bool hasText = option.toolButtonStyle != Qt::ToolButtonIconOnly && !option.text.isEmpty();
    if (!hasText)
        return {height, height};
    const int padding = role == ButtonRole::Quiet || role == ButtonRole::Plain ? s(8) : buttonPadding(role);
    int width = 2 * padding + textWidth(buttonTextStyle(role, widget), option.text);
    if (option.toolButtonStyle != Qt::ToolButtonTextOnly && !option.icon.isNull())
        width += option.iconSize.width() + s(6);
    if (option.features & QStyleOptionToolButton::HasMenu)
        width += s(18);
    return {width, height};
}

} // namespace

void setButtonRole(QAbstractButton *button, ButtonRole role)
{
    button->setProperty(roleProperty, int(role));
    again(button);
}

void setButtonInk(QAbstractButton *button, Token ink)
{
    button->setProperty(inkProperty, int(ink));
    again(button);
}

std::optional<Token> styleparts::buttonInk(const QWidget *button)
{
    const QVariant ink = button ? button->property(inkProperty) : QVariant();
    return ink.isValid() ? std::optional(Token(ink.toInt())) : std::nullopt;
}

ButtonRole buttonRole(const QWidget *button)
{
    const QVariant role = button ? button->property(roleProperty) : QVariant();
    if (role.isValid())
        return ButtonRole(role.toInt());
    return button && button->inherits("QToolButton") ? ButtonRole::Quiet : ButtonRole::Neutral;
}

void setControlSize(QWidget *control, ControlSize size)
{
    control->setProperty(sizeProperty, int(size));
    again(control);
}

ControlSize controlSize(const QWidget *control)
{
    const QVariant size = control ? control->property(sizeProperty) : QVariant();
    return size.isValid() ? ControlSize(size.toInt()) : ControlSize::Normal;
}

void setDestructive(QAction *action)
{
    action->setProperty("latchkeyDestructive", true);
    action->setIcon(themedIcon("bin"_L1, Token::BadInk));
}

void setStagedLook(QWidget *field, bool staged)
{
    const auto isTextField = [](const QWidget *widget) {
        return qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QComboBox *>(widget) ||
               qobject_cast<const QAbstractSpinBox *>(widget);
    };
    QWidget *target = field;
    if (!isTextField(field)) {
        target = nullptr;
        for (QWidget *child : field->findChildren<QWidget *>())
            if (!target && isTextField(child))
                target = child;
    }
    if (target)
        target->setFont(textFont(staged ? TextStyle::BodyStrong : TextStyle::Body));
}

int styleparts::mnemonicFlag(const QWidget *widget)
{
    const QStyle *style = widget ? widget->style() : QApplication::style();
    return style->styleHint(QStyle::SH_UnderlineShortcut, nullptr, widget) ? Qt::TextShowMnemonic
                                                                           : Qt::TextHideMnemonic;
}

int styleparts::controlHeight(const QWidget *widget)
{
    switch (controlSize(widget)) {
    case ControlSize::Small:
        return s(24);
    case ControlSize::Normal:
        return s(28);
    case ControlSize::Large:
        return s(32);
    }
    return s(28);
}

QSize styleparts::sizeOf(QStyle::ContentsType type, const QStyleOption *option, QSize contents, const QWidget *widget)
{
    switch (type) {
    case QStyle::CT_PushButton:
        if (const auto *button = as<QStyleOptionButton>(option))
            return pushButtonSize(*button, widget);
        break;
    case QStyle::CT_ToolButton:
        if (const auto *button = as<QStyleOptionToolButton>(option))
            return toolButtonSize(*button, widget);
        break;
    case QStyle::CT_LineEdit:
        if (const auto *frame = as<QStyleOptionFrame>(option); frame && frame->lineWidth > 0)
            return {contents.width() + 2 * s(8), controlHeight(widget)};
        break;
    case QStyle::CT_ComboBox:
        return {contents.width() + s(10) + s(28), controlHeight(widget)};
    case QStyle::CT_SpinBox:
        return {contents.width() + 2 * s(8), controlHeight(widget)};
    case QStyle::CT_CheckBox:
    case QStyle::CT_RadioButton:
        return {contents.width() + 3 + s(16) + s(7) + 3, std::max(contents.height(), s(24))};
    case QStyle::CT_MenuItem:
        if (const auto *item = as<QStyleOptionMenuItem>(option))
            return menuItemSize(*item, contents);
        break;
    case QStyle::CT_MenuBarItem:
        return {contents.width() + 2 * s(9), s(28)};
    default:
        break;
    }
    return {};
}

int LatchkeyStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_LineEditIconSize:
    case PM_TabBarIconSize:
    case PM_ListViewIconSize:
        return s(16);
    case PM_ScrollBarExtent:
        return s(12);
    case PM_ScrollBarSliderMin:
        return s(28);
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ScrollView_ScrollBarOverlap:
        return 0;
    case PM_SplitterWidth:
        return lineWidth();
    case PM_HeaderMargin:
        return s(8);
    case PM_HeaderMarkSize:
        return s(12);
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuVMargin:
        return s(4);
    case PM_MenuHMargin:
        return 0;
    case PM_MenuBarPanelWidth:
    case PM_MenuBarVMargin:
    case PM_MenuBarItemSpacing:
        return 0;
    case PM_MenuBarHMargin:
        return s(6);
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_FocusFrameVMargin:
        return 0;
    case PM_FocusFrameHMargin:
        return s(7); // item views add 1: the cell padding
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return s(7);
    case PM_ToolTipLabelFrameWidth:
        return s(6);
    case PM_DefaultFrameWidth:
        // Room for the focus ring around a text area.
        return qobject_cast<const QPlainTextEdit *>(widget) || qobject_cast<const QTextEdit *>(widget) ? 2 : 1;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return s(8);
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return s(8);
    case PM_TreeViewIndentation:
        return s(20);
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int LatchkeyStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                             QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_Widget_Animation_Duration:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ComboBox_Popup:
    case SH_ScrollBar_Transient:
    case SH_ItemView_PaintAlternatingRowColorsForEmptyArea:
        return 0;
    case SH_UnderlineShortcut:
        return m_mnemonics;
    case SH_ItemView_ShowDecorationSelected:
    case SH_Menu_Scrollable: // the other way is columns that leave the screen
        return 1;
    case SH_ToolTip_WakeUpDelay:
        return 500;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QIcon LatchkeyStyle::standardIcon(StandardPixmap icon, const QStyleOption *option, const QWidget *widget) const
{
    switch (icon) {
    case SP_LineEditClearButton:
    case SP_DialogCloseButton:
    case SP_TitleBarCloseButton:
        return themedIcon("close"_L1);
    case SP_ToolBarHorizontalExtensionButton:
    case SP_ToolBarVerticalExtensionButton:
        return themedIcon("more"_L1);
    case SP_ArrowLeft:
    case SP_ArrowBack:
        return themedIcon("chevron-left"_L1);
    case SP_ArrowRight:
    case SP_ArrowForward:
        return themedIcon("chevron-right"_L1);
    case SP_MessageBoxWarning:
        return themedIcon("warning"_L1, Token::WarnInk);
    case SP_MessageBoxCritical:
        return themedIcon("error"_L1, Token::BadInk);
    case SP_MessageBoxInformation:
        return themedIcon("info"_L1);
    case SP_MessageBoxQuestion:
        return themedIcon("help"_L1);
    default:
        return QProxyStyle::standardIcon(icon, option, widget);
    }
}
