// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLatin1StringView>
#include <QWidget>

class QButtonGroup;
class QToolButton;
class QVBoxLayout;
class RailItem;

/// The panes at the window's leading edge. One is current; arrow keys move between them.
class Rail : public QWidget
{
    Q_OBJECT
public:
    enum class Urgency { Warn, Bad };

    explicit Rail(QWidget *parent = nullptr);

    void addPane(const QString &id, const QString &label, QLatin1StringView icon, const QString &toolTip = {});
    void clear(); ///< takes all panes away
    void setCurrent(const QString &id);
    QString current() const;
    /// Things that need a person; 0 takes the badge away. `meaning` is what a screen reader says: "2 keys need
    /// attention".
    void setBadge(const QString &id, int count, Urgency urgency, const QString &meaning = {});
    void setPaneEnabled(const QString &id, bool enabled);
    void setCollapsed(bool collapsed);
    bool isCollapsed() const { return m_collapsed; }
    /// Narrow windows collapse the rail whatever the person chose.
    void setNarrow(bool narrow);

signals:
    void chosen(const QString &id);
    void collapsedChanged(bool collapsed);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    RailItem *find(const QString &id) const;
    void updateWidth();

    QVBoxLayout *m_layout;
    QButtonGroup *m_group;
    QToolButton *m_toggle;
    QList<RailItem *> m_items;
    bool m_collapsed = false;
    bool m_narrow = false;
};
