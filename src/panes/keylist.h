// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/activationkeys.h"
#include "panes/rereading.h"

#include <QMap>
#include <QObject>
#include <QSet>
#include <QTimer>

/// The keys of the subscription as last read, and how fresh and complete they are.
class KeyList : public QObject
{
    Q_OBJECT
public:
    enum class State { NotLoaded, Loading, Loaded, Partial, Failed };

    explicit KeyList(ActivationKeys &keys, QObject *parent = nullptr);

    State state() const { return m_state; }
    const QMap<ActivationKeyId, ActivationKey> &all() const { return m_keys; }
    const ActivationKey *find(ActivationKeyId id) const;
    QDateTime updated() const { return m_updated; } ///< when the last complete read ended
    const std::optional<Failure> &failure() const { return m_failure; }
    SearchReport::Stopped stopped() const { return m_report.stopped; }
    int pages() const { return m_pages; }
    qsizetype rows() const { return m_fetched.size(); } ///< of the load that runs
    bool everLoaded() const { return m_updated.isValid(); }

    void refresh();
    void stop(); ///< keeps what came
    /// Reads some keys again and takes them over; those that are gone leave the list.
    void reread(const QList<qint64> &ids) { m_reread.ask(ids); }
    /// What a run has just read back; keyed as in domain/keyfields.h. Saves reading it a second time.
    void take(ActivationKeyId id, const QJsonObject &fields);
    void remove(ActivationKeyId id);

signals:
    void pageArrived(const QList<ActivationKey> &keys);
    void replaced(); ///< all() is the whole list as it is now
    void stateChanged();

private:
    Ticket readAgain(const QList<qint64> &ids, const Rereading::Done &done);
    void setState(State state);
    void takePage(const QList<ActivationKey> &page);
    void takeEnd(const Result<SearchReport> &report);
    void noteNewer(ActivationKeyId id);

    ActivationKeys &m_service;
    QMap<ActivationKeyId, ActivationKey> m_keys;
    QMap<ActivationKeyId, ActivationKey> m_fetched;
    /// Read by themselves since the load began, which may have read them before that.
    QSet<ActivationKeyId> m_newer;
    State m_state = State::NotLoaded;
    QDateTime m_updated;
    std::optional<Failure> m_failure;
    SearchReport m_report;
    int m_pages = 0;
    Ticket m_refresh;
    Rereading m_reread;
    QTimer m_announce; ///< gathers what many changes of a run bring
};
