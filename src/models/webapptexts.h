// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/cell.h"

#include "domain/webapp.h"

#include <QCoreApplication>

/// The words and figures of the columns of WebAppModel. What nobody has told yet is said to be unknown.
class WebAppTexts
{
    Q_DECLARE_TR_FUNCTIONS(WebAppTexts)

public:
    static QString name(const WebApp &app, const CellContext &context);
    static QString shortUrl(const WebApp &app, const CellContext &context); ///< without "https://"
    static QString scanner(const WebApp &app, const CellContext &context);
    static void fillScanner(Cell &cell, const WebApp &app, const WebApp &before, const CellContext &context);
    static QString scannerTip(const WebApp &app, const CellContext &context);
    static QString lock(const WebApp &app, const CellContext &context);
    static void fillLock(Cell &cell, const WebApp &app, const WebApp &before, const CellContext &context);
    static QString lastScan(const WebApp &app, const CellContext &context);
    static QVariant sortLastScan(const WebApp &app, const CellContext &context);
    static QString lastScanTip(const WebApp &app, const CellContext &context);
    static QString result(const WebApp &app, const CellContext &context);
    static QVariant sortResult(const WebApp &app, const CellContext &context); ///< by what needs a person
    static void fillResult(Cell &cell, const WebApp &app, const WebApp &before, const CellContext &context);
    static QString auth(const WebApp &app, const CellContext &context);
    static void fillAuth(Cell &cell, const WebApp &app, const WebApp &before, const CellContext &context);
    static QString verdictTip(const WebApp &app, const CellContext &context);
    static QString owner(const WebApp &app, const CellContext &context);
    static QString tags(const WebApp &app, const CellContext &context);
    static void fillTags(Cell &cell, const WebApp &app, const WebApp &before, const CellContext &context);
};
