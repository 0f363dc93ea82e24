// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QWidget>

class FilterBar;
class QAction;

/// One screen of the window: a filter in the top bar, a list, an inspector.
class Pane : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// Stands in the top bar while the pane is shown.
    virtual FilterBar *filterBar() const = 0;
    virtual QWidget *table() const = 0;
    virtual QWidget *inspectorWidget() const = 0;
    virtual void setInspectorShown(bool shown) = 0;
    virtual bool isInspectorShown() const = 0;
    virtual void setNarrow(bool narrow) = 0; ///< the inspector slides over the list
    virtual void refresh() = 0;
    virtual void refreshAll() { refresh(); } ///< also what does not seem to have changed
    virtual void editCurrent() = 0;
    virtual bool createNew() { return false; } ///< false: there is nothing of its own to be made
    virtual void showColumnMenu() {}
    virtual void setRowHeight(int) {}
    /// Columns, widths, filters used: what the next session starts with. No names, no secrets.
    virtual QJsonObject saveState() const = 0;
    virtual void restoreState(const QJsonObject &state) = 0;

signals:
    void inspectorShownChanged(bool shown);

protected:
    /// Enter presses the button that has the focus, as in sheets.
    void keyPressEvent(QKeyEvent *event) override;
};
