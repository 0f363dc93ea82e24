// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/tokens.h"

#include <QProxyStyle>

class QAbstractButton;
class QAction;

/// What a button is for; the style draws it accordingly.
enum class ButtonRole {
    Neutral, ///< filled
    Primary, ///< the one thing to do
    Danger,  ///< cannot be taken back
    Quiet,   ///< text only
    Plain,   ///< text only, in the weight of running text: top bar
    Staged,  ///< leads to the review
    OnTint,  ///< on a coloured ground
    Link,    ///< reads like a link, is a button
    Segment, ///< one of a Segmented
    StagedSegment,
    Module, ///< a module toggle
    Chip    ///< the × in a chip
};
void setButtonRole(QAbstractButton *button, ButtonRole role);
ButtonRole buttonRole(const QWidget *button);

/// Text and weight of a button that reports a state: "3 failed".
void setButtonInk(QAbstractButton *button, Token ink);

/// Small 24, Normal 28, Large 32 px high: top bar, sheet foot, sign-in. For buttons and fields alike.
enum class ControlSize { Small, Normal, Large };
void setControlSize(QWidget *control, ControlSize size);
ControlSize controlSize(const QWidget *control);

/// A menu entry that takes something away: drawn in `bad`.
void setDestructive(QAction *action);

/// Text in 600, because the field's value is staged. For a field in a row of several, its first text field.
void setStagedLook(QWidget *field, bool staged);

/// Fusion drawn from the tokens. No style sheets, no animation.
class LatchkeyStyle : public QProxyStyle
{
    Q_OBJECT
public:
    LatchkeyStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget = nullptr) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget = nullptr) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget = nullptr) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl sub,
                         const QWidget *widget = nullptr) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option,
                         const QWidget *widget = nullptr) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                           const QWidget *widget = nullptr) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option = nullptr,
                    const QWidget *widget = nullptr) const override;
    int styleHint(StyleHint hint, const QStyleOption *option = nullptr, const QWidget *widget = nullptr,
                  QStyleHintReturn *data = nullptr) const override;
    QIcon standardIcon(StandardPixmap icon, const QStyleOption *option = nullptr,
                       const QWidget *widget = nullptr) const override;
    void polish(QWidget *widget) override;
    void unpolish(QWidget *widget) override;
    void polish(QApplication *application) override;
    void unpolish(QApplication *application) override;
    using QProxyStyle::polish;
    using QProxyStyle::unpolish;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool m_mnemonics = false; ///< underlined once Alt was pressed, until the next click
};
