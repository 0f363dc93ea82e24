// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "panes/listpane.h"

class WebAppActions;
class WebAppInspector;
class WebAppModel;
class WebAppProxy;

/// Web apps: filter, table, inspector and every state the list can be in. Reads them when it is first shown.
class WebAppsPane : public ListPane
{
    Q_OBJECT
public:
    explicit WebAppsPane(Subscription &subscription, QWidget *parent = nullptr);
    ~WebAppsPane() override;

    WebAppInspector &inspector() { return *m_inspector; }
    WebAppModel &model() { return *m_model; }
    ListFacts facts() const override;
    void refresh() override;
    void editCurrent() override;

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
    void launch();

    WebAppModel *m_model;
    WebAppProxy *m_proxy;
    WebAppActions *m_actions;
    WebAppInspector *m_inspector;
    QTimer m_look; ///< while people scroll nothing is asked for
};
