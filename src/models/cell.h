// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QLatin1StringView>
#include <QMetaType>
#include <QString>

#include <array>

class TagTree;
class UserDirectory;

/// How a column's cells are drawn.
enum class CellKind { Text, Title, Check, Mark, State, Mono, Modules, Usage, Expiry, Tags, Number, Link };

/// What a value asks of the reader. Normal values are quiet, exceptions loud.
enum class CellTone { Normal, Quiet, Faint, Ok, Warn, Bad, Idle };

/// What is staged for a whole row.
enum class RowMark { None, Edited, New, Deleted, Conflict, Failed };

/// One slot of the module strip.
enum class ModuleMark { Off, On, StagedOn, StagedOff, Unknown, Unavailable, Mixed };

inline constexpr int stripSlots = 10;

/// All a delegate needs to draw one cell, fetched with a single data() call.
struct Cell
{
    CellKind kind = CellKind::Text;
    CellTone tone = CellTone::Normal;
    RowMark mark = RowMark::None;
    bool staged = false;  ///< this very value is staged
    bool checked = false; ///< the row is
    bool dim = false;     ///< the object is switched off
    QLatin1StringView icon;
    QString text;
    QString detail;    ///< second part: "/ 100", "31 Dec", "+2"
    double share = -1; ///< of Usage, negative without a limit
    std::array<ModuleMark, stripSlots> modules{};
};
Q_DECLARE_METATYPE(Cell)

/// What cells are worded with besides their record. The pointers may be null.
struct CellContext
{
    QDateTime now;
    const UserDirectory *users = nullptr;
    const TagTree *tags = nullptr;
};
