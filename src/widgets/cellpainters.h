// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/cell.h"
#include "widgets/tokens.h"

#include <QRectF>
#include <QSizeF>
#include <QString>

#include <optional>

class QPainter;

/// Drawing shared by table delegates and widgets. Each function saves nothing: it leaves pen, brush and font changed.

enum class BadgeState { Ok, Warn, Bad, Staged, Idle, Info };
Token inkOf(BadgeState state);
Token tintOf(BadgeState state);
QSizeF badgeSize(const QString &text, QLatin1StringView icon);
void paintBadge(QPainter &painter, const QRectF &rect, const QString &text, QLatin1StringView icon, BadgeState state,
                Qt::LayoutDirection direction = Qt::LeftToRight);

/// Table chips, 18 px high. `paintChip` elides into its rectangle.
QSizeF chipSize(const QString &text);
void paintChip(QPainter &painter, const QRectF &rect, const QString &text, bool staged = false);

/// One cell of the module strip, drawn as a 13 px square in the middle of `rect`.
using ModuleCell = ModuleMark;
/// `dim`: of an object that is switched off.
void paintModuleCell(QPainter &painter, const QRectF &rect, ModuleCell state, bool dim = false);

/// The bar of 36x6 with its end tick from 90 % on; grey when the share is 0, nothing without a share.
void paintUsageBar(QPainter &painter, const QRectF &rect, double share);
/// Bar, then "98 / 100" at the trailing edge: what is used and, quieter, of how many. A negative share has no bar.
void paintUsage(QPainter &painter, const QRectF &rect, const QString &used, const QString &rest, double share,
                bool dim = false, Qt::LayoutDirection direction = Qt::LeftToRight);
/// The same from figures; without a limit "12 no limit".
void paintUsage(QPainter &painter, const QRectF &rect, qint64 used, std::optional<qint64> limit, bool dim = false,
                Qt::LayoutDirection direction = Qt::LeftToRight);

/// The ground of a cell whose value is staged: tint and a bar at its leading edge.
void paintStagedCell(QPainter &painter, const QRectF &cell, Qt::LayoutDirection direction = Qt::LeftToRight);
/// The bar of a row that has staged values, at the table's leading edge.
void paintStagedRowBar(QPainter &painter, const QRectF &row, Qt::LayoutDirection direction = Qt::LeftToRight);

/// A 2 px ring of `focus` inside `rect`.
void paintFocusRing(QPainter &painter, const QRectF &rect, qreal radius = 6);
/// A rounded rectangle; the border is drawn inside it, on whole pixels.
void paintBox(QPainter &painter, const QRectF &rect, qreal radius, const QColor &fill, const QColor &border = {},
              qreal borderWidth = 1);
/// Painted, not a QGraphicsEffect: that would render the subtree into a pixmap.
void paintShadow(QPainter &painter, const QRectF &rect, qreal radius, int spread, int drop);
