// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSet>
#include <QStringList>
#include <QWidget>

class QGridLayout;
class QToolButton;

/// Modules to switch on and off, four in a row. A module outside the subscription is struck through.
class ModuleToggles : public QWidget
{
    Q_OBJECT
public:
    struct Item
    {
        QString code;
        QString toolTip;
        bool available = true;

        friend bool operator==(const Item &, const Item &) = default;
    };

    explicit ModuleToggles(QWidget *parent = nullptr);

    void setModules(const QList<Item> &modules);
    void setChecked(const QStringList &codes);
    QStringList checked() const;
    /// On for some of the objects shown; the first click switches it on.
    void setMixed(const QStringList &codes);
    QStringList mixed() const;

signals:
    void toggled(const QString &code, bool on);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QToolButton *buttonOf(const QString &code) const;

    QGridLayout *m_grid;
    QList<Item> m_items;
    QList<QToolButton *> m_buttons;
};
