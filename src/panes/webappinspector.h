// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "panes/webappactions.h"
#include "widgets/ground.h"

class ChipRow;
class EmptyState;
class FormLabel;
class InspectorPage;
class Label;
class MarkedField;
class OwnerPicker;
class QComboBox;
class QGridLayout;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;
class Segmented;

/// Beside the table of web apps: one with its form and its last scan, or scanner and lock of several. Stages, sends
/// nothing. What was chosen and not staged is staged when others are selected.
class WebAppInspector : public Ground
{
    Q_OBJECT
public:
    WebAppInspector(Subscription &subscription, WebAppActions &actions, QWidget *parent = nullptr);

    void showApps(const QList<qint64> &ids);
    void refresh(); ///< the list or the staging area moved
    void focusForm();
    const WebAppWish &wish() const { return m_wish; }

signals:
    void previewWanted(const QList<Change> &changes);
    void launchWanted();

private:
    void buildForm(QVBoxLayout &content);
    void buildFoot();
    void connectFields();
    void addRow(QGridLayout &grid, FormLabel *label, MarkedField *field);
    void showNothing(bool isDraft);
    void showForm();
    void showScanner();
    void showMarks();
    void showLastScan();
    void updateFoot();
    void setScannerKind(ScannerKind kind);
    void choosePoolTag();
    void stageWish();
    QString whyUnknown() const;
    QString whyNoScan() const;
    WebApp edited() const; ///< of one: staged, and what was typed
    bool isOne() const { return m_ids.size() == 1; }

    Subscription &m_subscription;
    WebAppActions &m_actions;
    QList<qint64> m_ids;
    WebApp m_server, m_staged; ///< of one
    WebAppWish m_wish;
    QStackedWidget *m_stack;
    EmptyState *m_nothing;
    InspectorPage *m_scroll;
    Label *m_title, *m_subtitle, *m_unknown, *m_hosts, *m_pools, *m_lockNote, *m_scanTitle, *m_scan;
    QList<QWidget *> m_onlyOne; ///< shown for one web app alone
    FormLabel *m_poolLabel, *m_applianceLabel;
    QLineEdit *m_name, *m_url;
    OwnerPicker *m_owner;
    Segmented *m_kind, *m_lock;
    QComboBox *m_appliance;
    ChipRow *m_pool;
    MarkedField *m_nameMark, *m_urlMark, *m_ownerMark, *m_kindMark, *m_applianceMark, *m_poolMark, *m_lockMark;
    Ground *m_foot;
    Label *m_footTitle, *m_footText;
    QPushButton *m_preview, *m_discard, *m_stage, *m_launch;
    bool m_filling = false;
};
