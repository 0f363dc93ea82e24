// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/controller.h"
#include "app/tour.h"
#include "changes/applyrun.h"

#include <QWidget>

class MainWindow;
class Segmented;
class Theme;

/// What the parts of the tour share: the program, pictures of it, and reviewing what was staged.
class TourKit : public QObject
{
    Q_OBJECT
public:
    TourKit(Options options, Theme &theme);
    ~TourKit() override;

protected:
    Subscription &subscription() { return *m_controller.subscription(); }
    template <typename T>
    T *in(QWidget *parent, const QString &name = {})
    {
        return parent->findChild<T *>(name);
    }
    void followRuns(); ///< of the subscription that is opened next
    /// One screen, light and dark.
    void picture(const QString &name);
    void reviewAndApply(const QString &name);
    void applyOpenReview(const QString &name);
    void undoLastPlan(const QString &name);
    const ApplyRun *lastRun();
    void clickSegment(Segmented &segmented, int index);
    /// The part about agents; see touragents.cpp.
    void switchModules();

    QString m_folder;
    Theme &m_theme;
    Controller m_controller;
    MainWindow *m_window = nullptr;
    Tour m_tour;

private:
    QList<qint64> m_switched; ///< agents
    PlanId m_lastPlan;
    int m_finished = 0, m_plansBefore = 0, m_looks = 0;
};
