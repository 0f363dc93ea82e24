// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;
class QVBoxLayout;

/// Puts a field into a form with room for its marks: a bar and "was …" while its value is staged, a line that says what
/// is wrong with it.
class MarkedField : public QWidget
{
    Q_OBJECT
public:
    explicit MarkedField(QWidget *parent = nullptr);

    /// Takes over the field. A label's buddy stays the field itself.
    void setField(QWidget *field);
    QWidget *field() const { return m_field; }
    /// `wasText` is a sentence: "was Dana Ruiz".
    void setStaged(const QString &wasText);
    void clearStaged();
    bool isStaged() const { return m_staged; }
    /// Empty takes it away. Also told to screen readers as the field's description.
    void setProblem(const QString &problem);
    QString problem() const { return m_problemText; }

signals:
    void revertRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void describe();

    QWidget *m_field = nullptr;
    QVBoxLayout *m_rows;
    QWidget *m_was, *m_problem;
    QLabel *m_wasLabel, *m_problemLabel;
    QToolButton *m_revert;
    QString m_problemText;
    bool m_staged = false;
};
