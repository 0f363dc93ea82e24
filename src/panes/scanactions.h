// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/scanfields.h"
#include "panes/subscription.h"

class QFileDialog;

/// The verbs for scans. Those that write become one staged step for the chosen scans and nothing is sent; watching and
/// downloading read.
class ScanActions : public QObject
{
    Q_OBJECT
public:
    explicit ScanActions(Subscription &subscription, QObject *parent = nullptr);

    QList<WasScan> scans(const QList<qint64> &ids) const; ///< those of the list
    static bool canCancel(const WasScan &scan);
    /// Whether a cancel may keep its results: a single scan's and those of a part of a multi-scan, not its parent's.
    static bool canKeepResults(const WasScan &scan);
    static bool canDelete(const WasScan &scan);
    static bool canDownload(const WasScan &scan);

    void again(const QList<qint64> &ids);
    void cancel(const QList<qint64> &ids, ScanCancel how);
    void remove(const QList<qint64> &ids);
    void unstage(const QList<qint64> &ids);
    void setWatched(const QList<qint64> &ids, bool watched);
    void launch(const QList<Change> &changes, const QString &step);

    /// Asks where to, without holding the window up.
    void chooseDownload(WasScanId id, QWidget *over);
    void download(WasScanId id, const QString &path);
    bool isDownloading() const { return m_busy; }

signals:
    void noted(const QString &text);
    void staged(); ///< what was clicked may be disabled now
    void busyChanged();

private:
    void stage(const QList<Change> &changes, const QString &step);
    void save(const QString &path, const QByteArray &results);
    void endDownload(const QString &sentence);

    Subscription &m_subscription;
    Ticket m_download;
    bool m_busy = false;
};
