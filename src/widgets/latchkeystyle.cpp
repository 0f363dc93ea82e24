// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/latchkeystyle.h"

#include "widgets/cellpainters.h"
#include "widgets/icons.h"
#include "widgets/styleparts.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QCalendarWidget>
#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextEdit>

using namespace Qt::StringLiterals;
using namespace styleparts;

namespace {

/// Drawing leaves the painter as it was: Qt goes on with the same one.
class Saved
{
public:
    explicit Saved(QPainter *painter)
        : m_painter(painter)
    {
        m_painter->save();
    }
    ~Saved() { m_painter->restore(); }
    Q_DISABLE_COPY_MOVE(Saved)

private:
    QPainter *m_painter;
};

bool isTextArea(const QWidget *widget)
{
    return qobject_cast<const QPlainTextEdit *>(widget) || qobject_cast<const QTextEdit *>(widget);
}

} // namespace

LatchkeyStyle::LatchkeyStyle()
    : QProxyStyle(u"Fusion"_s)
{
    setObjectName(u"latchkey"_s);
}

void LatchkeyStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                  const QWidget *widget) const
{
    const Saved saved(painter);
    switch (element) {
    case PE_PanelButtonCommand:
        if (const auto *button = as<QStyleOptionButton>(option))
            return drawPushButton(*button, *painter, widget);
        break;
    case PE_PanelButtonTool:
    case PE_FrameStatusBarItem:
    case PE_FrameMenu:
    case PE_IndicatorHeaderArrow:
    case PE_FrameDefaultButton:
        return; // drawn with the control they belong to
    case PE_PanelLineEdit:
    case PE_FrameLineEdit:
        if (const auto *frame = as<QStyleOptionFrame>(option); !frame || frame->lineWidth > 0)
            drawField(*option, *painter);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        return drawCheckIndicator(*option, *painter, widget);
    case PE_IndicatorRadioButton:
        return drawRadioIndicator(*option, *painter);
    case PE_FrameFocusRect:
        return paintFocusRing(*painter, option->rect, 4);
    case PE_Frame:
        if (isTextArea(widget)) // a field, like a line edit
            return drawField(*option, *painter);
        return paintBox(*painter, option->rect, 0, {}, token(Token::LineStrong), lineWidth());
    case PE_PanelMenu:
        return drawMenuPanel(*option, *painter);
    case PE_PanelTipLabel:
        return paintBox(*painter, option->rect, 0, token(Token::Raised), token(Token::LineStrong), lineWidth());
    case PE_PanelItemViewRow:
        return;
    case PE_PanelItemViewItem:
        if (option->state & State_Selected)
            painter->fillRect(option->rect, token(scheme() == Scheme::HighContrast ? Token::Accent : Token::Sel));
        else if (option->state & State_MouseOver)
            painter->fillRect(option->rect, token(Token::Hover));
        return;
    case PE_IndicatorBranch:
        return drawBranch(*option, *painter);
    case PE_IndicatorArrowDown:
        return paintIcon(*painter, option->rect, "chevron-down"_L1, token(Token::Icon));
    case PE_IndicatorArrowUp:
        return paintIcon(*painter, option->rect, "chevron-up"_L1, token(Token::Icon));
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void LatchkeyStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                                const QWidget *widget) const
{
    const Saved saved(painter);
    switch (element) {
    case CE_PushButtonBevel:
        if (const auto *button = as<QStyleOptionButton>(option))
            return drawPushButton(*button, *painter, widget);
        break;
    case CE_PushButtonLabel:
        if (const auto *button = as<QStyleOptionButton>(option))
            return drawPushButtonLabel(*button, *painter, widget);
        break;
    case CE_PushButton: // the common style would draw the focus a second time
        if (const auto *button = as<QStyleOptionButton>(option)) {
            drawPushButton(*button, *painter, widget);
            return drawPushButtonLabel(*button, *painter, widget);
        }
        break;
    case CE_CheckBoxLabel:
    case CE_RadioButtonLabel:
        if (const auto *button = as<QStyleOptionButton>(option))
            return drawChoiceLabel(*button, *painter, widget);
        break;
    case CE_ComboBoxLabel:
        if (const auto *combo = as<QStyleOptionComboBox>(option))
            return drawComboLabel(*combo, *painter, *this, widget);
        break;
    case CE_MenuItem:
        if (const auto *item = as<QStyleOptionMenuItem>(option))
            return drawMenuItem(*item, *painter, widget);
        break;
    case CE_MenuBarItem:
        if (const auto *item = as<QStyleOptionMenuItem>(option))
            return drawMenuBarItem(*item, *painter, widget);
        break;
    case CE_MenuBarEmptyArea:
        return painter->fillRect(option->rect, token(Token::Chrome));
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        return drawHeaderSection(*option, *painter);
    case CE_HeaderLabel:
        if (const auto *header = as<QStyleOptionHeader>(option))
            return drawHeaderLabel(*header, *painter);
        break;
    case CE_ProgressBar:
        if (const auto *bar = as<QStyleOptionProgressBar>(option))
            return drawProgress(*bar, *painter);
        break;
    case CE_Splitter:
        return painter->fillRect(option->rect, token(Token::LineStrong));
    case CE_ShapedFrame:
        if (const auto *frame = as<QStyleOptionFrame>(option);
            frame && (frame->frameShape == QFrame::HLine || frame->frameShape == QFrame::VLine))
            return drawSeparatorLine(*frame, *painter);
        break;
    case CE_ItemViewItem:
        if (const auto *item = as<QStyleOptionViewItem>(option)) {
            // The selection is a pale ground here, so its text stays as it is.
            QStyleOptionViewItem copy = *item;
            if (scheme() != Scheme::HighContrast)
                copy.palette.setColor(QPalette::HighlightedText, token(Token::Text));
            return QProxyStyle::drawControl(element, &copy, painter, widget);
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void LatchkeyStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                       const QWidget *widget) const
{
    const Saved saved(painter);
    switch (control) {
    case CC_ToolButton:
        if (const auto *button = as<QStyleOptionToolButton>(option))
            return drawToolButton(*button, *painter, widget);
        break;
    case CC_ComboBox:
        if (const auto *combo = as<QStyleOptionComboBox>(option))
            return drawCombo(*combo, *painter, widget);
        break;
    case CC_SpinBox:
        if (const auto *spin = as<QStyleOptionSpinBox>(option);
            spin && spin->buttonSymbols == QAbstractSpinBox::NoButtons) {
            if (spin->frame)
                drawField(*spin, *painter);
            return;
        }
        break;
    case CC_ScrollBar:
        if (const auto *bar = as<QStyleOptionSlider>(option))
            return drawScrollBar(*bar, *painter, widget);
        break;
    default:
        break;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect LatchkeyStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl sub,
                                    const QWidget *widget) const
{
    if (const auto *combo = as<QStyleOptionComboBox>(option); combo && control == CC_ComboBox)
        return visualRect(option->direction, option->rect, comboPart(*combo, sub, widget));
    if (const auto *spin = as<QStyleOptionSpinBox>(option);
        spin && control == CC_SpinBox && spin->buttonSymbols == QAbstractSpinBox::NoButtons)
        return spinPart(*spin, sub);
    if (const auto *bar = as<QStyleOptionSlider>(option); bar && control == CC_ScrollBar)
        return visualRect(option->direction, option->rect, scrollBarPart(*bar, sub));
    return QProxyStyle::subControlRect(control, option, sub, widget);
}

QRect LatchkeyStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = option->rect;
    switch (element) {
    case SE_LineEditContents:
        if (const auto *frame = as<QStyleOptionFrame>(option); frame && frame->lineWidth > 0)
            return visualRect(option->direction, rect, rect.adjusted(s(8), 1, -s(8), -1)); // QLineEdit adds 2 more
        break;
    case SE_CheckBoxIndicator:
    case SE_RadioButtonIndicator: {
        const int side = pixelMetric(PM_IndicatorWidth, option, widget);
        return visualRect(option->direction, rect,
                          QRect(rect.left() + 3, rect.center().y() - side / 2 + 1, side, side));
    }
    case SE_CheckBoxContents:
    case SE_RadioButtonContents:
        return visualRect(option->direction, rect,
                          rect.adjusted(3 + pixelMetric(PM_IndicatorWidth, option, widget) + s(7), 0, -3, 0));
    case SE_CheckBoxFocusRect:
    case SE_RadioButtonFocusRect:
    case SE_CheckBoxClickRect:
    case SE_RadioButtonClickRect:
        return rect;
    default:
        break;
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

QSize LatchkeyStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                                      const QWidget *widget) const
{
    if (type == CT_ItemViewItem)
        return QProxyStyle::sizeFromContents(type, option, contents, widget).expandedTo({0, s(24)});
    const QSize own = sizeOf(type, option, contents, widget);
    return own.isValid() ? own : QProxyStyle::sizeFromContents(type, option, contents, widget);
}

void LatchkeyStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget) ||
        qobject_cast<QAbstractSpinBox *>(widget) || qobject_cast<QScrollBar *>(widget) ||
        qobject_cast<QHeaderView *>(widget) || qobject_cast<QLineEdit *>(widget))
        widget->setAttribute(Qt::WA_Hover);
    if (widget->focusPolicy() == Qt::WheelFocus)
        widget->setFocusPolicy(Qt::StrongFocus);
    // The calendar's head stands on the highlight and its weekends are red: here one is "yours", the other "needs you".
    if (auto *calendar = qobject_cast<QCalendarWidget *>(widget)) {
        calendar->setWeekdayTextFormat(Qt::Saturday, {});
        calendar->setWeekdayTextFormat(Qt::Sunday, {});
    } else if (widget->objectName() == "qt_calendar_navigationbar"_L1) {
        widget->setBackgroundRole(QPalette::AlternateBase);
    }
}

void LatchkeyStyle::polish(QApplication *application)
{
    QProxyStyle::polish(application);
    application->installEventFilter(this);
}

void LatchkeyStyle::unpolish(QApplication *application)
{
    application->removeEventFilter(this);
    QProxyStyle::unpolish(application);
}

namespace {

/// A wheel that goes over a form must not change the values it passes.
bool wheelMayTurn(QObject *watched)
{
    if (!qobject_cast<QComboBox *>(watched) && !qobject_cast<QAbstractSpinBox *>(watched))
        return true;
    return static_cast<QWidget *>(watched)->hasFocus();
}

} // namespace

bool LatchkeyStyle::eventFilter(QObject *watched, QEvent *event)
{
    const bool alt = event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Alt;
    const bool ends = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::ApplicationStateChange;
    if ((alt && !m_mnemonics) || (ends && m_mnemonics)) {
        m_mnemonics = alt;
        const QWidgetList widgets = QApplication::allWidgets();
        for (QWidget *widget : widgets)
            if (qobject_cast<QMenuBar *>(widget) || qobject_cast<QAbstractButton *>(widget) ||
                qobject_cast<QLabel *>(widget) || qobject_cast<QMenu *>(widget))
                widget->update();
    }
    if (event->type() == QEvent::Wheel && !wheelMayTurn(watched)) {
        event->ignore(); // what scrolls around it gets it
        return true;
    }
    return QProxyStyle::eventFilter(watched, event);
}

void LatchkeyStyle::unpolish(QWidget *widget)
{
    QProxyStyle::unpolish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QLineEdit *>(widget))
        widget->setAttribute(Qt::WA_Hover, false);
}
