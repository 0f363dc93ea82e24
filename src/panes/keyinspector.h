// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/keybulk.h"
#include "domain/keyrules.h"
#include "panes/subscription.h"
#include "widgets/ground.h"

class BulkKeyForm;
class EmptyState;
class KeyForm;
class KeyHead;
class InspectorPage;
class Label;
class Notice;
class QCheckBox;
class QPushButton;
class QStackedWidget;

/// Beside the table: the chosen key with its form, the bulk form for several, or nothing. Stages edits, sends nothing.
/// What was typed is never lost: when another key is chosen it is staged, or kept until it makes sense.
class KeyInspector : public Ground
{
    Q_OBJECT
public:
    explicit KeyInspector(Subscription &subscription, QWidget *parent = nullptr);
    ~KeyInspector() override;

    /// The keys as the table shows them (negative ids are keys that are staged to be made), several, or none.
    void showKeys(const QList<qint64> &ids);
    /// Starts a key that does not exist yet; one that was begun and not staged goes on instead.
    void startNew(const ActivationKey &draft);
    void dropDraft() { m_draft.reset(); }
    bool hasUnstagedEdits() const;
    void refresh(); ///< the list or the staging area moved
    KeyForm *form() const { return m_form; }
    BulkKeyForm *bulkForm() const { return m_bulk; }
    void focusForm();

signals:
    void copyKeyWanted(const QString &key);
    void installWanted(qint64 id);
    void deleteWanted(const QList<qint64> &ids);
    void duplicateWanted(qint64 id);
    void agentsWanted(qint64 id);
    void hideWanted();
    void previewWanted(const QList<Change> &changes);
    /// A new key has its place in the table.
    void newKeyStaged(qint64 object);
    /// Typed edits were staged because another key was chosen.
    void stagedOnLeaving(const QString &what);
    /// Edits of several keys that none of them could take are gone with the choice of keys.
    void refusedOnLeaving(int count, const KeyProblem &first);

private:
    void buildBody();
    void buildFoot();
    void showOne();
    void showDraft();
    void showMany();
    void showNothing();
    void onEdited();
    void updateFoot();
    void updateOneFoot();
    void updateManyFoot();
    void stage();
    void stageOne();
    void stageMany();
    void stageWhatMakesSense();
    void discard();
    bool isDraft() const { return m_ids.isEmpty() && m_draft.has_value() && m_showsDraft; }
    std::optional<ActivationKey> serverKey() const;
    ActivationKey stagedKey(const ActivationKey &server) const;
    QList<ActivationKey> chosenKeys() const;
    QList<KeyProblem> problemsOf(const ActivationKey &wanted) const;
    std::optional<Change> changeFromForm() const;
    struct BulkChanges
    {
        QList<Change> changes;
        int refused = 0, deleting = 0; ///< keys left out
        KeyProblem first{};            ///< of those refused
    };
    BulkChanges changesFromBulk() const;
    bool isDeleting(qint64 id) const;
    void leave();
    bool agentsWishChanged() const;

    Subscription &m_subscription;
    QList<qint64> m_ids;
    std::optional<ActivationKey> m_draft; ///< of a new key that is not staged yet
    bool m_showsDraft = false;
    QHash<qint64, QJsonObject> m_typed; ///< edits that are in no staged change yet, by object
    ActivationKey m_shown;              ///< what the form started from, without what was typed
    QStackedWidget *m_stack;
    EmptyState *m_nothing;
    InspectorPage *m_scroll;
    KeyHead *m_head;
    KeyForm *m_form;
    BulkKeyForm *m_bulk;
    Notice *m_wider;
    QCheckBox *m_applyOnAgents;
    QHash<qint64, bool> m_waitingWishes; ///< of keys that could not be staged when they were left
    std::optional<bool> m_agentsWish;    ///< ticked or unticked and not staged; survives a refresh of the list
    Label *m_widerNote;
    Ground *m_foot;
    Label *m_footTitle, *m_footText;
    QPushButton *m_preview, *m_discard, *m_stage;
};
