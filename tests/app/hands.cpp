// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "hands.h"

#include "panes/activitypane.h"
#include "panes/keyinspector.h"
#include "panes/keyspane.h"
#include "panes/reviewsheet.h"

#include <QAction>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace {

const ApplyRun *applyOpenReview(Desk &desk)
{
    const auto sheet = [&] { return qobject_cast<ReviewSheet *>(desk.window().currentSheet()); };
    const bool ready = waitUntil([&] {
        if (!sheet())
            return false;
        if (sheet()->confirmField()->isVisible())
            sheet()->confirmField()->setText(QString::number(sheet()->numberToConfirm()));
        return sheet()->applyButton()->isEnabled();
    });
    if (!ready)
        return nullptr;
    RunCenter &runs = desk.subscription()->runs();
    PlanId finished;
    const auto watch = QObject::connect(&runs, &RunCenter::finished, &runs, [&](PlanId plan) { finished = plan; });
    sheet()->applyButton()->click();
    const bool ended = waitUntil([&] { return bool(finished); });
    QObject::disconnect(watch);
    return ended ? runs.find(finished) : nullptr;
}

} // namespace

bool disableKey(Desk &desk, qint64 key)
{
    const StagingArea &staging = desk.subscription()->staging;
    KeysPane &pane = *desk.window().keysPane();
    desk.window().showPane(u"keys"_s);
    pane.showRecord(key);
    pane.inspector().findChild<QAbstractButton *>(u"stateSwitch"_s)->click();
    for (QPushButton *button : pane.inspector().findChildren<QPushButton *>())
        if (button->isVisible() && button->text() == KeyInspector::tr("Stage change"))
            button->click();
    return waitUntil([&] { return staging.find(key) != nullptr; });
}

const ApplyRun *reviewAndApply(Desk &desk)
{
    desk.window().actions().review->trigger();
    return applyOpenReview(desk);
}

const ApplyRun *undo(Desk &desk, PlanId plan)
{
    desk.window().activityPane()->showPlan(plan);
    desk.window().activityPane()->undoCurrentPlan();
    return applyOpenReview(desk);
}

bool closeWindow(Desk &desk)
{
    desk.window().close();
    return waitUntil([&] { return !desk.window().isVisible(); });
}
