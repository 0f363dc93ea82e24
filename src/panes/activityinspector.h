// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "panes/subscription.h"
#include "widgets/ground.h"

class Badge;
class FlowLayout;
class Label;
class PlanReader;
class QPlainTextEdit;
class QPushButton;

/// Beside the activity: what one change was to do, what was sent and answered, and what can still be decided about it.
class ActivityInspector : public Ground
{
    Q_OBJECT
public:
    ActivityInspector(Subscription &subscription, PlanReader &plans, QWidget *parent = nullptr);

    /// `change` is null for a plan as a whole; both null for nothing. Copies what it needs.
    void showItem(const Plan *plan, const Change *change, const QString &planTitle, const QString &planResult);
    bool isShowing(PlanId plan) const { return m_plan && m_plan->id == plan; }
    /// A plan of which nothing is known yet but its title; `why` says so.
    void showUnread(const QString &planTitle, const QString &why);

signals:
    void unread(const Failure &failure);
    void undoWanted();
    void retryWanted();
    void hideWanted();

private:
    void buildButtons();
    void showPlan(const QString &title, const QString &result);
    void summarize();
    void showSummary();
    void setDetails(const QStringList &lines);
    void showChange(const Change &change);
    void showAttempts(const QStringList &lines, const QList<AttemptRecord> &attempts);
    QStringList valueLines(const Change &change) const;
    QStringList wantedLines(const Change &change) const;
    void updateButtons();
    void withRun(std::function<void(ApplyRun &)> act);
    void decide(void (ApplyRun::*action)(ChangeId));
    void adopt();
    ApplyRun *run() const;

    /// What was reviewed, which no run alters: worked out once for a plan.
    struct Summary
    {
        QByteArray digest;
        QList<std::pair<Change, int>> alike; ///< one of each kind, and how many there are
        bool isKnown = false;
    };
    static Summary summaryOf(const QList<Change> &changes, const QByteArray &digest);

    Subscription &m_subscription;
    PlanReader &m_plans;
    std::optional<Plan> m_plan;
    Summary m_summary;
    std::optional<Change> m_change;
    Label *m_title, *m_reason, *m_advice;
    Badge *m_state;
    QPlainTextEdit *m_details;
    Ground *m_foot;
    FlowLayout *m_buttons;
    QPushButton *m_undo, *m_retry, *m_look, *m_mine, *m_server, *m_again, *m_adopt;
};
