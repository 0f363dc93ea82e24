// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// The real pane over the web apps of a real sandbox: what is shown before the second page has come, and how many calls
// rows that nobody looks at have cost after a while. Prints one JSON object.
//   bench_webapps APPS SECONDS [LIMITS]
#include "models/webappmodel.h"
#include "panes/webappspane.h"
#include "watchedapplication.h"
#include "widgets/latchkeystyle.h"
#include "widgets/tableview.h"
#include "writesession.h"

#include <QApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QVBoxLayout>

#include <cstdio>

using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    WatchedApplication<QApplication> app(argc, argv);
    if (argc < 3)
        qFatal("bench_webapps APPS SECONDS [LIMITS]");
    QApplication::setStyle(new LatchkeyStyle);
    const int apps = QByteArray(argv[1]).toInt(), seconds = QByteArray(argv[2]).toInt();
    WriteSession session(
        {.keys = 3, .agents = 0, .webApps = apps, .limits = QString::fromLatin1(argc > 3 ? argv[3] : "")});
    QWidget window;
    WebAppsPane pane(*session.subscription, &window);
    (new QVBoxLayout(&window))->addWidget(&pane);
    window.resize(1440, 900);

    int shownAtSecond = -1;
    WebAppList &list = session.subscription->webAppList;
    QObject::connect(&list, &WebAppList::stateChanged, &window, [&] {
        if (list.pages() == 2 && shownAtSecond < 0) {
            shownAtSecond = pane.tableView().model()->rowCount();
            app.longest = 0; // letters are drawn for the first time only once
        }
    });
    window.show();
    QTest::qWait(50); // the window itself
    app.longest = 0;
    QTest::qWait(seconds * 1'000);
    const auto gets = session.sandbox.logged(u"GET:get/was/webapp"_s);
    QSet<qint64> asked;
    for (const SandboxRequest &get : gets)
        asked << get.object;
    const QTableView &table = pane.tableView();
    const int visible = table.rowAt(table.viewport()->height() - 1) + 1;
    const QJsonObject figures{
        {u"apps"_s, list.all().size()},
        {u"searches"_s, session.arrived(u"POST:search/was/webapp"_s)},
        {u"scan_searches"_s, session.arrived(u"POST:search/was/wasscan"_s)},
        {u"shown_before_second_page"_s, shownAtSecond},
        {u"gets"_s, gets.size()},
        {u"asked_twice"_s, gets.size() - asked.size()},
        {u"visible"_s, visible},
        {u"seconds"_s, seconds},
        {u"stall_ms"_s, app.longest},
    };
    std::puts(QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
    return list.state() == WebAppList::State::Loaded ? 0 : 1;
}
