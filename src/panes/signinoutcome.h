// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/signin.h"
#include "widgets/tokens.h"

#include <QWidget>

class IconLabel;
class Label;
class QPushButton;
class QVBoxLayout;

/// What came of a sign-in: one sentence with what to do next, the server's own words on demand, a line for each part of
/// the service, and how the connection is protected. Hidden until there is something to say.
class SignInOutcome : public QWidget
{
    Q_OBJECT
public:
    explicit SignInOutcome(QWidget *parent = nullptr);

    void clear();
    void showWork(const QString &text);
    void showWarning(const QString &text);
    void showFailure(const QString &what, const QString &next, const QString &details);
    void showAccess(const ModuleAccess &access);
    /// As Exchange::tls has it; empty on plain http.
    void showConnection(const QString &tls);

private:
    void say(QLatin1StringView icon, Token iconInk, Token ink, const QString &text);

    IconLabel *m_icon;
    Label *m_what, *m_next, *m_details, *m_connection;
    QPushButton *m_more;
    QWidget *m_sentence, *m_accessBox, *m_connectionRow;
    QVBoxLayout *m_access;
};
