// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/keybulk.h"
#include "domain/tag.h"
#include "domain/user.h"

#include <QHash>
#include <QWidget>

class ChipRow;
class OwnerPicker;
class QGridLayout;
class QLabel;
class Segmented;

/// One edit for many keys: what differs is "(mixed)", what is not touched is not sent.
class BulkKeyForm : public QWidget
{
    Q_OBJECT
public:
    explicit BulkKeyForm(QWidget *parent = nullptr);

    void setDirectory(const UserDirectory &users, const TagTree &tags);
    void show(const KeyCommon &common);
    using QWidget::show;
    KeyBulkEdit edit() const;

signals:
    void changed();

private:
    void addModuleRow(const QString &word, int count);
    void showTags();

    OwnerPicker *m_owner;
    Segmented *m_state;
    QGridLayout *m_modules;
    ChipRow *m_tags;
    QLabel *m_note;
    KeyCommon m_common;
    KeyBulkEdit m_edit;
    TagTree m_tree;
};
