// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/tokens.h"

#include <QIcon>
#include <QLatin1StringView>
#include <QRectF>
#include <QStringList>

class QPainter;

/// Draws an icon of resources/icons into the square in the middle of `rect`; `stroke` is in the units of its 24x24
/// grid.
void paintIcon(QPainter &painter, const QRectF &rect, QLatin1StringView name, const QColor &color, qreal stroke = 1.75);

/// An icon that follows the theme: `normal`, textOff while disabled, onAccent while selected.
QIcon themedIcon(QLatin1StringView name, Token normal = Token::Icon);

/// The accent square with the keyhole.
void paintMark(QPainter &painter, const QRectF &rect);
QIcon applicationIcon();

QStringList iconNames();
