// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QGuiApplication>
#include <QPalette>
#include <QStyleHints>

#include <optional>

/// The one place that knows which Qt it is built with.
namespace qtversion {

/// Whether the platform says "dark"; nothing when this Qt cannot say.
inline std::optional<bool> platformIsDark()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    switch (QGuiApplication::styleHints()->colorScheme()) {
    case Qt::ColorScheme::Dark:
        return true;
    case Qt::ColorScheme::Light:
        return false;
    case Qt::ColorScheme::Unknown:
        break;
    }
#endif
    return std::nullopt;
}

template <typename Receiver, typename Slot>
void onPlatformSchemeChanged([[maybe_unused]] Receiver *receiver, [[maybe_unused]] Slot slot)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    QObject::connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, receiver, slot);
#endif
}

/// Lets title bars and native dialogs follow a theme that the person forced.
inline void forcePlatformScheme([[maybe_unused]] bool forced, [[maybe_unused]] bool dark)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QGuiApplication::styleHints()->setColorScheme(!forced ? Qt::ColorScheme::Unknown
                                                  : dark  ? Qt::ColorScheme::Dark
                                                          : Qt::ColorScheme::Light);
#endif
}

inline bool platformWantsContrast()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 10, 0)
    return QGuiApplication::styleHints()->accessibility()->contrastPreference() == Qt::ContrastPreference::HighContrast;
#else
    return false;
#endif
}

inline void setAccent([[maybe_unused]] QPalette &palette, [[maybe_unused]] const QColor &accent)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 6, 0)
    palette.setColor(QPalette::Accent, accent);
#endif
}

} // namespace qtversion
