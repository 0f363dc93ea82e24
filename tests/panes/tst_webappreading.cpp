// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/webappfields.h"
#include "panes/newwebappsheet.h"
#include "panes/webappactions.h"
#include "screen.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QWidget>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using enum ChangeState;

namespace {

/// The list of web apps while nobody looks at it: only what is asked for is read.
struct Reading : public WriteSession
{
    explicit Reading(SandboxOptions options = {.keys = 3, .agents = 0, .webApps = 40})
        : WriteSession(std::move(options))
        , actions(*subscription)
    {
        list().refresh();
        read = waitUntil([this] {
            return list().state() == WebAppList::State::Loaded &&
                   subscription->scanList.state() == ScanList::State::Loaded;
        });
        sandbox.clearLog();
    }

    WebAppList &list() const { return subscription->webAppList; }
    QList<WebAppId> ids(int count, int first = 0) const { return list().all().keys().mid(first, count); }
    qsizetype gets() const { return sandbox.logged(u"GET:get/was/webapp"_s).size(); }
    qsizetype known() const { return list().all().size() - list().unknown(); }
    bool makesWhole(const QList<WebAppId> &apps)
    {
        std::optional<bool> done;
        list().makeWhole(apps, [&](const Outcome &outcome) { done = outcome.has_value(); });
        return waitUntil([&] { return done.has_value(); }) && *done;
    }

    WebAppActions actions;
    bool read = false;
};

/// What an earlier session kept.
struct Kept : public WebAppStore
{
    explicit Kept(KeptScanners scanners)
        : known(std::move(scanners))
    {
    }
    void load(std::function<void(const Result<KeptScanners> &)> done) override { done(known); }
    void keep(const KeptScanners &scanners) override { known.insert(scanners); }

    KeptScanners known;
};

QList<qint64> numbers(const QList<WebAppId> &ids)
{
    QList<qint64> all;
    for (const WebAppId id : ids)
        all << id.value;
    return all;
}

} // namespace

/// How scanner and lock become known, against a real sandbox.
class WebAppReadingTest : public QObject
{
    Q_OBJECT
private slots:
    void oneStagingDoesNotReplaceAnother()
    {
        Reading t;
        QVERIFY(t.read);
        WebAppWish lock, unlock;
        lock.locked = true;
        unlock.locked = false;
        t.actions.stage(numbers(t.ids(20)), lock);
        t.actions.stage(numbers(t.ids(20, 20)), unlock);
        QVERIFY(waitUntil([&] { return !t.list().makingWhole(); }));
        QCOMPARE(t.gets(), 40);
        int locked = 0, unlocked = 0, before = 0;
        for (const Change &change : t.subscription->staging.changes())
            (change.desired.value(webappfields::locked).toBool() ? locked : unlocked)++;
        for (const WebAppId id : t.ids(20))
            before += t.sandbox.webAppField(id.value, u"locked"_s).toBool();
        QCOMPARE(locked, 20 - before);
        for (const WebAppId id : t.ids(20, 20))
            unlocked -= t.sandbox.webAppField(id.value, u"locked"_s).toBool();
        QCOMPARE(unlocked, 0);
    }

    void whatWasReadBeforeAStopStays()
    {
        Reading t;
        QVERIFY(t.read);
        Outcome ended;
        connect(&t.list(), &WebAppList::makingWholeMoved, &t.list(), [&] {
            if (const auto progress = t.list().makingWhole(); progress && progress->read >= 5)
                t.list().stopMakingWhole();
        });
        t.list().makeWhole(t.ids(40), [&](const Outcome &outcome) { ended = outcome; });
        QVERIFY(waitUntil([&] { return !t.list().makingWhole(); }));
        QVERIFY(!ended);
        QCOMPARE(ended.error().kind, Failure::Kind::Cancelled);
        QCOMPARE(t.known(), 5);
        QVERIFY(t.subscription->staging.isEmpty());
    }

    /// What passes is tried again by itself or as soon as the connection is back; a refusal is told and left alone.
    void aRefusalIsToldAndWhatPassesIsTriedAgain()
    {
        Reading t;
        QVERIFY(t.read);
        t.proxy.on(u"/get/was/webapp"_s, {.kind = FaultProxy::Fault::Kind::DropAfterRead});
        const QList<WebAppId> shown = t.ids(3);
        t.list().setBudget([] { return false; });
        t.list().want(shown);
        t.list().setShown(true);
        QVERIFY(waitUntil([&] { return t.list().whyUnknown(shown[0]) != nullptr; }));
        QCOMPARE(t.known(), 0);
        t.proxy.calm();
        t.list().goOn();
        QVERIFY(waitUntil([&] { return t.known() == 3; }));
        QVERIFY(!t.list().whyUnknown(shown[0]));
        QCOMPARE(t.gets(), 3);
    }

    void aWrittenAppIsNotReadOnceMore()
    {
        Reading t;
        QVERIFY(t.read && t.makesWhole(t.ids(1)));
        const WebAppId id = t.ids(1).first();
        const bool locked = *t.list().find(id)->scanner.locked;
        WebAppWish wish;
        wish.locked = !locked;
        t.actions.stage({id.value}, wish);
        t.sandbox.clearLog();
        t.apply(t.subscription->staging.changes());
        QVERIFY(t.finishesWhenResumed());
        QCOMPARE(t.state(), Verified);
        QVERIFY(waitUntil([&] { return t.list().find(id)->scanner.locked == !locked; }));
        QTest::qWait(200);     // for a read that must not come
        QCOMPARE(t.gets(), 2); // before and after
    }

