// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes/change.h"
#include "domain/activationkey.h"

#include <QTimer>
#include <QWidget>

class Badge;
class Label;
class QPushButton;
class QToolButton;

/// Over the inspector's form: what is shown, its state, and the masked key with what can be done with it.
class KeyHead : public QWidget
{
    Q_OBJECT
public:
    explicit KeyHead(QWidget *parent = nullptr);

    void showKey(const ActivationKey &server, const QString &title, const Change *staged, const QDateTime &now);
    void showNew(const QString &title, bool staged);
    void showMany(const QString &title, qint64 agents);
    /// The whole key, for ten seconds.
    void reveal(bool on);
    bool isRevealed() const { return m_hideKey.isActive(); }

signals:
    void copyWanted();
    void installWanted();
    void deleteWanted();
    void duplicateWanted();
    void agentsWanted();
    void hideWanted();

private:
    void buildTop();
    void buildKeyRow();

    Label *m_title, *m_agents, *m_keyText;
    Badge *m_state, *m_staged;
    QToolButton *m_menu, *m_hide, *m_reveal, *m_copy, *m_install;
    QPushButton *m_showAgents;
    QWidget *m_keyRow;
    QString m_key;
    QTimer m_hideKey;
};
