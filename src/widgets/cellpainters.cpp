// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/cellpainters.h"

#include "widgets/icons.h"
#include "widgets/metrics.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CellPainters)
};

constexpr double nearlyAll = 0.9;

QRectF mirrored(const QRectF &part, const QRectF &whole, Qt::LayoutDirection direction)
{
    if (direction == Qt::LeftToRight)
        return part;
    return {whole.left() + whole.right() - part.right(), part.top(), part.width(), part.height()};
}

/// A line of text whose capitals look centred in `rect`.
void drawLine(QPainter &painter, const QRectF &rect, Qt::Alignment alignment, const QString &text)
{
    painter.drawText(rect, int(alignment | Qt::AlignVCenter | Qt::TextSingleLine), text);
}

void paintHatch(QPainter &painter, const QRectF &cell)
{
    painter.save();
    QPainterPath clip;
    clip.addRoundedRect(cell, 3, 3);
    painter.setClipPath(clip, Qt::IntersectClip);
    painter.setPen(QPen(token(Token::Control), 1));
    constexpr int step = 3;
    const qreal first = cell.left() - cell.height() + 1;
    for (int line = 0; first + line * step < cell.right(); ++line) {
        const qreal x = first + line * step;
        painter.drawLine(QPointF(x, cell.bottom()), QPointF(x + cell.height(), cell.top()));
    }
    painter.restore();
}

void paintSign(QPainter &painter, const QRectF &cell, bool plus)
{
    const qreal arm = cell.width() * 0.23;
    const QPointF c = cell.center();
    painter.drawLine(c - QPointF(arm, 0), c + QPointF(arm, 0));
    if (plus)
        painter.drawLine(c - QPointF(0, arm), c + QPointF(0, arm));
}

Token barToken(double share)
{
    return share >= 1 ? Token::BarBad : share >= nearlyAll ? Token::BarWarn : Token::Bar;
}

} // namespace

Token inkOf(BadgeState state)
{
    switch (state) {
    case BadgeState::Ok:
        return Token::OkInk;
    case BadgeState::Warn:
        return Token::WarnInk;
    case BadgeState::Bad:
        return Token::BadInk;
    case BadgeState::Staged:
        return Token::StagedInk;
    case BadgeState::Idle:
        return Token::IdleInk;
    case BadgeState::Info:
        return Token::Link;
    }
    return Token::IdleInk;
}

Token tintOf(BadgeState state)
{
    switch (state) {
    case BadgeState::Ok:
        return Token::OkTint;
    case BadgeState::Warn:
        return Token::WarnTint;
    case BadgeState::Bad:
        return Token::BadTint;
    case BadgeState::Staged:
        return Token::StagedTint;
    case BadgeState::Idle:
        return Token::IdleTint;
    case BadgeState::Info:
        return Token::Tint;
    }
    return Token::IdleTint;
}

QSizeF badgeSize(const QString &text, QLatin1StringView icon)
{
    const qreal words = QFontMetricsF(textFont(TextStyle::MicroStrong)).horizontalAdvance(text);
    return {s(6) + (icon.isEmpty() ? 0 : s(12) + s(3)) + std::ceil(words) + s(7), qreal(s(20))};
}

void paintBadge(QPainter &painter, const QRectF &rect, const QString &text, QLatin1StringView icon, BadgeState state,
                Qt::LayoutDirection direction)
{
    const QColor ink = token(inkOf(state));
    const bool bordered = scheme() == Scheme::HighContrast;
    paintBox(painter, rect, rect.height() / 2, token(tintOf(state)), bordered ? ink : QColor(), lineWidth());
    QRectF words = rect.adjusted(s(6), 0, -s(6), 0);
    if (!icon.isEmpty()) {
        const QRectF glyph(words.left(), rect.center().y() - s(12) / 2.0, s(12), s(12));
        paintIcon(painter, mirrored(glyph, rect, direction), icon, ink, 2);
        words.setLeft(words.left() + s(12) + s(3));
    }
    const QFont font = textFont(TextStyle::MicroStrong);
    painter.setFont(font);
    painter.setPen(ink);
    words = mirrored(words, rect, direction);
    drawLine(painter, words, Qt::AlignLeft, QFontMetricsF(font).elidedText(text, Qt::ElideRight, words.width() + 1));
}

