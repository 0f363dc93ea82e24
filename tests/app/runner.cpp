// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "runner.h"

#include "edits.h"
#include "secretscan.h"
#include "store/sqlitejournal.h"
#include "support/keptplans.h"
#include "support/waiting.h"

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 100'000;

void open(SqliteJournal &journal)
{
    const auto opened = answerOf<SqliteJournal::Opened>([&](auto done) { journal.open(done); });
    if (!opened)
        qFatal("the journal does not open: %s", qPrintable(opened.error().detail));
}

} // namespace

Runner::Runner(QString folder, const Sandbox &sandbox)
    : m_folder(std::move(folder))
    , m_server(sandbox.url().toString())
    , m_sandbox(sandbox)
{
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    environment.insert(u"QT_LOGGING_RULES"_s, u"latchkey.*=false"_s);
}

SandboxOptions Runner::sandboxFor(int keys)
{
    return {.keys = keys, .agents = 0, .users = {{user(), password()}}};
}

void Runner::start(const Work &work, const QString &crashAt)
{
    QProcessEnvironment here = environment;
    if (!crashAt.isEmpty())
        here.insert(u"LATCHKEY_CRASH_AT"_s, crashAt);
    process.setProcessEnvironment(here);
    QStringList arguments{
        m_folder, m_server, user(), work.operation, QString::number(work.first), QString::number(work.count)};
    if (work.insists)
        arguments << u"insist"_s;
    process.start(QStringLiteral(PLANRUNNER), arguments);
    process.write(password().toUtf8() + '\n');
    process.closeWriteChannel();
    if (!process.waitForStarted(patience))
        qFatal("planrunner does not start");
}

QString Runner::end()
{
    if (!process.waitForFinished(patience))
        qFatal("planrunner does not end");
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

QString Runner::run(const Work &work, const QString &crashAt)
{
    start(work, crashAt);
    return end();
}

void Runner::kill()
{
    process.kill();
    end();
}

QList<Change> Runner::changes() const
{
    SqliteJournal journal(m_folder + u"/journal.sqlite"_s);
    open(journal);
    const QList<Plan> plans = keptPlans(journal, {}, 1).value();
    return plans.isEmpty() ? QList<Change>() : plans.first().changes;
}

QString Runner::broken() const
{
    if (const Scan scan = scanFor(formsOf(user(), password()), m_folder); !scan.found.isEmpty() || scan.files == 0)
        return u"I6: the password is in %1"_s.arg(scan.found.join(u' '));
    SqliteJournal journal(m_folder + u"/journal.sqlite"_s);
    open(journal);
    const auto staged = answerOf<QList<Change>>([&](auto done) { journal.loadStaged(u"larkspur "_s + user(), done); });
    if (!staged->isEmpty())
        return u"edits that were applied are staged again"_s;
    return brokenPromise(m_sandbox, journal);
}
