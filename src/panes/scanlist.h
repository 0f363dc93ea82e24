// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/scans.h"
#include "domain/webapp.h"
#include "panes/rereading.h"

#include <QElapsedTimer>
#include <QMap>
#include <QObject>
#include <QSet>
#include <QTimer>

/// The scans of the last ninety days as last read, and how fresh and complete they are. Those that are under way are
/// asked about again while somebody looks at them.
class ScanList : public QObject
{
    Q_OBJECT
public:
    enum class State { NotLoaded, Loading, Loaded, Partial, Failed };
    static constexpr int daysRead = 90;

    explicit ScanList(Scans &scans, QObject *parent = nullptr);

    State state() const { return m_state; }
    const QMap<WasScanId, WasScan> &all() const { return m_scans; }
    const WasScan *find(WasScanId id) const;
    QDateTime updated() const { return m_updated; } ///< when the last complete read ended
    const std::optional<Failure> &failure() const { return m_failure; }
    int pages() const { return m_pages; }
    qsizetype rows() const { return m_fetched.size(); } ///< of the load that runs
    const ScanWalk &walk() const { return m_walk; }     ///< the last one that came to its end

    void refresh();
    void stop(); ///< keeps what came
    /// Reads some scans again and takes them over; those that are gone leave the list.
    void reread(const QList<qint64> &ids) { m_reread.ask(ids); }
    void take(const WasScan &scan); ///< as somebody has just read it
    void remove(WasScanId id);

    /// While the list is on a screen, whatever is under way is asked about; else only what is watched. Each screen
    /// speaks for itself.
    void setShown(bool shown, const QObject *screen = nullptr);
    void setWatched(const QList<WasScanId> &ids, bool watched);
    bool isWatched(WasScanId id) const { return m_watched.contains(id); }
    /// Stretches the pauses between two questions, for tests.
    void setPace(double factor);

signals:
    void pageArrived(const QList<WasScan> &scans);
    void replaced(); ///< all() is the whole list as it is now
    void stateChanged();
    void watchedChanged();
    void finished(const WasScan &scan); ///< nothing about it will change any more
    void vanished(const WasScan &scan); ///< it was watched, and the platform does not know it any more

private:
    Ticket readAgain(const QList<qint64> &ids, const Rereading::Done &done);
    struct Poll
    {
        int asked = 0;
        qint64 due = 0; ///< by m_clock
    };

    void setState(State state);
    void takePage(const QList<WasScan> &page);
    void takeEnd(const Result<SearchReport> &report);
    void takeState(WasScanId id, const Result<ScanState> &state);
    void put(const WasScan &scan);
    void announceEnds();
    void noteNewer(WasScanId id);
    bool isPolled(const WasScan &scan) const;
    void plan();
    void ask();
    qint64 pauseBefore(int asked) const;

    Scans &m_service;
    QMap<WasScanId, WasScan> m_scans;
    QMap<WasScanId, WasScan> m_fetched;
    QSet<WasScanId> m_newer; ///< read by themselves since the load began
    QSet<WasScanId> m_watched;
    QList<WasScan> m_ended; ///< to be announced once the list is in order
    QList<WasScan> m_gone;
    QHash<WasScanId, Poll> m_polls;
    ScanWalk m_walk;
    QDateTime m_since; ///< of the load that runs
    QElapsedTimer m_clock;
    State m_state = State::NotLoaded;
    QDateTime m_updated;
    std::optional<Failure> m_failure;
    int m_pages = 0;
    double m_pace = 1;
    QSet<const QObject *> m_screens; ///< compared only
    Ticket m_refresh, m_status;
    Rereading m_reread;
    QTimer m_announce; ///< gathers what many changes of a run bring
    QTimer m_next;     ///< until the next scan is to be asked about
};
