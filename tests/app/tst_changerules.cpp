// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "writesession.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using enum ChangeState;
using ReasonKind = ChangeReason::Kind;

/// What others do at the same time, what the service leaves out, and what a plan makes of both.
class ChangeRulesTest : public QObject
{
    Q_OBJECT
private slots:
    /// Fault 10, of every create: what a reply would have told is found by reading.
    void fiftyLostCreatesMakeFiftyKeys()
    {
        WriteSession t({.agents = 0});
        const int before = t.sandbox.keyCount();
        t.proxy.on(u"^POST /qps/rest/1.0/create"_s, {.kind = FaultProxy::Fault::Kind::ApplyThenDrop});
        t.apply(t.creates(50));
        QVERIFY(t.finishesWhenResumed());
        QCOMPARE(t.count(Verified), 50);
        QCOMPARE(t.sandbox.keyCount(), before + 50);
        QCOMPARE(t.arrived(u"POST:create/ca"_s), 50);
        QSet<qint64> adopted;
        for (int i = 0; i < 50; ++i) {
            QCOMPARE(t.change(i).reason.kind, ReasonKind::AdoptedAfterLostReply);
            QCOMPARE(t.sandbox.keysWithTitle(t.change(i).label), QList{t.change(i).object});
            adopted.insert(t.change(i).object);
        }
        QCOMPARE(adopted.size(), 50);
        QVERIFY(waitUntil([&] { return t.list().all().size() == before + 50; })); // the list shows them, too
        QCOMPARE(t.broken(), QString());
    }

    /// Fault 26: the service says SUCCESS and drops a field without a word.
    void aFieldThatIsIgnoredStopsThePlanAtTheCanary()
    {
        WriteSession t({.agents = 0, .faults = {u"POST:update/ca=ignore-field=modules"_s}});
        QList<Change> changes;
        for (int i = 3; i < 11; ++i)
            changes << t.edit(t.key(i), {.owner = WriteSession::owner, .modulesOn = {u"PM"_s, u"GAV"_s}});
        const QJsonArray had = changes.first().before.value(keyfields::modules).toArray();
        t.apply(changes);
        QVERIFY(t.pauses(Pause::CanaryMismatch));
        QCOMPARE(t.state(), Mismatch);
        QCOMPARE(t.change().reason.kind, ReasonKind::FieldsDiffer);
        QCOMPARE(t.change().reason.fields.size(), 1);
        const FieldDifference difference = t.change().reason.fields.first();
        QCOMPARE(difference.field, QString(keyfields::modules));
        QVERIFY(sameFieldValue(keyfields::modules, difference.wanted, changes.first().desired[keyfields::modules]));
        QVERIFY(sameFieldValue(keyfields::modules, difference.server, had));
        QVERIFY(holds(t.sandbox, t.key(3), keyfields::owner, WriteSession::owner.value)); // the rest was done
        QCOMPARE(t.count(Queued), 7);
        QCOMPARE(t.writes(), 1);

        const auto kept = answerOf<QList<PlanSummary>>([&](auto done) { t.journal.history({}, 1, done); });
        QCOMPARE(kept->first().plan.changes.first().reason.fields, t.change().reason.fields);
        t.run().cancel();
        QVERIFY(t.finishes());
        QCOMPARE(t.writes(), 1);
        QCOMPARE(t.broken(), QString());
    }

    /// Fault 26 behind the canary: the others are carried out, the one asks.
    void aFieldThatIsIgnoredOnceIsAMismatchOfThatKeyAlone()
    {
        WriteSession t({.keys = 30, .agents = 0});
        QList<Change> changes;
        for (int i = 3; i < 23; ++i)
            changes << t.edit(t.key(i), {.modulesOn = {u"GAV"_s}});
        t.sandbox.addFault(u"POST:update/ca/agentactkey/%1=ignore-field=modules"_s.arg(t.key(18)));
        t.apply(changes);
        QVERIFY(t.finishes());
        QCOMPARE(t.state(15), Mismatch);
        QCOMPARE(t.count(Verified), 19);
        QCOMPARE(t.writes(), 20);

        t.sandbox.clearFaults();
        t.run().applyMine(t.change(15).id);
        QVERIFY(waitUntil([&] { return t.state(15) == Verified; }));
        QCOMPARE(t.writes(), 21);
        QCOMPARE(t.broken(), QString());
    }

