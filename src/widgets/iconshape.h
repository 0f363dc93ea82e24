// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLatin1StringView>
#include <QPainterPath>

class QByteArray;

/// What an icon file holds, on a grid of 24 units.
struct IconShape
{
    QPainterPath stroked; ///< drawn with the pen
    QPainterPath filled;  ///< class="f": dots and the keyhole

    bool isEmpty() const { return stroked.isEmpty() && filled.isEmpty(); }
};

/// Reads the SVG of our icon files: <path>, <circle> and <rect> without transforms. Empty when it holds anything else.
IconShape readIconShape(const QByteArray &svg);
/// The `d` of a path: M L H V C S A Z in either case. Empty when it is not understood.
QPainterPath readPathData(QLatin1StringView data);
/// The icon's shape from the resources, read once.
const IconShape &iconShape(QLatin1StringView name);