    /// Dynamic tags come and go without the app being changed.
    void aRowsOwnValuesAreTaken()
    {
        Reading t;
        QVERIFY(t.read && t.makesWhole(t.ids(40)));
        const WebAppId id = t.ids(1).first();
        t.sandbox.setWebAppField(id.value, u"name"_s, u"By somebody else"_s);
        t.list().refresh();
        QVERIFY(waitUntil([&] { return t.list().state() == WebAppList::State::Loaded; }));
        QCOMPARE(t.list().find(id)->name, u"By somebody else"_s);
    }

    void aDeletedScanIsNobodysLast()
    {
        Reading t;
        QVERIFY(t.read);
        WasScanId newest;
        WebAppId app;
        for (const WebApp &one : t.list().all())
            if (one.lastScan && one.lastScan->launched.isValid()) {
                newest = one.lastScan->id;
                app = one.id;
            }
        QVERIFY(newest);
        const auto sqlId = QByteArray::number(newest.value);
        t.sandbox.execute("DELETE FROM scan WHERE id = " + sqlId);
        t.subscription->scanList.remove(newest);
        QVERIFY(waitUntil([&] {
            const auto &last = t.list().find(app)->lastScan;
            return !last || last->id != newest;
        }));
        QVERIFY(t.makesWhole(t.ids(40)));
        const auto &last = t.list().find(app)->lastScan;
        QVERIFY(!last || last->id != newest);
    }

    void aPurgeIsStagedWithWhatWouldGo()
    {
        Reading t;
        QVERIFY(t.read);
        const QList<qint64> all = numbers(t.ids(40));
        t.actions.purge(all);
        QVERIFY(waitUntil([&] { return !t.subscription->staging.isEmpty(); }));
        const QList<Change> changes = t.subscription->staging.changes();
        QCOMPARE(t.sandbox.logged(u"POST:count/was/finding"_s).size(), 40);
        for (const Change &change : changes)
            QVERIFY(change.before.value(webappfields::findings).toInteger() > 0);
        t.apply({changes.first()});
        QVERIFY(t.finishesWhenResumed());
        QCOMPARE(t.state(), Verified);
    }

    /// A lock from the last session counts as long as nobody has updated the app, and is not asked for once more.
    void whatIsKnownFromBeforeIsNotAskedForAgain()
    {
        Reading t;
        QVERIFY(t.read);
        const WebApp same = *t.list().find(t.ids(1)[0]), other = *t.list().find(t.ids(2)[1]);
        const ScannerSetting locked{.scanner = Scanner{}, .locked = true};
        const QDateTime yesterday = QDateTime::currentDateTimeUtc().addDays(-1);
        WebAppList list(
            t.subscription->webApps, t.subscription->scanList,
            std::make_unique<Kept>(KeptScanners{
                {same.id, {.updated = same.updated, .readAt = yesterday, .setting = locked}},
                {other.id, {.updated = other.updated.addSecs(-1), .readAt = yesterday, .setting = locked}}}));
        list.refresh();
        QVERIFY(waitUntil([&] { return list.state() == WebAppList::State::Loaded; }));
        QCOMPARE(list.find(same.id)->scanner, locked);
        QCOMPARE(list.find(same.id)->scannerRead, yesterday);
        QVERIFY(!list.find(other.id)->scanner.locked); // it was updated since
        QCOMPARE(list.unknown(), 39);
        t.sandbox.clearLog();
        list.setBackgroundPause(1ms);
        list.setShown(true);
        QVERIFY(waitUntil([&] { return list.unknown() == 0; }));
        QCOMPARE(t.gets(), 39);
        list.want({same.id}); // unless somebody looks
        QVERIFY(waitUntil([&] { return list.find(same.id)->isWhole; }));
    }

    void aNewAppIsMadeAsTheSheetSays()
    {
        Reading t;
        QVERIFY(t.read);
        QWidget window;
        window.resize(1000, 800);
        window.show();
        auto *sheet = new NewWebAppSheet(*t.subscription, t.actions, &window);
        sheet->open();
        QLineEdit *name = nullptr, *url = nullptr;
        for (QLineEdit *edit : sheet->findChildren<QLineEdit *>()) {
            name = edit->accessibleName() == "Name"_L1 ? edit : name;
            url = edit->accessibleName() == "URL"_L1 ? edit : url;
        }
        QPushButton *stage = nullptr;
        for (QPushButton *button : sheet->findChildren<QPushButton *>())
            stage = button->text() == "Stage creation"_L1 ? button : stage;
        QVERIFY(name && url && stage && !stage->isEnabled());
        QTest::keyClicks(name, t.list().all().first().name);
        QTest::keyClicks(url, u"https://dock.larkspur.example/"_s);
        QVERIFY(!stage->isEnabled()); // the name is taken
        name->clear();
        QTest::keyClicks(name, u"Dock planner"_s);
        QVERIFY(stage->isEnabled());
        QSignalSpy wanted(sheet, &NewWebAppSheet::createWanted);
        stage->click();
        QCOMPARE(wanted.size(), 1);
        const auto change = wanted.first().first().value<Change>();
        QCOMPARE(change.desired.keys(), (QStringList{u"name"_s, u"url"_s}));
        t.apply({change});
        QVERIFY(t.finishesWhenResumed());
        QCOMPARE(t.state(), Verified);
        QVERIFY(waitUntil([&] { return t.list().find({t.change().object}) != nullptr; }));
    }
};

QTEST_MAIN(WebAppReadingTest)
#include "tst_webappreading.moc"