    void aKeyThatIsGoneIsAConflict_data()
    {
        QTest::addColumn<bool>("afterTheRead");
        QTest::addRow("31: before the plan looked") << false;
        QTest::addRow("31: between the look and the write") << true;
    }
    void aKeyThatIsGoneIsAConflict()
    {
        QFETCH(bool, afterTheRead);
        WriteSession t({.agents = 0});
        const QList<Change> changes = t.newOwners(3, 3);
        if (afterTheRead)
            t.sandbox.addFault(u"POST:search/ca=mutate-between=delete@%1"_s.arg(t.key(4)));
        else
            t.sandbox.deleteKey(t.key(4));
        t.apply(changes);
        QVERIFY(t.finishes());
        QCOMPARE(t.state(0), Verified);
        QCOMPARE(t.state(1), Conflict);
        QCOMPARE(t.change(1).reason.kind, ReasonKind::ObjectVanished);
        QCOMPARE(t.state(2), Verified);
        QCOMPARE(t.writes(), afterTheRead ? 3 : 2);
        QVERIFY(waitUntil([&] { return !t.list().find({t.key(4)}); })); // it leaves the list as well
        QCOMPARE(t.broken(), QString());
    }

    void aKeyThatSomebodyElseDeletedIsDeleted_data()
    {
        QTest::addColumn<bool>("afterTheRead");
        QTest::addColumn<ChangeState>("end");
        QTest::addRow("before the plan looked") << false << Noop;
        QTest::addRow("between the look and the write") << true << Verified;
    }
    void aKeyThatSomebodyElseDeletedIsDeleted()
    {
        QFETCH(bool, afterTheRead);
        QFETCH(ChangeState, end);
        WriteSession t({.agents = 0});
        const Change removal = t.remove(t.key(4));
        if (afterTheRead)
            t.sandbox.addFault(u"POST:search/ca:1=mutate-between=delete@%1"_s.arg(t.key(4)));
        else
            t.sandbox.deleteKey(t.key(4));
        t.apply({removal});
        QVERIFY(t.finishes());
        QCOMPARE(t.state(), end);
        QCOMPARE(t.writes(), afterTheRead ? 1 : 0);
        QVERIFY(waitUntil([&] { return !t.list().find({t.key(4)}); }));
        QCOMPARE(t.broken(), QString());
    }

    /// Fault 53: conflicts are per field.
    void anotherPersonsEditOfTheSameFieldIsAConflict()
    {
        WriteSession t({.agents = 0});
        const QList<Change> changes = t.newOwners(3, 3);
        const qint64 others = 410'027'861;
        const QVariant before = t.sandbox.keyField(t.key(4), u"ownerId"_s);
        t.sandbox.setKeyField(t.key(4), u"ownerId"_s, others);
        t.apply(changes);
        QVERIFY(t.finishes());
        QCOMPARE(t.state(1), Conflict);
        QCOMPARE(t.change(1).reason.fields.size(), 1);
        const FieldDifference difference = t.change(1).reason.fields.first();
        QCOMPARE(difference.field, QString(keyfields::owner));
        QCOMPARE(difference.was.toInteger(), before.toLongLong());
        QCOMPARE(difference.server.toInteger(), others);
        QCOMPARE(difference.wanted.toInteger(), WriteSession::owner.value);
        QCOMPARE(t.writes(), 2);
        QVERIFY(holds(t.sandbox, t.key(4), keyfields::owner, others)); // never overwritten unasked

        t.run().applyMine(t.change(1).id); // the person has seen it now
        QVERIFY(waitUntil([&] { return t.state(1) == Verified; }));
        QCOMPARE(t.writes(), 3);
        QCOMPARE(t.broken(), QString());
    }

    /// Fault 53: what others did to other fields is kept, although an update carries the whole key.
    void anotherPersonsEditOfAnotherFieldIsKept_data()
    {
        QTest::addColumn<bool>("afterTheList");
        QTest::addRow("before the plan looked") << true;
        QTest::addRow("long before, so the list knows") << false;
    }
    void anotherPersonsEditOfAnotherFieldIsKept()
    {
        QFETCH(bool, afterTheList);
        WriteSession t({.agents = 0});
        const auto othersEdit = [&] {
            t.sandbox.setKeyField(t.key(4), u"modules"_s, QStringList{u"VM_LICENSE"_s, u"GAV"_s});
            t.sandbox.setKeyField(t.key(4), u"title"_s, u"renamed by another"_s);
        };
        if (!afterTheList) {
            othersEdit();
            QCOMPARE(t.refresh(), KeyList::State::Loaded);
        }
        const QList<Change> changes = t.newOwners(3, 3);
        if (afterTheList)
            othersEdit();
        t.apply(changes);
        QVERIFY(t.finishes());
        QCOMPARE(t.count(Verified), 3);
        QCOMPARE(t.change(1).reason.unrelatedDrift, afterTheList);
        QCOMPARE(t.sandbox.keyField(t.key(4), u"modules"_s).toStringList(), (QStringList{u"VM_LICENSE"_s, u"GAV"_s}));
        QCOMPARE(t.sandbox.keyField(t.key(4), u"title"_s).toString(), u"renamed by another"_s);
        QVERIFY(waitUntil([&] { return t.list().find({t.key(4)})->title == "renamed by another"_L1; }));
        QCOMPARE(t.broken(), QString());
    }

