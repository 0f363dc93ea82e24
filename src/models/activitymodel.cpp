// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "models/activitymodel.h"

#include "base/background.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

PlanCounts countsOf(const Plan &plan)
{
    using enum ChangeState;
    PlanCounts counts;
    for (const Change &change : plan.changes) {
        switch (change.state) {
        case Verified:
        case Undone:
        case Noop:
            ++counts.done;
            break;
        case Rejected:
            ++counts.failed;
            break;
        case Conflict:
        case Mismatch:
        case NeedsHuman:
            ++counts.waiting;
            break;
        case Unknown:
        case Reconciling:
            ++counts.unknown;
            break;
        case Requested:
            ++counts.requested;
            break;
        case Cancelled:
        case Discarded:
            ++counts.cancelled;
            break;
        case Staged:
        case Planned:
        case Queued:
        case Preflight:
        case Sending:
        case Acked:
        case Verifying:
            ++counts.open;
            break;
        }
    }
    return counts;
}

/// A scan that is canceled and one that is launched may have one name.
QString ActivityModel::whatOf(const Change &change)
{
    switch (change.type) {
    case ObjectType::Scan:
        switch (change.operation) {
        case Operation::Create:
            return tr("Launch scan “%1”").arg(change.label);
        case Operation::Update:
            return tr("Cancel scan “%1”").arg(change.label);
        case Operation::Delete:
            return tr("Delete scan “%1”").arg(change.label);
        }
        break;
    case ObjectType::WebApp:
        if (change.operation == Operation::Delete)
            return tr("Delete web app “%1”").arg(change.label);
        break;
    case ObjectType::ActivationKey:
    case ObjectType::Agent:
        break;
    }
    return change.label;
}

ActivityModel::ActivityModel(Words reason, Words state, QObject *parent)
    : QAbstractItemModel(parent)
    , m_reason(std::move(reason))
    , m_state(std::move(state))
{
}

void ActivityModel::setHistory(const QList<PlanSummary> &plans)
{
    auto before = std::pair(std::exchange(m_all, {}), m_rows);
    for (const PlanSummary &summary : plans)
        m_all.append(summary.plan);
    applyFilter();
    releaseInBackground(std::move(before));
}

void ActivityModel::update(const Plan &plan)
{
    const auto it = std::ranges::find(m_all, plan.id, &Plan::id);
    if (it == m_all.end()) {
        m_all.prepend(plan);
        applyFilter();
        return;
    }
    *it = plan;
    const auto shown = std::ranges::find_if(m_rows, [&](const Row &row) { return row.plan.id == plan.id; });
    const Row now = rowOf(plan);
    if (shown == m_rows.end() || shown->shown != now.shown) {
        applyFilter();
        return;
    }
    *shown = now;
    const int row = int(shown - m_rows.begin());
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    if (!now.shown.isEmpty()) {
        const QModelIndex parent = index(row, 0);
        emit dataChanged(index(0, 0, parent), index(int(now.shown.size()) - 1, ColumnCount - 1, parent));
    }
}

const Plan *ActivityModel::plan(const QModelIndex &index) const
{
    if (!index.isValid())
        return nullptr;
    const int row = index.internalId() == 0 ? index.row() : int(index.internalId()) - 1;
    return &m_rows.at(row).plan;
}

const Change *ActivityModel::change(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return nullptr;
    const Row &row = m_rows.at(int(index.internalId()) - 1);
    return &row.plan.changes.at(row.shown.at(index.row()));
}

QModelIndex ActivityModel::indexOf(PlanId id) const
{
    for (int row = 0; row < m_rows.size(); ++row)
        if (m_rows[row].plan.id == id)
            return index(row, 0);
    return {};
}

int ActivityModel::needingPerson() const
{
    int count = 0;
    for (const Plan &plan : m_all)
        count += int(std::ranges::count_if(plan.changes, [](const Change &c) { return needsPerson(c.state); }));
    return count;
}

void ActivityModel::setFilter(ActivityTest test)
{
    m_test = std::move(test);
    applyFilter();
}

QString ActivityModel::wordsOf(const Plan &plan, const Change &change) const
{
    return QStringList{titleOf(plan), change.label, m_state(change), m_reason(change), plan.actor}.join(u' ');
}

ActivityModel::Row ActivityModel::rowOf(const Plan &plan) const
{
    Row row{.plan = plan, .shown = {}};
    for (int i = 0; i < plan.changes.size(); ++i)
        if (!m_test || m_test(plan, plan.changes[i]))
            row.shown.append(i);
    return row;
}

bool ActivityModel::passes(const Row &row) const
{
    return !row.shown.isEmpty() || !m_test;
}

