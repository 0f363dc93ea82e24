// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/scannode.h"

#include "sandbox/findings.h"

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;

/// Columns of the one query, by number.
enum Column {
    Id,
    Name,
    Reference,
    Type,
    Mode,
    Multi,
    Progressive,
    App,
    AppName,
    AppUrl,
    AuthRecord,
    ScannerType,
    ScannerName,
    CancelOption,
    CancelAfter,
    CancelAt,
    Profile,
    Launched,
    LaunchedBy,
    Status,
    Ended,
    Duration,
    Crawl,
    Test,
    Links,
    Requests,
    Results,
    Auth,
    Os,
    CancelMode,
    CanceledBy,
    SendMail,
    SendOneMail,
};

constexpr char query[] =
    "SELECT id, name, reference, type, mode, multi, progressive, webapp, app_name, app_url, auth_record, scanner_type, "
    "scanner_name, cancel_option, cancel_after, cancel_at, profile_id, launched, launched_by, status, ended, duration, "
    "crawl, test, links, requests, results, auth, os, cancel_mode, canceled_by, send_mail, send_one_mail "
    "FROM scan WHERE id = ?";

void addNumber(QList<Node> &members, SQLite::Statement &row, const QString &name, int column)
{
    if (!row.isColumnNull(column))
        members << Node::number(name, sql::number(row, column));
}

void addText(QList<Node> &members, SQLite::Statement &row, const QString &name, int column)
{
    if (!row.isColumnNull(column))
        members << Node::text(name, sql::text(row, column));
}

Node option(const QString &name, const QString &value)
{
    return Node::group(u"WasScanOption"_s, {Node::cdata(u"name"_s, name), Node::cdata(u"value"_s, value)});
}

} // namespace

