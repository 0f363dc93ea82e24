// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/controller.h"
#include "app/tour.h"
#include "changes/applyrun.h"
#include "domain/webapp.h"

#include <QWidget>

class MainWindow;
class QPushButton;
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
    /// The button that can be seen and clicked, or null.
    QPushButton *button(QWidget &parent, const QString &text);
    void chooseTag(const QString &name); ///< as typed into the open picker
    /// The part about agents; see touragents.cpp.
    void switchModules();
    /// The part about web apps and their scans; see tourwebapps.cpp.
    void manageWebApps();

    QString m_folder;
    Theme &m_theme;
    Controller m_controller;
    MainWindow *m_window = nullptr;
    Tour m_tour;

private:
    void editWebApp();
    void lockWebApps();
    void scanWebApp();
    void readBack(const QString &what, const std::function<QList<WebAppId>()> &apps,
                  const std::function<bool(const WebApp &)> &isSo);

    QList<qint64> m_switched; ///< agents
    WebAppId m_webApp;        ///< gets another URL, a pool and a lock, then a scan
    QString m_newUrl;
    QList<qint64> m_lockedApps;
    WasScanId m_scan;
    std::optional<QList<WebApp>> m_readApps;
    Ticket m_reading;
    PlanId m_lastPlan;
    int m_finished = 0, m_plansBefore = 0, m_looks = 0;
};
