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
        QVERIFY(waitUntil([&] { return t.choice(u"FIM"_s) != nullptr; }));
        Segmented *fim = t.choice(u"FIM"_s);
        QVERIFY(fim);
        QAbstractButton *on = nullptr;
        for (QAbstractButton *segment : fim->findChildren<QAbstractButton *>())
            if (segment->text() == "On"_L1)
                on = segment;
        QVERIFY(on);
        on->click();
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
        QVERIFY(waitUntil([&] { return t.choice(u"CAPS"_s) != nullptr; }));
        for (QAbstractButton *segment : t.choice(u"CAPS"_s)->findChildren<QAbstractButton *>())
            if (segment->text() == "On"_L1)
                segment->click();
        QVERIFY2(t.words().contains(u"agents are left out: CAPS is for Windows only."_s), qPrintable(t.words()));
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
