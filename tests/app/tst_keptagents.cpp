// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agentfields.h"
#include "store/agentcache.h"
#include "writesession.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = AgentList::State;

namespace {

/// A subscription whose agents are kept in a file, opened anew as the program is.
struct Desk
{
    explicit Desk(int agents, QStringList faults = {})
        : sandbox({.keys = 3, .agents = agents, .faults = std::move(faults)})
        , journal(folder.filePath(u"journal.sqlite"_s))
    {
        journal.open([](const auto &) {});
        open();
    }
    static std::unique_ptr<Subscription> signedIn(Sandbox &sandbox, Journal &journal, const QString &file)
    {
        auto subscription = signIn(Server{.url = sandbox.url()}, Sandbox::user(), Sandbox::password(), journal,
                                   quickPolicy(), quickPace(), std::make_unique<AgentCache>(file));
        if (!subscription)
            qFatal("the sandbox does not let us in");
        return std::move(*subscription);
    }
    void open()
    {
        subscription.reset(); // writes what is not written yet
        subscription = signedIn(sandbox, journal, file());
        sandbox.clearLog();
    }
    QString file() const { return folder.filePath(u"agents.db"_s); }
    AgentList &list() const { return subscription->agentList; }
    bool reads()
    {
        list().refresh();
        return ends(list());
    }
    static bool ends(AgentList &list)
    {
        return waitUntil([&] { return list.state() == State::Loaded; }, 20s);
    }
    QList<SandboxRequest> searches() const { return sandbox.logged(u"POST:search/am/hostasset"_s); }
    qint64 idOf(quint32 row) const { return list().columns().idAt(row).value; }

    QTemporaryDir folder;
    Sandbox sandbox;
    SqliteJournal journal;
    std::unique_ptr<Subscription> subscription;
};

} // namespace

