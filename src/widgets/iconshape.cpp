// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/iconshape.h"

#include <QFile>
#include <QHash>
#include <QXmlStreamReader>

#include <cctype>
#include <cmath>
#include <numbers>
#include <optional>

using namespace Qt::StringLiterals;

namespace {

/// Reads numbers and commands of a path's `d`, which needs no separator where none is ambiguous: "1-2", ".5.5".
class PathReader
{
public:
    explicit PathReader(QLatin1StringView text)
        : m_text(text)
    {
    }

    bool atEnd()
    {
        while (m_at < m_text.size() && (std::isspace(m_text.data()[m_at]) || m_text.data()[m_at] == ','))
            ++m_at;
        return m_at == m_text.size();
    }
    bool atNumber() { return !atEnd() && !std::isalpha(m_text.data()[m_at]); }
    char command() { return m_text.data()[m_at++]; }
    std::optional<qreal> number()
    {
        if (!atNumber())
            return std::nullopt;
        const qsizetype start = m_at;
        bool dot = false;
        while (m_at < m_text.size()) {
            const char c = m_text.data()[m_at];
            const bool sign = (c == '-' || c == '+') && m_at == start;
            const bool firstDot = c == '.' && !dot;
            if (!sign && !firstDot && !(c >= '0' && c <= '9'))
                break;
            dot = dot || c == '.';
            ++m_at;
        }
        bool good = false;
        const qreal value = m_text.mid(start, m_at - start).toString().toDouble(&good);
        return good ? std::optional(value) : std::nullopt;
    }

private:
    QLatin1StringView m_text;
    qsizetype m_at = 0;
};

/// The circle arc of an A command. Our icons have no ellipses.
void arcTo(QPainterPath &path, qreal radius, bool large, bool sweep, QPointF end)
{
    const QPointF start = path.currentPosition();
    const QPointF half = (end - start) / 2;
    const qreal chord = std::hypot(half.x(), half.y());
    if (chord == 0)
        return;
    radius = std::max(radius, chord);
    const qreal height = std::sqrt(std::max(0.0, radius * radius - chord * chord)) * (large == sweep ? -1 : 1);
    const QPointF centre = start + half + QPointF(-half.y(), half.x()) / chord * height;
    const auto angle = [centre](QPointF at) {
        return std::atan2(centre.y() - at.y(), at.x() - centre.x()) * 180 / std::numbers::pi;
    };
    qreal length = angle(end) - angle(start); // counter-clockwise is positive, as in arcTo()
    if (sweep && length > 0)
        length -= 360;
    if (!sweep && length < 0)
        length += 360;
    path.arcTo(QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius), angle(start), length);
}

int argumentCount(char upperCommand)
{
    switch (upperCommand) {
    case 'M':
    case 'L':
        return 2;
    case 'H':
    case 'V':
        return 1;
    case 'C':
        return 6;
    case 'S':
        return 4;
    case 'A':
        return 7;
    case 'Z':
        return 0;
    default:
        return -1;
    }
}

} // namespace

QPainterPath readPathData(QLatin1StringView data)
{
    PathReader reader(data);
    QPainterPath path;
    QPointF control; // the second control point of the last curve, for S
    char command = 0;
    while (!reader.atEnd()) {
        if (!reader.atNumber())
            command = reader.command();
        else if (command == 'M' || command == 'm')
            command = command == 'M' ? 'L' : 'l'; // pairs after a move are lines
        const char upper = char(std::toupper(command));
        const int count = argumentCount(upper);
        if (count < 0 || (count == 0 && reader.atNumber()))
            return {};
        qreal n[7] = {};
        for (int i = 0; i < count; ++i) {
            const auto number = reader.number();
            if (!number)
                return {};
            n[i] = *number;
        }
        const QPointF here = path.currentPosition();
        const QPointF from = command == upper ? QPointF() : here;
        const auto point = [&](int i) { return from + QPointF(n[i], n[i + 1]); };
        if (upper == 'M') {
            path.moveTo(point(0));
        } else if (upper == 'L') {
            path.lineTo(point(0));
        } else if (upper == 'H') {
            path.lineTo(from.x() + n[0], here.y());
        } else if (upper == 'V') {
            path.lineTo(here.x(), from.y() + n[0]);
        } else if (upper == 'C') {
            control = point(2);
            path.cubicTo(point(0), control, point(4));
        } else if (upper == 'S') {
            const QPointF mirrored = 2 * here - control;
            control = point(0);
            path.cubicTo(mirrored, control, point(2));
        } else if (upper == 'A') {
            if (n[0] != n[1])
                return {};
            arcTo(path, n[0], n[3] != 0, n[4] != 0, point(5));
        } else {
            path.closeSubpath();
        }
    }
    return path;
}

IconShape readIconShape(const QByteArray &svg)
{
    IconShape shape;
    QXmlStreamReader xml(svg);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement || xml.name() == "svg"_L1)
            continue;
        const QXmlStreamAttributes values = xml.attributes();
        const auto number = [&values](QLatin1StringView name) { return values.value(name).toDouble(); };
        QPainterPath path;
        if (xml.name() == "path"_L1) {
            const QByteArray data = values.value("d"_L1).toLatin1();
            path = readPathData(QLatin1StringView(data));
        } else if (xml.name() == "circle"_L1) {
            path.addEllipse(QPointF(number("cx"_L1), number("cy"_L1)), number("r"_L1), number("r"_L1));
        } else if (xml.name() == "rect"_L1) {
            path.addRoundedRect(number("x"_L1), number("y"_L1), number("width"_L1), number("height"_L1),
                                number("rx"_L1), number("rx"_L1));
        }
        if (path.isEmpty())
            return {};
        (values.value("class"_L1) == "f"_L1 ? shape.filled : shape.stroked).addPath(path);
    }
    return xml.hasError() ? IconShape() : shape;
}

const IconShape &iconShape(QLatin1StringView name)
{
    static QHash<QString, IconShape> shapes;
    auto found = shapes.find(name);
    if (found == shapes.end()) {
        QFile file(u":/icons/%1.svg"_s.arg(name));
        const bool opened = file.open(QIODevice::ReadOnly);
        found = shapes.insert(name, opened ? readIconShape(file.readAll()) : IconShape());
    }
    return *found;
}