QSizeF chipSize(const QString &text)
{
    return {2 * s(6) + std::ceil(QFontMetricsF(textFont(TextStyle::Micro)).horizontalAdvance(text)), qreal(s(18))};
}

void paintChip(QPainter &painter, const QRectF &rect, const QString &text, bool staged)
{
    const bool bordered = staged || scheme() == Scheme::HighContrast;
    paintBox(painter, rect, 4, token(staged ? Token::StagedTint : Token::IdleTint),
             bordered ? token(Token::StagedInk) : QColor(), lineWidth());
    const QFont font = textFont(TextStyle::Micro);
    painter.setFont(font);
    painter.setPen(token(staged ? Token::StagedInk : Token::Text2));
    const QRectF words = rect.adjusted(s(6), 0, -s(6), 0);
    drawLine(painter, words, Qt::AlignHCenter, QFontMetricsF(font).elidedText(text, Qt::ElideRight, words.width() + 1));
}

void paintModuleCell(QPainter &painter, const QRectF &rect, ModuleCell state, bool dim)
{
    const int side = s(13);
    const QRectF cell(std::round(rect.center().x() - side / 2.0), std::round(rect.center().y() - side / 2.0), side,
                      side);
    painter.setRenderHint(QPainter::Antialiasing);
    switch (state) {
    case ModuleCell::On:
        paintBox(painter, cell, 3, token(dim ? Token::IdleTint : Token::ModuleOn),
                 scheme() == Scheme::HighContrast ? token(Token::Text) : QColor());
        paintIcon(painter, cell.adjusted(1, 1, -1, -1), "check"_L1, token(dim ? Token::IdleInk : Token::ModuleTick),
                  3.2);
        break;
    case ModuleCell::Off:
        painter.setPen(Qt::NoPen);
        painter.setBrush(token(Token::Control));
        painter.drawEllipse(cell.center(), 1.25, 1.25);
        break;
    case ModuleCell::StagedOn:
    case ModuleCell::StagedOff:
        painter.setPen(QPen(token(Token::StagedInk), 1.25));
        painter.setBrush(token(Token::StagedTint));
        painter.drawRoundedRect(cell.adjusted(0.625, 0.625, -0.625, -0.625), 3, 3);
        painter.setPen(QPen(token(Token::StagedInk), 1.5));
        paintSign(painter, cell, state == ModuleCell::StagedOn);
        break;
    case ModuleCell::Unknown:
        painter.setFont(textFont(TextStyle::MicroStrong));
        painter.setPen(token(Token::Text2));
        drawLine(painter, cell, Qt::AlignHCenter, u"?"_s);
        break;
    case ModuleCell::Unavailable:
        paintHatch(painter, cell);
        break;
    case ModuleCell::Mixed:
        painter.setPen(QPen(token(Token::Control), 1.25));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(cell.adjusted(0.625, 0.625, -0.625, -0.625), 3, 3);
        painter.setPen(QPen(token(Token::ModuleTick), 1.5));
        paintSign(painter, cell, false);
        break;
    }
}

void paintUsageBar(QPainter &painter, const QRectF &rect, double share)
{
    if (share < 0)
        return;
    const int width = std::min(s(36), int(rect.width())), height = s(6);
    const QRectF track(rect.left(), std::round(rect.center().y() - height / 2.0), width, height);
    paintBox(painter, track, height / 2.0, token(Token::Track),
             scheme() == Scheme::HighContrast ? token(Token::Text) : QColor());
    if (share > 0) {
        const qreal filled = std::max<qreal>(height, width * std::min(1.0, share));
        paintBox(painter, {track.left(), track.top(), filled, track.height()}, height / 2.0, token(barToken(share)));
    }
    // The tick makes "nearly full" a shape, not only a colour.
    if (share >= nearlyAll) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.fillRect(QRectF(track.right() - 2, std::round(rect.center().y() - s(10) / 2.0), 2, s(10)),
                         token(barToken(share)));
    }
}

