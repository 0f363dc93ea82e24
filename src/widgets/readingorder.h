// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>

class QWidget;

/// What can take the keyboard below `root`, as the eye finds it: boxes from top to bottom and along the line, each with
/// all that is in it before the next. The order in which widgets were made says little: forms wrap their fields and
/// make them anew. Sheets are left out; they keep the keyboard to themselves.
QList<QWidget *> readingOrder(QWidget *root);

/// Moves the keyboard to the next or previous of them, round and round; false when there is none. What scrolls is
/// scrolled to it.
bool focusNeighbour(QWidget *root, bool next);
