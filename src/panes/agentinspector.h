// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/agenttable.h"
#include "panes/agentedits.h"
#include "panes/subscription.h"
#include "widgets/ground.h"

struct Module;

class AgentActions;
class EmptyState;
class FactGrid;
class InspectorPage;
class Label;
class QGridLayout;
class QPushButton;
class QStackedWidget;
class Segmented;

/// Beside the table of agents: what is known about one, or about several together, and their modules to be switched.
/// Stages, sends nothing.
class AgentInspector : public Ground
{
    Q_OBJECT
public:
    AgentInspector(Subscription &subscription, const AgentTable &table, AgentActions &actions,
                   QWidget *parent = nullptr);

    /// The selection changed, or what is known about it.
    void refresh();
    void focusForm();
    /// Stages this for the agents selected; rules leave some out.
    void stage();

signals:
    void previewWanted(const QList<Change> &changes);
    void keyWanted(const QString &tail); ///< its activation key is to be shown

private:
    void showSelection();
    void show(const AgentFigures &figures);
    void showFacts();
    void showLeftOut();
    void askDetails();
    void buildModules();
    void addModuleRow(const Module &module, int row);
    void updateFoot();
    void showFoot(const AgentEdits &edits);
    AgentWish wish() const;
    void preview();

    Subscription &m_subscription;
    const AgentTable &m_table;
    AgentActions &m_actions;
    QStackedWidget *m_stack;
    EmptyState *m_nothing;
    InspectorPage *m_scroll;
    Label *m_title, *m_subtitle, *m_hint, *m_leftOut, *m_modulesOf, *m_refusedText, *m_footTitle, *m_footText;
    FactGrid *m_facts;
    QGridLayout *m_modules;
    QPushButton *m_discard, *m_preview, *m_stage;
    Ground *m_foot;
    quint32 focusedModule() const;

    RowBits m_rows; ///< chosen
    RowBits m_shownRows;
    bool m_built = false;
    Agent m_only;                          ///< of one, as shown
    QHash<quint32, Segmented *> m_choices; ///< by module bit
    AgentFigures m_figures;
    int m_asked = 0;             ///< answers from the background to earlier questions are passed over
    QHash<quint32, bool> m_wish; ///< by module bit: on or off
    std::optional<AgentDetails> m_details;
    std::optional<Failure> m_detailsFailure;
    qint64 m_detailsOf = 0;
    Ticket m_reading;
    QTimer m_ask;
};
