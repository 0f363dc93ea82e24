// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLatin1StringView>
#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;

/// One thing that needs action, above the list: cause, consequence, what to do. Hidden until showMessage().
class Banner : public QWidget
{
    Q_OBJECT
public:
    enum class Kind { Idle, Warn, Bad, Info };
    struct Action
    {
        QString text;
        std::function<void()> act;
    };

    explicit Banner(QWidget *parent = nullptr);

    /// `details` are for support: shown on request under the banner, with a button that copies them.
    void showMessage(Kind kind, QLatin1StringView icon, const QString &cause, const QString &text,
                     const QList<Action> &actions = {}, const QString &details = {});
    void setActions(const QList<Action> &actions);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void announce();

    Kind m_kind = Kind::Idle;
    QLatin1StringView m_icon;
    QLabel *m_cause, *m_text;
    QHBoxLayout *m_buttons;
    QPushButton *m_more, *m_copy;
    QPlainTextEdit *m_details;
};
