// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <optional>

class QHBoxLayout;
class QLabel;
class QToolButton;
class MiniBar;

/// The line at the window's foot: connection, who you are, what the API still allows, what is running.
class StatusBar : public QWidget
{
    Q_OBJECT
public:
    enum class Connection { None, Connected, Busy, Offline, Refused };

    struct Job
    {
        QString text;      ///< "Verifying 148 of 212"
        double share = -1; ///< done, 0 to 1
        QString failed;    ///< "3 failed", empty for none
        QString left;      ///< "64 left, about 4 min"
        bool paused = false;
        bool pausable = true;
    };

    explicit StatusBar(QWidget *parent = nullptr);

    void setConnection(Connection state, const QString &text, const QString &toolTip = {});
    void setUser(const QString &text);
    /// `share` is what was used of the limit; negative shows no bar: the budget is not known.
    void setBudget(double share, const QString &text, const QString &toolTip = {});
    void setJob(const std::optional<Job> &job);
    /// "Key copied, clears in 24 s"; empty takes it away.
    void setClipboard(const QString &text);
    void setNote(const QString &text); ///< filter problems and the like, while nothing runs

signals:
    void connectionClicked();
    void failedClicked();
    void pauseClicked();
    void cancelClicked();
    void clipboardClicked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();

    QToolButton *m_connection;
    QWidget *m_user, *m_budget, *m_jobBox;
    QLabel *m_userText, *m_budgetName, *m_budgetText, *m_note, *m_jobText, *m_jobLeft;
    MiniBar *m_budgetBar, *m_jobBar;
    QToolButton *m_jobFailed, *m_pause, *m_cancel, *m_clipboard;
};
