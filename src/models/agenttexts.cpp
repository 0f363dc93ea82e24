// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "models/agenttable.h"

#include "domain/modules.h"
#include "domain/tag.h"

#include <QLocale>

#include <bit>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 secondsOfDay = 86'400;
constexpr qint64 secondsOfHour = 3'600;
constexpr int longSilentDays = 90;

QString dateTextOf(qint64 seconds)
{
    return seconds == 0 ? QString() : QLocale().toString(QDateTime::fromSecsSinceEpoch(seconds), QLocale::ShortFormat);
}

} // namespace

void AgentTable::fillModules(Cell &cell, quint32 row, const std::optional<StagedAgent> &staged) const
{
    const quint32 bits = m_columns->moduleBits(row);
    size_t slot = 0;
    quint32 onStrip = 0;
    for (const Module &module : knownModules()) {
        const quint32 bit = moduleBit(module);
        if (module.onStrip && slot < cell.modules.size()) {
            onStrip |= bit;
            const bool now = bits & bit;
            cell.modules[slot++] = staged && (staged->on & bit) && !now   ? ModuleMark::StagedOn
                                   : staged && (staged->off & bit) && now ? ModuleMark::StagedOff
                                   : now                                  ? ModuleMark::On
                                                                          : ModuleMark::Off;
        }
    }
    // Modules without a slot are counted, so that an agent never looks emptier than it is.
    const qsizetype others = std::popcount(bits & ~onStrip) + m_columns->modules(row).unknown.size();
    if (others > 0)
        cell.detail = u'+' + QString::number(others);
}

void AgentTable::fillCheckedIn(Cell &cell, quint32 row) const
{
    const qint64 at = m_columns->lastCheckedIn(row);
    if (at == 0) {
        cell.text = tr("never");
        cell.tone = CellTone::Bad;
        cell.icon = "error"_L1;
        return;
    }
    const qint64 ago = std::max<qint64>(0, m_context.now.toSecsSinceEpoch() - at);
    const qint64 days = ago / secondsOfDay;
    cell.text = days > 0               ? tr("%1 d", "days").arg(days)
                : ago >= secondsOfHour ? tr("%1 h", "hours").arg(ago / secondsOfHour)
                                       : tr("%1 min", "minutes").arg(ago / 60);
    if (days >= longSilentDays) {
        cell.tone = CellTone::Bad;
        cell.icon = "error"_L1;
    } else if (days >= agentStaleDays) {
        cell.tone = CellTone::Warn;
        cell.icon = "warning"_L1;
    }
}

void AgentTable::fillStatus(Cell &cell, quint32 row) const
{
    cell.text = text(row, Status);
    const bool active = m_columns->status(row) == "STATUS_ACTIVE"_L1;
    cell.tone = active ? CellTone::Ok : CellTone::Idle;
    cell.icon = active ? "circle-check"_L1 : "clock"_L1;
}

QString AgentTable::text(quint32 row, int column) const
{
    switch (column) {
    case Check:
        return m_checkedRows.test(row) ? tr("Selected") : tr("Not selected");
    case Mark: {
        const RowMark mark = markAt(int(row));
        const QStringList lines{mark == RowMark::Edited    ? tr("Edit staged")
                                : mark == RowMark::Deleted ? tr("Uninstallation staged")
                                                           : QString(),
                                leftOutText(int(row))};
        return lines.join(u'\n').trimmed();
    }
    case Name:
        return m_columns->name(row);
    case System:
        return m_columns->os(row);
    case Address:
        return m_columns->address(row);
    case Version:
        return m_columns->version(row);
    case CheckedIn: {
        const qint64 at = m_columns->lastCheckedIn(row);
        return at == 0 ? tr("never") : dateTextOf(at);
    }
    case Modules: {
        QStringList codes;
        for (const Module &module : knownModules())
            if (m_columns->moduleBits(row) & moduleBit(module))
                codes << module.code;
        codes += m_columns->modules(row).unknown;
        return codes.isEmpty() ? tr("No modules") : codes.join(", "_L1);
    }
    case Tags: {
        QStringList names;
        for (const TagRef &tag : m_columns->tags(row))
            names << tagName(tag, m_context.tags);
        return names.join(", "_L1);
    }
    case Key: {
        const auto &key = m_columns->key(row);
        return key.title.isEmpty() ? maskedKey(key.tail) : key.title;
    }
    case Status: {
        const QString &status = m_columns->status(row);
        return status == "STATUS_ACTIVE"_L1     ? tr("Active")
               : status == "STATUS_INACTIVE"_L1 ? tr("Inactive")
               : status.isEmpty()               ? tr("Unknown")
                                                : status;
    }
    case Dns:
        return m_columns->dnsHostName(row);
    case Configuration:
        return m_columns->configuration(row);
    case Platform:
        return m_columns->platform(row);
    case Created:
        return dateTextOf(m_columns->created(row));
    case AgentId:
        return QString::number(m_columns->idAt(row).value);
    default:
        return {};
    }
}

QString AgentTable::toolTip(quint32 row, int column) const
{
    if (column == Tags) {
        QStringList paths;
        for (const TagRef &tag : m_columns->tags(row)) {
            const QString path = m_context.tags ? m_context.tags->path(tag.id) : QString();
            paths << (path.isEmpty() ? tagName(tag, m_context.tags) : path);
        }
        return paths.join(u'\n');
    }
    if (column == Version && m_columns->isBehind(row))
        return tr("%1: newer agents of this platform are about").arg(m_columns->version(row));
    if (column == Name)
        return (text(row, Name) + u'\n' + leftOutText(int(row))).trimmed();
    return column == Check ? QString() : text(row, column);
}
