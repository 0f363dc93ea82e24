// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/cell.h"

#include "domain/activationkey.h"

#include <QCoreApplication>

/// The words and figures of the columns of ActivationKeyModel.
class KeyTexts
{
    Q_DECLARE_TR_FUNCTIONS(KeyTexts)

public:
    static void fillTitle(Cell &cell, const ActivationKey &key, const ActivationKey &before,
                          const CellContext &context);
    static QString state(const ActivationKey &key, const CellContext &context);
    static void fillState(Cell &cell, const ActivationKey &key, const ActivationKey &before,
                          const CellContext &context);
    static QVariant sortState(const ActivationKey &key, const CellContext &context);

    static QString modules(const ActivationKey &key, const CellContext &context);
    static QString spokenModules(const ActivationKey &key, const CellContext &context);
    static void fillModules(Cell &cell, const ActivationKey &key, const ActivationKey &before,
                            const CellContext &context);

    static QString moduleTip(const ActivationKey &key, const CellContext &context);

    static QString usage(const ActivationKey &key, const CellContext &context);
    static QString copiedUsage(const ActivationKey &key, const CellContext &context);
    static void fillUsage(Cell &cell, const ActivationKey &key, const ActivationKey &before,
                          const CellContext &context);
    static QVariant sortUsage(const ActivationKey &key, const CellContext &context);

    static QString expires(const ActivationKey &key, const CellContext &context);
    static QString spokenExpires(const ActivationKey &key, const CellContext &context);
    static QString isoExpires(const ActivationKey &key, const CellContext &context);
    static QString expiresTip(const ActivationKey &key, const CellContext &context);
    static void fillExpires(Cell &cell, const ActivationKey &key, const ActivationKey &before,
                            const CellContext &context);
    static QVariant sortExpires(const ActivationKey &key, const CellContext &context);

    static QString owner(const ActivationKey &key, const CellContext &context);
    static void fillOwner(Cell &cell, const ActivationKey &key, const ActivationKey &before,
                          const CellContext &context);
    static QString tags(const ActivationKey &key, const CellContext &context);
    static QString tagPaths(const ActivationKey &key, const CellContext &context);
    static void fillTags(Cell &cell, const ActivationKey &key, const ActivationKey &before, const CellContext &context);
    static QString type(const ActivationKey &key, const CellContext &context);
    static QString created(const ActivationKey &key, const CellContext &context);
    static QString isoCreated(const ActivationKey &key, const CellContext &context);
    static QString network(const ActivationKey &key, const CellContext &context);

private:
    static QString remaining(qint64 days);
    static QString dayOf(const QDateTime &at, const QDateTime &now);
};
