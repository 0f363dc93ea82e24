// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/scantexts.h"
#include "panes/subscription.h"
#include "widgets/ground.h"

class Badge;
class EmptyState;
class FactGrid;
class InspectorPage;
class Label;
class Notice;
class QPushButton;
class QStackedWidget;
class QToolButton;
class ScanActions;

/// Beside the table: what came of the chosen scan, in words and first of all; then its facts and what can be done.
class ScanInspector : public Ground
{
    Q_OBJECT
public:
    ScanInspector(Subscription &subscription, ScanActions &actions, QWidget *parent = nullptr);
    ~ScanInspector() override;

    void showScans(const QList<qint64> &ids);
    void refresh(); ///< the list or the staging area moved
    void askCancel();
    void focusActions();

signals:
    void launchWanted(const WasScan &scan);
    void filterWanted(const QString &filter);

private:
    void buildPage();
    void buildQuestion();
    void buildFoot();
    void showOne(const WasScan &scan);
    void showDraft(const Change &draft);
    void showMany(const QList<WasScan> &scans);
    void showVerdict(const ScanVerdict &verdict);
    void wantDetails(const WasScan &scan);
    void showFacts(const WasScan &scan);
    void addState(const QString &name, const ScanState &state, ScanTexts::Part part);
    void updateFoot(const QList<WasScan> &scans);
    void askDetails();
    void answer(bool keepResults);

    Subscription &m_subscription;
    ScanActions &m_actions;
    QList<qint64> m_ids;
    QStackedWidget *m_stack;
    EmptyState *m_nothing;
    InspectorPage *m_scroll;
    Label *m_title, *m_subtitle, *m_explanation, *m_advice;
    Badge *m_verdict;
    FactGrid *m_facts;
    Notice *m_question;
    QPushButton *m_keep, *m_discard, *m_leave;
    Label *m_keepNote;
    Ground *m_foot;
    Label *m_staged;
    QPushButton *m_unstage, *m_again, *m_cancel, *m_watch, *m_download, *m_other, *m_delete;
    std::optional<WasScan> m_details; ///< the whole record of the one that is shown
    WasScanId m_detailsOf;
    ScanState m_detailsState; ///< of the row when they were asked for; another one makes them old
    QTimer m_ask;
    Ticket m_reading;
};
