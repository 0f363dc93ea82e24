// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/keymenu.h"

#include "domain/modules.h"
#include "panes/keyactions.h"
#include "panes/keyspane.h"
#include "widgets/icons.h"
#include "widgets/latchkeystyle.h"
#include "widgets/tableview.h"

using namespace Qt::StringLiterals;

KeyMenu::KeyMenu(KeysPane &pane, const QList<qint64> &ids, const ActivationKey *one)
    : QMenu(&pane)
{
    KeyActions &actions = pane.actions();
    const auto edit = [&pane] { pane.editCurrent(); };
    const auto add = [this](QLatin1StringView icon, const QString &text, const auto &act) {
        return addAction(themedIcon(icon), text, this, act);
    };
    QAction *open = addAction(tr("Open"), this, edit);
    open->setShortcut(Qt::Key_Return);
    open->setShortcutVisibleInContextMenu(true);
    add("user"_L1, tr("Change owner…"), edit);
    add("tag"_L1, tr("Set tags…"), [&pane, ids] { pane.actions().chooseTags(ids, &pane.tableView()); });
    QMenu *modules = addMenu(themedIcon("agent"_L1), tr("Modules"));
    const QList<ActivationKey> keys = actions.keys(ids);
    for (const Module &module : knownModules()) {
        if (!module.onStrip)
            continue;
        const QString word = module.key.toString();
        const auto has = [&](const ActivationKey &key) { return key.modules.contains(word, Qt::CaseInsensitive); };
        const bool all = std::ranges::all_of(keys, has);
        QAction *entry = modules->addAction(module.code.toString());
        entry->setCheckable(true);
        entry->setChecked(all);
        connect(entry, &QAction::triggered, &actions,
                [&actions, ids, word, all] { actions.setModule(ids, word, !all); });
    }
    addSeparator();
    if (one) {
        const ActivationKey key = *one;
        QAction *copy = add("copy"_L1, tr("Copy key"), [&pane] { pane.copyKey(); });
        copy->setShortcut(QKeySequence(u"Ctrl+Shift+C"_s));
        copy->setShortcutVisibleInContextMenu(true);
        add("terminal"_L1, tr("Install commands…"), [&pane, key] { emit pane.installWanted(key); });
        add("agent"_L1, tr("Show agents…"), [&pane, key] {
            emit pane.agentsWanted(key);
        })->setEnabled(key.countUsed > 0);
        addSeparator();
        add("plus"_L1, tr("Duplicate"), [&pane, key] { pane.duplicateKey(key.id.value); });
    }
    const auto isDisabled = [](const ActivationKey &key) { return key.disabled; };
    if (!std::ranges::all_of(keys, isDisabled))
        add("ban"_L1, tr("Disable"), [&actions, ids] { actions.setDisabled(ids, true); });
    if (std::ranges::any_of(keys, isDisabled))
        add("circle-check"_L1, tr("Enable"), [&actions, ids] { actions.setDisabled(ids, false); });
    QAction *remove =
        addAction(themedIcon("bin"_L1, Token::BadInk), tr("Delete…"), this, [&actions, ids] { actions.remove(ids); });
    setDestructive(remove);
}
