// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "panes/keyspane.h"
#include "widgets/tableview.h"
#include "writesession.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QLabel>

/// The pane of activation keys in a window of its own, signed in to a real sandbox through a proxy.
class Screen : public WriteSession
{
public:
    explicit Screen(SandboxOptions options = {}, RetryPolicy policy = quickPolicy());
    ~Screen();

    KeysPane &pane() { return *m_pane; }
    QWidget &window() { return m_window; }
    RecordProxy &rows() { return *m_pane->tableView().rows(); }
    /// What the table shows in a column of one key: "title", "owner", "key".
    QString cell(qint64 key, QLatin1StringView column);
    void choose(const QList<qint64> &keys);
    /// The button of that accessible name that can be seen and used; null without one.
    QAbstractButton *button(const QString &name, QWidget *in = nullptr);
    /// Clicks it; false when there is none.
    bool click(const QString &name, QWidget *in = nullptr);
    /// Everything that can be read in labels, in reading order, for looking up words.
    QString words(QWidget *in = nullptr);

private:
    QWidget m_window;
    KeysPane *m_pane;
};

/// Names of what is seen and rich text, or may be: server text must never become markup.
QStringList richTexts(QWidget *in);
