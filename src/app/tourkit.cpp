// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/tourkit.h"

#include "app/actions.h"
#include "app/mainwindow.h"
#include "app/theme.h"
#include "panes/activitypane.h"
#include "panes/reviewsheet.h"
#include "widgets/segmented.h"
#include "widgets/tagpicker.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

TourKit::TourKit(Options options, Theme &theme)
    : m_folder(*options.tourFolder)
    , m_theme(theme)
    , m_controller(std::move(options), theme)
{
}

TourKit::~TourKit() = default;

void TourKit::followRuns()
{
    connect(&m_controller, &Controller::subscriptionOpened, this, [this] {
        connect(&subscription().runs(), &RunCenter::finished, this, [this](PlanId plan) {
            m_lastPlan = plan;
            ++m_finished;
        });
    });
}

const ApplyRun *TourKit::lastRun()
{
    return m_lastPlan ? subscription().runs().find(m_lastPlan) : nullptr;
}

void TourKit::picture(const QString &name)
{
    m_tour.step({}, [this] { m_looks = 0; }, [this] { return ++m_looks > 5; }); // layouts come to rest
    m_tour.step({}, [this, name] {
        for (const auto &[setting, suffix] :
             {std::pair{Theme::Setting::Light, u"light"_s}, {Theme::Setting::Dark, u"dark"_s}}) {
            m_theme.setSetting(setting);
            QCoreApplication::sendPostedEvents();
            m_window->grab().save(u"%1/%2-%3.png"_s.arg(m_folder, name, suffix));
        }
        m_theme.setSetting(Theme::Setting::Light);
    });
}

void TourKit::clickSegment(Segmented &segmented, int index)
{
    segmented.findChildren<QAbstractButton *>().at(index)->click();
}

QPushButton *TourKit::button(QWidget &parent, const QString &text)
{
    for (QPushButton *button : parent.findChildren<QPushButton *>())
        if (button->text() == text && button->isVisible() && button->isEnabled())
            return button;
    return nullptr;
}

void TourKit::chooseTag(const QString &name)
{
    for (QWidget *window : QApplication::topLevelWidgets()) {
        auto *picker = qobject_cast<TagPicker *>(window);
        if (!picker || !picker->isVisible())
            continue;
        in<QLineEdit>(picker)->setText(name);
        QKeyEvent space(QEvent::KeyPress, Qt::Key_Space, Qt::NoModifier, u" "_s);
        QCoreApplication::sendEvent(in<QTreeView>(picker), &space);
        in<QPushButton>(picker)->click();
    }
}

void TourKit::reviewAndApply(const QString &name)
{
    m_tour.step(
        {}, [this] { m_window->actions().review->trigger(); },
        [this] { return qobject_cast<ReviewSheet *>(m_window->currentSheet()); });
    applyOpenReview(name);
}

void TourKit::applyOpenReview(const QString &name)
{
    const auto sheet = [this] { return static_cast<ReviewSheet *>(m_window->currentSheet()); };
    m_tour.step(
        u"review what would be sent"_s, [] {},
        [sheet] {
            QLineEdit *confirm = sheet()->confirmField();
            if (confirm->isVisible()) // the number stands in the sentence before the field
                confirm->setText(QString::number(sheet()->numberToConfirm()));
            return sheet()->applyButton()->isEnabled();
        });
    picture(name);
    m_tour.step(
        u"apply, and see each change verified"_s,
        [this, sheet] {
            m_plansBefore = m_finished;
            sheet()->applyButton()->click();
        },
        [this] {
            return lastRun() && m_finished > m_plansBefore && lastRun()->isFinished() &&
                   std::ranges::all_of(lastRun()->plan().changes,
                                       [](const Change &c) { return c.state == ChangeState::Verified; });
        });
}

void TourKit::undoLastPlan(const QString &name)
{
    m_tour.step(
        u"undo the plan"_s,
        [this] {
            if (const ApplyRun *run = lastRun())
                m_window->activityPane()->undoPlan(run->plan().id);
        },
        [this] { return qobject_cast<ReviewSheet *>(m_window->currentSheet()); });
    applyOpenReview(name);
}
