// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/filter/query.h"
#include "panes/activityplace.h"
#include "panes/pane.h"
#include "panes/subscription.h"
#include "panes/words.h"

class ActivityInspector;
class ActivityModel;
class Banner;
class EmptyState;
class InspectorSplit;
class Label;
class ListHead;
class PlanReader;
class QTreeView;

/// What was sent and what came of it: plans, their changes, and what a person can still do about them.
class ActivityPane final : public Pane
{
    Q_OBJECT
public:
    explicit ActivityPane(Subscription &subscription, QWidget *parent = nullptr);

    FilterBar *filterBar() const override { return m_filterBar; }
    QWidget *table() const override;
    QWidget *inspectorWidget() const override;
    void setInspectorShown(bool shown) override;
    bool isInspectorShown() const override;
    void setNarrow(bool narrow) override;
    void refresh() override;
    void editCurrent() override {}
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;

    int needingPerson() const;
    void showPlan(PlanId plan);
    void verifyChain();
    void undoCurrentPlan();
    void undoPlan(PlanId id);

signals:
    void needingPersonChanged();
    /// An undo, or a retry, is a plan like any other and goes through the review.
    void reviewWanted(const QList<Change> &changes, bool undo);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void buildView();
    void connectRuns();
    void reload();
    void take(const Result<QList<PlanSummary>> &plans);
    void onCurrentChanged();
    void onModelChanged();
    void updateBanner();
    bool mayBeRetried(const Change &change) const;
    void retryFailed();
    const Plan *currentPlan() const; ///< its outline
    void readCurrent(PlanId id);
    void complain(const Failure &failure);

    Subscription &m_subscription;
    PlanReader *m_plans;
    FilterBar *m_filterBar;
    ActivityModel *m_model;
    Banner *m_banner, *m_chainBanner, *m_readBanner;
    ListHead *m_head;
    QTreeView *m_view;
    EmptyState *m_empty;
    ActivityInspector *m_inspector;
    InspectorSplit *m_split;
    ActivityPlace m_place;    ///< from before the model was reset
    PlanId m_wanted;          ///< to be shown once the history has it
    bool m_isActing = false;  ///< a plan is read to be taken back or tried again
    bool m_isReading = false; ///< a plan for the inspector
    PlanId m_unread;          ///< could not be read when it was to be shown
    Sentence m_whyUnread = {};
    QTimer m_reloadSoon;
};