    /// Fault 53: between the look and the write nobody can prevent it; the read afterwards shows what is lost.
    void anEditInTheLastMomentIsOverwrittenAndNothingElseIs()
    {
        WriteSession t({.agents = 0, .faults = {u"POST:search/ca:1=mutate-between=isDisabled@5200105"_s}});
        const bool before = t.sandbox.keyField(t.key(4), u"isDisabled"_s).toBool();
        t.apply({t.newOwner(t.key(4))});
        QVERIFY(t.finishes());
        QCOMPARE(t.state(), Verified);
        QCOMPARE(t.sandbox.keyField(t.key(4), u"isDisabled"_s).toBool(), before);
        QCOMPARE(t.broken(), QString());
    }

    /// Fault 77: a title is text to us and to the service, whatever it looks like.
    void aTitleLikeMarkupSurvivesAnEdit_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addRow("77: html") << u"<b>Guest</b> Wi-Fi & \"scanner\" <img src=x>"_s;
        QTest::addRow("entities") << u"&amp;lt; ]]> <![CDATA[x]]>"_s;
        QTest::addRow("42: right to left") << u"خوادم\u202E الإنتاج"_s;
        QTest::addRow("42: ten thousand characters") << QString(10'000, u'x');
    }
    void aTitleLikeMarkupSurvivesAnEdit()
    {
        QFETCH(QString, title);
        WriteSession t({.agents = 0});
        const qint64 id = t.sandbox.addKey(title, {u"VM_LICENSE"_s});
        QCOMPARE(t.refresh(), KeyList::State::Loaded);
        t.apply({t.newOwner(id), t.create(title + u" again"_s)});
        QVERIFY(t.finishes());
        QCOMPARE(t.count(Verified), 2);
        QCOMPARE(t.sandbox.keyField(id, u"title"_s).toString(), title);
        QCOMPARE(t.change(0).label, title);
        QCOMPARE(t.sandbox.keysWithTitle(title + u" again"_s).size(), 1);
        QCOMPARE(t.broken(), QString());
    }

    void anUndoTakesBackWhatWasDoneAndNoMore()
    {
        WriteSession t({.agents = 0});
        QMap<qint64, QVariant> before;
        QList<Change> changes;
        for (int i = 3; i < 9; ++i) {
            before[t.key(i)] = t.sandbox.keyField(t.key(i), u"ownerId"_s);
            changes << t.edit(t.key(i), {.owner = WriteSession::owner, .disabled = true});
        }
        t.apply(changes + QList{t.create(u"made"_s)});
        QVERIFY(t.finishes());
        QCOMPARE(t.count(Verified), 7);
        const qint64 made = t.change(6).object;

        t.sandbox.setKeyField(t.key(5), u"ownerId"_s, 410'027'861); // somebody needed it meanwhile
        QList<Change> inverse;
        for (const Change &done : t.run().plan().changes)
            inverse << *undoOf(done).change;
        t.apply(inverse);
        QVERIFY(t.finishes());
        QCOMPARE(t.count(Verified), 6);
        QCOMPARE(t.state(2), Conflict);
        for (auto it = before.cbegin(); it != before.cend(); ++it)
            if (it.key() != t.key(5))
                QCOMPARE(t.sandbox.keyField(it.key(), u"ownerId"_s), it.value());
        QCOMPARE(t.sandbox.keyField(t.key(5), u"ownerId"_s).toLongLong(), 410'027'861);
        QCOMPARE(t.sandbox.keyField(made, u"isDisabled"_s).toInt(), 1);
        QCOMPARE(t.writes(), 13);
        QCOMPARE(t.broken(), QString());
    }
};

QTEST_GUILESS_MAIN(ChangeRulesTest)
#include "tst_changerules.moc"
