// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// Where the main window goes: panes, what is in them, regions.
#include "app/mainwindow.h"

#include "app/actions.h"
#include "app/commandpalette.h"
#include "app/filtershelf.h"
#include "app/topbar.h"
#include "panes/activitypane.h"
#include "panes/agentspane.h"
#include "panes/agentssheet.h"
#include "panes/keyspane.h"
#include "panes/scanspane.h"
#include "panes/webappspane.h"
#include "widgets/filterbar.h"
#include "widgets/rail.h"
#include "widgets/readingorder.h"
#include "widgets/statusbar.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QCoreApplication>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

Pane *MainWindow::currentPane() const
{
    return qobject_cast<Pane *>(m_stack->currentWidget());
}

void MainWindow::showPane(const QString &id)
{
    Pane *pane = m_panes.value(id);
    if (!pane)
        return;
    if (m_visited.value(m_visitedAt) != id) {
        m_visited.resize(m_visitedAt + 1);
        m_visited << id;
        ++m_visitedAt;
    }
    m_stack->setCurrentWidget(pane);
    onPaneShown();
}

void MainWindow::onPaneShown()
{
    Pane *pane = currentPane();
    m_rail->setCurrent(m_panes.key(pane));
    m_filters->setCurrent(m_panes.key(pane));
    m_topBar->showFilter(pane->filterBar());
    m_actions->newKey->setText(pane == m_webAppsPane ? tr("&New web app…") : tr("&New activation key"));
    m_actions->inspector->setChecked(pane->isInspectorShown());
    pane->table()->setFocus(Qt::OtherFocusReason);
    updateTopBar();
    follow();
}

void MainWindow::goBack(int step)
{
    const qsizetype to = m_visitedAt + step;
    if (to < 0 || to >= m_visited.size())
        return;
    m_visitedAt = to;
    m_stack->setCurrentWidget(m_panes.value(m_visited[to]));
    onPaneShown();
}

void MainWindow::showAgents(const ActivationKey &key)
{
    auto *sheet = new AgentsSheet(m_subscription->keys, key, this);
    connect(sheet, &AgentsSheet::showInList, this, [this, end = key.key.right(shownOfKey)] {
        showPane(u"agents"_s);
        m_agentsPane->showFilter(u"key:"_s + quotedForFilter(end) + u' ');
    });
    openSheet(sheet);
}

void MainWindow::showKeyEndingWith(const QString &tail)
{
    for (const ActivationKey &key : m_subscription->keyList.all())
        if (!tail.isEmpty() && key.key.endsWith(tail)) {
            showPane(u"keys"_s);
            return m_keysPane->showRecord(key.id.value);
        }
    toast(tr("This activation key is not among those read. It may have been deleted, or you may not see it."));
}

void MainWindow::openPalette()
{
    QList<CommandPalette::Place> places;
    QList<CommandPalette::List> lists;
    if (m_subscription) {
        const auto add = [&](const QString &prefix, const QString &text, const QString &detail, const auto &go) {
            places << CommandPalette::Place{prefix, text, detail, go};
        };
        places << m_filters->places([this](const QString &id) { showPane(id); });
        for (const ActivationKey &key : m_subscription->keyList.all())
            add(u"k"_s, key.title, maskedKey(key.key), [this, id = key.id.value] {
                showPane(u"keys"_s);
                m_keysPane->showRecord(id);
            });
        for (const WebApp &app : m_subscription->webAppList.all())
            add(u"w"_s, app.name, app.url, [this, id = app.id.value] {
                showPane(u"webapps"_s);
                m_webAppsPane->showRecord(id);
            });
        for (const Tag &tag : m_subscription->tags().tags())
            add(u"t"_s, m_subscription->tags().path(tag.id), tr("keys with this tag"), [this, name = tag.name] {
                showPane(u"keys"_s);
                m_keysPane->showFilter(u"tag:"_s + quotedForFilter(name) + u' ');
            });
        const auto filtered = [this](const QString &id, ListPane *pane) {
            return [this, id, pane](const QString &filter) {
                showPane(id);
                pane->showFilter(filter);
            };
        };
        lists << CommandPalette::List{u"a"_s, tr("Agents"), filtered(u"agents"_s, m_agentsPane)}
              << CommandPalette::List{u"w"_s, tr("Web apps"), filtered(u"webapps"_s, m_webAppsPane)};
    }
    openSheet(new CommandPalette(m_actions->all(), places, lists, this));
}

/// Rail, filter, table, inspector, status bar: F6 goes round.
bool MainWindow::focusNextPrevChild(bool next)
{
    return focusNeighbour(this, next);
}

/// X and Wayland know the Menu key alone, which few keyboards have. As Qt does it for that key.
void MainWindow::openContextMenu()
{
    QWidget *focus = focusWidget();
    if (!focus || !focus->isEnabled())
        return;
    const QPoint at = focus->inputMethodQuery(Qt::ImCursorRectangle).toRect().center();
    QContextMenuEvent event(QContextMenuEvent::Keyboard, at, focus->mapToGlobal(at));
    QCoreApplication::sendEvent(focus, &event);
}

void MainWindow::moveRegion(int step)
{
    QList<QWidget *> regions{m_rail, m_topBar, m_stack->currentWidget(), m_status};
    if (Pane *pane = currentPane()) {
        regions = {m_rail, pane->filterBar(), pane->table()};
        if (pane->isInspectorShown())
            regions << pane->inspectorWidget();
        regions << m_status;
    }
    qsizetype at = -1;
    for (qsizetype i = 0; i < regions.size(); ++i)
        if (QWidget *focus = focusWidget(); focus && (focus == regions[i] || regions[i]->isAncestorOf(focus)))
            at = i;
    for (qsizetype tried = 0; tried < regions.size(); ++tried) {
        at = (at + step + regions.size()) % regions.size();
        if (!regions[at]->isVisible())
            continue;
        if (const QList<QWidget *> inside = readingOrder(regions[at]); !inside.isEmpty())
            return inside.first()->setFocus(Qt::TabFocusReason);
    }
}
