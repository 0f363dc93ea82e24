// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/user.h"

#include <QComboBox>

/// Chooses a person by name, login or id. A number that nobody is known by is taken as an id, since the service hides
/// some users (other Managers) from everybody.
class OwnerPicker : public QComboBox
{
    Q_OBJECT
public:
    explicit OwnerPicker(QWidget *parent = nullptr);
    ~OwnerPicker() override;

    void setDirectory(const UserDirectory &users);
    void setOwner(UserId id);
    UserId owner() const; ///< the last one that could be understood
    QString nameOf(UserId id) const { return id ? m_users.nameOf(id) : tr("no owner"); }
    bool isUnderstood() const { return m_understood; }
    /// Shows "(mixed)" until a person chooses.
    void setMixed();
    bool isMixed() const { return m_mixed; }

signals:
    void ownerChanged(UserId id);
    void understoodChanged(bool understood);

private:
    void take(const QString &text);
    QString labelOf(const User &user) const;
    void setUnderstood(bool understood);

    UserDirectory m_users;
    UserId m_owner;
    bool m_understood = true;
    bool m_mixed = false;
};
