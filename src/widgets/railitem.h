// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/rail.h"

#include <QAbstractButton>

/// One pane in the rail: icon over word, a badge at the icon's corner.
class RailItem : public QAbstractButton
{
    Q_OBJECT
public:
    RailItem(const QString &id, const QString &label, QLatin1StringView icon, QWidget *parent);

    QString id() const { return m_id; }
    void setBadge(int count, Rail::Urgency urgency, const QString &meaning);
    void setCompact(bool compact);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QRect labelRect() const;

    QString m_id;
    QLatin1StringView m_icon;
    int m_count = 0;
    Rail::Urgency m_urgency = Rail::Urgency::Warn;
    bool m_compact = false;
};
