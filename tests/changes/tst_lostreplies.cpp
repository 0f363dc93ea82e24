// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "runtest.h"

/// What the service did with a write whose answer nobody saw.
class LostRepliesTest : public QObject
{
    Q_OBJECT
private slots:
    void aLostReplyIsReadBeforeItIsJudged_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<int>("sent");
        QTest::addRow("applied, then lost") << Fault::ApplyThenLose << 1;
        QTest::addRow("applied, then 500") << Fault::ErrorAfter << 1;
        QTest::addRow("applied, then html") << Fault::HtmlAfter << 1;
        QTest::addRow("applied, then too slow") << Fault::TimeOutAfter << 1;
        QTest::addRow("applied, then empty") << Fault::EmptyAfter << 1;
        QTest::addRow("answered about another object") << Fault::OtherId << 1;
        QTest::addRow("applied late") << Fault::ApplyLate << 1;
        QTest::addRow("not applied, lost") << Fault::LoseBefore << 2;
        QTest::addRow("not applied, 500") << Fault::ErrorBefore << 2;
        QTest::addRow("not applied, unknown code") << Fault::UnknownCode << 2;
    }
    void aLostReplyIsReadBeforeItIsJudged()
    {
        QFETCH(Fault, fault);
        QFETCH(int, sent);
        RunTest t;
        t.world.script({fault});
        t.begin(t.newOwners(1));
        t.finish();
        QCOMPARE(t.state(0), Verified);
        QCOMPARE(t.world.writes.size(), sent);
        QCOMPARE(t.broken(), QString());
    }

    void anUpdateIsRepeatedTwiceAndThenAPersonIsAsked()
    {
        RunTest t;
        t.world.faultOf = [](const KeyWorld::Write &) { return Fault::LoseBefore; };
        t.begin(t.newOwners(1));
        for (int i = 0; i < 3 && !t.run->isFinished(); ++i) {
            t.settle();
            t.run->resume(); // three lost in a row pause the run
        }
        t.finish();
        QCOMPARE(t.state(0), NeedsHuman);
        QCOMPARE(t.world.writes.size(), 3);
        QCOMPARE(t.broken(), QString());
    }

    void aLostUpdateThatSomebodyOverwroteIsAConflict()
    {
        RunTest t;
        const QList<Change> changes = t.newOwners(1);
        t.world.script({Fault::ApplyThenLose});
        t.world.beforeRead = [&] {
            if (t.world.reads == 2)
                t.world.at(changes[0].object).fields.insert(keyfields::owner, 99);
        };
        t.begin(changes);
        t.finish();
        QCOMPARE(t.state(0), Conflict);
        QCOMPARE(t.world.writes.size(), 1);
        QCOMPARE(t.broken(), QString());
    }

    void aLostDeleteIsRepeatedOnce()
    {
        RunTest t;
        t.world.faultOf = [](const KeyWorld::Write &) { return Fault::LoseBefore; };
        t.begin({t.remove(t.world.add(u"a"_s))});
        t.finish();
        QCOMPARE(t.state(0), NeedsHuman);
        QCOMPARE(t.world.writes.size(), 2);
        QCOMPARE(t.broken(), QString());
    }

    void aDeleteWhoseReplyWasLostIsVerifiedByAbsence()
    {
        RunTest t;
        t.world.script({Fault::ApplyThenLose});
        t.begin({t.remove(t.world.add(u"a"_s))});
        t.finish();
        QCOMPARE(t.state(0), Verified);
        QCOMPARE(t.world.writes.size(), 1);
        QCOMPARE(t.broken(), QString());
    }

    void whatReachesAgentsIsNeverRepeated_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<ChangeState>("state");
        QTest::addRow("lost before") << Fault::LoseBefore << NeedsHuman;
        QTest::addRow("503 with a time") << Fault::Busy503 << NeedsHuman;
        QTest::addRow("lost after") << Fault::ApplyThenLose << Verified;
    }
    void whatReachesAgentsIsNeverRepeated()
    {
        QFETCH(Fault, fault);
        RunTest t;
        t.world.retryAfter = 0s;
        Change change = t.newOwner(t.world.add(u"a"_s));
        change.applyOnAgents = true;
        t.world.script({fault});
        t.begin({change});
        t.finish();
        QTEST(t.state(0), "state");
        QCOMPARE(t.world.writes.size(), 1);
        QCOMPARE(t.broken(), QString());
    }

    void aLostPushToAgentsThatChangesNoFieldTellsNothing()
    {
        RunTest t;
        Change change = t.update(t.world.add(u"a"_s), {});
        change.applyOnAgents = true;
        t.world.script({Fault::ApplyThenLose});
        t.begin({change});
        t.finish();
        QCOMPARE(t.state(0), NeedsHuman);
        QCOMPARE(t.change(0).reason.kind, ChangeReason::Kind::ReplyLost);
        QCOMPARE(t.world.writes.size(), 1);
    }

    void aLostCreateIsAdoptedAndNeverDoubled_data()
    {
        QTest::addColumn<bool>("unique");
        QTest::addRow("titles are unique") << true;
        QTest::addRow("titles may repeat") << false;
    }
    void aLostCreateIsAdoptedAndNeverDoubled()
    {
        QFETCH(bool, unique);
        RunTest t;
        t.world.refusesTitles = unique;
        for (int i = 0; i < 5; ++i)
            t.world.add(u"old %1"_s.arg(i));
        t.world.add(u"new 3"_s); // an older key with the same title
        if (unique)
            t.world.keys.remove(t.world.nextId);
        t.world.faultOf = [](const KeyWorld::Write &) { return Fault::ApplyThenLose; };
        QList<Change> changes;
        for (int i = 0; i < 6; ++i)
            changes.append(RunTest::create(u"new %1"_s.arg(i)));
        t.begin(changes, {.stopAfterFailures = false});
        while (!t.run->isFinished()) {
            t.settle();
            t.run->resume();
        }
        for (qsizetype i = 0; i < 6; ++i) {
            QCOMPARE(t.state(i), Verified);
            QCOMPARE(t.change(i).reason.kind, ChangeReason::Kind::AdoptedAfterLostReply);
        }
        QCOMPARE(t.world.writes.size(), 6);
        QCOMPARE(t.world.keys.size(), unique ? 11 : 12);
        QCOMPARE(t.broken(), QString());
    }

    void twinCreatesAreNotMixedUp()
    {
        RunTest t;
        t.world.refusesTitles = false;
        t.world.faultOf = [](const KeyWorld::Write &) { return Fault::ApplyThenLose; };
        t.begin({RunTest::create(u"twin"_s), RunTest::create(u"twin"_s), RunTest::create(u"twin"_s)});
        while (!t.run->isFinished()) {
            t.settle();
            t.run->resume();
        }
        QSet<qint64> objects;
        for (qsizetype i = 0; i < 3; ++i) {
            QCOMPARE(t.state(i), Verified);
            objects.insert(t.change(i).object);
        }
        QCOMPARE(objects.size(), 3);
        QCOMPARE(t.world.keys.size(), 3);
        QCOMPARE(t.broken(), QString());
    }

    void aCreateThatWasNotSeenIsAPersonsDecision()
    {
        RunTest t;
        t.world.script({Fault::LoseBefore});
        t.begin({RunTest::create(u"a"_s)});
        t.finish();
        QCOMPARE(t.state(0), NeedsHuman);
        QCOMPARE(t.change(0).reason.kind, ChangeReason::Kind::NoCandidate);
        QCOMPARE(t.world.writes.size(), 1);
        QCOMPARE(t.world.reads, 1 + 4); // the preflight and every look of the schedule
        QCOMPARE(t.broken(), QString());
    }

    void aCreateThatNeverLeftIsSentAgain()
    {
        RunTest t;
        t.world.script({Fault::Offline});
        t.begin({RunTest::create(u"a"_s)});
        t.settle();
        QCOMPARE(t.run->pauseReason(), Pause::Offline);
        QCOMPARE(t.state(0), Queued);
        t.run->resume();
        t.finish();
        QCOMPARE(t.state(0), Verified);
        QCOMPARE(t.world.writes.size(), 1);
        QCOMPARE(t.broken(), QString());
    }

    void aCreateSentTwiceByTheWireIsNoticed()
    {
        RunTest t;
        t.world.refusesTitles = false;
        t.world.script({Fault::Twice});
        t.begin({RunTest::create(u"a"_s)});
        t.settle();
        QCOMPARE(t.state(0), NeedsHuman);
        QCOMPARE(t.change(0).reason.kind, ChangeReason::Kind::SeveralCandidates);
        QCOMPARE(t.change(0).reason.candidates.size(), 2);
        QCOMPARE(t.broken(), QString());
    }

    void aLostCreateWithDroppedModulesIsShownNotRepeated()
    {
        RunTest t;
        t.world.script({Fault::ApplyThenLose});
        t.world.beforeRead = [&] {
            for (Observed &key : t.world.keys)
                key.fields.insert(keyfields::modules, QJsonArray());
        };
        t.begin({RunTest::create(u"a"_s)});
        t.finish();
        QCOMPARE(t.state(0), NeedsHuman);
        QCOMPARE(t.change(0).reason.candidates.size(), 1);
    }

    void aLaggingIndexIsNoMismatch()
    {
        RunTest t;
        t.world.lag = 2;
        t.begin({t.newOwner(t.world.add(u"a"_s)), RunTest::create(u"b"_s), t.remove(t.world.add(u"c"_s))});
        t.finish();
        for (qsizetype i = 0; i < 3; ++i)
            QCOMPARE(t.state(i), Verified);
        QCOMPARE(t.world.writes.size(), 3);
        QCOMPARE(t.broken(), QString());
    }

    void aSuccessWithNoEffectIsAMismatch()
    {
        RunTest t;
        t.world.script({Fault::IgnoreAll, Fault::IgnoreAll});
        t.begin({t.newOwner(t.world.add(u"a"_s)), t.remove(t.world.add(u"b"_s))});
        t.settle();
        t.run->resume();
        t.finish();
        QCOMPARE(t.state(0), Mismatch);
        QCOMPARE(t.state(1), Mismatch);
        QCOMPARE(t.broken(), QString());
    }

    void aVanishedObjectIsAConflictForAnUpdateAndDoneForADelete()
    {
        RunTest t;
        t.world.script({Fault::Vanish, Fault::Vanish});
        t.begin({t.newOwner(t.world.add(u"a"_s)), t.remove(t.world.add(u"b"_s))});
        t.finish();
        QCOMPARE(t.state(0), Conflict);
        QCOMPARE(t.change(0).reason.kind, ChangeReason::Kind::ObjectVanished);
        QCOMPARE(t.state(1), Verified);
        QCOMPARE(t.broken(), QString());
    }
};

QTEST_GUILESS_MAIN(LostRepliesTest)
#include "tst_lostreplies.moc"
