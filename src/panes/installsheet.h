// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/activationkey.h"
#include "widgets/sheet.h"

class Label;
class MarkedField;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class Segmented;

/// Install commands of a key for each operating system, secrets masked until copied. The customer id is typed or
/// confirmed by the person: no key answer holds it.
class InstallSheet : public Sheet
{
    Q_OBJECT
public:
    /// `suggestion` is what the platform's answers hint at; it counts only once it is copied.
    InstallSheet(const ActivationKey &key, const QString &customerId, const QString &suggestion,
                 const QString &agentServer, QWidget *window);

signals:
    void customerIdConfirmed(const QString &id);
    void copySecret(const QString &secret, const QString &what);

private:
    QWidget *buildBody(const QString &hint);
    void follow();
    void copy();
    QString command(bool masked) const;

    ActivationKey m_key;
    QString m_agentServer;
    QLineEdit *m_customerId, *m_server;
    MarkedField *m_customerField, *m_serverField;
    Segmented *m_system;
    QPlainTextEdit *m_text;
    QPushButton *m_copy;
};
