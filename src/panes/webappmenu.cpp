// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/webappmenu.h"

#include "panes/webappactions.h"
#include "panes/webappspane.h"
#include "widgets/icons.h"
#include "widgets/latchkeystyle.h"
#include "widgets/tableview.h"

#include <algorithm>

using namespace Qt::StringLiterals;

WebAppMenu::WebAppMenu(WebAppsPane &pane, const QList<qint64> &ids)
    : QMenu(&pane)
{
    setAttribute(Qt::WA_DeleteOnClose);
    WebAppActions &actions = pane.actions();
    const auto add = [this](QLatin1StringView icon, const QString &text, const auto &act) {
        return addAction(themedIcon(icon), text, this, act);
    };
    const auto wish = [&actions, ids](const WebAppWish &wanted) {
        return [&actions, ids, wanted] { actions.stage(ids, wanted); };
    };
    QList<std::optional<WebApp>> apps;
    for (const qint64 id : ids)
        if (id > 0)
            apps << actions.stagedApp({id});
    const auto isLocked = [](const std::optional<WebApp> &app) { return app && app->scanner.locked == true; };
    const auto isUnlocked = [](const std::optional<WebApp> &app) { return app && app->scanner.locked == false; };

    QAction *open = addAction(tr("Open"), this, [&pane] { pane.editCurrent(); });
    open->setShortcut(Qt::Key_Return);
    open->setShortcutVisibleInContextMenu(true);
    add("play"_L1, apps.size() > 1 ? tr("Scan them…") : tr("Scan it…"), [&pane] {
        pane.launch();
    })->setEnabled(!apps.isEmpty());
    addSeparator();
    WebAppWish lock, unlock, remove;
    lock.locked = true;
    unlock.locked = false;
    remove.remove = true;
    add("lock"_L1, tr("Lock"), wish(lock))->setEnabled(!std::ranges::all_of(apps, isLocked));
    add("unlock"_L1, tr("Unlock"), wish(unlock))->setEnabled(!std::ranges::all_of(apps, isUnlocked));
    add("scanner"_L1, tr("Scanner pool…"), [&pane, ids] {
        pane.actions().choosePool(ids, &pane.tableView());
    })->setEnabled(!apps.isEmpty());
    add("tag"_L1, tr("Tags…"), [&pane, ids] {
        pane.actions().chooseTags(ids, &pane.tableView());
    })->setEnabled(!apps.isEmpty());
    addSeparator();
    add("undo"_L1, tr("Unstage"), [&actions, ids] { actions.unstage(ids); })->setEnabled(actions.isStaged(ids));
    const auto danger = [this, &apps](QLatin1StringView icon, const QString &text, const auto &act) {
        QAction *action = addAction(themedIcon(icon, Token::BadInk), text, this, act);
        action->setEnabled(!apps.isEmpty());
        setDestructive(action);
    };
    danger("bin"_L1, tr("Purge findings…"), [&actions, ids] { actions.purge(ids); });
    danger("bin"_L1, tr("Delete…"), wish(remove));
}
