// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "panes/subscription.h"
#include "domain/keybulk.h"
#include "panes/words.h"

#include <QWidget>

class Badge;
class BulkKeyForm;
class KeyForm;
class Notice;
class QCheckBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QToolButton;

/// Beside the table: the current key with its form, the bulk form for several, or nothing. Stages edits, sends nothing.
class KeyInspector : public QWidget
{
    Q_OBJECT
public:
    explicit KeyInspector(Subscription &subscription, QWidget *parent = nullptr);
    ~KeyInspector() override;

    /// The key as the table shows it (negative ids are keys that are staged to be made), several, or none.
    void showKeys(const QList<qint64> &ids);
    /// Starts a key that does not exist yet.
    void startNew(const ActivationKey &draft);
    bool hasUnstagedEdits() const;
    void refresh(); ///< the list or the staging area moved
    KeyForm *form() const { return m_form; }

signals:
    void copyKeyWanted(const QString &key);
    void installWanted(qint64 id);
    void deleteWanted(const QList<qint64> &ids);
    void duplicateWanted(qint64 id);
    void previewWanted(const QList<Change> &changes);
    void staged(qint64 object);

private:
    void buildHead();
    void buildFoot();
    void showOne();
    void showMany();
    void showNothing();
    void onEdited();
    void updateFoot();
    void stageOne();
    void stageMany();
    void discard();
    void reveal(bool on);
    std::optional<ActivationKey> serverKey() const;
    ActivationKey stagedKey(const ActivationKey &server) const;
    QList<ActivationKey> chosenKeys() const;
    std::optional<Change> changeFromForm() const;

    Subscription &m_subscription;
    QList<qint64> m_ids;
    std::optional<ActivationKey> m_draft; ///< of a new key that is not staged yet
    ActivationKey m_shown;               ///< what the form started from
    QStackedWidget *m_stack;
    QWidget *m_head = nullptr;
    QLabel *m_title = nullptr, *m_agents = nullptr, *m_keyText = nullptr;
    Badge *m_state = nullptr, *m_staged = nullptr;
    QToolButton *m_menu = nullptr, *m_reveal = nullptr, *m_copy = nullptr, *m_install = nullptr;
    QWidget *m_keyRow = nullptr;
    KeyForm *m_form;
    BulkKeyForm *m_bulk;
    Notice *m_wider;
    QCheckBox *m_applyOnAgents;
    QLabel *m_footText;
    QPushButton *m_preview, *m_discard, *m_stage;
    QTimer m_hideKey;
    bool m_revealed = false;
};
