// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "models/agenttable.h"

#include "changes/stagingarea.h"
#include "domain/agentfields.h"
#include "domain/modules.h"
#include "domain/tag.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

#define HEADER(text) QT_TRANSLATE_NOOP("AgentTable", text)

constexpr Qt::Alignment trailing = Qt::AlignTrailing | Qt::AlignVCenter;

constexpr auto facts = std::to_array<RecordTable::ColumnFacts>({
    {.id = "check"_L1, .header = HEADER("Selected"), .kind = CellKind::Check, .sortable = false},
    {.id = "mark"_L1, .header = HEADER("Staged"), .kind = CellKind::Mark, .sortable = false},
    {.id = "name"_L1, .header = HEADER("Name"), .kind = CellKind::Title},
    {.id = "os"_L1, .header = HEADER("OS"), .width = 106},
    {.id = "ip"_L1, .header = HEADER("IP"), .kind = CellKind::Mono, .width = 100},
    {.id = "version"_L1, .header = HEADER("Version"), .kind = CellKind::Number, .alignment = trailing, .width = 74},
    {.id = "lastseen"_L1, .header = HEADER("Check-in"), .kind = CellKind::Expiry, .alignment = trailing, .width = 68},
    {.id = "modules"_L1, .header = HEADER("Modules"), .kind = CellKind::Modules},
    {.id = "tags"_L1, .header = HEADER("Tags"), .kind = CellKind::Tags, .width = 84},
    {.id = "key"_L1, .header = HEADER("Activation key"), .width = 88},
    {.id = "status"_L1, .header = HEADER("Status"), .kind = CellKind::State, .width = 78},
    {.id = "dns"_L1, .header = HEADER("DNS name"), .hidden = true},
    {.id = "configuration"_L1, .header = HEADER("Configuration"), .hidden = true},
    {.id = "platform"_L1, .header = HEADER("Platform"), .hidden = true},
    {.id = "created"_L1, .header = HEADER("Created"), .alignment = trailing, .hidden = true},
    {.id = "id"_L1, .header = HEADER("Id"), .kind = CellKind::Mono, .hidden = true},
});
static_assert(facts.size() == AgentTable::ColumnCount);

#undef HEADER

/// 0 for a field that is no module of the strip.
quint32 bitOfField(const QString &field)
{
    static const QHash<QString, quint32> bits = [] {
        QHash<QString, quint32> known;
        for (const Module &module : knownModules())
            if (!module.agent.isEmpty())
                known.insert(agentfields::ofModule(QString(module.agent)), moduleBit(module));
        return known;
    }();
    return bits.value(field);
}

RowMark markOf(const std::optional<StagedAgent> &staged)
{
    return !staged ? RowMark::None : staged->deleted ? RowMark::Deleted : RowMark::Edited;
}

} // namespace

AgentTable::AgentTable(QObject *parent)
    : RecordTable(parent)
{
}

void AgentTable::setColumns(const AgentColumns *columns)
{
    beginResetModel();
    m_columns = columns;
    m_stagedRows.reset();
    m_rowCount = columns ? int(columns->rowCount()) : 0;
    m_checkedRows = {};
    m_checkedCount = 0;
    endResetModel();
    emit checkedChanged();
}

void AgentTable::columnsChanged(std::span<const quint32> reused)
{
    m_stagedRows.reset();
    for (const quint32 row : reused)
        m_checkedRows.set(row, false);
    const int rows = m_columns ? int(m_columns->rowCount()) : 0;
    if (rows > m_rowCount) {
        beginInsertRows({}, m_rowCount, rows - 1);
        m_rowCount = rows;
        endInsertRows();
    }
    qsizetype checked = 0;
    RowBits kept;
    m_checkedRows.forEach([&](quint32 row) {
        if (m_columns->isEmptyRow(row))
            return;
        kept.set(row);
        ++checked;
    });
    if (checked != m_checkedCount) {
        m_checkedRows = kept;
        m_checkedCount = checked;
        emit checkedChanged();
    }
    touchRows(0, m_rowCount - 1);
}

