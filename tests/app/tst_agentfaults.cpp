// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/agentedits.h"
#include "store/agentcache.h"
#include "writesession.h"

#include <QElapsedTimer>
#include <QLocale>
#include <QRegularExpression>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using enum ChangeState;
using State = AgentList::State;
using Kind = Failure::Kind;

namespace {

const QString search = u"POST:search/am/hostasset"_s, activate = u"POST:/activate/am/asset"_s;

/// A person with agents that all have VM and nothing else.
class Desk : public WriteSession
{
public:
    explicit Desk(SandboxOptions options, RetryPolicy policy = quickPolicy(), RunPace pace = quickPace())
        : WriteSession(std::move(options), std::move(policy), std::move(pace))
    {
        sandbox.execute("UPDATE agent SET modules = 'VM_LICENSE'");
    }
    /// The program starts again, and keeps agents in a file.
    void keep()
    {
        subscription.reset();
        subscription =
            std::move(*signIn({proxy.url(), {}}, Sandbox::user(), Sandbox::password(), failing, quickPolicy(),
                              quickPace(), std::make_unique<AgentCache>(folder.filePath(u"agents.db"_s))));
        sandbox.clearLog();
    }
    AgentList &agents() const { return subscription->agentList; }
    quint32 size() const { return agents().columns().size(); }
    qint64 id(quint32 row) const { return agents().columns().idAt(row).value; }
    State ends() const
    {
        (void)waitUntil([this] { return agents().state() != State::Loading; });
        return agents().state();
    }
    State reads() const { return agents().refreshAll(), ends(); }
    State refreshes() const { return agents().refresh(), ends(); }
    /// Of the first agents of the list as it is read then.
    QList<Change> wished(const AgentWish &wish, int count) const
    {
        reads();
        return agentEdits(agents().columns(), RowBits(quint32(count), true), wish, EditsAs::Changes).changes;
    }
    QList<Change> switchesOn(int count) const { return wished({.on = {u"AGENT_FIM"_s}}, count); }
    /// Also what waits for agents has come to its end.
    bool settles() const
    {
        return finishesWhenResumed() && waitUntil([this] { return run().progress().requested == 0; });
    }
    /// How often something was done to the agent that was done most.
    int most() const
    {
        QHash<std::pair<qint64, QString>, int> times;
        for (const SandboxAgentWrite &write : sandbox.agentWrites())
            times[{write.agent, write.module}] += write.outcome == "done"_L1 || write.outcome == "already"_L1;
        return times.isEmpty() ? 0 : *std::ranges::max_element(times);
    }
    bool isVerifiedOnce() const { return settles() && count(Verified) == run().plan().changes.size() && most() == 1; }
    const Change &changeOf(qint64 agent) const
    {
        return *std::ranges::find(run().plan().changes, agent, &Change::object);
    }
};

} // namespace

/// Agents that are odd, many or gone, and calls about them on a bad day.
class AgentFaultsTest : public QObject
{
    Q_OBJECT
private slots:
    void cleanup() { QLocale::setDefault(QLocale::c()); }

