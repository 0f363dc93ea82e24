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
    void showKey(const ActivationKey &was, const ActivationKey &now);
    ActivationKey edited() const;
    bool isUnderstood() const; ///< false while a field holds something that cannot be a value
    /// Texts by problem, worded by the pane.
    void setProblems(const QList<std::pair<KeyProblem, QString>> &problems);
    void setEditable(bool editable, const QString &why = {});
    void focusTitle();
    QWidget *ownerField() const;

signals:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    using Copy = void (*)(ActivationKey &now, const ActivationKey &was);

    void bindFields();
    void bindWho();
    void bindLimits();
    void bindLists();
    /// Told whether a member differs from the one on the server, marks its field and offers the way back.
    template <typename Value>
    std::function<void(bool, const Value &)> marker(QWidget *field, std::function<QString(const Value &)> words,
                                                    Copy copy);
    void arrange();
    void onEdited();
    void markFields();
    void showTags();
    void chooseTags();
    void followType();
    MarkedField *wrap(QWidget *field);
    void revert(Copy copy);

    std::unique_ptr<Ui::KeyForm> ui;
    Binder<ActivationKey> m_binder;
    ActivationKey m_was;
    QList<TagRef> m_tags;
    UserDirectory m_users;
    TagTree m_tree;
    QHash<QWidget *, MarkedField *> m_marks;
    std::optional<QDateTime> m_expires;
    qint64 m_limit = 0, m_network = 0; ///< as given, which may be more than a box can show
    bool m_filling = false;
};
