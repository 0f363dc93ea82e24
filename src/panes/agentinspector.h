// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/agentrules.h"
#include "models/agenttable.h"
#include "panes/subscription.h"
#include "widgets/ground.h"

struct Module;

class EmptyState;
class Label;
class QGridLayout;
class QPushButton;
class QScrollArea;
class QStackedWidget;

/// Beside the table of agents: what is known about one, or about several together, and their modules to be switched.
/// Stages, sends nothing.
class AgentInspector : public Ground
{
    Q_OBJECT
public:
    AgentInspector(Subscription &subscription, const AgentTable &table, QWidget *parent = nullptr);

    /// The selection changed, or what is known about it.
    void refresh();
    void focusForm();
    /// Stages this for the agents selected; rules leave some out.
    void stage();

signals:
    void previewWanted(const QList<Change> &changes);
    void staged();
    void noted(const QString &text);

private:
    struct Figures
    {
        int agents = 0;
        QHash<quint32, int> active; ///< by module bit
    };
    struct Wanted
    {
        QList<Change> changes;
        int refused = 0, already = 0;
        std::optional<ModuleRefusal> first;
    };
    void showSelection();
    void showFacts();
    void askDetails();
    void buildModules();
    void addModuleRow(const Module &module, int row);
    void updateFoot();
    Wanted wanted() const;
    QString actionText(int agents) const;

    Subscription &m_subscription;
    const AgentTable &m_table;
    QStackedWidget *m_stack;
    EmptyState *m_nothing;
    QScrollArea *m_scroll;
    Label *m_title, *m_subtitle, *m_hint, *m_modulesOf, *m_refusedText, *m_footTitle, *m_footText;
    QGridLayout *m_facts, *m_modules;
    QPushButton *m_discard, *m_preview, *m_stage;
    Ground *m_foot;
    RowBits m_rows; ///< shown
    Figures m_figures;
    QHash<quint32, bool> m_wish; ///< by module bit: on or off
    std::optional<AgentDetails> m_details;
    std::optional<Failure> m_detailsFailure;
    qint64 m_detailsOf = 0;
    Ticket m_reading;
    QTimer m_ask;
};
