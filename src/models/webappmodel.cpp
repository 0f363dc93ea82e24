// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "models/webappmodel.h"

#include "domain/webappfields.h"
#include "models/webapptexts.h"

using namespace Qt::StringLiterals;

namespace {

using App = WebApp;
using Context = CellContext;

constexpr Qt::Alignment trailing = Qt::AlignTrailing | Qt::AlignVCenter;

#define HEADER(text) QT_TRANSLATE_NOOP("WebAppModel", text)

constexpr auto appColumns = std::to_array<Column<App>>({
    {.id = "check"_L1, .header = HEADER("Selected"), .kind = CellKind::Check, .sortable = false},
    {.id = "mark"_L1, .header = HEADER("Staged"), .kind = CellKind::Mark, .sortable = false},
    {.id = "name"_L1,
     .header = HEADER("Name"),
     .kind = CellKind::Title,
     .text = WebAppTexts::name,
     .toolTip = WebAppTexts::name,
     .fields = {webappfields::name}},
    {.id = "url"_L1,
     .header = HEADER("URL"),
     .text = WebAppTexts::shortUrl,
     .fill = [](Cell &cell, const App &, const App &, const Context &) { cell.tone = CellTone::Quiet; },
     .accessible = [](const App &app, const Context &) { return app.url; },
     .copied = [](const App &app, const Context &) { return app.url; },
     .toolTip = [](const App &app, const Context &) { return app.url; },
     .fields = {webappfields::url},
     .width = 128},
    {.id = "scanner"_L1,
     .header = HEADER("Default scanner"),
     .kind = CellKind::State,
     .text = WebAppTexts::scanner,
     .fill = WebAppTexts::fillScanner,
     .toolTip = WebAppTexts::scannerTip,
     .fields = {webappfields::scanner},
     .width = 118},
    {.id = "lock"_L1,
     .header = HEADER("Lock"),
     .kind = CellKind::State,
     .text = WebAppTexts::lock,
     .fill = WebAppTexts::fillLock,
     .toolTip = WebAppTexts::scannerTip,
     .fields = {webappfields::locked},
     .width = 90},
    {.id = "lastscan"_L1,
     .header = HEADER("Last scan"),
     .kind = CellKind::Number,
     .text = WebAppTexts::lastScan,
     .sortKey = WebAppTexts::sortLastScan,
     .toolTip = WebAppTexts::lastScanTip,
     .alignment = trailing},
    {.id = "result"_L1,
     .header = HEADER("Result"),
     .kind = CellKind::State,
     .text = WebAppTexts::result,
     .fill = WebAppTexts::fillResult,
     .sortKey = WebAppTexts::sortResult,
     .toolTip = WebAppTexts::verdictTip,
     .width = 120},
    {.id = "auth"_L1,
     .header = HEADER("Authentication"),
     .kind = CellKind::State,
     .text = WebAppTexts::auth,
     .fill = WebAppTexts::fillAuth,
     .toolTip = WebAppTexts::verdictTip,
     .width = 108},
    {.id = "owner"_L1, .header = HEADER("Owner"), .text = WebAppTexts::owner, .fields = {webappfields::owner}},
    {.id = "tags"_L1,
     .header = HEADER("Tags"),
     .kind = CellKind::Tags,
     .text = WebAppTexts::tags,
     .fill = WebAppTexts::fillTags,
     .toolTip = WebAppTexts::tags,
     .fields = {webappfields::tags},
     .hidden = true},
    {.id = "id"_L1,
     .header = HEADER("Id"),
     .kind = CellKind::Mono,
     .text = [](const App &app, const Context &) { return app.id.toString(); },
     .fill = [](Cell &cell, const App &, const App &, const Context &) { cell.tone = CellTone::Quiet; },
     .sortKey = [](const App &app, const Context &) -> QVariant { return double(app.id.value); },
     .hidden = true},
});

#undef HEADER

} // namespace

WebAppModel::WebAppModel(QObject *parent)
    : RecordModel(appColumns, parent)
{
}

WebAppProxy::WebAppProxy(WebAppModel *source, QObject *parent)
    : RecordProxy(source, parent)
    , m_apps(source)
{
}

void WebAppProxy::setFilter(const WebAppFilter &filter)
{
    m_filter = filter;
    refilter();
}

bool WebAppProxy::accepts(int sourceRow) const
{
    return m_apps->isAccepted(sourceRow, m_filter);
}
