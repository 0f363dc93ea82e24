// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "domain/wasscan.h"

#include <QJsonObject>

/// A scan as named values, for changes: a launch is the create of a scan, a cancel an update of its `cancel`, a delete
/// a delete.
namespace scanfields {

using namespace Qt::StringLiterals;

inline constexpr auto name = "name"_L1;
inline constexpr auto type = "type"_L1;
inline constexpr auto app = "webApp"_L1;            ///< id
inline constexpr auto scanner = "scanner"_L1;       ///< as in domain/webappfields.h; missing: the app's default
inline constexpr auto authRecord = "authRecord"_L1; ///< id, or "default"; missing: as an anonymous visitor
inline constexpr auto profile = "profile"_L1;       ///< id; missing: the app's default
inline constexpr auto cancelAfterHours = "cancelAfterNHours"_L1;
inline constexpr auto cancelOption = "cancelOption"_L1;
inline constexpr auto dnsOverride = "dnsOverride"_L1; ///< id
inline constexpr auto sendMail = "sendMail"_L1;
inline constexpr auto tags = "tags"_L1;
/// Of a launch: the id of the scan it repeats; name, type and app are the expected ones.
inline constexpr auto again = "again"_L1;
/// "discard" or "keep-results" of what is to be or was canceled, empty otherwise. Which of the two it was does not show
/// on a canceled scan, so they are equal when compared.
inline constexpr auto cancel = "cancel"_L1;
inline constexpr auto over = "over"_L1; ///< neither under way nor being processed

} // namespace scanfields

enum class ScanCancel { Discard, KeepResults };
constexpr auto wireTable(ScanCancel)
{
    using namespace Qt::StringLiterals;
    using enum ScanCancel;
    return std::to_array<Wire<ScanCancel>>({{Discard, "discard"_L1}, {KeepResults, "keep-results"_L1}});
}

/// What a change compares of a scan that exists.
QJsonObject scanToFields(const WasScan &scan);
bool sameScanValue(QAnyStringView field, const QJsonValue &a, const QJsonValue &b);

QJsonObject launchToFields(const ScanLaunch &launch);
ScanLaunch launchFromFields(const QJsonObject &fields);
/// A launch that does again what a scan did.
QJsonObject againToFields(const WasScan &scan, const QString &name);
/// What of a launch shows on the scan it made: a pool does not, since one of its appliances is picked.
QJsonObject expectedOfLaunch(const QJsonObject &desired);
