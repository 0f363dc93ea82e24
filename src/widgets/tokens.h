// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QPalette>

/// Every colour of the program has a name here and a value in tokens.cpp; no other file names one.
enum class Token {
    // Grounds
    Chrome,
    Surface,
    Panel,
    Raised,
    Hover,
    HoverChrome,
    Pressed,
    Button,
    ButtonHover,
    ButtonDown,
    Line,
    LineStrong,
    Control,
    Scroll,
    Scrim,
    Shadow,
    Sheet,
    SheetFoot,
    SheetLine,
    Toast,
    ToastText,
    ToastLink,
    ToastLine,
    ToastOk,
    ToastWarn,
    ToastBad,
    // Inks
    Text,
    Text2,
    Text3,
    TextOff,
    Icon,
    Link,
    OnAccent,
    // Interaction
    Accent,
    AccentHover,
    AccentDown,
    Focus,
    Sel,
    SelLine,
    Marked,
    MarkedLine,
    Bulk,
    Tint,
    // States: the ink is 4.5:1 on its tint and on every ground
    OkInk,
    OkTint,
    WarnInk,
    WarnTint,
    BadInk,
    BadTint,
    StagedInk,
    StagedTint,
    IdleInk,
    IdleTint,
    BadSolid,
    BadSolidHover,
    BadSolidDown,
    WarnSolid,
    WarnSolidText,
    // Data: slate, never the accent
    Bar,
    Track,
    BarWarn,
    BarBad,
    ModuleOn,
    ModuleTick,
    ToggleOn,
    ToggleText,
    Series1,
    Series2,
    Series3,
    Series4,
    Series1Text,
    Series2Text,
    Heat0,
    Heat1,
    Heat2,
    Heat3,
    Heat4,
    HeatHi,
    Grid,
    Count
};

enum class Scheme { Light, Dark, HighContrast };

QColor token(Token token);
Scheme scheme();
/// High contrast reads its colours from `system`, so that palette must be the platform's own.
void setScheme(Scheme scheme, const QPalette &system = {});
QPalette tokenPalette();
/// Lines and borders: 1 px, 2 px in high contrast.
int lineWidth();
