// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLatin1StringView>
#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;

/// What stands where rows would be: why there are none, and what to do about it.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    struct Action
    {
        QString text;
        std::function<void()> act;
        bool primary = false;
    };

    explicit EmptyState(QWidget *parent = nullptr);

    void setContent(QLatin1StringView icon, const QString &heading, const QString &text,
                    const QList<Action> &actions = {});
    /// The inspector's: icon 24, heading in body size.
    void setSmall(bool small);
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fit();

    QLatin1StringView m_icon;
    bool m_small = false;
    QRect m_glyph;
    QLabel *m_heading, *m_text;
    QWidget *m_buttonBox;
    QHBoxLayout *m_buttons;
};
