// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class ChoiceCard;
class Label;

/// What a person sees first: the ways to begin.
class StartPage : public QWidget
{
    Q_OBJECT
public:
    explicit StartPage(QWidget *parent = nullptr);

    /// Why the last choice came to nothing; stays until the next one.
    void setProblem(const QString &problem);

signals:
    void demoWanted();
    void signInWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ChoiceCard *m_demo, *m_signIn;
    Label *m_problem;
};
