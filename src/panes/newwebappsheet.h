// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "panes/webappactions.h"
#include "widgets/sheet.h"

class ChipRow;
class Label;
class OwnerPicker;
class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;
class Segmented;

/// A new web app with what an admin needs at once; the rest is edited later. What is left open is not sent, so that the
/// service's own defaults count. Nothing is sent from here: the creation is staged by whoever opened the sheet.
class NewWebAppSheet : public Sheet
{
    Q_OBJECT
public:
    NewWebAppSheet(Subscription &subscription, WebAppActions &actions, QWidget *window);
    ~NewWebAppSheet() override;

    QJsonObject wanted() const; ///< as it would be staged, named as in domain/webappfields.h
    QStringList problems() const;

signals:
    void createWanted(const Change &change);

private:
    void buildBody();
    void readProfiles();
    void chooseTags(ChipRow *row, QList<TagRef> &tags);
    void showTags(ChipRow *row, const QList<TagRef> &tags);
    void showScanner();
    void follow();
    void finish();

    Subscription &m_subscription;
    WebAppActions &m_actions;
    QLineEdit *m_name, *m_url;
    OwnerPicker *m_owner;
    QComboBox *m_profile, *m_appliance;
    Segmented *m_kind;
    ChipRow *m_pool, *m_tags;
    QCheckBox *m_lock, *m_takeOver;
    Label *m_poolNote, *m_takeOverNote, *m_note, *m_problem;
    QPushButton *m_stage;
    QList<TagRef> m_poolTags, m_ownTags;
    bool m_touched = false; ///< an empty form needs no reproach
    Ticket m_profileTicket;
};
