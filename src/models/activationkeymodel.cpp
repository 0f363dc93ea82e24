// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "models/activationkeymodel.h"

#include "domain/keyfields.h"
#include "models/keytexts.h"

using namespace Qt::StringLiterals;

namespace {

using Key = ActivationKey;
using Context = CellContext;

constexpr Qt::Alignment trailing = Qt::AlignTrailing | Qt::AlignVCenter;

#define HEADER(text) QT_TRANSLATE_NOOP("ActivationKeyModel", text)

constexpr auto keyColumns = std::to_array<Column<Key>>({
    {.id = "check"_L1, .header = HEADER("Selected"), .kind = CellKind::Check, .sortable = false},
    {.id = "mark"_L1, .header = HEADER("Staged"), .kind = CellKind::Mark, .sortable = false},
    {.id = "state"_L1,
     .header = HEADER("State"),
     .kind = CellKind::State,
     .text = KeyTexts::state,
     .fill = KeyTexts::fillState,
     .sortKey = KeyTexts::sortState,
     .fields = {keyfields::disabled}},
    {.id = "title"_L1,
     .header = HEADER("Title"),
     .kind = CellKind::Title,
     .text = [](const Key &key, const Context &) { return key.title; },
     .fill = KeyTexts::fillTitle,
     .accessible = [](const Key &key, const Context &) { return key.title; },
     .toolTip = [](const Key &key, const Context &) { return key.title; },
     .fields = {keyfields::title}},
    {.id = "key"_L1,
     .header = HEADER("Key"),
     .kind = CellKind::Mono,
     .text = [](const Key &key, const Context &) { return maskedKey(key.key); },
     .fill = [](Cell &cell, const Key &, const Key &, const Context &) { cell.tone = CellTone::Quiet; },
     .sortKey = [](const Key &key, const Context &) -> QVariant { return key.key.right(shownOfKey); },
     .accessible = [](const Key &key, const Context &) { return key.key.right(shownOfKey); }},
    {.id = "modules"_L1,
     .header = HEADER("Modules"),
     .kind = CellKind::Modules,
     .text = KeyTexts::modules,
     .fill = KeyTexts::fillModules,
     .sortKey = [](const Key &key, const Context &) -> QVariant { return double(key.modules.size()); },
     .accessible = KeyTexts::spokenModules,
     .toolTip = KeyTexts::moduleTip,
     .fields = {keyfields::modules}},
    {.id = "used"_L1,
     .header = HEADER("Used / limit"),
     .kind = CellKind::Usage,
     .text = KeyTexts::usage,
     .fill = KeyTexts::fillUsage,
     .sortKey = KeyTexts::sortUsage,
     .copied = KeyTexts::copiedUsage,
     .fields = {keyfields::limit},
     .alignment = trailing},
    {.id = "expires"_L1,
     .header = HEADER("Expires"),
     .kind = CellKind::Expiry,
     .text = KeyTexts::expires,
     .fill = KeyTexts::fillExpires,
     .sortKey = KeyTexts::sortExpires,
     .accessible = KeyTexts::spokenExpires,
     .copied = KeyTexts::isoExpires,
     .toolTip = KeyTexts::expiresTip,
     .fields = {keyfields::expires},
     .alignment = trailing},
    {.id = "owner"_L1,
     .header = HEADER("Owner"),
     .text = KeyTexts::owner,
     .fill = KeyTexts::fillOwner,
     .fields = {keyfields::owner}},
    {.id = "tags"_L1,
     .header = HEADER("Tags"),
     .kind = CellKind::Tags,
     .text = KeyTexts::tags,
     .fill = KeyTexts::fillTags,
     .toolTip = KeyTexts::tagPaths,
     .fields = {keyfields::tags}},
    {.id = "type"_L1,
     .header = HEADER("Limited by"),
     .text = KeyTexts::type,
     .fill = [](Cell &cell, const Key &, const Key &, const Context &) { cell.tone = CellTone::Quiet; },
     .fields = {keyfields::type},
     .hidden = true},
    {.id = "created"_L1,
     .header = HEADER("Created"),
     .kind = CellKind::Number,
     .text = KeyTexts::created,
     .sortKey = [](const Key &key, const Context &) -> QVariant {
         return key.purchased.isValid() ? double(key.purchased.toSecsSinceEpoch()) : 0.0;
     },
     .copied = KeyTexts::isoCreated,
     .toolTip = KeyTexts::isoCreated,
     .alignment = trailing,
     .hidden = true},
    {.id = "id"_L1,
     .header = HEADER("Id"),
     .kind = CellKind::Mono,
     .text = [](const Key &key, const Context &) { return key.id ? key.id.toString() : QString(); },
     .fill = [](Cell &cell, const Key &, const Key &, const Context &) { cell.tone = CellTone::Quiet; },
     .sortKey = [](const Key &key, const Context &) -> QVariant { return double(key.id.value); },
     .hidden = true},
    {.id = "network"_L1,
     .header = HEADER("Network"),
     .text = KeyTexts::network,
     .fill = [](Cell &cell, const Key &, const Key &, const Context &) { cell.tone = CellTone::Quiet; },
     .sortKey = [](const Key &key, const Context &) -> QVariant { return double(key.networkId); },
     .fields = {keyfields::network},
     .hidden = true},
});

#undef HEADER

} // namespace

ActivationKeyModel::ActivationKeyModel(QObject *parent)
    : RecordModel(keyColumns, parent)
{
}
