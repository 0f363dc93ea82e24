// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/plan.h"
#include "panes/reviewgroups.h"
#include "panes/subscription.h"
#include "widgets/sheet.h"

#include <QSet>

class Notice;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;
class Segmented;

/// The last look before anything is sent: every value that changes, how many requests, what cannot be undone. The objects
/// are read again when it opens; what it shows is what the plan's digest covers.
class ReviewSheet : public Sheet
{
    Q_OBJECT
public:
    ReviewSheet(Subscription &subscription, QList<Change> staged, bool undo, QWidget *window);

    /// Changes as the person left them after resolving conflicts; the plan took `Plan::changes`, the rest stays staged.
    const Plan &plan() const { return m_plan; }

signals:
    void confirmed(const Plan &plan, const QList<qint64> &takenObjects);
    /// "Take server": the staged edit of this object is dropped.
    void dropped(const QList<qint64> &objects);
    void requestsWanted(const QList<Change> &changes);

private:
    enum class Decision { Later, TakeServer, KeepMine };

    void readAgain();
    void rebuild();
    void decide(qint64 object, Decision decision);
    void recount();
    void showRequests();
    void apply();
    QList<Change> included() const;

    Subscription &m_subscription;
    QList<Change> m_staged;
    bool m_undo;
    Plan m_plan;
    QHash<qint64, QList<FieldDifference>> m_conflicts;
    QSet<qint64> m_vanished;
    QSet<qint64> m_left; ///< objects left out by the person
    QHash<qint64, QJsonObject> m_now;
    bool m_fresh = false;
    Ticket m_reading;

    QLabel *m_counts, *m_cost, *m_undoLine, *m_status;
    QWidget *m_list;
    QVBoxLayout *m_rows;
    Notice *m_confirmBox;
    QLabel *m_confirmText;
    QLineEdit *m_confirmEdit;
    Segmented *m_onFailure;
    QPushButton *m_apply, *m_keep, *m_requests;
};
