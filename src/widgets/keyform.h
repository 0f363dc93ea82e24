// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/keyrules.h"
#include "domain/tag.h"
#include "domain/user.h"
#include "widgets/binder.h"

#include <QHash>
#include <QWidget>

#include <memory>

class MarkedField;
namespace Ui {
class KeyForm;
}

/// One activation key with the edits a person is making. Shows a value, knows no server, saves nothing.
class KeyForm : public QWidget
{
    Q_OBJECT
public:
    explicit KeyForm(QWidget *parent = nullptr);
    ~KeyForm() override;

    void setDirectory(const UserDirectory &users, const TagTree &tags);
    /// `was` is the key as the server holds it, against which edits are marked; for a new key both are the start.
    void show(const ActivationKey &was, const ActivationKey &now);
    ActivationKey edited() const;
    bool isUnderstood() const; ///< false while a field holds something that cannot be a value
    /// Texts by problem, worded by the pane.
    void setProblems(const QList<std::pair<KeyProblem, QString>> &problems);
    void setEditable(bool editable, const QString &why = {});
    void focusTitle();

signals:
    void changed();

private:
    void bindFields();
    void markFields();
    void showTags();
    void followType();
    MarkedField *wrap(QWidget *field);
    void revert(void (*copy)(ActivationKey &now, const ActivationKey &was));

    std::unique_ptr<Ui::KeyForm> ui;
    Binder<ActivationKey> m_binder;
    ActivationKey m_was;
    QList<TagRef> m_tags;
    UserDirectory m_users;
    TagTree m_tree;
    QHash<QWidget *, MarkedField *> m_marks;
    std::optional<QDateTime> m_expires;
    bool m_filling = false;
};
