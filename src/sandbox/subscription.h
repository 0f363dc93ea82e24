// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QUrl>

/// Facts of the fictional subscription that are in no table.
namespace sandbox::subscription {

inline constexpr char customerUuid[] = "4b1f0c52-7d3a-83c1-8211-5e0a9d6c7f10";
inline constexpr char pod[] = "USPOD02";

/// Whether nobody outside reaches a host, so that it takes an appliance to scan it: those have ".int." in their name.
inline bool isInside(const QString &url)
{
    return QUrl(url).host().contains(QLatin1String(".int."));
}

} // namespace sandbox::subscription
