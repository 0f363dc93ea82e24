// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "panes/liststate.h"
#include "panes/pane.h"
#include "panes/subscription.h"

#include "domain/filter/query.h"
#include "widgets/sheet.h"

class Banner;
class EmptyState;
class InspectorSplit;
class ListHead;
class RecordProxy;
class TableView;

/// A pane around a table: banner, head and table beside an inspector, and all they have in common whatever their
/// records are. Who derives from it says what the table holds and what can be done.
class ListPane : public Pane
{
    Q_OBJECT
public:
    FilterBar *filterBar() const override { return m_filterBar; }
    QWidget *table() const override;
    QWidget *inspectorWidget() const override { return m_inspectorWidget; }
    TableView &tableView() { return *m_table; }
    void setInspectorShown(bool shown) override;
    bool isInspectorShown() const override;
    void showFilter(const QString &filter);
    /// Makes it the current row; a filter that hides it is cleared.
    void showRecord(qint64 id);
    QList<qint64> chosenIds() const;     ///< the ticked ones
    virtual ListFacts facts() const = 0; ///< of the list it shows
    void setNarrow(bool narrow) override;
    void showColumnMenu() override;
    void setRowHeight(int height) override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;

signals:
    void copyText(const QString &text);
    void previewWanted(const QList<Change> &changes);
    void signInWanted();
    void sheetWanted(Sheet *sheet);
    void noted(const QString &text); ///< for a toast
    void filterCleared(const QString &was);

protected:
    ListPane(Subscription &subscription, ObjectType type, const FilterSyntax &syntax, QWidget *parent);

    /// Once, by the constructor of who derives from it.
    void arrange(RecordProxy *rows, QWidget *inspector, QWidget *overTable = nullptr);

    virtual void refilter() = 0;
    virtual void updateHead() = 0;
    virtual void updateVocabulary() = 0;
    virtual void onSelectionChanged() = 0;
    virtual void onStagingChanged() = 0;

    void updateBanner();
    /// How many rows of all, how many of them ticked; or what is going on, in the pane's words or, while the list
    /// loads and the pane gives none, in pages.
    void showHead(const QString &ofAll, const QString &loading = {}, double share = -1);
    /// Whether the filter speaks of sets of rows, such as is:failed, which move while it stands.
    bool asksForSets() const { return m_query.text.contains(QLatin1StringView("is:")); }

    static constexpr int columnsAction = 2; ///< its place among the head's actions

    Subscription &m_subscription;
    FilterBar *m_filterBar;
    Banner *m_banner;
    ListHead *m_head;
    TableView *m_table;
    EmptyState *m_empty;
    Query m_query;
    /// Objects that the plan carried out last could not be done to, found by is:failed and is:conflict.
    QSet<qint64> m_failed, m_conflicts;

private:
    void connectParts(RecordProxy *rows);
    void onPlansMoved(const QSet<PlanId> &plans);

    const ObjectType m_type;
    RecordProxy *m_rows = nullptr;
    QWidget *m_inspectorWidget = nullptr;
    InspectorSplit *m_split = nullptr;
    QTimer m_clock; ///< ages and remaining days move on
};
