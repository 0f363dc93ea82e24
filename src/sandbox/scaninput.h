// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/servicerequest.h"

namespace sandbox {

/// The scanner that a launch asks for.
struct AskedScanner
{
    QString type; ///< EXTERNAL, INTERNAL or scannerTags
    QString name;
    QStringList tags; ///< ids
};

/// The WasScan of a launch, in the right form but not yet checked against anything.
struct ScanInput
{
    QString name, type;
    QList<qint64> webApps; ///< one, or those of a multi-scan
    QStringList includedTags, excludedTags;
    bool includesAll = false; ///< of the included tags, rather than any
    bool isMulti = false;
    std::optional<qint64> authRecord;
    bool defaultAuthRecord = false;
    /// Of a multi-scan: what the web application itself has comes first.
    bool prefersOwnScanner = false, prefersOwnProfile = false, prefersOwnRecord = false;
    std::optional<AskedScanner> scanner;
    QString cancelOption = QStringLiteral("DEFAULT");
    std::optional<qint64> cancelAfter;
    QString cancelAt;
    qint64 profile = 0;
    bool sendMail = false, sendOneMail = false;
};

/// The one WasScan under `data`.
Checked<ScanInput> readScanInput(const ServiceRequest &request);

} // namespace sandbox
