// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/ground.h"

class FilterBar;
class QPushButton;
class QStackedWidget;
class QToolButton;
class Switcher;

/// Over everything: which subscription, the filter of the pane, how old the data is, whether editing is on, and the way
/// to the review.
class TopBar : public Ground
{
    Q_OBJECT
public:
    explicit TopBar(QWidget *parent = nullptr);

    Switcher *switcher() const { return m_switcher; }
    void addFilter(FilterBar *filter); ///< takes it over
    void removeFilters();
    void showFilter(FilterBar *filter);

    void setAge(const QString &text, const QString &toolTip, bool enabled);
    void setReadOnly(bool readOnly, bool shown);
    void setStaged(int count);
    /// Words leave when there is no room for them; names and tooltips stay.
    void setNarrow(bool narrow);

signals:
    void refreshClicked();
    void padlockClicked();
    void reviewClicked();

private:
    void follow();

    Switcher *m_switcher;
    QStackedWidget *m_filters;
    QToolButton *m_refresh, *m_padlock;
    QPushButton *m_review;
    bool m_narrow = false;
};
