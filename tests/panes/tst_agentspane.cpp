// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "models/agentproxy.h"
#include "panes/agentinspector.h"
#include "panes/agentspane.h"
#include "panes/reviewsheet.h"
#include "screen.h"
#include "widgets/filterbar.h"
#include "widgets/latchkeystyle.h"
#include "widgets/segmented.h"

#include <QApplication>
#include <QCollator>
#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct AgentsScreen : public WriteSession
{
    explicit AgentsScreen(SandboxOptions options = {.keys = 3, .agents = 300, .activationDelay = 0})
        : WriteSession(std::move(options))
        , pane(new AgentsPane(*subscription, &window))
    {
        auto *layout = new QHBoxLayout(&window);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(pane);
        window.resize(1280, 700);
        window.show();
    }
    ~AgentsScreen() { delete pane; }

    bool isRead() const
    {
        return waitUntil([this] {
            return subscription->agentList.state() == AgentList::State::Loaded && !pane->rows().isBusy() &&
                   pane->rows().rowCount() > 0;
        });
    }
    /// The rows shown answer this filter.
    bool filter(const QString &text)
    {
        bool settled = false;
        const auto watch = QObject::connect(&pane->rows(), &AgentProxy::settled, pane, [&] { settled = true; });
        pane->filterBar()->setText(text);
        const bool done = waitUntil([&] { return settled && !pane->rows().isBusy(); });
        QObject::disconnect(watch);
        return done;
    }
    QString text(int row, AgentTable::Column column)
    {
        return pane->rows().index(row, column).data(RecordTable::CopyRole).toString();
    }
    Segmented *choice(const QString &module)
    {
        for (Segmented *segmented : pane->inspector().findChildren<Segmented *>())
            if (segmented->accessibleName().startsWith(u"Module %1,"_s.arg(module)))
                return segmented;
        return nullptr;
    }
    /// In the inspector, for all that are selected.
    bool choose(const QString &module, const QString &what)
    {
        if (!waitUntil([&] { return choice(module) != nullptr; }))
            return false;
        for (QAbstractButton *segment : choice(module)->findChildren<QAbstractButton *>())
            if (segment->text() == what) {
                segment->click();
                return true;
            }
        return false;
    }
    QString toolTip(int row, AgentTable::Column column)
    {
        return pane->rows().index(row, column).data(Qt::ToolTipRole).toString();
    }
    QString words()
    {
        QStringList words;
        for (const QLabel *label : pane->findChildren<QLabel *>())
            if (label->isVisible())
                words << label->text();
        return words.join(u'\n');
    }
    QPushButton *button(const QString &text)
    {
        for (QPushButton *button : pane->findChildren<QPushButton *>())
            if (button->isVisible() && button->text() == text)
                return button;
        return nullptr;
    }

    bool click(const QString &text)
    {
        QPushButton *found = button(text);
        if (!found || !found->isEnabled())
            return false;
        found->click();
        return true;
    }

    QWidget window;
    AgentsPane *pane;
};

} // namespace

