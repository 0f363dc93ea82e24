// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "models/scanmodel.h"

#include "domain/scanfields.h"
#include "models/scantexts.h"

using namespace Qt::StringLiterals;

namespace {

using Scan = WasScan;
using Context = CellContext;
using enum ScanTexts::Part;

constexpr Qt::Alignment trailing = Qt::AlignTrailing | Qt::AlignVCenter;

void quiet(Cell &cell, const Scan &, const Scan &, const Context &)
{
    cell.tone = CellTone::Quiet;
}

QString orDash(const QString &text)
{
    return text.isEmpty() ? u"–"_s : text;
}

#define HEADER(text) QT_TRANSLATE_NOOP("ScanModel", text)

constexpr auto scanColumns = std::to_array<Column<Scan>>({
    {.id = "check"_L1, .header = HEADER("Selected"), .kind = CellKind::Check, .sortable = false},
    {.id = "mark"_L1, .header = HEADER("Staged"), .kind = CellKind::Mark, .sortable = false},
    {.id = "name"_L1,
     .header = HEADER("Name"),
     .kind = CellKind::Title,
     .text = ScanTexts::name,
     .toolTip = ScanTexts::nameTip},
    {.id = "app"_L1,
     .header = HEADER("Web app"),
     .text = [](const Scan &scan, const Context &) { return orDash(scan.app.name); },
     .fill = quiet,
     .toolTip = [](const Scan &scan, const Context &) { return scan.app.name; },
     .width = 104},
    {.id = "url"_L1,
     .header = HEADER("URL"),
     .text = [](const Scan &scan, const Context &) { return orDash(scan.appUrl); },
     .fill = quiet,
     .toolTip = [](const Scan &scan, const Context &) { return scan.appUrl; },
     .hidden = true},
    {.id = "status"_L1,
     .header = HEADER("Status"),
     .kind = CellKind::State,
     .text = ScanTexts::text<Status>,
     .fill = ScanTexts::fill<Status>,
     .sortKey = ScanTexts::sortKey<Status>,
     .accessible = ScanTexts::spoken<Status>,
     .toolTip = ScanTexts::toolTip<Status>,
     .fields = {scanfields::cancel},
     .width = 164},
    {.id = "result"_L1,
     .header = HEADER("Result"),
     .kind = CellKind::State,
     .text = ScanTexts::text<Result>,
     .fill = ScanTexts::fill<Result>,
     .sortKey = ScanTexts::sortKey<Result>,
     .accessible = ScanTexts::spoken<Result>,
     .toolTip = ScanTexts::toolTip<Result>,
     .width = 176},
    {.id = "auth"_L1,
     .header = HEADER("Authentication"),
     .kind = CellKind::State,
     .text = ScanTexts::text<Auth>,
     .fill = ScanTexts::fill<Auth>,
     .sortKey = ScanTexts::sortKey<Auth>,
     .accessible = ScanTexts::spoken<Auth>,
     .toolTip = ScanTexts::toolTip<Auth>,
     .width = 146},
    {.id = "mode"_L1, .header = HEADER("Mode"), .text = ScanTexts::mode, .fill = quiet, .hidden = true, .width = 92},
    {.id = "launched"_L1,
     .header = HEADER("Launched"),
     .kind = CellKind::Number,
     .text = ScanTexts::launched,
     .sortKey = ScanTexts::sortLaunched,
     .copied = ScanTexts::isoLaunched,
     .toolTip = ScanTexts::launchedTip,
     .alignment = trailing,
     .width = 88},
    {.id = "duration"_L1,
     .header = HEADER("Duration"),
     .kind = CellKind::Number,
     .text = ScanTexts::duration,
     .fill = quiet,
     .sortKey = ScanTexts::sortDuration,
     .alignment = trailing,
     .width = 88},
    {.id = "scanner"_L1,
     .header = HEADER("Scanner"),
     .kind = CellKind::State,
     .text = ScanTexts::scanner,
     .fill = ScanTexts::fillScanner,
     .toolTip = ScanTexts::scanner,
     .hidden = true,
     .width = 116},
    {.id = "profile"_L1,
     .header = HEADER("Profile"),
     .text = [](const Scan &scan, const Context &) { return orDash(scan.profile.name); },
     .fill = quiet,
     .hidden = true},
    {.id = "by"_L1, .header = HEADER("By"), .text = ScanTexts::by, .fill = quiet, .hidden = true},
    {.id = "id"_L1,
     .header = HEADER("Id"),
     .kind = CellKind::Mono,
     .text = [](const Scan &scan, const Context &) { return scan.id.value > 0 ? scan.id.toString() : QString(); },
     .fill = quiet,
     .sortKey = [](const Scan &scan, const Context &) -> QVariant { return double(scan.id.value); },
     .hidden = true},
});

#undef HEADER

} // namespace

ScanModel::ScanModel(QObject *parent)
    : RecordModel(scanColumns, parent)
{
}

/// Scans are launched and canceled where other objects are created and edited.
QString ScanModel::stateText(CellKind kind, RowMark mark, bool checked) const
{
    if (kind != CellKind::Check && mark == RowMark::Edited)
        return tr("Cancel staged");
    if (kind != CellKind::Check && mark == RowMark::New)
        return tr("To be launched");
    if (kind != CellKind::Check && mark == RowMark::Conflict)
        return tr("Changed on the server since it was chosen");
    return RecordModel::stateText(kind, mark, checked);
}
