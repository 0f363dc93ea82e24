// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/keybulk.h"
#include "domain/tag.h"
#include "domain/user.h"

#include <QHash>
#include <QWidget>

class ChipRow;
class Label;
class QComboBox;
class MarkedField;
class OwnerPicker;
class QDateEdit;
class QGridLayout;
class QSpinBox;
class Segmented;

/// One edit for many keys: what differs between them is "(mixed)", what is not touched is not sent.
class BulkKeyForm : public QWidget
{
    Q_OBJECT
public:
    explicit BulkKeyForm(QWidget *parent = nullptr);

    void setDirectory(const UserDirectory &users, const TagTree &tags);
    void showCommon(const KeyCommon &common);
    KeyBulkEdit edit() const;
    bool isUnderstood() const;
    OwnerPicker *ownerPicker() const { return m_owner; }

signals:
    void changed();

private:
    void buildWho(QGridLayout &grid);
    void buildModules();
    void addModuleRow(const QString &word, int count);
    void clearModules();
    void onType();
    void mark();
    void showTags();
    void chooseTags();

    OwnerPicker *m_owner;
    Segmented *m_state;
    QComboBox *m_type; ///< five choices do not fit as segments
    QSpinBox *m_limit;
    QDateEdit *m_expires;
    ChipRow *m_tags;
    MarkedField *m_ownerField, *m_stateField, *m_typeField, *m_limitField, *m_expiresField, *m_tagsField;
    Label *m_modulesOf, *m_tagsNote;
    QGridLayout *m_modules;
    KeyCommon m_common;
    KeyBulkEdit m_edit;
    TagTree m_tree;
    bool m_filling = false;
};
