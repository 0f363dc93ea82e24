// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/scanstatus.h"
#include "domain/webapp.h"
#include "models/scanproxy.h"
#include "panes/launchsheet.h"
#include "panes/reviewsheet.h"
#include "panes/scanactions.h"
#include "panes/scanboard.h"
#include "panes/scaninspector.h"
#include "panes/scanspane.h"
#include "screen.h"
#include "widgets/filterbar.h"
#include "widgets/latchkeystyle.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct ScansScreen : public WriteSession
{
    explicit ScansScreen(SandboxOptions options = {.keys = 3, .agents = 300, .webApps = 60, .activationDelay = 0})
        : WriteSession(std::move(options))
    {
        sandbox.holdScanClock(QDateTime::currentDateTimeUtc());
        pane = new ScansPane(*subscription, &window);
        auto *layout = new QHBoxLayout(&window);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(pane);
        window.resize(1280, 700);
        window.show();
        QObject::connect(pane, &ScansPane::noted, pane, [this](const QString &text) { notes << text; });
    }
    ~ScansScreen() { delete pane; }

    ScanList &scans() const { return subscription->scanList; }
    bool isRead() const
    {
        return waitUntil([this] { return scans().state() == ScanList::State::Loaded; });
    }
    QString cell(qint64 id, QLatin1StringView column, int role = Qt::DisplayRole) const
    {
        const int row = pane->rows().rowOf(id);
        return row < 0 ? QString()
                       : pane->rows().index(row, pane->rows().table()->columnOf(column)).data(role).toString();
    }
    Cell look(qint64 id, QLatin1StringView column) const
    {
        return pane->rows()
            .index(pane->rows().rowOf(id), pane->rows().table()->columnOf(column))
            .data(RecordTable::CellRole)
            .value<Cell>();
    }
    template <typename Test>
    qint64 where(Test test) const
    {
        for (const WasScan &scan : scans().all())
            if (test(scan))
                return scan.id.value;
        return 0;
    }
    qint64 running() const
    {
        return where([](const WasScan &scan) { return scan.state.status == "RUNNING"_L1; });
    }
    QPushButton *button(const QString &text, QWidget *in = nullptr) const
    {
        for (QPushButton *button : (in ? in : &window)->findChildren<QPushButton *>())
            if (button->isVisible() && button->text() == text)
                return button;
        return nullptr;
    }
    bool click(const QString &text, QWidget *in = nullptr)
    {
        QPushButton *found = button(text, in);
        if (found && found->isEnabled())
            found->click();
        return found && found->isEnabled();
    }
    QString words(QWidget *in = nullptr)
    {
        QStringList words;
        for (const QLabel *label : (in ? in : &window)->findChildren<QLabel *>())
            if (label->isVisible())
                words << label->text();
        return words.join(u'\n');
    }
    static QComboBox *box(const QString &name, QWidget &in)
    {
        for (QComboBox *box : in.findChildren<QComboBox *>())
            if (box->accessibleName() == name)
                return box;
        return nullptr;
    }
    /// The first app as a search row has it; its get is slow.
    WebApp slowApp(bool locked)
    {
        WebApp app;
        app.id = {sandbox.webAppIds().first()};
        app.name = sandbox.webAppField(app.id.value, u"name"_s).toString();
        sandbox.setWebAppField(app.id.value, u"locked"_s, locked ? 1 : 0);
        sandbox.addFault(u"GET:get/was/webapp=delay=1000"_s);
        sandbox.clearLog();
        return app;
    }
    /// Reviews what is staged, as a person does, and waits for the end. Tells what the review said.
    QString reviewAndApply()
    {
        ReviewSheet review(*subscription, subscription->staging.changes(), false, &window);
        PlanId applied;
        QObject::connect(&review, &ReviewSheet::confirmed, pane, [&](const Plan &plan) {
            subscription->apply(plan, [&](const Result<PlanId> &id) { applied = id.value_or(PlanId()); });
        });
        review.open();
        const auto apply = [&]() -> QPushButton * {
            for (QPushButton *button : review.findChildren<QPushButton *>())
                if (button->text().startsWith("Apply"_L1))
                    return button;
            return nullptr;
        };
        if (!waitUntil([&] { return apply() && !apply()->toolTip().startsWith("Reading"_L1); }))
            return {};
        const QString said = words(&review);
        for (QLineEdit *edit : review.findChildren<QLineEdit *>())
            edit->setText(u"1"_s);
        if (!waitUntil([&] { return apply()->isEnabled(); }))
            return u"cannot be applied: "_s + apply()->toolTip();
        apply()->click();
        if (!waitUntil([&] { return bool(applied); }))
            return {};
        takeUp(applied);
        return finishes() ? said : QString();
    }

    mutable QWidget window;
    ScansPane *pane = nullptr;
    QStringList notes;
};

