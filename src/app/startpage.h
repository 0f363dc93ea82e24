// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class ChoiceCard;

/// What a person sees first: the ways to begin.
class StartPage : public QWidget
{
    Q_OBJECT
public:
    explicit StartPage(QWidget *parent = nullptr);

signals:
    void demoWanted();
    void signInWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ChoiceCard *m_demo, *m_signIn;
};
