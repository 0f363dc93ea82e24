// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "panes/listpane.h"

class WebAppActions;
class WebAppInspector;
class WebAppModel;
class WebAppProxy;

/// Web apps: filter, table, inspector and every state the list can be in. Reads them when it is first shown.
class WebAppsPane final : public ListPane
{
    Q_OBJECT
public:
    explicit WebAppsPane(Subscription &subscription, QWidget *parent = nullptr);
    ~WebAppsPane() override;

    WebAppActions &actions() { return *m_actions; }
    WebAppInspector &inspector() { return *m_inspector; }
    void launch();    ///< of the chosen ones
    void createApp(); ///< asks for it in a sheet
    WebAppModel &model() { return *m_model; }
    ListFacts facts() const override;
    void refresh() override;
    void editCurrent() override;
    bool createNew() override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void refilter() override;
    void updateHead() override;
    void updateVocabulary() override;
    void onSelectionChanged() override;
    void onStagingChanged() override;

private:
    void buildHead();
    void connectData();
    void updateEmpty();
    void wantShown();
    void showMenu(const QPoint &at);
    void onArrived(const QList<WebApp> &apps);

    WebAppModel *m_model;
    WebAppProxy *m_proxy;
    WebAppActions *m_actions;
    WebAppInspector *m_inspector;
    bool m_launching = false; ///< the apps to be scanned are being read
    QTimer m_look;            ///< while people scroll nothing is asked for
    QTimer m_words;           ///< what the filter offers follows when no more rows come
};
