// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/subscriptionports.h"
#include "changes/applyrun.h"
#include "net/httpclient.h"
#include "store/sqlitejournal.h"
#include "support/faultproxy.h"
#include "support/rawserver.h"
#include "support/waiting.h"

#include <QMutex>
#include <QTemporaryDir>

#include <memory>

/// Web apps and scans behind a scripted server that answers as the service reference says: updates with the id alone,
/// searches without scanner and lock. What reached it is the oracle.
class WasWorld
{
public:
    struct App
    {
        QString name, url;
        QString scanner = QStringLiteral("EXTERNAL"); ///< or INTERNAL
        QString appliance;
        QList<qint64> pool, tags;
        bool locked = false;
        bool newNames = false; ///< urlExcludelist
        QStringList excluded;
        bool unlisted = false; ///< searches do not find it yet
        int findings = 0;
    };
    struct Scan
    {
        QString name, type, status = QStringLiteral("RUNNING");
        qint64 app = 0;
        QDateTime launched;
        qint64 again = 0; ///< the scan it did once more
    };
    struct Rules
    {
        bool refusesUrl = false;     ///< UNAUTHORIZED for the starting URL
        bool ignoresScanner = false; ///< SUCCESS, and nothing is done
        bool ignoresPurge = false;   ///< SUCCESS, and nothing is done
        bool namesOldScan = false;   ///< the answer of a "scan again" names the old one
        bool otherAgainPath = false; ///< of the two spellings of "scan again" the rarer one
        qint64 loses = 0;            ///< this app is gone when somebody writes it
        QByteArray launchRefusal;    ///< a whole answer
    };

    RawServer::Script script();
    qint64 add(const App &app);
    qint64 add(const Scan &scan);
    App app(qint64 id);
    Scan scan(qint64 id);
    QList<qint64> scanIds();
    QList<qint64> appIds();
    void change(qint64 id, const std::function<void(App &)> &how);
    void change(qint64 id, const std::function<void(Scan &)> &how);
    void setRules(const Rules &rules);

private:
    RawAnswer answer(const RawRequest &request);
    RawAnswer answerApps(const QString &verb, qint64 id, const QByteArray &body);
    RawAnswer answerScans(const QString &verb, qint64 id, const QByteArray &body);
    QByteArray wholeApp(qint64 id) const;
    QByteArray scanRow(qint64 id) const;
    RawAnswer update(qint64 id, const QByteArray &body);
    qint64 makeApp(const QByteArray &body);
    qint64 makeScan(const QByteArray &body, qint64 again);

    QMutex m_lock; ///< the script runs on the server's thread
    QMap<qint64, App> m_apps;
    QMap<qint64, Scan> m_scans;
    Rules m_rules;
    qint64 m_nextId = 5214548;
};

/// A person whose plans run against that world.
struct WasSession
{
    WasSession();

    Change update(qint64 app, const QJsonObject &desired);
    Change create(const QJsonObject &desired, ObjectType type = ObjectType::WebApp);
    Change onScan(qint64 scan, Operation operation, const QJsonObject &desired = {});
    /// Splits, stores and runs to the end, or until the run pauses for a person.
    void apply(const QList<Change> &changes);
    bool settles() const;
    void crash(); ///< the program ends here and starts again
    const Change &change(qsizetype place = 0) const { return run->plan().changes.at(place); }
    ChangeState state(qsizetype place = 0) const { return change(place).state; }
    QList<RawRequest> sent(const QByteArray &verb) const; ///< "/update/"
    QByteArray journaled(qsizetype place = 0);            ///< the body of its last request

    WasWorld world;
    RawServer server;
    FaultProxy proxy;
    std::unique_ptr<HttpClient> client;
    std::unique_ptr<SubscriptionPorts> ports;
    QTemporaryDir folder;
    SqliteJournal journal;
    std::unique_ptr<ApplyRun> run;
};
