// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QGridLayout;
class QLabel;

/// A bordered box that asks to be read before what it holds is used.
class Notice : public QWidget
{
    Q_OBJECT
public:
    enum class Kind { Danger, Warn };

    explicit Notice(Kind kind, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    /// Takes over the layout and what is in it.
    void setContent(QLayout *content);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Kind m_kind;
    QGridLayout *m_layout;
    QLabel *m_title;
};
