// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/webappmenu.h"

#include "panes/webappactions.h"
#include "panes/webappspane.h"
#include "widgets/icons.h"
#include "widgets/latchkeystyle.h"
#include "widgets/tableview.h"

#include <algorithm>

WebAppMenu::WebAppMenu(WebAppsPane &pane, const QList<qint64> &ids)
    : QMenu(&pane)
{
    setAttribute(Qt::WA_DeleteOnClose);
    WebAppActions &actions = pane.actions();
    const auto add = [this](QLatin1StringView icon, const QString &text, auto act) {
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
    add(QLatin1StringView("play"), tr("Scan it…"), [&pane] { pane.launch(); })->setEnabled(apps.size() == 1);
    addSeparator();
    WebAppWish lock, unlock, remove;
    lock.locked = true;
    unlock.locked = false;
    remove.remove = true;
    add(QLatin1StringView("lock"), tr("Lock"), wish(lock))->setEnabled(!std::ranges::all_of(apps, isLocked));
    add(QLatin1StringView("unlock"), tr("Unlock"), wish(unlock))->setEnabled(!std::ranges::all_of(apps, isUnlocked));
    add(QLatin1StringView("scanner"), tr("Scanner pool…"), [&pane, ids] {
        pane.actions().choosePool(ids, &pane.tableView());
    })->setEnabled(!apps.isEmpty());
    add(QLatin1StringView("tag"), tr("Tags…"), [&pane, ids] {
        pane.actions().chooseTags(ids, &pane.tableView());
    })->setEnabled(!apps.isEmpty());
    addSeparator();
    add(QLatin1StringView("undo"), tr("Unstage"), [&actions, ids] {
        actions.unstage(ids);
    })->setEnabled(actions.isStaged(ids));
    const auto danger = [this, &apps](QLatin1StringView icon, const QString &text, auto act) {
        QAction *action = addAction(themedIcon(icon, Token::BadInk), text, this, act);
        action->setEnabled(!apps.isEmpty());
        setDestructive(action);
    };
    danger(QLatin1StringView("bin"), tr("Purge findings…"), [&actions, ids] { actions.purge(ids); });
    danger(QLatin1StringView("bin"), tr("Delete…"), wish(remove));
}
