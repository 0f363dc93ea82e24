// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/metrics.h"

#include <QFontDatabase>
#include <QFontInfo>
#include <QGuiApplication>
#include <QPainter>

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace {

struct StyleSize
{
    int pixels; ///< beside a body of 13
    QFont::Weight weight;
};

constexpr StyleSize styleSize(TextStyle style)
{
    switch (style) {
    case TextStyle::Brand:
        return {22, QFont::DemiBold};
    case TextStyle::Title:
        return {18, QFont::DemiBold};
    case TextStyle::Heading:
        return {16, QFont::DemiBold};
    case TextStyle::ListCount:
        return {15, QFont::DemiBold};
    case TextStyle::Body:
        return {13, QFont::Normal};
    case TextStyle::BodyMedium:
        return {13, QFont::Medium};
    case TextStyle::BodyStrong:
        return {13, QFont::DemiBold};
    case TextStyle::Small:
        return {12, QFont::Normal};
    case TextStyle::SmallMedium:
        return {12, QFont::Medium};
    case TextStyle::SmallStrong:
        return {12, QFont::DemiBold};
    case TextStyle::Micro:
        return {11, QFont::Medium};
    case TextStyle::MicroStrong:
        return {11, QFont::DemiBold};
    case TextStyle::Code:
        return {10, QFont::Medium};
    case TextStyle::Mono:
        return {11, QFont::Normal};
    }
    return {13, QFont::Normal};
}

/// Fonts and the scale, made once per application font: they are asked for in every paint.
struct FontBook
{
    QFont base;
    double scale = 1;
    std::array<QFont, size_t(TextStyle::Mono) + 1> styles;

    // QFontMetrics rounds, so 13 px Inter (15.7) counts as the 16 the design is drawn in. Never below 1: targets stay
    // 24 px.
    explicit FontBook(const QFont &font)
        : base(font)
        , scale(std::max(1.0, QFontMetrics(font).height() / 16.0))
    {
        QFont mono = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        mono.setStyleHint(QFont::Monospace);
        for (size_t i = 0; i < styles.size(); ++i) {
            const StyleSize size = styleSize(TextStyle(i));
            QFont made = TextStyle(i) == TextStyle::Mono ? QFont(mono.families(), -1) : font;
            if (font.pixelSize() > 0)
                made.setPixelSize(std::max(1, qRound(font.pixelSize() * size.pixels / 13.0)));
            else
                made.setPointSizeF(std::max(1.0, font.pointSizeF() * size.pixels / 13.0));
            made.setWeight(size.weight);
            styles[i] = made;
        }
    }
};

const FontBook &fontBook()
{
    static FontBook book{QGuiApplication::font()};
    const QFont now = QGuiApplication::font();
    if (!book.base.isCopyOf(now) && book.base != now)
        book = FontBook(now);
    return book;
}

qreal digitWidth(const QFontMetricsF &metrics)
{
    qreal widest = 0;
    for (char digit = '0'; digit <= '9'; ++digit)
        widest = std::max(widest, metrics.horizontalAdvance(QLatin1Char(digit)));
    return widest;
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

} // namespace

int s(int px)
{
    return int(std::lround(px * fontBook().scale));
}

QFont textFont(TextStyle style)
{
    return fontBook().styles[size_t(style)];
}

QFont uiFontFallback(const QFont &system)
{
    const QString resolved = QFontInfo(system).family();
    static const QStringList lastResorts{u"DejaVu Sans"_s, u"Sans Serif"_s, u"Helvetica"_s, u"Sans"_s};
    if (!lastResorts.contains(resolved, Qt::CaseInsensitive))
        return system;
    const QStringList installed = QFontDatabase::families();
    for (const QString &family : {u"Inter"_s, u"Noto Sans"_s, u"Cantarell"_s, u"Ubuntu"_s, u"Liberation Sans"_s}) {
        if (installed.contains(family)) {
            QFont better = system;
            better.setFamilies({family});
            return better;
        }
    }
    return system;
}

qreal figuresWidth(const QFont &font, const QString &text)
{
    const QFontMetricsF metrics(font);
    const qreal digit = digitWidth(metrics);
    qreal width = 0;
    for (const QChar c : text)
        width += isDigit(c) ? digit : metrics.horizontalAdvance(c);
    return width;
}

void paintFigures(QPainter &painter, const QRectF &rect, Qt::Alignment alignment, const QString &text)
{
    const QFontMetricsF metrics(painter.font());
    const qreal digit = digitWidth(metrics);
    const qreal width = figuresWidth(painter.font(), text);
    qreal x = rect.left();
    if (alignment & Qt::AlignRight)
        x = rect.right() - width;
    else if (alignment & Qt::AlignHCenter)
        x = rect.center().x() - width / 2;
    const qreal baseline = std::round(rect.center().y() + (metrics.ascent() - metrics.descent()) / 2);
    // Runs of other characters stay together, so kerning and shaping of words survive.
    for (qsizetype i = 0; i < text.size();) {
        if (isDigit(text[i])) {
            const qreal own = metrics.horizontalAdvance(text[i]);
            painter.drawText(QPointF(x + (digit - own) / 2, baseline), QString(text[i]));
            x += digit;
            ++i;
            continue;
        }
        qsizetype end = i;
        qreal run = 0;
        while (end < text.size() && !isDigit(text[end]))
            run += metrics.horizontalAdvance(text[end++]);
        painter.drawText(QPointF(x, baseline), text.mid(i, end - i));
        x += run;
        i = end;
    }
}

WidthClass widthClass(int windowWidth)
{
    if (windowWidth < s(1100))
        return WidthClass::Narrow;
    return windowWidth < s(1180) ? WidthClass::Slim : WidthClass::Wide;
}
