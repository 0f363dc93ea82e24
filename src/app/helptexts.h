// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

class QAction;

/// The filter language by examples, and what the panes are for.
QString filterHelp();
/// Every command that has keys.
QString shortcutHelp(const QList<QAction *> &actions);
