// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "panes/reviewchoice.h"
#include "panes/reviewgroups.h"
#include "panes/subscription.h"
#include "widgets/sheet.h"

#include <QSet>

class IconLabel;
class Label;
class Notice;
class QHBoxLayout;
class QLineEdit;
class QPushButton;
class ReviewList;
class Segmented;

/// The last look before anything is sent: every value that changes, how many requests, what cannot be undone. The
/// objects are read again when it opens; what it shows is what the plan's digest covers.
class ReviewSheet : public Sheet
{
    Q_OBJECT
public:
    ReviewSheet(Subscription &subscription, QList<Change> staged, bool undo, QWidget *window);
    ~ReviewSheet() override;

    /// What would be applied now; the rest stays staged.
    const Plan &plan() const { return m_choice.plan; }
    QPushButton *applyButton() const { return m_apply; }
    QLineEdit *confirmField() const { return m_confirmEdit; }
    qint64 numberToConfirm() const { return m_numberToType; } ///< 0 when none has to be typed

signals:
    void confirmed(const Plan &plan);
    /// "Take server": these edits are given up, or, when no field is named, the whole change. `before` of the change
    /// holds what the server has.
    void dropped(const Change &change, const QStringList &fields);
    /// "Keep yours": staged on what the server has now, and with what it cannot go without.
    void kept(const Change &change);
    void requestsWanted(const QList<Change> &changes);

private:
    QWidget *buildStrip();
    QWidget *buildBody();
    void buildFoot();
    void readAgain();
    void readSome(QList<qint64> left);
    void judge();
    void rebuild();
    void take(const ReviewChoice &choice);
    void takeServer(qint64 object, const QString &field);
    void keepMine(qint64 object, const QString &field);
    void settle(Change &change, const QString &field);
    void recount();
    void showFigures();
    void judgeTyped();
    QString whyNot() const;
    static qint64 numberToType(const PlanSize &size);
    void apply();
    QSet<qint64> leftOut() const;
    Plan rules() const;
    bool isLong() const;

    Subscription &m_subscription;
    QList<Change> m_staged;
    bool m_undo;
    ReviewChoice m_choice;
    int m_counting = 0; ///< number of the count under way; what an earlier one found is not taken
    bool m_counted = false, m_preparing = false;
    int m_grouping = 0, m_grouped = 0; ///< the same of the list
    QHash<qint64, QList<FieldDifference>> m_conflicts;
    QSet<qint64> m_vanished;
    QSet<qint64> m_left; ///< objects left out by the person
    struct Seen
    {
        QJsonObject fields;
        qint64 agents = 0; ///< that use the key
    };
    QHash<qint64, Seen> m_now, m_next; ///< the objects as they were read last, and while they are being read again
    std::optional<Failure> m_unread;   ///< why the objects could not be read again
    qint64 m_numberToType = 0;
    bool m_fresh = false;
    Ticket m_reading;
    QTimer m_age; ///< a look that is a quarter of an hour old is taken again

    QHBoxLayout *m_figures;
    Label *m_cost, *m_undoText, *m_decides, *m_status, *m_confirmWhat, *m_confirmText;
    IconLabel *m_decidesIcon;
    ReviewList *m_list;
    Notice *m_confirmBox;
    QLineEdit *m_confirmEdit;
    Segmented *m_onFailure;
    QPushButton *m_apply, *m_keep, *m_requests;
};
