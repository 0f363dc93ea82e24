// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/agents/agentfilter.h"
#include "panes/pane.h"
#include "panes/subscription.h"

class AgentInspector;
class AgentProxy;
class AgentTable;
class Banner;
class EmptyState;
class InspectorSplit;
class ListHead;
class TableView;

/// Agents: filter, table, inspector and every state the list can be in. Reads them when it is first shown.
class AgentsPane : public Pane
{
    Q_OBJECT
public:
    explicit AgentsPane(Subscription &subscription, QWidget *parent = nullptr);
    ~AgentsPane() override;

    FilterBar *filterBar() const override { return m_filterBar; }
    QWidget *table() const override;
    QWidget *inspectorWidget() const override;
    TableView &tableView() { return *m_table; }
    AgentInspector &inspector() { return *m_inspector; }
    AgentProxy &rows() { return *m_proxy; }
    void setInspectorShown(bool shown) override;
    bool isInspectorShown() const override;
    void setNarrow(bool narrow) override;
    void refresh() override;
    void editCurrent() override;
    void showColumnMenu() override;
    void setRowHeight(int height) override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;

    void showFilter(const QString &filter);
    void stageUninstall();

signals:
    void previewWanted(const QList<Change> &changes);
    void copyText(const QString &text);
    void signInWanted();
    void noted(const QString &text);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildHead();
    void connectData();
    void onStagingChanged();
    void onRunsChanged();
    void updateHead();
    void updateBanner();
    void updateEmpty();
    void updateVocabulary();
    void refilter();

    Subscription &m_subscription;
    FilterBar *m_filterBar;
    AgentTable *m_model;
    AgentProxy *m_proxy;
    Banner *m_banner;
    ListHead *m_head;
    TableView *m_table;
    EmptyState *m_empty;
    AgentInspector *m_inspector;
    InspectorSplit *m_split;
    Query m_query;
    QSet<qint64> m_failed, m_conflicts; ///< by the plans of this session
    QTimer m_clock, m_selection, m_vocabulary, m_runsMoved;
};
