// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/sheet.h"

#include <QStringList>

class Label;
class QLineEdit;
class QPushButton;

/// Asks for the name under which a filter is to be found again.
class SaveFilterSheet : public Sheet
{
    Q_OBJECT
public:
    /// `now` is the name it has already, empty when none; `taken` are the names of others.
    SaveFilterSheet(const QString &filter, const QString &now, const QStringList &taken, QWidget *window);

signals:
    void confirmed(const QString &name);

private:
    void follow();

    const QString m_now;
    const QStringList m_taken;
    QLineEdit *m_name;
    Label *m_note; ///< what saving would replace or rename
    QPushButton *m_save;
};