class TestAgentsPane : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QApplication::setStyle(new LatchkeyStyle);
        QApplication::setPalette(tokenPalette());
    }

    void agentsAreReadWhenThePaneIsShown()
    {
        AgentsScreen t;
        QVERIFY(t.isRead());
        QCOMPARE(t.pane->rows().rowCount(), 300);
        for (int row = 1; row < 300; ++row) {
            const QCollator natural = [] {
                QCollator collator;
                collator.setNumericMode(true);
                collator.setCaseSensitivity(Qt::CaseInsensitive);
                return collator;
            }();
            QVERIFY(natural.compare(t.text(row - 1, AgentTable::Name), t.text(row, AgentTable::Name)) <= 0);
        }
        QCOMPARE(t.writes(), 0);
    }

    void theFilterChoosesAndAMistakeLosesNothing()
    {
        AgentsScreen t;
        QVERIFY(t.isRead());
        QVERIFY(t.filter(u"os:windows"_s));
        const int windows = t.pane->rows().rowCount();
        QVERIFY(windows > 0 && windows < 300);
        for (int row = 0; row < windows; ++row)
            QVERIFY(t.text(row, AgentTable::System).contains(u"windows"_s, Qt::CaseInsensitive));
        t.pane->filterBar()->setText(u"os:windows version:<"_s);
        QTest::qWait(30);
        QCOMPARE(t.pane->rows().rowCount(), windows);
        QVERIFY(t.filter(u"os:windows nosuchname"_s));
        QCOMPARE(t.pane->rows().rowCount(), 0);
        QVERIFY(t.words().contains(u"No agent matches this filter"_s));
        QVERIFY(t.filter(QString()));
        QCOMPARE(t.pane->rows().rowCount(), 300);
    }

    void ticksSurviveFilterAndSort()
    {
        AgentsScreen t;
        QVERIFY(t.isRead());
        t.pane->tableView().selectAll();
        auto *table = qobject_cast<AgentTable *>(t.pane->rows().table());
        QCOMPARE(table->checkedCount(), 300);
        QVERIFY(t.filter(u"os:windows"_s));
        const int hidden = t.pane->rows().hiddenChecked();
        QCOMPARE(hidden, 300 - t.pane->rows().rowCount());
        const QList<qint64> before = table->checkedInOrder();
        t.pane->rows().setSortColumns({{AgentTable::CheckedIn, Qt::DescendingOrder}});
        QVERIFY(waitUntil([&] { return !t.pane->rows().isBusy(); }));
        QCOMPARE(table->checkedInOrder(), before);
        QVERIFY(t.filter(u"is:selected"_s));
        QCOMPARE(t.pane->rows().rowCount(), 300);
    }

    /// Find, select, choose, stage, review: the modules of several at once.
    void modulesAreStagedForSeveralAndReviewed()
    {
        AgentsScreen t;
        QVERIFY(t.isRead());
        QVERIFY(t.filter(u"os:windows no:module.FIM"_s));
        const int count = t.pane->rows().rowCount();
        QVERIFY(count > 5);
        t.pane->tableView().selectAll();
        QVERIFY(t.choose(u"FIM"_s, u"On"_s));
        QPushButton *stage = t.button(u"Stage change"_s);
        QVERIFY(stage && stage->isEnabled());
        stage->click();
        QCOMPARE(t.subscription->staging.changes().size(), count);
        QCOMPARE(t.subscription->staging.changes().first().desired, QJsonObject({{u"AGENT_FIM"_s, true}}));
        QCOMPARE(t.pane->rows().table()->markAt(t.pane->rows().sourceRow(0)), RowMark::Edited);
        QCOMPARE(t.writes(), 0);

        ReviewSheet review(*t.subscription, t.subscription->staging.changes(), false, &t.window);
        review.open();
        QStringList words;
        for (const QLabel *label : review.findChildren<QLabel *>())
            words << label->text();
        QVERIFY2(words.contains(u"Change %1 agents"_s.arg(count)), qPrintable(words.join(u'\n')));
        QVERIFY(words.contains(u"FIM"_s));
        review.dismiss();

        t.subscription->staging.undo();
        QVERIFY(t.subscription->staging.isEmpty());
        QCOMPARE(t.pane->rows().table()->markAt(t.pane->rows().sourceRow(0)), RowMark::None);
    }

    void whatTheRulesForbidIsLeftOutAndTold()
    {
        AgentsScreen t;
        QVERIFY(t.isRead());
        t.pane->tableView().selectAll(); // Windows, Linux and others
        QVERIFY(t.choose(u"CAPS"_s, u"On"_s));
        QVERIFY2(t.words().contains(u"agents are left out: CAPS is for Windows only."_s), qPrintable(t.words()));
    }

    /// The others are staged all the same; a click lists who was not, each row says why.
    void whoWasLeftOutIsListedWithTheReason()
    {
        AgentsScreen t;
        QVERIFY(t.isRead());
        t.pane->tableView().selectAll();
        QVERIFY(t.choose(u"CAPS"_s, u"On"_s));
        QVERIFY(t.click(u"Stage change"_s));
        QVERIFY(waitUntil([&] { return !t.subscription->staging.isEmpty(); }));
        const auto staged = int(t.subscription->staging.changes().size());
        QVERIFY(staged > 0);
        QVERIFY2(t.words().contains(u"agents were left out."_s), qPrintable(t.words()));
        QVERIFY(t.words().contains(u"CAPS is for Windows only."_s));

        QVERIFY(t.click(u"Show them"_s));
        QVERIFY(waitUntil([&] { return !t.pane->rows().isBusy() && t.pane->rows().rowCount() < 300; }));
        QCOMPARE(t.pane->filterBar()->text(), u"is:refused "_s);
        const int refused = t.pane->rows().rowCount();
        QVERIFY(refused > 0 && refused <= 300 - staged);
        const QString why = u"Left out last time: CAPS is for Windows only."_s;
        for (int row = 0; row < refused; ++row) {
            QVERIFY(!t.text(row, AgentTable::System).contains(u"windows"_s, Qt::CaseInsensitive));
            QCOMPARE(t.toolTip(row, AgentTable::Mark), why);
            QCOMPARE(t.toolTip(row, AgentTable::Name), t.text(row, AgentTable::Name) + u'\n' + why);
            QVERIFY(!t.subscription->staging.find(t.pane->rows().idAt(row), ObjectType::Agent));
        }
        t.pane->rows().table()->checkOnly({t.pane->rows().idAt(0)});
        QVERIFY(waitUntil([&] { return t.words().contains(why); }));
        QVERIFY(t.filter(u"-is:refused"_s));
        QCOMPARE(t.pane->rows().rowCount(), 300 - refused);
        for (int row = 0; row < t.pane->rows().rowCount(); ++row)
            QVERIFY(!t.toolTip(row, AgentTable::Name).contains(u"Left out"_s));
        QCOMPARE(t.writes(), 0);
    }

    void whatIsStagedNextForgetsWhoWasLeftOut()
    {
        AgentsScreen t;
        QVERIFY(t.isRead());
        t.pane->tableView().selectAll();
        QVERIFY(t.choose(u"CAPS"_s, u"On"_s));
        QVERIFY(t.click(u"Stage change"_s));
        QVERIFY(waitUntil([&] { return !t.subscription->staging.isEmpty(); }));
        QVERIFY(t.filter(u"is:refused"_s));
        QVERIFY(t.pane->rows().rowCount() > 0);
        const qint64 one = t.pane->rows().idAt(0);
        t.pane->rows().table()->checkOnly({one});
        QVERIFY(waitUntil([&] { return t.words().contains(u"Left out last time"_s); }));
        QVERIFY(t.choose(u"EDR"_s, t.text(0, AgentTable::Modules).contains(u"EDR"_s) ? u"Off"_s : u"On"_s));
        QVERIFY(t.click(u"Stage change"_s));
        QVERIFY(t.subscription->staging.find(one, ObjectType::Agent));
        QVERIFY(waitUntil([&] { return !t.pane->rows().isBusy() && t.pane->rows().rowCount() == 0; }));
        QVERIFY(waitUntil([&] { return !t.words().contains(u"Left out last time"_s); }));
        QVERIFY(!t.words().contains(u"were left out."_s));
    }

    /// Hundreds are judged on another thread, and whoever looks at other panes meanwhile is told.
    void manyAreLeftOutInTheBackground()
    {
        AgentsScreen t({.keys = 2, .agents = 900});
        QVERIFY(t.isRead());
        t.pane->tableView().selectAll();
        QVERIFY(t.choose(u"CAPS"_s, u"On"_s));
        QStringList notes;
        connect(t.pane, &AgentsPane::noted, t.pane, [&](const QString &text) { notes << text; });
        QVERIFY(t.click(u"Stage change"_s));
        QVERIFY(t.subscription->staging.isEmpty());
        t.pane->hide();
        QVERIFY(waitUntil([&] { return !t.subscription->staging.isEmpty(); }));
        QCOMPARE(notes.size(), 1);
        QVERIFY2(notes.first().endsWith(u"agents were left out. The filter is:refused lists them."_s),
                 qPrintable(notes.first()));
        t.pane->show();
        QVERIFY(t.filter(u"is:refused"_s));
        QVERIFY(notes.first().startsWith(QString::number(t.pane->rows().rowCount())));
    }

    void whoIsLeftOutIsKeptOnlyWhenStaging()
    {
        AgentColumns agents;
        const QList<Agent> two{{.id = {1}, .name = u"a"_s, .os = u"Windows 11"_s},
                               {.id = {2}, .name = u"b"_s, .os = u"Debian 12"_s}};
        agents.upsert(two);
        const AgentWish wish{.on = {u"AGENT_CAPS"_s}};
        const AgentEdits counted = agentEdits(agents, RowBits(2, true), wish, EditsAs::Counted);
        QCOMPARE(counted.refused, 1);
        QVERIFY(!counted.refusedAgents);
        const AgentEdits edits = agentEdits(agents, RowBits(2, true), wish, EditsAs::Changes);
        QCOMPARE(edits.changes.size(), 1);
        QCOMPARE(edits.refusedAgents->size(), edits.refused);
        QCOMPARE(edits.refusedAgents->why(1, {2}), edits.whyTogether());
    }

    void theFilterFollowsWhatIsStaged()
    {
        AgentsScreen t;
        QVERIFY(t.isRead());
        QVERIFY(t.filter(u"os:windows no:module.FIM"_s));
        const int count = t.pane->rows().rowCount();
        t.pane->tableView().selectAll();
        QVERIFY(t.filter(u"is:staged"_s));
        QCOMPARE(t.pane->rows().rowCount(), 0);
        QVERIFY(t.choose(u"FIM"_s, u"On"_s));
        QVERIFY(t.click(u"Stage change"_s));
        QVERIFY(waitUntil([&] { return !t.pane->rows().isBusy() && t.pane->rows().rowCount() == count; }));
        QVERIFY(waitUntil([&] { return t.button(u"Unstage"_s) && t.button(u"Unstage"_s)->isEnabled(); }));
        t.subscription->staging.undo();
        QVERIFY(waitUntil([&] { return !t.pane->rows().isBusy() && t.pane->rows().rowCount() == 0; }));
        QVERIFY(waitUntil([&] { return !t.button(u"Unstage"_s); }));
    }

    /// What is staged is looked up where it is drawn, so that one more edit costs the same after thousands.
    void oneMoreEditCostsTheSameAfterThousands()
    {
        AgentsScreen t;
        QVERIFY(t.isRead());
        const auto quickest = [&](int count) {
            QList<Change> changes;
            for (int id = 1; id <= count; ++id) {
                Change change;
                change.type = ObjectType::Agent;
                change.object = id;
                change.desired = {{u"AGENT_FIM"_s, true}};
                changes << change;
            }
            t.subscription->staging.stage(changes, u"switch"_s);
            qint64 least = std::numeric_limits<qint64>::max();
            for (int i = 0; i < 20; ++i) {
                QElapsedTimer timer;
                timer.start();
                emit t.subscription->staging.changed();
                least = std::min(least, timer.nsecsElapsed());
            }
            return least;
        };
        const qint64 few = quickest(20), many = quickest(20'000);
        QVERIFY2(many < 10 * few, qPrintable(u"%1 ns with 20 staged, %2 with 20,000"_s.arg(few).arg(many)));
    }

    void serverTextIsNeverMarkup()
    {
        AgentsScreen t;
        const QString evil = u"<b>bold</b><img src=x>"_s;
        QVERIFY(t.isRead());
        const qint64 id = t.pane->rows().idAt(0);
        t.sandbox.setAgentField(id, u"name"_s, evil);
        t.subscription->agentList.reread({id});
        QVERIFY(waitUntil([&] {
            const auto row = t.subscription->agentList.columns().rowOf({id});
            return row && t.subscription->agentList.columns().name(*row) == evil;
        }));
        t.pane->rows().table()->checkOnly({id});
        QVERIFY(waitUntil([&] { return t.words().contains(evil); }));
        QCOMPARE(richTexts(&t.window), QStringList());
    }

    void aListThatCannotBeReadSaysWhy()
    {
        AgentsScreen t({.keys = 2, .agents = 10, .faults = {u"POST:search/am/hostasset=status=500"_s}});
        QVERIFY(waitUntil([&] { return t.subscription->agentList.state() == AgentList::State::Failed; }));
        QVERIFY(waitUntil([&] { return t.words().contains(u"The agents could not be read"_s); }));
    }
};

QTEST_MAIN(TestAgentsPane)
#include "tst_agentspane.moc"
