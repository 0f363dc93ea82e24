// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "panes/changewords.h"
#include "panes/reviewgroups.h"

#include <QWidget>

class QCheckBox;
class QHBoxLayout;
class QVBoxLayout;

/// One group of the review: what changes, old → new, and what to mind.
class ReviewRow : public QWidget
{
    Q_OBJECT
public:
    ReviewRow(const ReviewGroup &group, const FieldWords &words, QWidget *parent = nullptr);

    void setIncluded(bool included);

signals:
    void includedChanged(bool included);
    void keepMine(const QString &field);
    void takeServer(const QString &field);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addHead(const ReviewGroup &group);
    void addNames(const ReviewGroup &group);
    void addValues(const ReviewGroup &group, const FieldWords &words);
    void addValue(const ReviewGroup &group, const FieldWords &words, const QString &field);
    void addConflict(const ReviewGroup &group, const FieldDifference &difference, const FieldWords &words);
    void addWarning(QHBoxLayout &line, const QString &text, bool bad);
    QHBoxLayout *addLine();

    QVBoxLayout *m_lines;
    QCheckBox *m_include;
};
