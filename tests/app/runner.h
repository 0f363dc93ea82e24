// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/sandbox.h"
#include "wirepromises.h"

#include <QProcess>

/// The child program planrunner against a sandbox: it carries out a plan or takes up what an earlier one left.
class Runner
{
public:
    struct Work
    {
        QString operation = QStringLiteral("update");
        qint64 first = 5'200'104; ///< the number of a key; the keys that are made are called by such numbers
        int count = 4;
        bool insists = false; ///< somebody tries again when the journal fails
    };

    Runner(QString folder, const Sandbox &sandbox);

    /// Returns when it runs.
    void start(const Work &work, const QString &crashAt = {});
    /// What it said last; waits for its end.
    QString end();
    QString run(const Work &work, const QString &crashAt = {});
    void kill();
    void terminate() { process.terminate(); }
    bool isRunning() const { return process.state() == QProcess::Running; }
    bool crashed() const { return process.exitStatus() == QProcess::CrashExit; }

    /// The newest plan, from the journal that nobody has open now.
    QList<Change> changes() const;
    /// The promises and what is staged besides; empty when all is well.
    QString broken() const;

    static QString user() { return QStringLiteral("lrksp_cp1"); }
    static QString password() { return QStringLiteral("Sésame & <öffne> dich 7714"); }
    /// A sandbox that knows this person.
    static SandboxOptions sandboxFor(int keys);

    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();

private:
    QString m_folder, m_server;
    const Sandbox &m_sandbox;
};
