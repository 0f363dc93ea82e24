// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/icons.h"

#include "widgets/iconshape.h"

#include <QDir>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>

#include <cmath>

using namespace Qt::StringLiterals;

namespace {

/// An image that the painter's device can show pixel by pixel: rendered once per name, size, ratio and colour.
QPixmap cached(const QString &key, QSize size, qreal ratio, const auto &draw)
{
    QPixmap pixmap;
    const QString full = u"latchkey/%1/%2x%3/%4"_s.arg(key).arg(size.width()).arg(size.height()).arg(ratio);
    if (QPixmapCache::find(full, &pixmap))
        return pixmap;
    pixmap = QPixmap(size * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    draw(painter, QRectF(QPointF(), QSizeF(size)));
    painter.end();
    QPixmapCache::insert(full, pixmap);
    return pixmap;
}

class LineIconEngine : public QIconEngine
{
public:
    LineIconEngine(QLatin1StringView name, Token normal)
        : m_name(name)
        , m_normal(normal)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        painter->drawPixmap(rect, image(rect.size(), mode, painter->device()->devicePixelRatioF()));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override { return image(size, mode, 1); }
    // Qt asks for size * scale and sets the ratio itself.
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        return image(size / scale, mode, scale);
    }
    QString key() const override { return u"LatchkeyLineIcon"_s; }
    QIconEngine *clone() const override { return new LineIconEngine(*this); }
    bool isNull() override { return iconShape(m_name).isEmpty(); }

private:
    QPixmap image(QSize size, QIcon::Mode mode, qreal ratio) const
    {
        const QColor color = token(mode == QIcon::Disabled   ? Token::TextOff
                                   : mode == QIcon::Selected ? Token::OnAccent
                                                             : m_normal);
        return cached(u"%1/%2"_s.arg(m_name).arg(color.rgba(), 8, 16), size, ratio,
                      [&](QPainter &painter, const QRectF &rect) { paintIcon(painter, rect, m_name, color); });
    }

    QLatin1StringView m_name;
    Token m_normal;
};

class MarkEngine : public QIconEngine
{
public:
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override { paintMark(*painter, rect); }
    QPixmap pixmap(const QSize &size, QIcon::Mode, QIcon::State) override
    {
        return cached(u"mark/%1"_s.arg(token(Token::Accent).rgba(), 8, 16), size, 1,
                      [](QPainter &painter, const QRectF &rect) { paintMark(painter, rect); });
    }
    QList<QSize> availableSizes(QIcon::Mode, QIcon::State) override
    {
        return {{16, 16}, {32, 32}, {48, 48}, {128, 128}, {256, 256}}; // window managers take what is offered
    }
    QString key() const override { return u"LatchkeyMark"_s; }
    QIconEngine *clone() const override { return new MarkEngine(*this); }
};

QRectF squareIn(const QRectF &rect)
{
    const qreal side = std::min(rect.width(), rect.height());
    return {rect.center().x() - side / 2, rect.center().y() - side / 2, side, side};
}

void drawIcon(QPainter &painter, const QRectF &square, QLatin1StringView name, const QColor &color, qreal stroke)
{
    const IconShape &shape = iconShape(name);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(square.topLeft());
    painter.scale(square.width() / 24, square.height() / 24);
    painter.setPen(QPen(color, stroke, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(shape.stroked);
    painter.fillPath(shape.filled, color);
    painter.restore();
}

/// One drawn icon: the same pixels wherever it stands at the same part of a pixel.
struct DrawnIcon
{
    QByteArray name; ///< only while it is looked for somebody else's bytes
    QPointF offset;  ///< within a pixel
    qreal side, stroke, ratio;
    QRgb color;

    friend bool operator==(const DrawnIcon &, const DrawnIcon &) = default;
    friend std::size_t qHash(const DrawnIcon &icon, std::size_t seed = 0)
    {
        return qHashMulti(seed, icon.name, icon.offset.x(), icon.offset.y(), icon.side, icon.stroke, icon.ratio,
                          icon.color);
    }
};

QPixmap drawn(const DrawnIcon &icon)
{
    static QHash<DrawnIcon, QPixmapCache::Key> keys;
    if (keys.size() > 2'000) // places that move in parts of a pixel, as while animating
        keys.clear();
    auto known = keys.find(icon);
    QPixmap pixmap;
    if (known != keys.end() && QPixmapCache::find(*known, &pixmap))
        return pixmap;
    if (known == keys.end()) {
        DrawnIcon own = icon;
        own.name = QByteArray(icon.name.constData(), icon.name.size());
        known = keys.insert(own, {});
    }
    const int extent = int(std::ceil(icon.side * icon.ratio)) + 1;
    pixmap = QPixmap(extent, extent);
    pixmap.setDevicePixelRatio(icon.ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    drawIcon(painter, QRectF(icon.offset / icon.ratio, QSizeF(icon.side, icon.side)), QLatin1StringView(icon.name),
             QColor::fromRgba(icon.color), icon.stroke);
    painter.end();
    *known = QPixmapCache::insert(pixmap);
    return pixmap;
}

} // namespace

/// Stroking the lines is most of what a list's page costs, so icons of that size are drawn once.
void paintIcon(QPainter &painter, const QRectF &rect, QLatin1StringView name, const QColor &color, qreal stroke)
{
    constexpr qreal largest = 24;
    const QRectF square = squareIn(rect);
    const QTransform &toDevice = painter.deviceTransform();
    const qreal ratio = painter.device()->devicePixelRatioF();
    const bool isPlain = toDevice.type() <= QTransform::TxScale && qFuzzyCompare(toDevice.m11(), ratio) &&
                         qFuzzyCompare(toDevice.m22(), ratio);
    if (!isPlain || square.width() > largest)
        return drawIcon(painter, square, name, color, stroke);
    const QPointF place = toDevice.map(square.topLeft());
    const QPointF pixel(std::floor(place.x()), std::floor(place.y()));
    const QPixmap pixmap = drawn({QByteArray::fromRawData(name.data(), name.size()), place - pixel, square.width(),
                                  stroke, ratio, color.rgba()});
    painter.drawPixmap(toDevice.inverted().map(pixel), pixmap);
}

QIcon themedIcon(QLatin1StringView name, Token normal)
{
    return QIcon(new LineIconEngine(name, normal));
}

void paintMark(QPainter &painter, const QRectF &rect)
{
    const QRectF square = squareIn(rect);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(token(Token::Accent));
    painter.drawRoundedRect(square, square.width() / 4, square.height() / 4);
    const qreal inset = square.width() / 5;
    paintIcon(painter, square.adjusted(inset, inset, -inset, -inset), "keyhole"_L1, token(Token::OnAccent));
    painter.restore();
}

QIcon applicationIcon()
{
    return QIcon(new MarkEngine);
}

QStringList iconNames()
{
    QStringList names = QDir(u":/icons"_s).entryList({u"*.svg"_s}, QDir::Files, QDir::Name);
    for (QString &name : names)
        name.chop(4);
    return names;
}
