// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/sheet.h"

/// Text to be read and copied: requests before they are sent, versions for a report.
class TextSheet : public Sheet
{
    Q_OBJECT
public:
    TextSheet(const QString &title, const QString &subtitle, const QString &text, QWidget *window);
};
