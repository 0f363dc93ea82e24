// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "panes/subscription.h"

#include <QMainWindow>
#include <QPointer>

class Actions;
class ActivityPane;
class AgentsPane;
class ClipboardGuard;
class FilterShelf;
class KeysPane;
class Pane;
class QStackedWidget;
class Rail;
class ReviewSheet;
class ScansPane;
class WebAppsPane;
class Settings;
class Sheet;
class StartPage;
class StatusBar;
class StatusFeed;
class Switcher;
class Theme;
class Toast;
class TopBar;

/// The frame: menus, top bar, rail, panes, status bar. What a sign-in brings comes with setSubscription(); signing in
/// itself is somebody else's.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    MainWindow(Theme &theme, Settings &settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// nullptr shows the start page. The subscription must outlive its being shown.
    void setSubscription(Subscription *subscription);
    Subscription *subscription() const { return m_subscription; }
    /// Why this session must stay read-only; empty when it need not.
    void setReadOnlyReason(const QString &reason);
    void setAboutText(const QString &text) { m_aboutText = text; }

    Switcher *switcher() const;
    Actions &actions() { return *m_actions; }
    KeysPane *keysPane() const { return m_keysPane; }
    AgentsPane *agentsPane() const { return m_agentsPane; }
    WebAppsPane *webAppsPane() const { return m_webAppsPane; }
    ScansPane *scansPane() const { return m_scansPane; }
    ActivityPane *activityPane() const { return m_activityPane; }
    void showPane(const QString &id);
    void openSheet(Sheet *sheet); ///< one at a time, deleted when it is left
    Sheet *currentSheet() const;
    void reviewPlanned(const QList<Change> &changes, bool undo);
    void toast(const QString &text, bool warns = false);
    /// Signing in, or the demo, came to nothing: stands on the start page where that is shown, else a toast.
    void showStartProblem(const QString &text);
    Toast &toastWidget() { return *m_toast; }
    ClipboardGuard &clipboard() { return *m_clipboard; }

signals:
    void signInWanted();
    void signOutWanted();
    void demoWanted();
    void lockWanted();
    /// The person confirmed the customer id of this subscription.
    void customerIdConfirmed(const QString &id);
    /// The window was asked to close; it closes when closeNow() is called.
    void closeWanted();

public slots:
    void closeNow();

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void buildFrame();
    void connectActions();
    void connectLooks();
    void connectSubscription();
    void addPane(const QString &id, const QString &label, QLatin1StringView icon, Pane *pane);
    Pane *currentPane() const;
    void onPaneShown();
    void goBack(int step);
    void moveRegion(int step);
    void openContextMenu();
    void review();
    ReviewSheet *openReview(const QList<Change> &changes, bool undo);
    void apply(const Plan &plan);
    void onPlanFinished(PlanId plan);
    void onUnfinished();
    void onJournalFailed(const Failure &failure);
    void showRequests(const QList<Change> &changes);
    void showInstall(const ActivationKey &key);
    void showAgents(const ActivationKey &key);
    void showKeyEndingWith(const QString &tail);
    void openPalette();
    void showHelp();
    void showShortcuts();
    void showAbout();
    void showConnection();
    void toggleReadOnly();
    void updateTopBar();
    void updateUndo();
    void updateRail();
    void updateTitle();
    void follow();
    void saveState();

    Theme &m_theme;
    Settings &m_settings;
    Actions *m_actions;
    Subscription *m_subscription = nullptr;
    QString m_readOnlyReason, m_aboutText;
    TopBar *m_topBar;
    Rail *m_rail;
    QStackedWidget *m_stack;
    StartPage *m_start;
    StatusBar *m_status;
    StatusFeed *m_feed;
    Toast *m_toast;
    ClipboardGuard *m_clipboard;
    FilterShelf *m_filters;
    KeysPane *m_keysPane = nullptr;
    AgentsPane *m_agentsPane = nullptr;
    WebAppsPane *m_webAppsPane = nullptr;
    ScansPane *m_scansPane = nullptr;
    ActivityPane *m_activityPane = nullptr;
    QHash<QString, Pane *> m_panes;
    QStringList m_visited;
    qsizetype m_visitedAt = -1;
    QPointer<Sheet> m_sheet;
    QTimer m_age;
    bool m_mayClose = false;
};
