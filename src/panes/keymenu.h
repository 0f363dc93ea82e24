// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/activationkey.h"

#include <QMenu>

class KeysPane;

/// What can be done with the chosen keys.
class KeyMenu : public QMenu
{
    Q_OBJECT
public:
    /// `one` is the key itself when exactly one that exists is chosen.
    KeyMenu(KeysPane &pane, const QList<qint64> &ids, const ActivationKey *one);
};
