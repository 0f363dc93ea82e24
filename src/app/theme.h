// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/tokens.h"

#include <QDBusVariant>
#include <QObject>
#include <QPalette>

/// Chooses light, dark or high contrast and puts it on the application: tokens, palette, style, font.
class Theme : public QObject
{
    Q_OBJECT
public:
    enum class Setting { System, Light, Dark };
    Q_ENUM(Setting)

    /// Reads the platform's palette, so it must be made before anything sets another one.
    explicit Theme(QObject *parent = nullptr);

    Setting setting() const { return m_setting; }
    void setSetting(Setting setting);
    void apply();

signals:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private slots:
    void onPortalSetting(const QString &group, const QString &key, const QDBusVariant &value);

private:
    Scheme wanted() const;
    void put(Scheme next);
    void askPortal(QLatin1StringView key);
    void takePortal(const QString &key, const QVariant &value);

    Setting m_setting = Setting::System;
    QPalette m_platform;      ///< as it was before ours
    int m_portalScheme = 0;   ///< 1 dark, 2 light, 0 not said
    int m_portalContrast = 0; ///< 1 higher
    bool m_applied = false;
    bool m_applying = false;
};
