// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/sheet.h"

class Label;
class QFileDialog;

/// Text to be read and copied: requests before they are sent, versions for a report.
class TextSheet : public Sheet
{
    Q_OBJECT
public:
    TextSheet(const QString &title, const QString &subtitle, const QString &text, QWidget *window);

    /// Adds a button that writes the text to a file of the person's choice.
    void offerSaving(const QString &fileName);

private:
    void save(const QString &path);

    const QString m_text;
    Label *m_note; ///< what came of saving
    QFileDialog *m_dialog = nullptr;
};