namespace sandbox {

ScanNodes::ScanNodes(SQLite::Database &database, ScanShape shape)
    : m_shape(shape)
    , m_database(database)
    , m_row(database, query)
    , m_nodes(database)
{
}

std::optional<Node> ScanNodes::scan(qint64 id, bool consolidated)
{
    m_row.reset();
    sql::bindAll(m_row, id);
    if (!m_row.executeStep())
        return std::nullopt;
    const bool whole = m_shape == ScanShape::Whole, download = m_shape == ScanShape::Download;
    QList<Node> members = m_shape == ScanShape::Status ? QList<Node>{Node::number(u"id"_s, id)} : head();
    addText(members, m_row, u"status"_s, Status);
    if (consolidated && !download)
        addText(members, m_row, u"consolidatedStatus"_s, Status);
    if (whole || download) {
        addText(members, m_row, u"endScanDate"_s, Ended);
        addNumber(members, m_row, u"scanDuration"_s, Duration);
    }
    addSummary(members);
    if (whole || download)
        addEnd(members);
    return Node::group(u"WasScan"_s, members);
}

QList<Node> ScanNodes::head()
{
    QList<Node> members{Node::number(u"id"_s, sql::number(m_row, Id)), Node::cdata(u"name"_s, sql::text(m_row, Name)),
                        Node::text(u"reference"_s, sql::text(m_row, Reference)),
                        Node::text(u"type"_s, sql::text(m_row, Type)), Node::text(u"mode"_s, sql::text(m_row, Mode))};
    if (m_shape == ScanShape::Whole)
        members << Node::flag(u"progressiveScanning"_s, sql::number(m_row, Progressive) != 0);
    members << Node::flag(u"multi"_s, sql::number(m_row, Multi) != 0) << target();
    const qint64 profile = sql::number(m_row, Profile);
    if (const std::optional<Node> node = m_nodes.reference(u"profile"_s, "option_profile", profile))
        members << *node;
    if (m_shape != ScanShape::SearchRow) {
        addNumber(members, m_row, u"cancelAfterNHours"_s, CancelAfter);
        addText(members, m_row, u"cancelTime"_s, CancelAt);
    }
    if (m_shape == ScanShape::Whole)
        members << options(profile);
    members << Node::text(u"launchedDate"_s, sql::text(m_row, Launched))
            << m_nodes.user(u"launchedBy"_s, sql::number(m_row, LaunchedBy));
    return members;
}

Node ScanNodes::target()
{
    Node target =
        Node::group(u"target"_s, {Node::group(u"webApp"_s, {Node::number(u"id"_s, sql::number(m_row, App)),
                                                            Node::cdata(u"name"_s, sql::text(m_row, AppName)),
                                                            Node::cdata(u"url"_s, sql::text(m_row, AppUrl))})});
    if (const auto record = m_nodes.reference(u"webAppAuthRecord"_s, "auth_record", sql::number(m_row, AuthRecord)))
        target.children << *record;
    Node scanner = Node::group(u"scannerAppliance"_s, {Node::text(u"type"_s, sql::text(m_row, ScannerType))});
    if (!m_row.isColumnNull(ScannerName))
        scanner.children << Node::cdata(u"friendlyName"_s, sql::text(m_row, ScannerName));
    target.children << scanner << Node::text(u"cancelOption"_s, sql::text(m_row, CancelOption));
    return target;
}

/// The settings as they were used.
Node ScanNodes::options(qint64 profile)
{
    SQLite::Statement row(m_database, "SELECT performance, max_crawl FROM option_profile WHERE id = ?");
    sql::bindAll(row, profile);
    const bool known = row.executeStep();
    const auto record = m_nodes.reference(u"record"_s, "auth_record", sql::number(m_row, AuthRecord));
    return Node::counted(u"options"_s, {option(u"Web Application Authentication Record Name"_s,
                                               record ? record->find(u"name")->value : u"None"_s),
                                        option(u"Performance Settings"_s, known ? sql::text(row, 0) : u"MEDIUM"_s),
                                        option(u"Maximum Crawling Links"_s, known ? sql::text(row, 1) : u"300"_s),
                                        option(u"Request Parameter Set"_s, u"Initial Parameters"_s),
                                        option(u"Target URL"_s, sql::text(m_row, AppUrl))});
}

void ScanNodes::addSummary(QList<Node> &members)
{
    if (m_row.isColumnNull(Results))
        return;
    Node summary = Node::group(u"summary"_s, {});
    const bool numbers = m_shape != ScanShape::Status;
    if (numbers) {
        addNumber(summary.children, m_row, u"crawlDuration"_s, Crawl);
        addNumber(summary.children, m_row, u"testDuration"_s, Test);
        addNumber(summary.children, m_row, u"linksCrawled"_s, Links);
        addNumber(summary.children, m_row, u"nbRequests"_s, Requests);
    }
    addText(summary.children, m_row, u"resultsStatus"_s, Results);
    addText(summary.children, m_row, u"authStatus"_s, Auth);
    if (numbers)
        addText(summary.children, m_row, u"os"_s, Os);
    members << summary;
}

void ScanNodes::addEnd(QList<Node> &members)
{
    const Node mail = Node::flag(u"sendMail"_s, sql::number(m_row, SendMail) != 0);
    if (m_shape == ScanShape::Download) {
        // A scan that never saw the web application found nothing.
        const qint64 app = m_row.isColumnNull(Links) ? 0 : sql::number(m_row, App);
        members << downloadedFindings(m_database, app, sql::number(m_row, AuthRecord) != 0) << mail;
        return;
    }
    addText(members, m_row, u"cancelMode"_s, CancelMode);
    if (!m_row.isColumnNull(CanceledBy))
        members << m_nodes.login(u"canceledBy"_s, sql::number(m_row, CanceledBy));
    members << Node::flag(u"enableWAFAuth"_s, false) << mail
            << Node::flag(u"sendOneMail"_s, sql::number(m_row, SendOneMail) != 0);
}

} // namespace sandbox