void paintUsage(QPainter &painter, const QRectF &rect, const QString &used, const QString &rest, double share, bool dim,
                Qt::LayoutDirection direction)
{
    if (share >= 0) {
        const QRectF bar(rect.left(), rect.top(), s(36), rect.height());
        paintUsageBar(painter, mirrored(bar, rect, direction), share);
    }
    const bool loud = share >= nearlyAll && !dim;
    const QFont plain = textFont(TextStyle::Body);
    const QString tail = u' ' + rest;
    const qreal tailWidth = figuresWidth(plain, tail);
    const bool leftToRight = direction == Qt::LeftToRight;
    painter.setFont(plain);
    painter.setPen(token(Token::Text2));
    const QRectF tailRect = leftToRight ? QRectF(rect.right() - tailWidth, rect.top(), tailWidth, rect.height())
                                        : QRectF(rect.left(), rect.top(), tailWidth, rect.height());
    paintFigures(painter, tailRect, Qt::AlignLeft, tail);
    painter.setFont(textFont(loud ? TextStyle::BodyStrong : TextStyle::Body));
    painter.setPen(token(!loud ? (dim ? Token::Text2 : Token::Text) : share >= 1 ? Token::BadInk : Token::WarnInk));
    const QRectF head = leftToRight
                            ? QRectF(rect.left(), rect.top(), rect.width() - tailWidth, rect.height())
                            : QRectF(rect.left() + tailWidth, rect.top(), rect.width() - tailWidth, rect.height());
    paintFigures(painter, head, leftToRight ? Qt::AlignRight : Qt::AlignLeft, used);
}

void paintUsage(QPainter &painter, const QRectF &rect, qint64 used, std::optional<qint64> limit, bool dim,
                Qt::LayoutDirection direction)
{
    const QLocale locale;
    const double share = limit ? (*limit > 0 ? double(used) / double(*limit) : 1.0) : -1;
    const QString rest = limit ? u"/ "_s + locale.toString(*limit) : Words::tr("no limit");
    paintUsage(painter, rect, locale.toString(used), rest, share, dim, direction);
}

void paintStagedCell(QPainter &painter, const QRectF &cell, Qt::LayoutDirection direction)
{
    const QRectF ground = cell.adjusted(2, 2, -2, -2);
    painter.fillRect(ground, token(Token::StagedTint));
    painter.fillRect(mirrored({cell.left() + 2, cell.top(), 2, cell.height()}, cell, direction),
                     token(Token::StagedInk));
}

void paintStagedRowBar(QPainter &painter, const QRectF &row, Qt::LayoutDirection direction)
{
    painter.fillRect(mirrored({row.left(), row.top(), 3, row.height()}, row, direction), token(Token::StagedInk));
}

void paintFocusRing(QPainter &painter, const QRectF &rect, qreal radius)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(token(Token::Focus), 2));
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius - 1, radius - 1);
}

void paintBox(QPainter &painter, const QRectF &rect, qreal radius, const QColor &fill, const QColor &border,
              qreal borderWidth)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal half = border.isValid() ? borderWidth / 2 : 0;
    painter.setPen(border.isValid() ? QPen(border, borderWidth) : QPen(Qt::NoPen));
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), std::max(0.0, radius - half),
                            std::max(0.0, radius - half));
}

void paintShadow(QPainter &painter, const QRectF &rect, qreal radius, int spread, int drop)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    QColor shade = token(Token::Shadow);
    // Each ring adds its part, so it is darkest at the edge of what throws it.
    for (int ring = spread; ring > 0; --ring) {
        const double depth = 1.0 - double(ring) / (spread + 1);
        shade.setAlphaF(float(0.55 * depth / spread));
        painter.setBrush(shade);
        painter.drawRoundedRect(rect.adjusted(-ring, -ring + drop, ring, ring + drop), radius + ring, radius + ring);
    }
}
