// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// The program's search for all agents against a server that has its pages ready.
//   bench_fetch pages FOLDER N    writes N pages of 1,000 host assets, packed as a server sends them
//   bench_fetch URL CA-FILE       fetches and reads them; prints one line of JSON
#include "api/agents.h"
#include "samplepages.h"
#include "support/waiting.h"
#include "watchedapplication.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>

#include <zlib.h>

#include <cstdio>

#include <sys/resource.h>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QByteArray packed(const QByteArray &bytes)
{
    z_stream stream{};
    if (deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) // 16: as gzip
        qFatal("no zlib");
    QByteArray out(qsizetype(deflateBound(&stream, uLong(bytes.size()))), Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    stream.avail_in = uInt(bytes.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END)
        qFatal("deflate");
    out.truncate(out.size() - qsizetype(stream.avail_out));
    deflateEnd(&stream);
    return out;
}

int writePages(const QString &folder, int pages)
{
    for (int page = 0; page < pages; ++page) {
        QFile file(QDir(folder).filePath(QString::number(page)));
        const QByteArray xml = agentPage(1'000, PageShape::Full, 1 + qint64(page) * 1'000, page + 1 < pages);
        if (!file.open(QIODevice::WriteOnly) || file.write(packed(xml)) < 0)
            qFatal("no page was written");
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    WatchedApplication<QCoreApplication> app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments[1] == "pages"_L1)
        return writePages(arguments[2], arguments[3].toInt());
    if (arguments.size() != 3)
        qFatal("bench_fetch pages FOLDER N | URL CA-FILE");
    QFile ca(arguments[2]);
    if (!ca.open(QIODevice::ReadOnly))
        qFatal("no CA file");
    HttpClient client({.url = QUrl(arguments[1]), .caCertificates = ca.readAll()});
    client.setCredentials(SecretBuffer::basicHeader(u"bench"_s, SecretBuffer(QByteArrayView("x"))));
    const Ticket probe = client.probe<int>(
        {.path = u"/probe"_s}, [](HttpReply &&) -> Result<int> { return 1; },
        [](const Result<int> &, const Exchange &) {});
    if (!waitUntil([&] { return client.access() == HttpClient::Access::Ok; }))
        qFatal("no sign-in");
    Agents agents(client);
    qsizetype rows = 0;
    Ticket ticket;
    app.longest = 0;
    QElapsedTimer timer;
    timer.start();
    // Events are handled one by one, so that how long each holds the thread is seen.
    std::optional<Result<SearchReport>> report;
    ticket = agents.search(
        {}, [&](const QList<Agent> &page) { rows += page.size(); },
        [&](const Result<SearchReport> &end) { report = end; });
    while (!report)
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("{\"rows\": %lld, \"seconds\": %.3f, \"peak_mib\": %.1f, \"stall_ms\": %.2f}\n", qlonglong(rows),
                seconds, double(usage.ru_maxrss) / 1024, app.longest);
    return *report ? 0 : 1;
}