ScanLaunch launchOf(const LaunchSheet &sheet)
{
    return sheet.launchOf(sheet.apps().first());
}

} // namespace

class TestScansPane : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QApplication::setStyle(new LatchkeyStyle);
        QApplication::setPalette(tokenPalette());
    }

    void aRowShowsTheThreePartsOfAState()
    {
        ScansScreen t;
        QVERIFY(t.isRead());
        QCOMPARE(t.pane->rows().rowCount(), int(t.scans().all().size()));
        const qint64 failed = t.where([](const WasScan &scan) {
            return scan.state ==
                   ScanState{u"FINISHED"_s, scan.state.consolidated, ScanResult{u"SUCCESSFUL"_s, u"FAILED"_s}};
        });
        QVERIFY(failed > 0);
        QCOMPARE(t.cell(failed, "status"_L1), u"Finished"_s);
        QCOMPARE(t.cell(failed, "result"_L1), u"Successful"_s);
        QCOMPARE(t.cell(failed, "auth"_L1), u"Sign-in failed"_s);
        QCOMPARE(t.look(failed, "auth"_L1).tone, CellTone::Bad); // however green the result
        QCOMPARE(t.look(failed, "result"_L1).tone, CellTone::Ok);
        QVERIFY(t.cell(failed, "auth"_L1, Qt::ToolTipRole).contains(u"could not sign in"_s));
        QVERIFY(t.cell(failed, "auth"_L1, Qt::AccessibleTextRole).startsWith(u"Sign-in failed. "_s));

        const qint64 running = t.running();
        QVERIFY(running > 0);
        QCOMPARE(t.cell(running, "status"_L1), u"Running"_s);
        QCOMPARE(t.cell(running, "result"_L1), u"–"_s); // not "none"
        QCOMPARE(t.cell(running, "auth"_L1), u"–"_s);

        t.pane->rows().table()->checkOnly({failed});
        QVERIFY(waitUntil([&] { return t.words().contains(u"cover what an anonymous visitor sees"_s); }));
        QVERIFY(t.words().contains(u"Check the user name, the password"_s)); // what to do about it
        QCOMPARE(t.writes(), 0);
    }

    void theFilterChooses()
    {
        ScansScreen t;
        QVERIFY(t.isRead());
        const int all = t.pane->rows().rowCount();
        t.pane->filterBar()->setText(u"auth:failed"_s);
        QVERIFY(waitUntil([&] { return t.pane->rows().rowCount() < all; }));
        QVERIFY(t.pane->rows().rowCount() > 0);
        for (const qint64 id : t.pane->rows().shownIds())
            QCOMPARE(t.cell(id, "auth"_L1), u"Sign-in failed"_s);
        t.pane->filterBar()->setText(u"nosuchscan"_s);
        QVERIFY(waitUntil([&] { return t.words().contains(u"No scan matches this filter"_s); }));
        QVERIFY(t.click(u"Clear filter"_s));
        QCOMPARE(t.pane->rows().rowCount(), all);
    }

    void aCancelGoesThroughReview()
    {
        ScansScreen t;
        QVERIFY(t.isRead());
        const qint64 id = t.running();
        t.pane->rows().table()->checkOnly({id});
        QVERIFY(waitUntil([&] { return t.button(u"Cancel scan…"_s) != nullptr; }));
        QVERIFY(t.click(u"Cancel scan…"_s));
        QVERIFY(t.button(u"Discard results"_s));
        QVERIFY(t.subscription->staging.isEmpty()); // asked first
        QVERIFY(t.click(u"Keep results"_s));
        QCOMPARE(t.subscription->staging.changes().size(), 1);
        QCOMPARE(t.pane->rows().table()->markAt(t.pane->rows().table()->rowOf(id)), RowMark::Edited);
        QCOMPARE(t.cell(id, "status"_L1), u"Canceling"_s); // as it will be
        QVERIFY(t.cell(id, "status"_L1, Qt::ToolTipRole).endsWith(u"was Running"_s));
        QVERIFY(t.words().contains(u"Cancel staged, its results are kept."_s));
        QCOMPARE(t.writes(), 0);

        const QString said = t.reviewAndApply();
        QVERIFY2(said.contains(u"Scan, will be canceled"_s), qPrintable(said));
        QVERIFY(said.contains(u"Kept, as far as there are any"_s));
        QCOMPARE(t.writes(), 1);
        QCOMPARE(t.arrived(u"POST:cancel/was/wasscan"_s), 1);
        QVERIFY(t.sandbox.scanField(id, u"status"_s).toString().startsWith(u"CANCEL"_s));
        QVERIFY(waitUntil([&] { return isCanceled(t.scans().find({id})->state); })); // read back
        QVERIFY(waitUntil([&] { return t.cell(id, "status"_L1).startsWith(u"Cancel"_s); }));
    }

    void aScanIsDoneAgain()
    {
        ScansScreen t;
        QVERIFY(t.isRead());
        const qint64 id = t.where([](const WasScan &scan) {
            return scan.state.status == "FINISHED"_L1 && isFinal(scan.state) && scan.scanner &&
                   scan.scanner->kind == ScannerKind::External;
        });
        QVERIFY(id > 0);
        const qint64 app = t.scans().find({id})->app.id.value;
        const qsizetype before = t.sandbox.scansOf(app).size();
        t.pane->rows().table()->checkOnly({id});
        QVERIFY(waitUntil([&] { return t.click(u"Scan again"_s); }));
        const qint64 draft = t.subscription->staging.changes().value(0).object;
        QVERIFY(draft < 0);
        QCOMPARE(t.pane->rows().table()->markAt(t.pane->rows().table()->rowOf(draft)), RowMark::New);
        const QString said = t.reviewAndApply();
        QVERIFY2(said.contains(u"Scan, will be launched"_s), qPrintable(said));
        QCOMPARE(t.sandbox.scansOf(app).size(), before + 1);
        const qint64 made = t.sandbox.scansOf(app).first();
        QVERIFY(waitUntil([&] { return t.scans().find({made}) != nullptr; }));
        QVERIFY(waitUntil([&] { return t.cell(made, "status"_L1) == u"Submitted"_s; }));
    }

    void whoWatchesIsToldOfTheEnd()
    {
        ScansScreen t;
        QVERIFY(t.isRead());
        const qint64 id = t.running();
        t.pane->rows().table()->checkOnly({id});
        QVERIFY(waitUntil([&] { return t.click(u"Watch"_s); }));
        QVERIFY(t.scans().isWatched({id}));
        const QSignalSpy ends(&t.scans(), &ScanList::finished);
        t.window.hide(); // what is watched is asked about all the same
        t.sandbox.clearLog();
        t.scans().setPace(0.002);
        QVERIFY(waitUntil([&] { return t.arrived(u"GET:status/was/wasscan"_s) >= 3; }));
        for (const SandboxRequest &request : t.sandbox.logged(u"GET:status/was/wasscan"_s))
            QVERIFY(request.path.endsWith(QString::number(id))); // and nothing else is
        QVERIFY(ends.isEmpty());
        t.sandbox.advanceScanClock(400LL * 60'000);
        QVERIFY(waitUntil([&] { return ends.size() == 1; }));
        QVERIFY(isFinal(t.scans().find({id})->state));
        QVERIFY2(t.notes.last().startsWith(u"The scan “%1” is done: "_s.arg(t.scans().find({id})->name)),
                 qPrintable(t.notes.last()));
        QVERIFY(!t.scans().isWatched({id}));
        QVERIFY(waitUntil([&] {
            return t.scans().find({id})->linksCrawled.has_value() ||
                   t.scans().find({id})->state.result->results != "SUCCESSFUL"_L1;
        }));
    }

    void nothingIsAskedWhileNobodyLooks()
    {
        ScansScreen t;
        QVERIFY(t.isRead());
        t.scans().setPace(0.001);
        QVERIFY(waitUntil([&] { return t.arrived(u"GET:status/was/wasscan"_s) > 5; }));
        t.window.hide();
        QTest::qWait(100);
        t.sandbox.clearLog();
        QTest::qWait(150);
        QCOMPARE(t.arrived(u"GET:status/was/wasscan"_s), 0);
    }

    void aScanThatVanishesLeavesTheList()
    {
        ScansScreen t;
        QVERIFY(t.isRead());
        const qint64 id = t.running();
        t.pane->actions().setWatched({id}, true);
        t.sandbox.execute("DELETE FROM scan WHERE id = " + QByteArray::number(id));
        t.scans().setPace(0.002);
        QVERIFY(waitUntil([&] { return !t.scans().find({id}) && t.pane->rows().rowOf(id) < 0; }));
        QVERIFY(waitUntil([&] { return t.notes.last().contains(u"is gone"_s); }));
    }

    void aCellOfTheBoardFilters()
    {
        ScansScreen t;
        QVERIFY(t.isRead());
        t.pane->setBoardShown(true);
        ScanBoard &board = t.pane->board();
        QWidget *cell = board.cell(u"SUCCESSFUL"_s, u"FAILED"_s);
        QVERIFY(cell);
        const int apps = board.countAt(u"SUCCESSFUL"_s, u"FAILED"_s);
        QVERIFY(apps > 0);
        QVERIFY(cell->accessibleName().startsWith(u"Successful, Sign-in failed: "_s));
        cell->setFocus();
        QTest::keyClick(cell, Qt::Key_Return);
        QCOMPARE(t.pane->filterBar()->text(), u"result:successful auth:failed is:last "_s);
        QVERIFY(waitUntil([&] { return t.pane->rows().rowCount() == apps; })); // what it counts is what it shows
        for (const qint64 id : t.pane->rows().shownIds())
            QCOMPARE(t.cell(id, "auth"_L1), u"Sign-in failed"_s);
        // What is not known yet has a cell too, which is not "none".
        QWidget *unknown = board.cell(QString(), QString());
        QVERIFY(unknown);
        QTest::mouseClick(unknown, Qt::LeftButton);
        QCOMPARE(t.pane->filterBar()->text(), u"result:unknown auth:unknown is:last "_s);
        QVERIFY(waitUntil([&] { return t.pane->rows().rowOf(t.running()) >= 0; }));
    }

    void whatNobodySeesIsFilledWhenItIsShown()
    {
        ScansScreen t;
        QVERIFY(t.isRead());
        QVERIFY(!t.pane->board().cell(QString(), QString()));
        t.pane->setBoardShown(true);
        QVERIFY(t.pane->board().cell(QString(), QString()));

        const qint64 id = t.running();
        const QString before = t.cell(id, "name"_L1);
        t.window.hide();
        WasScan scan = *t.scans().find({id});
        scan.name = u"renamed meanwhile"_s;
        const QSignalSpy moves(&t.scans(), &ScanList::replaced);
        t.scans().take(scan);
        QVERIFY(waitUntil([&] { return moves.size() == 1; }));
        QCOMPARE(t.cell(id, "name"_L1), before);
        t.window.show();
        QCOMPARE(t.cell(id, "name"_L1), scan.name);
    }

    void aCancelKeepsResultsOfAllButTheParentOfAMultiScan()
    {
        ScansScreen t;
        QVERIFY(t.isRead());
        const qint64 id = t.running();
        WasScan scan = *t.scans().find({id});
        scan.multi = true; // a part of one
        t.scans().take(scan);
        t.pane->actions().cancel({id}, ScanCancel::KeepResults);
        QCOMPARE(t.subscription->staging.changes().size(), 1);
        t.pane->actions().unstage({id});
        QVERIFY(t.subscription->staging.isEmpty());

        scan.app = {}; // of all
        t.scans().take(scan);
        t.pane->actions().cancel({id}, ScanCancel::KeepResults);
        QVERIFY(t.subscription->staging.isEmpty());
        QVERIFY(t.notes.last().contains(u"cannot keep its results"_s));
        t.pane->rows().table()->checkOnly({id});
        QVERIFY(waitUntil([&] { return t.click(u"Cancel scan…"_s); }));
        QVERIFY(!t.button(u"Keep results"_s)->isEnabled());
        QVERIFY(t.button(u"Discard results"_s)->isEnabled());
    }

    void aScanThatEndsWhileItIsChosenShowsItsEnd()
    {
        ScansScreen t;
        QVERIFY(t.isRead());
        const qint64 id = t.running();
        t.pane->rows().table()->checkOnly({id});
        const auto read = [&] { return t.arrived(u"GET:get/was/wasscan"_s); };
        QVERIFY(waitUntil([&] { return read() == 1; }));
        QVERIFY(!t.words().split(u'\n').contains(u"Ended"_s));
        t.sandbox.advanceScanClock(400LL * 60'000);
        t.scans().setPace(0.002);
        QVERIFY(waitUntil([&] { return t.words().split(u'\n').contains(u"Ended"_s); }));
        QVERIFY(isFinal(t.scans().find({id})->state));
        QTest::qWait(400); // longer than it waits before it asks
        const qsizetype asked = read();
        t.pane->inspector().refresh();
        QTest::qWait(400);
        QCOMPARE(read(), asked); // once for each state
    }

    void resultsAreSavedForTheirOwnerAlone()
    {
        ScansScreen t;
        QVERIFY(t.isRead());
        const qint64 id = t.where([](const WasScan &scan) { return ScanActions::canDownload(scan); });
        const QString path = t.folder.filePath(u"results.xml"_s);
        t.pane->actions().download({id}, path);
        QVERIFY(t.pane->actions().isDownloading());
        QVERIFY(waitUntil([&] { return !t.pane->actions().isDownloading(); }));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains(QByteArray::number(id)));
        QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        QVERIFY(t.notes.last().startsWith(u"The results are saved as "_s));
        t.pane->actions().download({id}, t.folder.filePath(u"no/such/folder/results.xml"_s));
        QVERIFY(waitUntil([&] { return t.notes.last().contains(u"could not be written"_s); }));
    }

    void aLockHoldsTheLaunchToTheDefaultScanner()
    {
        ScansScreen t;
        QVERIFY(t.isRead());
        const qint64 id = t.sandbox.webAppIds().first();
        t.sandbox.setWebAppField(id, u"locked"_s, 1);
        WebApp app;
        app.id = {id};
        app.name = t.sandbox.webAppField(id, u"name"_s).toString();
        LaunchSheet sheet(*t.subscription, {app}, &t.window);
        QSignalSpy launches(&sheet, &LaunchSheet::launchWanted);
        sheet.open();
        QVERIFY(waitUntil([&] { return t.words(&sheet).contains(u"locked to its default scanner"_s); }));
        const auto boxes = sheet.findChildren<QComboBox *>();
        const auto scanner =
            std::ranges::find(boxes, u"Scanner"_s, [](const QComboBox *box) { return box->accessibleName(); });
        QVERIFY(scanner != boxes.end());
        QVERIFY(!(*scanner)->isEnabled());
        QCOMPARE(launchOf(sheet).scanner, std::nullopt);
        QVERIFY(sheet.problems().isEmpty());
        const auto edits = sheet.findChildren<QLineEdit *>();
        const auto name = std::ranges::find(edits, u"Name"_s, [](const QLineEdit *e) { return e->accessibleName(); });
        const QString suggested = (*name)->text();
        (*name)->clear();
        QVERIFY(t.words(&sheet).contains(u"It needs a name."_s));
        QVERIFY(!t.button(u"Stage launch"_s, &sheet)->isEnabled());
        (*name)->setText(suggested);
        QVERIFY(t.click(u"Stage launch"_s, &sheet));
        QCOMPARE(launches.size(), 1);
        const auto changes = launches.first().first().value<QList<Change>>();
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes.first().operation, Operation::Create);
        QCOMPARE(changes.first().desired.value(scanfields::app).toInteger(), id);
        QVERIFY(!changes.first().desired.contains(scanfields::scanner));
        QCOMPARE(t.writes(), 0);

        const qsizetype before = t.sandbox.scansOf(id).size();
        t.pane->actions().launch(changes, launches.first().last().toString());
        const QString said = t.reviewAndApply();
        QVERIFY2(said.contains(u"The web app's default"_s), qPrintable(said));
        QCOMPARE(t.count(ChangeState::Verified), 1);
        QCOMPARE(t.sandbox.scansOf(id).size(), before + 1);
        QVERIFY(t.sandbox.scanField(t.sandbox.scansOf(id).first(), u"name"_s).toString() == suggested);
    }

    /// Each by what it has itself: its lock, its record, its profile, a name of its own.
    void severalAppsAreScannedByOnePlan()
    {
        ScansScreen t;
        QVERIFY(t.isRead());
        const QList<qint64> ids = t.sandbox.webAppIds().first(3);
        t.sandbox.setWebAppField(ids[0], u"locked"_s, 1);
        for (const qint64 id : ids.sliced(1))
            t.sandbox.setWebAppField(id, u"locked"_s, 0);
        WebAppList &list = t.subscription->webAppList;
        list.refresh();
        QVERIFY(waitUntil([&] { return list.state() == WebAppList::State::Loaded; }));
        QList<WebAppId> wanted;
        for (const qint64 id : ids)
            wanted << WebAppId{id};
        bool isWhole = false;
        list.makeWhole(wanted, [&](const Outcome &outcome) { isWhole = outcome.has_value(); });
        QVERIFY(waitUntil([&] { return isWhole; }));
        QList<WebApp> apps;
        for (const WebAppId id : wanted)
            apps << *list.find(id);
        apps[1].defaultAuthRecord = {};
        apps[1].authRecords = {{{74'210}, u"Portal service login"_s}};
        apps[2].defaultAuthRecord = {};
        apps[2].authRecords = {};

        LaunchSheet sheet(*t.subscription, apps, &t.window);
        QSignalSpy launches(&sheet, &LaunchSheet::launchWanted);
        sheet.open();
        const QString words = t.words(&sheet);
        QVERIFY2(words.contains(u"Scan 3 web apps"_s), qPrintable(words));
        QVERIFY2(words.contains(u"1 of them are locked to their default scanner"_s), qPrintable(words));
        QVERIFY2(words.contains(u"1 of them have no record"_s), qPrintable(words));
        QComboBox *scanner = t.box(u"Scanner"_s, sheet);
        QVERIFY(scanner->isEnabled());
        scanner->setCurrentIndex(scanner->findText(u"External scanners"_s));
        QVERIFY(!sheet.launchOf(apps[0]).scanner);
        QVERIFY(sheet.launchOf(apps[1]).scanner && sheet.launchOf(apps[2]).scanner);
        QCOMPARE(sheet.launchOf(apps[1]).authRecord.value, 74'210);
        QVERIFY(!sheet.launchOf(apps[2]).authRecord && !sheet.launchOf(apps[2]).defaultAuth);
        QComboBox *record = t.box(u"Sign-in"_s, sheet);
        QTest::keyClick(record, Qt::Key_Down);
        QVERIFY(!sheet.launchOf(apps[1]).authRecord); // as anonymous visitors, all of them
        QVERIFY(!t.words(&sheet).contains(u"have no record"_s));
        QVERIFY2(sheet.problems().isEmpty(), qPrintable(sheet.problems().join(u'\n')));
        QVERIFY(t.click(u"Stage 3 launches"_s, &sheet));
        const auto changes = launches.first().first().value<QList<Change>>();
        QCOMPARE(changes.size(), 3);
        t.pane->actions().launch(changes, launches.first().last().toString());
        const QString said = t.reviewAndApply();
        for (const WebApp &app : std::as_const(apps))
            QVERIFY2(said.contains(app.name) && !said.contains(u'#' + app.id.toString()), qPrintable(said));
        QCOMPARE(t.count(ChangeState::Verified), 3);
        for (const WebApp &app : std::as_const(apps))
            QVERIFY(t.sandbox.scanField(t.sandbox.scansOf(app.id.value).first(), u"name"_s)
                        .toString()
                        .startsWith(app.name.trimmed()));
    }

    void whatIsChosenStaysChosenWhenTheAppArrives()
    {
        ScansScreen t;
        QVERIFY(t.isRead());
        LaunchSheet sheet(*t.subscription, {t.slowApp(false)}, &t.window);
        sheet.open();
        QComboBox *profile = t.box(u"Profile"_s, sheet), *record = t.box(u"Sign-in"_s, sheet);
        QComboBox *scanner = t.box(u"Scanner"_s, sheet);
        QVERIFY(waitUntil([&] { return profile->count() > 1 && record->count() > 2; }));
        QVERIFY(t.words(&sheet).contains(u"Reading the web app…"_s));
        for (QComboBox *box : {profile, record})
            QTest::keyClick(box, Qt::Key_End);
        scanner->setCurrentIndex(scanner->findText(u"External scanners"_s));
        const ScanLaunch chosen = launchOf(sheet);
        QVERIFY(chosen.profile && chosen.authRecord && chosen.scanner);
        QVERIFY(waitUntil([&] { return !t.words(&sheet).contains(u"Reading the web app…"_s); }));
        QVERIFY(launchOf(sheet) == chosen);
        QCOMPARE(t.arrived(u"POST:search/was/optionprofile"_s), 1);
        QCOMPARE(t.arrived(u"POST:search/was/webappauthrecord"_s), 1);
    }

    void aChoiceThatCannotStayIsToldOf()
    {
        ScansScreen t;
        QVERIFY(t.isRead());
        LaunchSheet sheet(*t.subscription, {t.slowApp(true)}, &t.window);
        sheet.open();
        QComboBox *record = t.box(u"Sign-in"_s, sheet), *scanner = t.box(u"Scanner"_s, sheet);
        QTest::keyClick(record, Qt::Key_End);
        QTest::keyClick(record, Qt::Key_Home); // the default record, which the app does not have
        QVERIFY(launchOf(sheet).defaultAuth);
        scanner->setCurrentIndex(scanner->findText(u"External scanners"_s));
        QVERIFY(launchOf(sheet).scanner);
        QVERIFY(waitUntil([&] { return t.words(&sheet).contains(u"so the one you chose is not used"_s); }));
        QVERIFY(t.words(&sheet).contains(u"does not have the sign-in that you chose"_s));
        QVERIFY(!launchOf(sheet).scanner);
        QVERIFY(!launchOf(sheet).defaultAuth);
    }

    void aListThatCannotBeReadSaysWhy()
    {
        ScansScreen t({.keys = 2, .webApps = 3, .faults = {u"POST:search/was/wasscan=status=500"_s}});
        QVERIFY(waitUntil([&] { return t.scans().state() == ScanList::State::Failed; }));
        QVERIFY(waitUntil([&] { return t.words().contains(u"The scans could not be read"_s); }));
    }

    void serverTextIsNeverMarkup()
    {
        ScansScreen t;
        QVERIFY(t.isRead());
        const qint64 id = t.running();
        const QString evil = u"<b>bold</b><img src=x>"_s;
        t.sandbox.setScanField(id, u"name"_s, evil);
        t.scans().reread({id});
        QVERIFY(waitUntil([&] { return t.scans().find({id})->name == evil; }));
        t.pane->rows().table()->checkOnly({id});
        QVERIFY(waitUntil([&] { return t.words().contains(evil); }));
        QCOMPARE(richTexts(&t.window), QStringList());
    }
};

QTEST_MAIN(TestScansPane)
#include "tst_scanspane.moc"
