// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/filter/scanfilter.h"
#include "panes/listpane.h"

class ScanActions;
class ScanBoard;
class ScanInspector;
class ScanModel;
class ScanProxy;
struct WebApp;

/// Scans: filter, board, table, inspector and every state the list can be in. Reads them when it is first shown and
/// asks after those under way while it is. What moves while it is hidden is taken over when it is shown.
class ScansPane final : public ListPane
{
    Q_OBJECT
public:
    explicit ScansPane(Subscription &subscription, QWidget *parent = nullptr);
    ~ScansPane() override;

    ScanInspector &inspector() { return *m_inspector; }
    ScanActions &actions() { return *m_actions; }
    ScanBoard &board() { return *m_board; }
    ScanProxy &rows() { return *m_proxy; }
    ListFacts facts() const override;
    void refresh() override;
    void editCurrent() override;

    void setBoardShown(bool shown);
    /// A sheet to launch a scan of the app; what it launches is staged.
    void launch(const WebApp &app);
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;

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
    void showMenu(const QPoint &at);
    void onPage(const QList<WasScan> &page);
    void onListMoved();
    void takeList();
    void tellEnd(const WasScan &scan);
    void askCancel();

    ScanModel *m_model;
    ScanProxy *m_proxy;
    ScanActions *m_actions;
    ScanInspector *m_inspector;
    ScanBoard *m_board;
    bool m_isBehind = true; ///< the list moved while nobody looked
    QTimer m_watches;       ///< gathers what many marks bring
};