    /// What could not be read again comes with what is read next.
    void whatCouldNotBeReadAgainIsNotForgotten()
    {
        Desk t({.keys = 2, .agents = 5});
        QCOMPARE(t.reads(), State::Loaded);
        const qint64 one = t.id(0), other = t.id(1);
        t.sandbox.setAgentField(one, u"name"_s, u"renamed"_s);
        t.sandbox.clearLog();
        t.proxy.on(u"/search/am/hostasset"_s, {.kind = FaultProxy::Fault::Kind::Instead,
                                               .payload = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"});
        t.agents().reread({one});
        QTest::qWait(300); // its tries are through
        t.proxy.calm();
        QVERIFY(t.agents().columns().agentAt(0).name != "renamed"_L1);
        t.agents().reread({other});
        QVERIFY(waitUntil([&] { return t.agents().columns().agentAt(0).name == "renamed"_L1; }));
    }

    void aBadPageKeepsTheRowsAndTheNextReadIsWhole_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<State>("state");
        QTest::addColumn<Kind>("kind");
        const Kind none{};
        QTest::addRow("too large") << u"huge-page=65"_s << State::Failed << Kind::AnswerTooLarge;
        QTest::addRow("a gzip bomb") << u"gzip-bomb=100"_s << State::Failed << Kind::Unreadable;
        QTest::addRow("the same page again") << u"dup-page"_s << State::Partial << none;
        QTest::addRow("more for ever") << u"endless-more"_s << State::Partial << none;
        QTest::addRow("the cursor goes back") << u"backwards"_s << State::Partial << none;
        QTest::addRow("the cursor is missing") << u"no-last-id"_s << State::Loaded << none;
    }
    void aBadPageKeepsTheRowsAndTheNextReadIsWhole()
    {
        QFETCH(QString, fault);
        QFETCH(State, state);
        QFETCH(Kind, kind);
        Desk t({.keys = 2, .agents = 1'200});
        QCOMPARE(t.reads(), State::Loaded);
        t.sandbox.clearLog();
        t.sandbox.addFault(search + u'=' + fault);
        QCOMPARE(t.reads(), state);
        QCOMPARE(t.agents().failure().value_or(Failure{.kind = kind}).kind, kind);
        QCOMPARE(t.size(), 1'200u);
        QVERIFY(t.arrived(search) < 10);
        t.sandbox.clearFaults();
        QCOMPARE(t.refreshes(), State::Loaded);
        QCOMPARE(t.size(), 1'200u);
    }

    /// It was listed before it went.
    void anAgentThatGoesWhileTheListIsReadLeavesItWithTheNextRead()
    {
        Desk t({.keys = 2, .agents = 1'200});
        t.sandbox.addFault(search + u":2=delay=200"_s);
        t.agents().refreshAll();
        QVERIFY(waitUntil([&] { return t.size() >= 1'000; }));
        const qint64 gone = t.id(7);
        t.sandbox.deleteAgent(gone);
        QCOMPARE(t.ends(), State::Loaded);
        QCOMPARE(t.refreshes(), State::Loaded);
        QVERIFY(!t.agents().columns().rowOf({gone}));
        QCOMPARE(t.size(), 1'199u);
    }

    void onASlowLinkTheFirstPageShowsAndTheRestCanBeCalledOff()
    {
        Desk t({.keys = 2, .agents = 1'200});
        t.proxy.on(u"^POST /qps/rest/2.0/search/am/hostasset"_s,
                   {.kind = FaultProxy::Fault::Kind::DripBody, .bytes = 20, .pause = 10ms}, 2);
        t.agents().refreshAll();
        QVERIFY(waitUntil([&] { return t.size() == 1'000; }));
        QCOMPARE(t.agents().state(), State::Loading);
        QElapsedTimer timer;
        timer.start();
        t.agents().stop();
        QCOMPARE(t.agents().state(), State::Partial);
        QVERIFY(waitUntil([&] { return t.subscription->client().inFlight() == 0; }));
        QVERIFY2(timer.elapsed() < 200, qPrintable(QString::number(timer.elapsed())));
        t.proxy.calm();
        QCOMPARE(t.refreshes(), State::Loaded);
        QCOMPARE(t.size(), 1'200u);
    }

    void aLateAnswerIsFoundByReadingAndNothingIsDoneTwice_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("fault");
        for (const char *path : {"/activate/am/asset", "/update/am/hostasset", "/uninstall/am/asset"})
            for (const char *fault : {"delay=250", "delay-apply=250"})
                QTest::addRow("%s of %s", fault, path) << QString::fromLatin1(path) << QString::fromLatin1(fault);
    }
    void aLateAnswerIsFoundByReadingAndNothingIsDoneTwice()
    {
        QFETCH(QString, path);
        QFETCH(QString, fault);
        RetryPolicy policy = quickPolicy();
        policy.writeDeadline = 120ms;
        RunPace pace = quickPace();
        pace.lookAgain = {20ms, 100ms, 300ms, 3s};
        Desk t({.keys = 2, .agents = 20, .activationDelay = 0, .faults = {u"POST:%1:2=%2"_s.arg(path, fault)}}, policy,
               pace);
        AgentWish wish{.uninstall = path.contains("uninstall"_L1)};
        if (path.contains("activate"_L1))
            wish.on = {u"AGENT_FIM"_s};
        else if (path.contains("update"_L1))
            wish.tagsAdded = {t.subscription->tags().tags().last().id};
        t.apply(t.wished(wish, 14));
        QVERIFY(t.isVerifiedOnce());
    }

    void anAnnouncedWaitIsKeptAndTheListStaysUsable()
    {
        Desk t({.keys = 2, .agents = 20, .activationDelay = 0});
        t.sandbox.addFault(activate + u":2=rate=1"_s);
        t.apply(t.switchesOn(14));
        QVERIFY(t.pauses(Pause::RateLimited));
        QVERIFY(t.run().resumesAt() > QDateTime::currentDateTimeUtc());
        QCOMPARE(t.refreshes(), State::Loaded);
        QVERIFY(t.isVerifiedOnce());
    }

    /// Switched by somebody else, gone before the plan or in the moment of the write, refused.
    void eachAgentEndsAsItIsWhateverOthersDidMeanwhile()
    {
        Desk t({.keys = 2, .agents = 20, .activationDelay = 0});
        const QList<Change> changes = t.switchesOn(20);
        t.sandbox.setAgentField(t.id(0), u"modules"_s, u"VM_LICENSE,FIM"_s);
        t.sandbox.setAgentField(t.id(1), u"modules"_s, QString());
        const qint64 gone = t.id(2), vanishes = t.id(12);
        t.sandbox.deleteAgent(gone);
        t.sandbox.addFault(activate + u"=vanish-agents=%1"_s.arg(vanishes));
        t.sandbox.addFault(activate + u"=refuse-agents=%1+%2+%3"_s.arg(t.id(13)).arg(t.id(15)).arg(t.id(17)));
        t.apply(changes);
        QVERIFY(t.settles());
        QCOMPARE(t.changeOf(t.id(0)).state, Noop);
        QCOMPARE(t.changeOf(t.id(1)).state, Verified);
        QCOMPARE(t.sandbox.agentField(t.id(1), u"modules"_s).toString(), u"FIM"_s);
        for (const qint64 agent : {gone, vanishes}) {
            QCOMPARE(t.changeOf(agent).state, Conflict);
            QCOMPARE(t.changeOf(agent).reason.kind, ChangeReason::Kind::ObjectVanished);
            QVERIFY(waitUntil([&] { return !t.agents().columns().rowOf({agent}); }));
        }
        QCOMPARE(t.count(Verified), 14);
        QCOMPARE(t.count(Rejected), 3);
        QCOMPARE(t.changeOf(t.id(15)).reason.kind, ChangeReason::Kind::LeftOut);
        QCOMPARE(t.most(), 1);
    }

    void oddAgentsAreListedChangedAndKeptAsTheyAre()
    {
        const QStringList odd{QString(10'000, u'x') + u"|FE80::1ff:fe23:4567:890a%Eth0|5.1.0.24-beta"_s,
                              u"\u202e\u0634\u0631\u0643\u0629-\u0663|fe80::1%en0|\u0665.\u0661"_s,
                              u"<b>bold</b>&amp;<img src=x>|::1|.."_s,
                              u" two  blanks |not an address|99999999999999.1.2.3.4.5"_s, u"||"_s};
        Desk t({.keys = 2, .agents = 5, .activationDelay = 0});
        t.keep();
        QCOMPARE(t.reads(), State::Loaded);
        for (quint32 row = 0; row < 5; ++row) {
            const QStringList parts = odd[row].split(u'|');
            t.sandbox.setAgentField(t.id(row), u"name"_s, parts[0]);
            t.sandbox.setAgentField(t.id(row), u"address"_s, parts[1]);
            t.sandbox.setAgentVersion(t.id(row), parts[2]);
        }
        const auto listed = [&] {
            QStringList all;
            for (quint32 row = 0; row < 5; ++row) {
                const Agent agent = t.agents().columns().agentAt(row);
                all << agent.name + u'|' + agent.address + u'|' + agent.version;
            }
            return all;
        };
        QCOMPARE(t.reads(), State::Loaded);
        QCOMPARE(listed(), odd);
        t.apply(t.switchesOn(5));
        QVERIFY(t.isVerifiedOnce());
        t.keep();
        t.sandbox.freeze();
        t.agents().refresh();
        QVERIFY(waitUntil([&] { return t.size() == 5; }));
        QCOMPARE(listed(), odd);
        t.sandbox.thaw();
        QCOMPARE(t.ends(), State::Loaded);
    }

    /// The clock that does not stand still in a sleeping computer tells how long it was.
    void aSleepEndsWaitsAndLosesAnswersButNothingElse()
    {
        qint64 slept = 0;
        RetryPolicy policy = quickPolicy();
        policy.now = [&] { return QDateTime::currentDateTimeUtc().addSecs(slept); };
        Desk t({.keys = 2, .agents = 20, .activationDelay = 0}, policy);
        t.sandbox.addFault(search + u":1=rate=1800"_s);
        t.agents().refreshAll();
        QVERIFY(waitUntil([&] { return t.subscription->client().pausedUntil().isValid(); }));
        slept = 3'600;
        QCOMPARE(t.ends(), State::Loaded);
        t.proxy.on(u"/activate/"_s, {.kind = FaultProxy::Fault::Kind::ApplyThenDrop, .reset = true}, 2, 1);
        t.failing.onCall = [&] { slept += 3'600; };
        t.apply(t.switchesOn(14));
        QVERIFY(t.isVerifiedOnce());
    }

    /// After each answer all connections are gone, and the first new one with them.
    void anotherNetworkIsOneFailedTryForEachRead()
    {
        Desk t({.keys = 2, .agents = 20, .activationDelay = 0});
        t.failing.onCall = [&] {
            if (t.failing.calls.last() == "end"_L1)
                t.proxy.closeIdle(), t.proxy.closeNext(1, true);
        };
        t.apply(t.switchesOn(14));
        QVERIFY(t.finishes()); // nobody has to press anything
        QVERIFY(t.isVerifiedOnce());
    }

    void aHundredThousandAgentsShowFromTheFirstPageOn()
    {
        Desk t({.keys = 2, .agents = 100'000});
        QElapsedTimer total, turn;
        total.start();
        turn.start();
        qint64 first = 0, longest = 0;
        t.agents().refresh();
        QVERIFY(waitUntil([&] {
            longest = std::max(longest, turn.restart());
            first = first == 0 && t.size() > 0 ? total.elapsed() : first;
            return t.agents().state() != State::Loading;
        }));
        QCOMPARE(t.size(), 100'000u);
        QVERIFY2(first < 2'000 && longest < 1'000, qPrintable(u"%1 ms, %2 ms"_s.arg(first).arg(longest)));
    }

    void theWireSpeaksNoLanguage_data()
    {
        QTest::addColumn<QString>("locale");
        for (const char *locale : {"tr_TR", "de_DE", "ar_EG"})
            QTest::addRow("%s", locale) << QString::fromLatin1(locale);
    }
    void theWireSpeaksNoLanguage()
    {
        QFETCH(QString, locale);
        const auto said = [](const QLocale &spoken) {
            QLocale::setDefault(spoken);
            Desk t({.keys = 2, .agents = 12, .activationDelay = 0});
            QStringList lines;
            if (t.reads() != State::Loaded || t.refreshes() != State::Loaded)
                return lines;
            AgentWish wish{.on = {u"AGENT_FIM"_s}, .tagsAdded = {t.subscription->tags().tags().last().id}};
            t.apply(splitAgentChanges(t.wished(wish, 12)));
            if (!t.settles() || t.count(Verified) != t.run().plan().changes.size())
                return lines;
            static const QRegularExpression time(u"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"_s);
            for (const SandboxRequest &request : t.sandbox.log())
                lines << request.path + QString::fromUtf8(request.body).replace(time, u"a time"_s);
            lines.removeDuplicates();
            lines.sort();
            return lines;
        };
        static const QStringList plain = said(QLocale::c());
        QVERIFY(plain.size() > 5);
        QCOMPARE(said(QLocale(locale)), plain);
    }

#ifdef Q_OS_UNIX
    void aFullDiskEndsTheKeepingAndNotTheList()
    {
        Desk t({.keys = 2, .agents = 3'000});
        t.keep();
        int ended = 0;
        connect(&t.agents(), &AgentList::keepingEnded, this, [&] { ++ended; });
        rlimit room{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &room), 0);
        signal(SIGXFSZ, SIG_IGN); // an error is enough
        const rlimit full{.rlim_cur = 128 * 1'024, .rlim_max = room.rlim_max};
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &full), 0);
        const State state = t.refreshes();
        const bool told = waitUntil([&] { return ended > 0; });
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &room), 0);
        QCOMPARE(state, State::Loaded);
        QVERIFY(told);
        QCOMPARE(t.size(), 3'000u);
        t.keep(); // there is room again
        QCOMPARE(t.refreshes(), State::Loaded);
        t.keep();
        QCOMPARE(t.refreshes(), State::Loaded);
        QVERIFY(t.sandbox.logged(search).first().body.contains("field=\"updated\""));
        QCOMPARE(ended, 1);
    }
#endif
};

QTEST_GUILESS_MAIN(AgentFaultsTest)
#include "tst_agentfaults.moc"
