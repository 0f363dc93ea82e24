// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/webappfields.h"
#include "models/webappmodel.h"
#include "panes/launchsheet.h"
#include "panes/reviewsheet.h"
#include "panes/webappinspector.h"
#include "panes/webappspane.h"
#include "screen.h"
#include "widgets/filterbar.h"
#include "widgets/latchkeystyle.h"
#include "widgets/segmented.h"
#include "widgets/tableview.h"

#include <QAbstractButton>
#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using enum ChangeState;

namespace {

struct WebAppsScreen : public WriteSession
{
    explicit WebAppsScreen(SandboxOptions options = {.keys = 3, .agents = 0, .webApps = 60})
        : WriteSession(std::move(options))
        , pane(new WebAppsPane(*subscription, &window))
    {
        auto *layout = new QHBoxLayout(&window);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(pane);
        window.resize(1280, 700);
        list().setBackgroundPause(1ms);
        window.show();
    }
    ~WebAppsScreen() { delete pane; }

    WebAppList &list() const { return subscription->webAppList; }
    bool isRead() const
    {
        return waitUntil([this] { return list().state() == WebAppList::State::Loaded; }, 20s);
    }
    bool isKnown() const
    {
        return waitUntil([this] { return isRead() && list().unknown() == 0; }, 60s);
    }
    int shown() const { return pane->tableView().model()->rowCount(); }
    QAbstractButton *button(const QString &text) const
    {
        for (QAbstractButton *button : pane->findChildren<QAbstractButton *>())
            if (button->isVisible() && button->text() == text)
                return button;
        return nullptr;
    }
    void press(const QString &text) const
    {
        QAbstractButton *found = button(text);
        if (!found || !found->isEnabled())
            qFatal("no button %s", qPrintable(text));
        found->click();
    }
    Segmented *choice(const QString &name) const
    {
        for (Segmented *segmented : pane->inspector().findChildren<Segmented *>())
            if (segmented->accessibleName() == name)
                return segmented;
        return nullptr;
    }
    /// What is staged goes through a plan; false when it does not end.
    bool applies()
    {
        const auto changes = subscription->staging.changes();
        const auto plan = answerOf<PlanId>([&](auto done) {
            Plan made = planOf(*subscription);
            made.taken = changes;
            subscription->apply(made, done);
        });
        if (!plan)
            return false;
        takeUp(*plan);
        return finishesWhenResumed();
    }

    QWidget window;
    WebAppsPane *pane;
};

} // namespace

