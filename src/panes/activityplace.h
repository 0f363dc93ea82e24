// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSet>

class QTreeView;

/// Where somebody is in the list of plans, to be found again after it was filled anew: a run that ends while they read
/// must not close what they opened.
struct ActivityPlace
{
    qint64 plan = 0, change = 0; ///< the current ones, 0 for none
    int row = 0;                 ///< of the change, where it most likely is again
    QSet<qint64> open;           ///< plans whose changes are shown
    int above = 0;               ///< rows between the top and the current one

    static ActivityPlace of(const QTreeView &view);
    void restore(QTreeView &view) const;
};
