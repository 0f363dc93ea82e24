// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/filter/vocabulary.h"

#include <QWidget>

/// Under the filter: what is wrong with it, and what could be typed. Part of the window, not a window of its own, so
/// the field keeps the focus.
class FilterPopup : public QWidget
{
    Q_OBJECT
public:
    explicit FilterPopup(QWidget *field);

    /// Hides when there is nothing to show.
    void setContent(const QString &problem, const QList<FilterSuggestion> &suggestions);
    bool hasSuggestions() const { return !m_suggestions.isEmpty(); }
    int current() const { return m_current; } ///< -1 while nothing is chosen
    void move(int step);
    const QString &problem() const { return m_problem; }

signals:
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void place();
    QRect rowRect(int index) const;
    int rowAt(QPoint at) const;
    int problemHeight() const;
    void announce();

    QWidget *m_field;
    QString m_problem;
    QList<FilterSuggestion> m_suggestions;
    int m_current = -1;
};
