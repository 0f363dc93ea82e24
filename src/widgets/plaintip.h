// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPoint>
#include <QString>

class QWidget;

/// Text as a tooltip that stays text: Qt takes what looks like markup for markup, and names come from the server.
QString plainTip(const QString &text);
/// Shows it; empty text hides what is shown.
void showPlainTip(QPoint globalPosition, const QString &text, QWidget *of);
