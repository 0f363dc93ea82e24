// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/ownerpicker.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>

using namespace Qt::StringLiterals;

OwnerPicker::OwnerPicker(QWidget *parent)
    : QComboBox(parent)
{
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(8);
    setMaxVisibleItems(12);
    completer()->setFilterMode(Qt::MatchContains);
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    completer()->setCaseSensitivity(Qt::CaseInsensitive);
    lineEdit()->setPlaceholderText(tr("Name, login or id"));
    connect(this, &QComboBox::activated, this, [this](int index) { take(itemText(index)); });
    connect(lineEdit(), &QLineEdit::editingFinished, this, [this] { take(currentText()); });
    connect(lineEdit(), &QLineEdit::textEdited, this, [this] { setUnderstood(true); });
    setDirectory({});
}

QString OwnerPicker::labelOf(const User &user) const
{
    const QString name = ::displayName(user);
    if (name.isEmpty())
        return tr("id %1 (name not known)").arg(user.id.toString());
    return user.login.isEmpty() || user.login == name ? name : tr("%1 (%2)").arg(name, user.login);
}

/// A field that has the focus at the end tells that it was left, to a picker that is taken apart.
OwnerPicker::~OwnerPicker()
{
    lineEdit()->disconnect(this);
}

void OwnerPicker::setDirectory(const UserDirectory &users)
{
    m_users = users;
    const QSignalBlocker silent(this);
    clear();
    addItem(tr("No owner"), QVariant::fromValue(qint64(0)));
    for (const User &user : m_users.all()) {
        addItem(labelOf(user), user.id.value);
        setItemData(count() - 1, tr("id %1").arg(user.id.toString()), Qt::ToolTipRole);
    }
    if (m_mixed)
        setMixed();
    else
        setOwner(m_owner);
}

void OwnerPicker::setOwner(UserId id)
{
    m_mixed = false;
    m_owner = id;
    setUnderstood(true);
    int index = findData(id.value);
    if (index < 0) {
        m_users.noteSeen(id);
        addItem(labelOf({.id = id}), id.value);
        index = count() - 1;
    }
    const QSignalBlocker silent(this);
    setCurrentIndex(index);
    lineEdit()->setCursorPosition(0);
    setToolTip(id ? tr("id %1").arg(id.toString()) : QString());
}

void OwnerPicker::setMixed()
{
    const QSignalBlocker silent(this);
    m_mixed = true;
    setUnderstood(true);
    setCurrentIndex(-1);
    setEditText(QString());
    lineEdit()->setPlaceholderText(tr("(mixed)"));
}

UserId OwnerPicker::owner() const
{
    return m_owner;
}

void OwnerPicker::setUnderstood(bool understood)
{
    if (m_understood == understood)
        return;
    m_understood = understood;
    emit understoodChanged(understood);
}

void OwnerPicker::take(const QString &text)
{
    const QString typed = text.trimmed();
    if (m_mixed && typed.isEmpty())
        return;
    std::optional<UserId> found;
    if (const int index = findText(typed, Qt::MatchFixedString); index >= 0)
        found = UserId{itemData(index).toLongLong()};
    for (const User &user : m_users.all())
        if (!found && (user.login == typed || ::displayName(user).compare(typed, Qt::CaseInsensitive) == 0))
            found = user.id;
    bool isNumber = false;
    const qint64 number = typed.toLongLong(&isNumber);
    if (!found && isNumber && number > 0)
        found = UserId{number};
    if (!found) {
        setUnderstood(false);
        return;
    }
    const bool changed = m_mixed || *found != m_owner;
    setOwner(*found);
    if (changed)
        emit ownerChanged(*found);
}
