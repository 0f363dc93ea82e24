// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "panes/changewords.h"
#include "panes/reviewgroups.h"

#include <QScrollArea>
#include <QSet>
#include <QTimer>

class QVBoxLayout;

/// Every group of the review, one row each. Long lists are built a few rows at a time, so the window never waits.
class ReviewList : public QScrollArea
{
    Q_OBJECT
public:
    ReviewList(const FieldWords &words, QWidget *parent = nullptr);
    ~ReviewList() override;

    void setGroups(const QList<ReviewGroup> &groups, const QSet<qint64> &leftOut);
    bool isComplete() const { return m_built == m_groups.size(); }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void includedChanged(const QList<qint64> &objects, bool included);
    void keepMine(qint64 object, const QString &field);
    void takeServer(qint64 object, const QString &field);
    void completed();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildSome();

    FieldWords m_words;
    QList<ReviewGroup> m_groups;
    QSet<qint64> m_leftOut;
    qsizetype m_built = 0;
    QWidget *m_page;
    QVBoxLayout *m_rows;
    QTimer m_more;
};
