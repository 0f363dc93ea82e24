// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/webapps.h"
#include "panes/subscription.h"
#include "widgets/sheet.h"

class Label;
class QComboBox;
class QLineEdit;
class QPushButton;
class QSpinBox;
class Segmented;

/// Launches a scan of one web app, or one of each of several. What is left at its default is not sent, so that the
/// app's own settings count; a locked app's scanner is not asked for. Nothing is sent from here: the launches are
/// staged by whoever opened the sheet.
class LaunchSheet : public Sheet
{
    Q_OBJECT
public:
    /// Several have to be whole; one that is not is read.
    LaunchSheet(Subscription &subscription, QList<WebApp> apps, QWidget *window);
    ~LaunchSheet() override;

    const QList<WebApp> &apps() const { return m_targets; }
    ScanLaunch launchOf(const WebApp &app) const; ///< as it would be staged
    QStringList problems() const;

signals:
    void launchWanted(const QList<Change> &changes, const QString &step);

private:
    bool areSeveral() const { return m_targets.size() > 1; }
    int countOf(bool (*is)(const WebApp &)) const;
    void buildBody();
    void readApp();
    void readPickers();
    void showApp();
    QString lockText(int scannerBefore) const;
    QString signInText() const;
    void fillProfiles();
    void fillAuth();
    void follow();
    void finish();

    Subscription &m_subscription;
    WebApps m_apps;
    QList<WebApp> m_targets;
    QList<OptionProfile> m_profiles; ///< as the service lists them, once they are read
    QList<WebAppAuthRecord> m_records;
    QLineEdit *m_name, *m_appliance;
    Segmented *m_type;
    QComboBox *m_profile, *m_auth, *m_scanner;
    QSpinBox *m_hours;
    Label *m_scannerNote, *m_authNote, *m_note, *m_problem;
    QPushButton *m_stage;
    bool m_reading = false;
    bool m_isAuthChosen = false; ///< by the person; what arrives later does not move it
    QStringList m_notes;
    Ticket m_appTicket, m_profileTicket, m_authTicket;
};
