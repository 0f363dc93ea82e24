// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "domain/webapp.h"

#include <QHash>

#include <functional>

/// Scanner and lock of an app as they were read once: they hold for as long as the app was not updated.
struct KeptScanner
{
    QDateTime updated; ///< UTC; of the app, when it was read
    QDateTime readAt;  ///< UTC
    ScannerSetting setting;

    friend bool operator==(const KeptScanner &, const KeptScanner &) = default;
};
using KeptScanners = QHash<WebAppId, KeptScanner>;

/// Where they are kept from one start of the program to the next, since each costs a call. Everything in it can be
/// fetched again. Work is done elsewhere; answers come on the caller's thread, none after the store is gone.
class WebAppStore
{
public:
    virtual ~WebAppStore() = default;

    virtual void load(std::function<void(const Result<KeptScanners> &)> done) = 0;
    virtual void keep(const KeptScanners &scanners) = 0;
};