/// The pane of web apps against a real sandbox.
class WebAppsPaneTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QApplication::setStyle(new LatchkeyStyle);
        QApplication::setPalette(tokenPalette());
    }

    /// Whoever chose something that cannot be scanned is told; one click asks once.
    void severalAreScannedTogether()
    {
        WebAppsScreen t({.keys = 3, .agents = 0, .webApps = 8});
        QVERIFY(t.isRead());
        Change removal;
        removal.type = ObjectType::WebApp;
        removal.operation = Operation::Delete;
        removal.object = t.sandbox.webAppIds().first();
        t.subscription->staging.stage({removal}, u"one goes"_s);
        QVERIFY(waitUntil([&] { return t.shown() == 8; }));
        t.pane->tableView().selectAll();
        QStringList notes;
        QList<LaunchSheet *> sheets;
        connect(t.pane, &WebAppsPane::noted, t.pane, [&](const QString &text) { notes << text; });
        connect(t.pane, &WebAppsPane::sheetWanted, t.pane,
                [&](Sheet *sheet) { sheets << qobject_cast<LaunchSheet *>(sheet); });
        t.pane->launch();
        t.pane->launch();
        QVERIFY(waitUntil([&] { return !sheets.isEmpty(); }));
        QTest::qWait(50);
        QVERIFY(sheets.first());
        QCOMPARE(sheets.first()->apps().size(), 7);
        for (const WebApp &app : sheets.first()->apps())
            QVERIFY(app.isWhole && app.id.value != removal.object);
        QVERIFY2(notes.first().startsWith(u"1 web apps were left out"_s), qPrintable(notes.first()));
        qDeleteAll(sheets);
    }

    /// One filter, one selection, one plan, one click back: an update for each unlocked app and none for the others.
    void theUnlockedAreLockedTogetherAndUnlockedAgain()
    {
        WebAppsScreen t({.keys = 3, .agents = 0, .webApps = 300});
        QVERIFY(t.isKnown());
        t.pane->showFilter(u"locked:no "_s);
        QVERIFY(waitUntil([&] { return t.shown() == 120; })); // as many as the sandbox leaves unlocked
        const int unlocked = t.shown();
        t.pane->tableView().selectAll();
        QVERIFY(waitUntil([&] { return t.button(u"Lock"_s) != nullptr; }));
        t.press(u"Lock"_s);
        QVERIFY(waitUntil([&] { return t.subscription->staging.changes().size() == unlocked; }));
        t.sandbox.clearLog();
        QVERIFY(t.applies());
        QCOMPARE(t.count(Verified), unlocked);
        QHash<qint64, int> updates;
        for (const SandboxRequest &request : t.sandbox.logged(u"POST:update/was/webapp"_s)) {
            ++updates[request.object];
            QVERIFY(request.applied);
        }
        QCOMPARE(updates.size(), unlocked);
        for (auto it = updates.cbegin(); it != updates.cend(); ++it)
            QCOMPARE(*it, 1);
        for (const qint64 id : t.sandbox.webAppIds())
            QCOMPARE(t.sandbox.webAppField(id, u"locked"_s).toBool(), true);
        QVERIFY(waitUntil([&] { return t.list().unknown() == 0; }));

        QList<Change> back;
        for (const Change &change : t.run().plan().changes)
            back << *undoOf(change).change;
        t.apply(back);
        QVERIFY(t.finishesWhenResumed());
        QCOMPARE(t.count(Verified), unlocked);
        int open = 0;
        for (const qint64 id : t.sandbox.webAppIds())
            open += !t.sandbox.webAppField(id, u"locked"_s).toBool();
        QCOMPARE(open, unlocked);
    }

    /// What nobody has told is unknown, and is read before anything is staged for it.
    void anUnknownLockIsReadBeforeItIsStaged()
    {
        WebAppsScreen t;
        t.list().setBackgroundPause(1h);
        QVERIFY(t.isRead());
        WebAppId unknown;
        for (const WebApp &app : t.list().all())
            if (!app.isWhole)
                unknown = app.id;
        QVERIFY(unknown.value > 0);
        QVERIFY(!t.list().find(unknown)->scanner.locked);
        const int row = t.pane->model().rowOf(unknown.value);
        QCOMPARE(t.pane->model().index(row, t.pane->model().columnOf("lock"_L1)).data().toString(), u"Unknown"_s);
        const bool locked = t.sandbox.webAppField(unknown.value, u"locked"_s).toBool();
        t.pane->model().checkOnly({unknown.value});
        Segmented *lock = t.choice(u"Lock"_s);
        QVERIFY(lock);
        emit lock->changed(!locked);
        t.press(u"Stage change"_s);
        QVERIFY(waitUntil([&] { return t.subscription->staging.changes().size() == 1; }));
        const Change change = t.subscription->staging.changes().first();
        QCOMPARE(change.before.value(webappfields::locked).toBool(), locked);
        QCOMPARE(change.desired.keys(), (QStringList{webappfields::locked}));
    }

    /// URL and lock are two requests, each by its own permission; a refusal of one loses nothing of the other.
    void urlAndLockTravelApart()
    {
        WebAppsScreen t;
        QVERIFY(t.isKnown());
        qint64 id = 0;
        for (const WebApp &app : t.list().all())
            if (app.scanner.locked == false && app.scanner.scanner)
                id = app.id.value;
        QVERIFY(id > 0);
        t.pane->model().checkOnly({id});
        auto *url = t.pane->inspector().findChildren<QLineEdit *>().at(1);
        for (QLineEdit *edit : t.pane->inspector().findChildren<QLineEdit *>())
            if (edit->accessibleName() == "URL"_L1)
                url = edit;
        url->setFocus();
        url->selectAll();
        QTest::keyClicks(url, u"not a url"_s);
        QVERIFY(!t.button(u"Stage change"_s)->isEnabled());
        url->selectAll();
        QTest::keyClicks(url, u"https://new.larkspur.example/"_s);
        emit t.choice(u"Lock"_s)->changed(true);
        t.press(u"Stage change"_s);
        QVERIFY(waitUntil([&] { return t.subscription->staging.changes().size() == 1; }));
        t.sandbox.clearLog();
        QVERIFY(t.applies());
        QCOMPARE(t.count(Verified), 2);
        QCOMPARE(t.sandbox.logged(u"POST:update/was/webapp"_s).size(), 2);
        QCOMPARE(t.sandbox.webAppField(id, u"url"_s).toString(), u"https://new.larkspur.example/"_s);
        QCOMPARE(t.sandbox.webAppField(id, u"locked"_s).toBool(), true);
        QVERIFY(waitUntil([&] {
            const WebApp *app = t.list().find({id});
            return app && app->url == "https://new.larkspur.example/"_L1 && app->scanner.locked == true;
        }));
    }

    void anAppThatIsGoneLeavesTheList()
    {
        WebAppsScreen t;
        QVERIFY(t.isKnown());
        const qint64 id = t.list().all().firstKey().value;
        t.sandbox.deleteWebApp(id);
        t.pane->refresh();
        QVERIFY(waitUntil([&] { return t.pane->model().rowOf(id) == -1; }));
        QVERIFY(!t.list().find({id}));
    }

    void noneAtAllSaysSo()
    {
        WebAppsScreen t({.keys = 3, .agents = 0, .webApps = 0});
        QVERIFY(t.isRead());
        QVERIFY(waitUntil([&] {
            for (const QLabel *label : t.pane->findChildren<QLabel *>())
                if (label->isVisible() && label->text() == "No web apps yet"_L1)
                    return true;
            return false;
        }));
    }
};

QTEST_MAIN(WebAppsPaneTest)
#include "tst_webappspane.moc"