/// What the list of agents keeps from one start of the program to the next, against a real sandbox and a real file.
class KeptAgentsTest : public QObject
{
    Q_OBJECT
private slots:
    void theSecondStartShowsRowsBeforeAnyAnswer()
    {
        Desk desk(1'500);
        QVERIFY(desk.reads());
        QVERIFY(!desk.list().isFromStore());
        QCOMPARE(desk.list().columns().size(), 1'500u);
        const QDateTime read = desk.list().updated();
        const Agent some = desk.list().columns().agentAt(700);

        desk.open();
        desk.sandbox.freeze();
        desk.list().refresh();
        QVERIFY(waitUntil([&] { return desk.list().columns().size() == 1'500; }));
        QVERIFY(desk.list().isFromStore());
        QCOMPARE(desk.list().updated().toSecsSinceEpoch(), read.toSecsSinceEpoch());
        QCOMPARE(desk.list().columns().agentAt(*desk.list().columns().rowOf(some.id)), some);
        desk.sandbox.thaw();
        QVERIFY(Desk::ends(desk.list()));
        QVERIFY(!desk.list().isFromStore());
        QCOMPARE(desk.searches().size(), 1); // what was updated since, which is nothing or little
        QVERIFY(desk.searches().first().body.contains("field=\"updated\""));
        QVERIFY(desk.list().updated() >= read);
    }

    void whatChangedAndWhatWentMeanwhileIsNoticed()
    {
        Desk desk(1'001);
        QVERIFY(desk.reads());
        const qint64 changed = desk.idOf(3), gone = desk.idOf(500);
        desk.sandbox.setAgentVersion(changed, u"9.9.9.9"_s);
        desk.sandbox.setAgentField(changed, u"modified"_s, QDateTime::currentSecsSinceEpoch());
        desk.open();
        QVERIFY(desk.reads());
        QCOMPARE(desk.list().columns().version(*desk.list().columns().rowOf({changed})), u"9.9.9.9"_s);
        QCOMPARE(desk.searches().size(), 1);

        desk.sandbox.deleteAgent(gone);
        desk.open();
        QVERIFY(desk.reads());
        QVERIFY(!desk.list().columns().rowOf({gone}));
        QCOMPARE(desk.list().columns().size(), 1'000u);

        desk.open(); // the file has forgotten it too
        desk.sandbox.freeze();
        desk.list().refresh();
        QVERIFY(waitUntil([&] { return desk.list().columns().size() > 200; }));
        QCOMPARE(desk.list().columns().size(), 1'000u);
        QVERIFY(!desk.list().columns().rowOf({gone}));
        desk.sandbox.thaw();
    }

    void aListThatWasBrokenOffGoesOnAtTheNextStart()
    {
        Desk desk(5'000, {u"POST:search/am/hostasset:3-=delay=400"_s});
        desk.list().refresh();
        QVERIFY(waitUntil([&] { return desk.list().rowsRead() >= 2'000; }));
        const qint64 gone = desk.idOf(10), last = desk.idOf(1'999);
        desk.subscription.reset(); // the program ends here
        desk.sandbox.clearFaults();
        desk.sandbox.deleteAgent(gone);

        desk.open();
        desk.list().refresh();
        QVERIFY(waitUntil([&] { return desk.list().columns().size() >= 2'000; }));
        QVERIFY(Desk::ends(desk.list()));
        QVERIFY(waitUntil([&] { return desk.list().columns().size() == 4'999; }, 20s));
        QVERIFY(!desk.list().columns().rowOf({gone}));
        QVERIFY2(desk.searches().first().body.contains(QByteArray::number(last)), desk.searches().first().body);
    }

    void aReadThatFailedGoesOnWhereItWas()
    {
        Desk desk(5'000, {u"POST:search/am/hostasset:4-9=status=400"_s});
        desk.list().refresh();
        QVERIFY(waitUntil([&] { return desk.list().state() == State::Failed; }));
        const qint64 before = desk.list().rowsRead();
        QVERIFY(before >= 2'000 && before < 5'000);
        desk.sandbox.clearFaults();
        desk.sandbox.clearLog();
        desk.list().refresh();
        QCOMPARE(desk.list().rowsRead(), before);
        QVERIFY(Desk::ends(desk.list()));
        QCOMPARE(desk.list().columns().size(), 5'000u);
        QVERIFY(desk.searches().size() <= (5'000 - before) / 1'000 + 1);
    }

    void aSlowListDoesNotBringBackWhatWasReadMeanwhile()
    {
        Desk desk(1'500);
        QVERIFY(desk.reads());
        const qint64 changed = desk.idOf(3), gone = desk.idOf(4);
        desk.sandbox.addFault(u"POST:search/am/hostasset=delay=300"_s);
        desk.list().refreshAll();
        QVERIFY(waitUntil([&] { return desk.searches().size() > 0; }));
        // A run reads back one change and verifies an uninstallation; the page was made before either.
        QJsonObject fields = agentToFields(desk.list().columns().agentAt(3));
        fields.insert(u"AGENT_MTG"_s, true);
        const bool had = desk.list().columns().agentAt(3).modules.contains("AGENT_MTG"_L1);
        QVERIFY(!had);
        desk.list().take({changed}, fields);
        desk.list().remove({gone});
        QVERIFY(waitUntil([&] { return desk.list().state() == State::Loaded; }, 20s));
        QVERIFY(
            desk.list().columns().agentAt(*desk.list().columns().rowOf({changed})).modules.contains("AGENT_MTG"_L1));
        QVERIFY(!desk.list().columns().rowOf({gone}));
    }

    void stoppingRightBeforeTheEndKeepsNoDeadRows()
    {
        Desk desk(1'200);
        QVERIFY(desk.reads());
        const qint64 gone = desk.idOf(7);
        desk.sandbox.deleteAgent(gone);
        bool stopped = false;
        connect(&desk.list(), &AgentList::stateChanged, this, [&] {
            if (!stopped && desk.list().rowsRead() >= 1'199 && desk.list().state() == State::Loading) {
                stopped = true;
                QMetaObject::invokeMethod(&desk.list(), &AgentList::stop, Qt::QueuedConnection);
            }
        });
        desk.list().refreshAll();
        QVERIFY(waitUntil([&] { return desk.list().state() != State::Loading; }));
        for (int i = 0; i < 3 && desk.list().state() != State::Loaded; ++i) {
            desk.list().refresh();
            QVERIFY(waitUntil([&] { return desk.list().state() != State::Loading; }));
        }
        QCOMPARE(desk.list().state(), State::Loaded);
        QVERIFY(!desk.list().columns().rowOf({gone}));
        QCOMPARE(desk.list().columns().size(), 1'199u);
    }

    void askingAgainWhileEverythingIsReadChangesNothing()
    {
        Desk desk(3'000, {u"POST:search/am/hostasset:2-=delay=100"_s});
        desk.list().refresh();
        QVERIFY(waitUntil([&] { return desk.list().rowsRead() >= 1'000; }));
        desk.list().refresh();
        QVERIFY(desk.list().rowsRead() >= 1'000);
        QVERIFY(Desk::ends(desk.list()));
        QCOMPARE(desk.searches().size(), 3);
    }

    void aSecondWindowReadsTheFileAndLeavesItAlone()
    {
        Desk desk(1'200);
        QVERIFY(desk.reads());
        const auto second = Desk::signedIn(desk.sandbox, desk.journal, desk.file());
        bool ended = false;
        connect(&second->agentList, &AgentList::keepingEnded, this, [&] { ended = true; });
        desk.sandbox.freeze();
        second->agentList.refresh();
        QVERIFY(waitUntil([&] { return second->agentList.columns().size() == 1'200; }));
        QVERIFY(second->agentList.isFromStore());
        desk.sandbox.thaw();
        QVERIFY(Desk::ends(second->agentList));
        desk.sandbox.deleteAgent(desk.idOf(0));
        second->agentList.refreshAll();
        QVERIFY(Desk::ends(second->agentList));
        QCOMPARE(second->agentList.columns().size(), 1'199u);
        QVERIFY(!ended);
        QVERIFY(desk.reads()); // the first goes on keeping
        QCOMPARE(desk.list().columns().size(), 1'199u);
    }

    void aDamagedFileCostsARead()
    {
        Desk desk(300);
        QVERIFY(desk.reads());
        desk.subscription.reset();
        QFile file(desk.file());
        QVERIFY(file.open(QFile::WriteOnly | QFile::Truncate));
        file.write(QByteArray(8'192, 'x'));
        file.close();
        desk.open();
        bool ended = false;
        connect(&desk.list(), &AgentList::keepingEnded, this, [&] { ended = true; });
        QVERIFY(desk.reads());
        QCOMPARE(desk.list().columns().size(), 300u);
        QVERIFY(!ended);
        desk.open();
        QVERIFY(desk.reads());
        QVERIFY(desk.searches().first().body.contains("field=\"updated\"")); // kept again
    }

    /// A folder stands where the file should be.
    void withoutAFileTheListWorksAndSaysSoOnce()
    {
        Desk desk(300);
        desk.subscription.reset();
        QFile::remove(desk.file());
        QVERIFY(QDir().mkpath(desk.file() + u"/in the way"_s));
        desk.open();
        int ended = 0;
        connect(&desk.list(), &AgentList::keepingEnded, this, [&] { ++ended; });
        QVERIFY(desk.reads());
        QCOMPARE(desk.list().columns().size(), 300u);
        QVERIFY(desk.reads());
        QCOMPARE(ended, 1);
    }

    void noAgentsAtAllIsAListToo()
    {
        Desk desk(0);
        QVERIFY(desk.reads());
        desk.open();
        QVERIFY(desk.reads());
        QCOMPARE(desk.list().columns().size(), 0u);
        QVERIFY(desk.list().updated().isValid());
    }
};

QTEST_GUILESS_MAIN(KeptAgentsTest)
#include "tst_keptagents.moc"
