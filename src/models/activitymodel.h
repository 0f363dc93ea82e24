// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/journal.h"
#include "models/activityfilter.h"

#include <QAbstractItemModel>

/// Plans, newest first, and under each its changes with what came of them.
class ActivityModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Time, What, Result, ColumnCount };
    enum Role {
        StateRole = Qt::UserRole, ///< ChangeState of a change; of a plan the state that most wants attention
        PlanRole,                 ///< qint64
        ChangeRole,               ///< qint64, 0 on plan rows
        NeedsPersonRole,
        SecondaryRole, ///< text beside the main one
    };

    /// `reason` words why a change stands where it stands.
    using Words = std::function<QString(const Change &)>;
    explicit ActivityModel(Words reason, Words state, QObject *parent = nullptr);

    void setHistory(const QList<PlanSummary> &plans);
    /// A plan as it stands now; put on top when new.
    void update(const Plan &plan);
    const Plan *plan(const QModelIndex &index) const;
    const Change *change(const QModelIndex &index) const;
    QModelIndex indexOf(PlanId id) const;
    int needingPerson() const;
    /// Only changes that pass stay, and plans that have one; an empty test shows everything.
    void setFilter(ActivityTest test);
    /// What the table says about a change, for free words of a filter.
    QString wordsOf(const Plan &plan, const Change &change) const;
    int planCount() const { return int(m_all.size()); }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex & = {}) const override { return ColumnCount; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        Plan plan;
        QList<int> shown; ///< changes that pass the filter
    };
    QVariant planData(const Plan &plan, int column, int role) const;
    QVariant changeData(const Change &change, const Plan &plan, int column, int role) const;
    QString summaryOf(const Plan &plan) const;
    static QString whatOf(const Change &change);
    QString titleOf(const Plan &plan) const;
    void applyFilter();
    Row rowOf(const Plan &plan) const;
    bool passes(const Row &row) const;

    Words m_reason, m_state;
    QList<Plan> m_all;
    QList<Row> m_rows;
    ActivityTest m_test;
};

/// How many of a plan's changes ended in which way.
struct PlanCounts
{
    int done = 0, failed = 0, waiting = 0, unknown = 0, open = 0, cancelled = 0, requested = 0;
};
PlanCounts countsOf(const Plan &plan);
