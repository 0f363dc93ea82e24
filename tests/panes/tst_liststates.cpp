// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "models/recordproxy.h"
#include "panes/keyactions.h"
#include "screen.h"
#include "widgets/banner.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QString search = u"POST:search/ca/agentactkey"_s;

Banner *banner(Screen &screen)
{
    for (Banner *each : screen.window().findChildren<Banner *>())
        if (each->isVisible())
            return each;
    return nullptr;
}

QString bannerWords(Screen &screen)
{
    Banner *shown = banner(screen);
    return shown ? screen.words(shown) : QString();
}

/// Signed in as somebody else, the list read again.
class OtherPerson
{
public:
    OtherPerson(Screen &screen, const QString &login)
        : subscription(std::move(*signIn({screen.sandbox.url(), {}}, login, Sandbox::password(), screen.journal,
                                         quickPolicy(), quickPace())))
        , pane(*subscription)
    {
        pane.show();
        subscription->loadAll();
    }

    std::unique_ptr<Subscription> subscription;
    KeysPane pane;
};

} // namespace

/// Every state a list can be in says so, keeps what it has, and says what to do.
class TestListStates : public QObject
{
    Q_OBJECT

private slots:
    void aSubscriptionWithoutKeysOffersTheFirst()
    {
        Screen screen({.keys = 0});
        QVERIFY(screen.words().contains(u"No activation keys yet"_s));
        QVERIFY(!banner(screen));
        QVERIFY(screen.button(u"New key"_s));
    }

    void withoutAConnectionTheRowsStayAndSayHowOldTheyAre() // fault 3
    {
        Screen screen;
        const int rows = screen.rows().rowCount();
        screen.proxy.refuse(true);
        QCOMPARE(screen.refresh(), KeyList::State::Failed);
        QCOMPARE(screen.rows().rowCount(), rows);
        QVERIFY2(bannerWords(screen).contains(u"Offline since"_s), qPrintable(bannerWords(screen)));
        QVERIFY(bannerWords(screen).contains(u"Showing data from"_s));
        screen.pane().actions().setDisabled({key(0)}, true); // staging goes on
        QVERIFY(!screen.subscription->staging.isEmpty());
        screen.proxy.refuse(false);
        QVERIFY(screen.click(u"Retry now"_s));
        QVERIFY(waitUntil([&] { return screen.list().state() == KeyList::State::Loaded; }));
        QVERIFY(!banner(screen));
        QCOMPARE(screen.rows().rowCount(), rows);
    }

    void anAnswerThatMakesNoSenseIsAnErrorWithDetails_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<bool>("mild"); // a wait, not an error
        QTest::newRow("500 for ever") << u"status=500"_s << false;
        QTest::newRow("a page of a captive portal") << u"html200"_s << false;
        QTest::newRow("maintenance") << u"status=503"_s << true;
        QTest::newRow("an entity bomb") << u"entity-bomb"_s << false;
        QTest::newRow("too deep") << u"deep-nest=100000"_s << false;
    }

    void anAnswerThatMakesNoSenseIsAnErrorWithDetails()
    {
        QFETCH(QString, fault);
        Screen screen;
        const int rows = screen.rows().rowCount();
        screen.sandbox.addFault(search + u'=' + fault);
        QCOMPARE(screen.refresh(), KeyList::State::Failed);
        QCOMPARE(screen.rows().rowCount(), rows);
        const QString words = bannerWords(screen);
        QVERIFY2(words.contains(u"Showing data from"_s), qPrintable(words));
        QVERIFY(!words.contains(u"<"_s));
        QVERIFY(screen.button(u"Details"_s));
        screen.sandbox.clearFaults();
        QVERIFY(screen.click(u"Retry now"_s));
        QVERIFY(waitUntil([&] { return screen.list().state() == KeyList::State::Loaded; }));
        QVERIFY(!banner(screen));
    }

    void aListThatWasStoppedSaysThatItIsNotWhole()
    {
        Screen screen({.keys = 2'500});
        screen.sandbox.addFault(search + u":2-=delay=20000"_s);
        screen.list().refresh();
        QVERIFY(waitUntil([&] { return screen.list().rows() >= 1'000; }));
        QVERIFY(screen.words().contains(u"page"_s));
        screen.list().stop();
        QVERIFY(waitUntil([&] { return screen.list().state() == KeyList::State::Partial; }));
        QVERIFY2(bannerWords(screen).contains(u"Stopped after"_s), qPrintable(bannerWords(screen)));
        QVERIFY(screen.button(u"Load again"_s));
    }

    void aRoleThatMayNotSeeKeysIsToldSo() // fault 30 for a list
    {
        Screen screen;
        OtherPerson webAppsOnly(screen, u"lrksp_wa9"_s);
        QVERIFY(waitUntil([&] { return webAppsOnly.subscription->keyList.state() == KeyList::State::Failed; }));
        const QString words = screen.words(&webAppsOnly.pane);
        QVERIFY2(words.contains(u"permission"_s), qPrintable(words));
        QVERIFY(!words.contains(u"No activation keys yet"_s)); // which would not be true
    }

    void aWaitThatThePlatformAsksForIsShownWithItsEnd() // fault 33
    {
        Screen screen;
        const int rows = screen.rows().rowCount();
        screen.sandbox.addFault(search + u":1=rate=600"_s);
        screen.list().refresh();
        QVERIFY(waitUntil([&] { return bannerWords(screen).contains(u"asks to wait"_s); }));
        QCOMPARE(screen.rows().rowCount(), rows);
        screen.choose({key(1)}); // what is shown stays usable
        QVERIFY(screen.words().contains(screen.list().find({key(1)})->title));
    }

    void aRefusedSignInStandsAboveTheListUntilSomebodySignsIn() // fault 28
    {
        Screen screen;
        screen.sandbox.setPassword(Sandbox::user(), u"changed elsewhere"_s);
        QCOMPARE(screen.refresh(), KeyList::State::Failed);
        QVERIFY2(bannerWords(screen).contains(u"Sign in again"_s), qPrintable(bannerWords(screen)));
        QSignalSpy wanted(&screen.pane(), &KeysPane::signInWanted);
        QVERIFY(screen.click(u"Sign in…"_s));
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(screen.refresh(), KeyList::State::Failed);
        QCOMPARE(screen.sandbox.failedLogins(), 1);
    }

    void keysThatAreGoneLeaveTheTableAndTheChoice() // fault 51
    {
        Screen screen;
        screen.choose({key(0)});
        screen.sandbox.deleteKey(key(0));
        QCOMPARE(screen.refresh(), KeyList::State::Loaded);
        QCOMPARE(screen.rows().rowOf(key(0)), -1);
        QVERIFY(screen.pane().chosenIds().isEmpty());
        QVERIFY(screen.words().contains(u"Nothing selected"_s));
    }

private:
    static qint64 key(int place) { return WriteSession::key(place); }
};

QTEST_MAIN(TestListStates)
#include "tst_liststates.moc"
