// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// The program's search for all keys against a slow server; prints one line of JSON.
//   bench_paging overlap    20 pages by the program, then the same one after another
//   bench_paging first      whether the first rows are there before the second page is
#include "slowpages.h"

#include "panes/subscription.h"
#include "qps/requests.h"
#include "support/waiting.h"

#include <QElapsedTimer>

#include <cstdio>

using namespace std::chrono_literals;

namespace {

using Page = qps::Page<ActivationKey>;

/// A client that is signed in.
class Client
{
public:
    explicit Client(const QUrl &url)
        : m_client({url, {}})
    {
        m_client.setCredentials(SecretBuffer::basicHeader(QStringLiteral("bench"), SecretBuffer(QByteArrayView("x"))));
        const Ticket ticket = m_client.probe<int>(
            {.path = QStringLiteral("/probe")}, [](HttpReply &&) -> Result<int> { return 1; },
            [](const Result<int> &, const Exchange &) {});
        if (!waitUntil([this] { return m_client.access() == HttpClient::Access::Ok; }))
            qFatal("no sign-in");
    }

    HttpClient &operator*() { return m_client; }

private:
    HttpClient m_client;
};

struct Fetched
{
    double seconds = 0;
    qsizetype keys = 0;
    int requests = 0, mostInFlight = 0;
};

/// All keys as the program fetches them.
Fetched fetchOurs(SlowPages &server)
{
    Client client(server.url());
    ActivationKeys keys(*client);
    Fetched fetched;
    Ticket ticket;
    QElapsedTimer timer;
    timer.start();
    const auto report = answerOf<SearchReport>(
        [&](auto done) {
            ticket = keys.search(
                [&](const QList<ActivationKey> &page) {
                    fetched.keys += page.size();
                    std::fputc('.', stderr); // progress: this takes a while
                },
                done);
        },
        5min);
    if (!report)
        qFatal("the search failed: %s", qPrintable(report.error().detail));
    fetched.seconds = double(timer.nsecsElapsed()) / 1e9;
    fetched.requests = server.requests();
    fetched.mostInFlight = server.mostInFlight();
    return fetched;
}

/// The same pages with the same client, each asked for when the one before has been read.
Fetched fetchOneAfterAnother(SlowPages &server)
{
    Client client(server.url());
    Fetched fetched;
    Ticket ticket;
    QElapsedTimer timer;
    timer.start();
    for (const bool disabled : {false, true}) {
        QList<qps::Criterion> criteria;
        if (disabled)
            criteria.append({QStringLiteral("isDisabled"), qps::Operator::Equals, QStringLiteral("true")});
        for (std::optional<qint64> after = 0; after;) {
            const Result<Page> page = answerOf<Page>([&](auto done) {
                ticket = (*client).send<Page>({.path = QStringLiteral("/qps/rest/1.0/search/ca/agentactkey/"),
                                               .body = qps::searchRequest(*after, SlowPages::pageSize, criteria)},
                                              readerOf(&qps::readActivationKeys),
                                              [done](const Result<Page> &p, const Exchange &) { done(p); });
            });
            if (!page)
                qFatal("a page failed: %s", qPrintable(page.error().detail));
            fetched.keys += page->records.size();
            std::fputc('.', stderr);
            after = page->envelope.hasMore.value_or(false) ? page->envelope.lastId : std::nullopt;
        }
    }
    fetched.seconds = double(timer.nsecsElapsed()) / 1e9;
    fetched.requests = server.requests();
    fetched.mostInFlight = server.mostInFlight();
    return fetched;
}

int overlap()
{
    constexpr int keys = 20'000;
    // Half of the time the service thinks, half of it a page is on its way, as on the link of 5 MB/s that was measured.
    const SlowPages::Pace pace{.think = 300ms, .bytesPerSecond = 5e6};
    SlowPages first(keys, pace), second(keys, pace);
    const Fetched ours = fetchOurs(first);
    const Fetched plain = fetchOneAfterAnother(second);
    std::fputc('\n', stderr);
    std::printf("{\"seconds\": %.3f, \"plain_seconds\": %.3f, \"keys\": %lld, \"plain_keys\": %lld, \"requests\": %d, "
                "\"requests_needed\": %d, \"most_in_flight\": %d}\n",
                ours.seconds, plain.seconds, static_cast<long long>(ours.keys), static_cast<long long>(plain.keys),
                ours.requests, first.requestsNeeded(), ours.mostInFlight);
    return 0;
}

int firstRows()
{
    SlowPages server(2 * SlowPages::pageSize, {});
    Client client(server.url());
    ActivationKeys keys(*client);
    KeyList list(keys);
    list.refresh();
    // The second page is asked for while the first is still on its way; the server has the records of both.
    if (!waitUntil([&] { return server.requests() == 2; }))
        qFatal("the second page was not asked for");
    server.release();
    const bool shown = waitUntil([&] { return list.rows() > 0; });
    const qsizetype rows = shown ? list.all().size() : 0;
    const int requests = server.requests();
    server.release();
    const bool loaded = waitUntil([&] { return list.state() == KeyList::State::Loaded; });
    std::printf("{\"rows_before_second_page\": %lld, \"requests_by_then\": %d, \"rows\": %lld}\n",
                static_cast<long long>(rows), requests, static_cast<long long>(loaded ? list.all().size() : 0));
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QString what = app.arguments().value(1);
    if (what == QLatin1StringView("overlap"))
        return overlap();
    if (what == QLatin1StringView("first"))
        return firstRows();
    std::fputs("bench_paging overlap|first\n", stderr);
    return 2;
}
