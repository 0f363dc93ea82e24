// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/filter/keyfilter.h"
#include "panes/pane.h"
#include "panes/subscription.h"

class ActivationKeyModel;
class Banner;
class EmptyState;
class InspectorSplit;
class KeyActions;
class KeyInspector;
class KeyProxy;
class ListHead;
class TableView;

/// Activation keys: filter, table, inspector and every state a list can be in.
class KeysPane : public Pane
{
    Q_OBJECT
public:
    explicit KeysPane(Subscription &subscription, QWidget *parent = nullptr);
    ~KeysPane() override;

    FilterBar *filterBar() const override { return m_filterBar; }
    QWidget *table() const override;
    QWidget *inspectorWidget() const override;
    TableView &tableView() { return *m_table; }
    KeyInspector &inspector() { return *m_inspector; }
    KeyActions &actions() { return *m_actions; }
    void setInspectorShown(bool shown) override;
    bool isInspectorShown() const override;
    void setNarrow(bool narrow) override;
    void refresh() override;
    void editCurrent() override;
    void showColumnMenu() override;
    void setRowHeight(int height) override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;

    /// Keys that want attention: full, nearly full, or ending soon.
    int attention() const;
    void showKey(qint64 id);
    QList<qint64> chosenIds() const; ///< the ticked ones
    void newKey();
    void duplicateKey(qint64 id);
    void copyKey();

signals:
    void attentionChanged();
    void copySecret(const QString &secret, const QString &what);
    void copyText(const QString &text);
    void installWanted(const ActivationKey &key);
    void agentsWanted(const ActivationKey &key);
    void previewWanted(const QList<Change> &changes);
    void signInWanted();
    void noted(const QString &text); ///< for a toast

private:
    void buildHead();
    void connectData();
    void connectInspector();
    void onStagingChanged();
    void onSelectionChanged();
    void onRunsChanged();
    void updateHead();
    void updateBanner();
    void updateEmpty();
    void updateVocabulary();
    void showMenu(const QPoint &at);
    void refilter();
    const ActivationKey *oneKey() const;

    Subscription &m_subscription;
    FilterBar *m_filterBar;
    ActivationKeyModel *m_model;
    KeyProxy *m_proxy;
    KeyActions *m_actions;
    Banner *m_banner;
    ListHead *m_head;
    TableView *m_table;
    EmptyState *m_empty;
    KeyInspector *m_inspector;
    InspectorSplit *m_split;
    Query m_query;
    QSet<ActivationKeyId> m_failed, m_conflicts; ///< by the plans of this session
    QTimer m_runsMoved;
    QTimer m_clock; ///< ages and remaining days move on
};