void AgentTable::setStaging(const StagingArea *staging)
{
    m_staging = staging;
    stagingChanged();
}

void AgentTable::stagingChanged()
{
    m_stagedRows.reset();
    touchRows(0, m_rowCount - 1, {StagedRole});
}

void AgentTable::setRefused(std::shared_ptr<const RefusedAgents> refused)
{
    m_refused = std::move(refused);
    touchRows(0, m_rowCount - 1, {Qt::ToolTipRole});
}

QList<qint64> AgentTable::checkedInOrder() const
{
    QList<qint64> ids;
    ids.reserve(m_checkedCount);
    m_checkedRows.forEach([&](quint32 row) { ids << idAt(int(row)); });
    return ids;
}

std::shared_ptr<const RowBits> AgentTable::stagedRows() const
{
    if (m_stagedRows)
        return m_stagedRows;
    auto rows = std::make_shared<RowBits>(quint32(m_rowCount));
    if (m_staging)
        for (const Change &change : m_staging->changes())
            if (const int row = change.type == ObjectType::Agent ? rowOf(change.object) : -1; row >= 0)
                rows->set(quint32(row));
    m_stagedRows = rows;
    return rows;
}

/// Looks up whichever are fewer.
bool AgentTable::isAnyStaged(const RowBits &rows) const
{
    if (!m_staging || m_staging->isEmpty())
        return false;
    if (qsizetype(rows.count()) > m_staging->changes().size())
        return stagedRows()->countWith(rows) > 0;
    return std::ranges::any_of(
        rows.rows(), [this](quint32 row) { return m_staging->find(idAt(int(row)), ObjectType::Agent) != nullptr; });
}

QString AgentTable::leftOutText(int row) const
{
    const QString why =
        m_refused && m_columns ? m_refused->why(quint32(row), m_columns->idAt(quint32(row))) : QString();
    return why.isEmpty() ? why : tr("Left out last time: %1", "%1 is a sentence").arg(why);
}

RecordTable::ColumnFacts AgentTable::factsOf(int column) const
{
    return facts[size_t(column)];
}

qint64 AgentTable::idAt(int row) const
{
    return m_columns ? m_columns->idAt(quint32(row)).value : 0;
}

int AgentTable::rowOf(qint64 id) const
{
    const auto row = m_columns ? m_columns->rowOf({id}) : std::nullopt;
    return row && int(*row) < m_rowCount ? int(*row) : -1;
}

std::optional<StagedAgent> AgentTable::stagedAt(quint32 row) const
{
    if (!m_staging || m_staging->isEmpty())
        return {};
    const Change *change = m_staging->find(idAt(int(row)), ObjectType::Agent);
    if (!change)
        return {};
    StagedAgent staged{.tags = change->desired.contains(agentfields::tags),
                       .key = change->desired.value(agentfields::key)["title"_L1].toString(),
                       .deleted = change->operation == Operation::Delete};
    for (auto it = change->desired.begin(); it != change->desired.end(); ++it)
        if (const quint32 bit = bitOfField(it.key()))
            (it.value().toBool() ? staged.on : staged.off) |= bit;
    return staged;
}

RowMark AgentTable::markAt(int row) const
{
    return markOf(stagedAt(quint32(row)));
}

bool AgentTable::isChecked(qint64 id) const
{
    const int row = rowOf(id);
    return row >= 0 && m_checkedRows.test(quint32(row));
}

void AgentTable::checksChanged(int first, int last)
{
    m_checkedCount = m_checkedRows.count();
    touchRows(first, last, {Qt::CheckStateRole});
    emit checkedChanged();
}

