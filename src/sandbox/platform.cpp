// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/platform.h"

#include "sandbox/accounts.h"
#include "sandbox/classic.h"
#include "sandbox/hostile.h"
#include "sandbox/qpsfront.h"

#include <cstdio>

using namespace Qt::StringLiterals;

/// What is known about a request while it is answered.
struct sandbox::Platform::Visit
{
    const Request &request;
    ActiveFaults faults;
    LoggedRequest log;
    QDateTime now;
    qint64 seq = 0;
    Answer answer;
};

namespace {

using namespace sandbox;

std::chrono::milliseconds millisecondsOf(const FaultRule *fault)
{
    return std::chrono::milliseconds(fault ? fault->argument.toLongLong() : 0);
}

/// What is known of a request before anybody looked into it. The password goes no further than this.
LoggedRequest logOf(const Request &request, const QDateTime &now)
{
    const std::optional<Credentials> credentials = basicCredentials(request.header("authorization"));
    const qsizetype query = request.target.indexOf('?');
    const bool form = !request.path().startsWith("/qps/"_L1);
    return {.utc = now,
            .method = request.method,
            .path = query < 0
                        ? request.target
                        : request.target.first(query + 1) + classic::withoutPassword(request.target.sliced(query + 1)),
            .attempt = request.header("x-client-request-id"),
            .user = credentials ? credentials->login : QString(),
            .object = objectOf(request),
            .writes = meansToWrite(request),
            .body = form ? classic::withoutPassword(request.body) : request.body,
            .modules = request.query().queryItemValue(u"module"_s, QUrl::FullyDecoded)};
}

void addCommonHeaders(Answer &answer, const ActiveFaults &faults, const QDateTime &now)
{
    const FaultRule *skew = faults.find(FaultKind::ClockSkew);
    answer.headers.emplace_back("Date", httpDate(now.addSecs(skew ? skew->argument.toLongLong() : 0)));
    answer.headers.emplace_back("Server", "Apache");
}

} // namespace

sandbox::Platform::Platform(Database &database, const Options &options, Pause &pause)
    : m_database(database)
    , m_limiter(options.limits)
    , m_pause(pause)
    , m_quirks(options.quirks)
    , m_activationDelay(options.activationDelay)
    , m_scanPace(options.scanPace)
{
}

Answer sandbox::Platform::answer(const Request &request)
{
    const Limiter::UnderWay underWay(m_limiter, apiOf(request));
    Visit visit{.request = request, .faults = {}, .log = {}, .now = QDateTime::currentDateTimeUtc(), .answer = {}};
    visit.log = logOf(request, visit.now);
    try {
        visit.faults = ActiveFaults(m_database.inTransaction([&](SQLite::Database &database) {
            return takeFaults(database, request.method, QString::fromUtf8(request.target));
        }));
        visit.log.fault = visit.faults.text();
        if (const FaultRule *late = visit.faults.find(FaultKind::DelayApply)) {
            // Visible as waiting meanwhile, so that a test can see that it arrived and was not carried out yet.
            visit.log.outcome = u"waiting"_s;
            visit.seq =
                m_database.inTransaction([&](SQLite::Database &database) { return writeLog(database, visit.log); });
            visit.log.outcome.clear();
            m_pause.wait(millisecondsOf(late));
            if (m_pause.isOver()) // it ends before its time came, so it never came
                return classic::htmlPage(503, "Service Unavailable", "The server is shutting down.");
            visit.now = QDateTime::currentDateTimeUtc();
        }
        carryOut(visit);
    } catch (const std::exception &error) {
        guard(visit, error);
    }
    m_pause.wait(millisecondsOf(visit.faults.find(FaultKind::Delay)));
    addCommonHeaders(visit.answer, visit.faults, QDateTime::currentDateTimeUtc());
    return std::move(visit.answer);
}

/// The request's effects and its line in the log become visible together.
void sandbox::Platform::carryOut(Visit &visit)
{
    m_database.inTransaction([&](SQLite::Database &database) {
        const FaultRule *instead = visit.faults.replacement();
        if (!instead || instead->appliesFirst) {
            const Front front{database,  m_limiter, visit.faults,      visit.request, visit.log,
                              visit.now, m_quirks,  m_activationDelay, m_scanPace};
            const QString path = visit.request.path();
            const QByteArray &method = visit.request.method;
            if (path.startsWith("/qps/"_L1))
                visit.answer = answerQps(front);
            else if (path == "/msp/about.php"_L1)
                visit.answer = answerAbout(front);
            else if (path == "/api/2.0/fo/session/"_L1 && method == "POST")
                visit.answer = answerSession(front);
            else if (path == "/api/2.0/fo/appliance/"_L1 && (method == "GET" || method == "POST"))
                visit.answer = answerAppliances(front);
            else if (path.startsWith("/api/2.0/fo/"_L1) && !path.endsWith(u'/'))
                visit.answer = classic::missingSlash(visit.request.target);
            else if ((path == "/auth"_L1 || path == "/auth/"_L1) && method == "POST")
                visit.answer = answerToken(front);
            else
                visit.answer = classic::htmlPage(404, "404 Not Found", "The requested URL was not found.");
        }
        if (instead) {
            Replacement replacement =
                replacementOf(*instead, envelopeFor(visit.request, m_quirks), visit.now, visit.request.header("host"));
            visit.answer = std::move(replacement.answer);
            visit.log.responseCode = replacement.code;
        }
        if (visit.log.outcome.isEmpty())
            visit.log.outcome = u"refused"_s; // nothing of ours has that address
        if (visit.faults.spoilTheAnswer() && visit.log.outcome != "failed-login"_L1)
            visit.log.outcome = u"fault"_s;
        spoil(visit.answer, visit.faults);
        visit.log.status = visit.answer.status;
        visit.log.bytes = visit.answer.body.size();
        writeLog(database, visit.log, visit.seq);
    });
}

/// A fault of our own. What the request had done is rolled back; that it came is logged all the same.
void sandbox::Platform::guard(Visit &visit, const std::exception &error)
{
    std::fprintf(stderr, "latchkey-sandbox: %s: %s\n", visit.log.path.constData(), error.what());
    const Envelope envelope = envelopeFor(visit.request, m_quirks);
    Reply reply = refusal::otherError();
    reply.schema = u"2.0/am/hostasset.xsd"_s;
    visit.answer = {.status = reply.status, .contentType = envelope.contentType(), .body = envelope.write(reply)};
    visit.log.outcome = u"refused"_s;
    visit.log.responseCode = reply.code;
    visit.log.applied = false;
    visit.log.agentWrites.clear();
    visit.log.affected = 0;
    visit.log.status = reply.status;
    visit.log.bytes = visit.answer.body.size();
    try {
        m_database.inTransaction([&](SQLite::Database &database) { writeLog(database, visit.log, visit.seq); });
    } catch (const std::exception &worse) {
        std::fprintf(stderr, "latchkey-sandbox: not logged: %s\n", worse.what());
    }
}