void ActivityModel::applyFilter()
{
    beginResetModel();
    m_rows.clear();
    for (const Plan &plan : std::as_const(m_all))
        if (const Row row = rowOf(plan); passes(row))
            m_rows.append(row);
    endResetModel();
}

QModelIndex ActivityModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row() + 1) : quintptr(0));
}

QModelIndex ActivityModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == 0)
        return {};
    return createIndex(int(child.internalId()) - 1, 0, quintptr(0));
}

int ActivityModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_rows.size());
    if (parent.internalId() != 0 || parent.column() != 0)
        return 0;
    return int(m_rows.at(parent.row()).shown.size());
}

QString ActivityModel::titleOf(const Plan &plan) const
{
    const QString number = QLocale().toString(plan.id.value);
    const int count = int(plan.changes.size());
    if (count == 1)
        return tr("Plan %1: %2").arg(number, whatOf(plan.changes.first()));
    return plan.undo ? tr("Plan %1: undo of %Ln changes", nullptr, count).arg(number)
                     : tr("Plan %1: %Ln changes", nullptr, count).arg(number);
}

QString ActivityModel::summaryOf(const Plan &plan) const
{
    const PlanCounts counts = countsOf(plan);
    QStringList parts;
    const auto add = [&parts](int count, const QString &text) {
        if (count > 0)
            parts << text;
    };
    add(counts.done, tr("%Ln done", nullptr, counts.done));
    add(counts.failed, tr("%Ln refused", nullptr, counts.failed));
    add(counts.waiting, tr("%Ln need a decision", nullptr, counts.waiting));
    add(counts.unknown, tr("%Ln unknown", nullptr, counts.unknown));
    add(counts.requested, tr("%Ln wait for the agent", nullptr, counts.requested));
    add(counts.open, tr("%Ln left", nullptr, counts.open));
    add(counts.cancelled, tr("%Ln cancelled", nullptr, counts.cancelled));
    return parts.join(u", "_s);
}

QVariant ActivityModel::planData(const Plan &plan, int column, int role) const
{
    if (role == PlanRole)
        return plan.id.value;
    if (role == ChangeRole)
        return qint64(0);
    const PlanCounts counts = countsOf(plan);
    if (role == StateRole) {
        if (counts.waiting > 0)
            return int(ChangeState::NeedsHuman);
        if (counts.failed > 0)
            return int(ChangeState::Rejected);
        if (counts.unknown > 0)
            return int(ChangeState::Unknown);
        if (counts.requested > 0 && counts.open == 0)
            return int(ChangeState::Requested);
        if (counts.open > 0)
            return int(ChangeState::Queued);
        return int(counts.done > 0 ? ChangeState::Verified : ChangeState::Cancelled);
    }
    if (role == NeedsPersonRole)
        return counts.waiting > 0;
    if (role == SecondaryRole && column == What)
        return plan.actor;
    if (role == Qt::ToolTipRole && column == Time)
        return plan.createdUtc.toString(Qt::ISODate);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (column) {
    case Time: {
        const QDateTime at = plan.createdUtc.toLocalTime();
        const bool today = at.date() == QDate::currentDate();
        const QString time = QLocale().toString(at.time(), QLocale::ShortFormat);
        //: how a day of the current year is written, see QDate::toString
        return today ? time : tr("%1 %2", "day, time").arg(QLocale().toString(at.date(), tr("d MMM")), time);
    }
    case What:
        return titleOf(plan);
    case Result:
        return summaryOf(plan);
    default:
        return {};
    }
}

QVariant ActivityModel::changeData(const Change &change, const Plan &plan, int column, int role) const
{
    switch (role) {
    case PlanRole:
        return plan.id.value;
    case ChangeRole:
        return change.id.value;
    case StateRole:
        return int(change.state);
    case NeedsPersonRole:
        return needsPerson(change.state);
    case SecondaryRole:
        return column == Result ? m_reason(change) : QString();
    case Qt::ToolTipRole:
        return column == Result ? m_reason(change) : QVariant();
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        break;
    default:
        return {};
    }
    if (column == What)
        return change.label.isEmpty() ? tr("Key without a title") : whatOf(change);
    if (column == Result)
        return m_state(change);
    return {};
}

QVariant ActivityModel::data(const QModelIndex &index, int role) const
{
    const Plan *at = plan(index);
    if (!at)
        return {};
    const Change *row = change(index);
    return row ? changeData(*row, *at, index.column(), role) : planData(*at, index.column(), role);
}

QVariant ActivityModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case What:
        return tr("What");
    case Result:
        return tr("Result");
    default:
        return {};
    }
}
