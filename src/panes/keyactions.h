// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/keybulk.h"
#include "domain/keyrules.h"
#include "panes/subscription.h"

/// The verbs of menus and the bulk bar: each becomes one staged step for the chosen keys, nothing is sent.
class KeyActions : public QObject
{
    Q_OBJECT
public:
    explicit KeyActions(Subscription &subscription, QObject *parent = nullptr);

    void setDisabled(const QList<qint64> &ids, bool disabled);
    void remove(const QList<qint64> &ids);
    void setModule(const QList<qint64> &ids, const QString &word, bool on);
    void setOwner(const QList<qint64> &ids, UserId owner);
    /// Opens the tag picker under the widget.
    void chooseTags(const QList<qint64> &ids, QWidget *under);
    /// The keys as they are with what is staged for them; negative ids are new ones.
    QList<ActivationKey> keys(const QList<qint64> &ids) const;

signals:
    /// Some of the chosen keys could not take the edit, and why.
    void refused(int count, const KeyProblem &problem);
    void leftDeleted(int count); ///< are staged to be deleted, and stay so

private:
    void stage(const QList<qint64> &ids, const KeyBulkEdit &edit, const QString &step);
    std::optional<ActivationKey> keyOf(qint64 id) const;

    Subscription &m_subscription;
};
