// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFont>
#include <QFontMetricsF>
#include <QRectF>
#include <QString>

class QPainter;

/// Pixels of the design at 13 px text, scaled to the person's font.
int s(int px);

enum class TextStyle {
    Brand, ///< the name of the program on its first page
    Title,
    Heading,
    ListCount,
    Body,
    BodyMedium,
    BodyStrong,
    Small,
    SmallMedium,
    SmallStrong,
    Micro,
    MicroStrong,
    Code, ///< Code: the rotated module codes of a header
    Mono
};

QFont textFont(TextStyle style);
/// The system's UI font, or the first good one that is installed when the system only has its last resort.
QFont uiFontFallback(const QFont &system);

/// Draws text whose digits all take the width of the widest one, so figures line up in a column. Uses the painter's
/// font and pen, does not elide.
void paintFigures(QPainter &painter, const QRectF &rect, Qt::Alignment alignment, const QString &text);
qreal figuresWidth(const QFont &font, const QString &text);

/// Below Wide the inspector slides over the table, in Narrow the rail shows icons only.
enum class WidthClass { Wide, Slim, Narrow };
WidthClass widthClass(int windowWidth);