void AgentTable::setChecked(const QList<qint64> &ids, bool checked)
{
    const RowBits before = m_checkedRows;
    int touched = -1;
    for (const qint64 id : ids)
        if (const int row = rowOf(id); row >= 0) {
            m_checkedRows.set(quint32(row), checked);
            touched = row;
        }
    if (before == m_checkedRows)
        return;
    if (ids.size() == 1)
        checksChanged(touched, touched);
    else
        checksChanged(0, m_rowCount - 1);
}

void AgentTable::checkOnly(const QList<qint64> &ids)
{
    RowBits wanted;
    for (const qint64 id : ids)
        if (const int row = rowOf(id); row >= 0)
            wanted.set(quint32(row));
    if (wanted == m_checkedRows)
        return;
    m_checkedRows = wanted;
    checksChanged(0, m_rowCount - 1);
}

void AgentTable::setRowsChecked(std::span<const int> rows, bool only)
{
    RowBits wanted = only ? RowBits() : m_checkedRows;
    wanted.resize(quint32(m_rowCount));
    for (const int row : rows)
        wanted.set(quint32(row));
    if (wanted == m_checkedRows)
        return;
    m_checkedRows = std::move(wanted);
    checksChanged(0, m_rowCount - 1);
}

QVariant AgentTable::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !m_columns || index.row() >= m_rowCount)
        return {};
    const auto row = quint32(index.row());
    switch (role) {
    case CellRole:
        return QVariant::fromValue(cell(row, index.column()));
    case CellKindRole:
        return int(factsOf(index.column()).kind);
    case IdRole:
        return idAt(index.row());
    case StagedRole: {
        const std::optional<StagedAgent> staged = stagedAt(row);
        return staged &&
               ((index.column() == Modules && (staged->on | staged->off)) || (index.column() == Tags && staged->tags) ||
                (index.column() == Key && !staged->key.isEmpty()));
    }
    case Qt::CheckStateRole:
        if (index.column() == Check)
            return m_checkedRows.test(row) ? Qt::Checked : Qt::Unchecked;
        return {};
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(factsOf(index.column()).alignment);
    case Qt::ToolTipRole:
        return toolTip(row, index.column());
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
    case CopyRole:
        return text(row, index.column());
    default:
        return {};
    }
}

Cell AgentTable::cell(quint32 row, int column) const
{
    Cell cell;
    cell.kind = factsOf(column).kind;
    cell.checked = m_checkedRows.test(row);
    const std::optional<StagedAgent> staged = stagedAt(row);
    cell.mark = markOf(staged);
    switch (column) {
    case Check:
    case Mark:
        break;
    case Modules:
        cell.staged = staged && (staged->on | staged->off) != 0;
        fillModules(cell, row, staged);
        break;
    case CheckedIn:
        fillCheckedIn(cell, row);
        break;
    case Status:
        fillStatus(cell, row);
        break;
    case Tags: {
        cell.staged = staged && staged->tags;
        QList<TagRef> tags = m_columns->tags(row);
        // Each agent has this one from the service, so it tells nothing and stands last.
        std::stable_partition(tags.begin(), tags.end(), [](const TagRef &tag) { return tag.name != "Cloud Agent"_L1; });
        if (!tags.isEmpty())
            cell.text = tagName(tags.first(), m_context.tags);
        if (tags.size() > 1)
            cell.detail = u'+' + QString::number(tags.size() - 1);
        break;
    }
    case Key:
        cell.staged = staged && !staged->key.isEmpty();
        cell.text = cell.staged ? staged->key : text(row, column);
        break;
    case Name:
        cell.text = m_columns->name(row);
        if (cell.text.isEmpty()) {
            cell.text = tr("No name");
            cell.tone = CellTone::Faint;
        }
        break;
    case Version:
        cell.text = m_columns->version(row);
        if (m_columns->isBehind(row))
            cell.tone = CellTone::Quiet;
        break;
    default:
        cell.text = text(row, column);
        cell.tone = column == Address || column == AgentId || column == System ? CellTone::Quiet : CellTone::Normal;
        break;
    }
    return cell;
}
