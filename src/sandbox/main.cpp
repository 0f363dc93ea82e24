// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/database.h"
#include "sandbox/fiction.h"
#include "sandbox/options.h"
#include "sandbox/platform.h"
#include "sandbox/server.h"

#include <QCoreApplication>
#include <QFile>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <thread>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace Qt::StringLiterals;

namespace {

std::atomic<bool> ending = false;
static_assert(std::atomic<bool>::is_always_lock_free, "it is set by a signal handler");

void endSoon(int)
{
    ending = true;
}

int complain(const QString &what, int code)
{
    std::fprintf(stderr, "latchkey-sandbox: %s\n", qPrintable(what));
    return code;
}

/// Ends us when the other end of our standard input is closed, also by a parent that crashed.
void watchParent()
{
    std::thread([] {
        QFile input;
        char byte = 0;
        if (input.open(0, QIODevice::ReadOnly | QIODevice::Unbuffered))
            while (input.read(&byte, 1) > 0)
                ;
        ending = true;
    }).detach();
}

/// Until a signal, the parent's end or the listener's; then requests under way get a moment to be answered.
void serve(sandbox::Server &server, sandbox::Pause &pause)
{
    using namespace std::chrono_literals;
    // It lives as long as the process: when it is stopped it waits for idle connections, which we do not.
    std::thread([&server] {
        server.run();
        ending = true;
    }).detach();
    while (!ending)
        std::this_thread::sleep_for(20ms);
    server.stop();
    pause.end();
    for (int left = 100; server.underWay() > 0 && left > 0; --left)
        std::this_thread::sleep_for(10ms);
}

int run(const sandbox::Options &options)
{
    std::unique_ptr<sandbox::Database> database;
    try {
        database = std::make_unique<sandbox::Database>(options.database);
        database->inTransaction([&](SQLite::Database &db) { sandbox::populate(db, options); });
    } catch (const std::exception &error) {
        return complain(u"the database %1 cannot be used: %2"_s.arg(options.database, QString::fromUtf8(error.what())),
                        1);
    }
    sandbox::Pause pause;
    sandbox::Platform platform(*database, options, pause);
    sandbox::Server server(platform, pause, options.certificate, options.privateKey);
    const Result<quint16> port = server.bind(options.port);
    if (!port)
        return complain(port.error().detail, 1);
    std::printf("listening on %s://127.0.0.1:%d\n", options.certificate.isEmpty() ? "http" : "https", int(*port));
    std::fflush(stdout);
    if (options.parentWatch)
        watchParent();
    serve(server, pause);
    database->close();
    std::_Exit(0); // threads of idle connections still wait for their clients; nothing of ours is left to be done
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const Result<sandbox::CommandLine> line = sandbox::parseCommandLine(application.arguments());
    if (!line)
        return complain(line.error().detail + u"\nTry latchkey-sandbox --help."_s, 2);
    if (!line->print.isEmpty()) {
        std::printf("%s\n", qPrintable(line->print));
        return 0;
    }
#ifdef Q_OS_UNIX
    umask(077); // the database is the owner's alone
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGHUP, endSoon);
#endif
    std::signal(SIGTERM, endSoon);
    std::signal(SIGINT, endSoon);
    return run(line->options);
}
