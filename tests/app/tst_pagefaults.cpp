// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "writesession.h"

#include <QTest>

using namespace Qt::StringLiterals;
using State = KeyList::State;
using Stopped = SearchReport::Stopped;

/// Lists of more than one page whose pages do not fit together, and what a plan does with such a list.
class PageFaultsTest : public QObject
{
    Q_OBJECT
private:
    static constexpr int many = 1'300; ///< more than a page, also without the disabled ones
    WriteSession m_session{{.keys = many, .agents = 0}};
    const QString m_search = u"POST:search/ca"_s;

private slots:
    void init()
    {
        QCOMPARE(m_session.refresh(), State::Loaded);
        QCOMPARE(m_session.list().all().size(), many);
        m_session.sandbox.clearLog();
    }
    void cleanup() { m_session.sandbox.clearFaults(); }

    void pagesThatOverlapAreTakenOnce()
    {
        m_session.sandbox.addFault(m_search + u"=dup-page"_s); // fault 48
        const State state = m_session.refresh();
        QVERIFY(state == State::Loaded || state == State::Partial);
        QCOMPARE(m_session.list().all().size(), many);
        QVERIFY2(m_session.arrived(m_search) < 20, qPrintable(QString::number(m_session.arrived(m_search))));
    }

    void aListThatDoesNotFitTogetherSaysSo_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<Stopped>("stopped");
        QTest::addRow("49: more for ever, nothing new") << u"endless-more"_s << Stopped::NothingNew;
        QTest::addRow("50: the cursor goes back") << u"backwards"_s << Stopped::CursorStuck;
    }
    void aListThatDoesNotFitTogetherSaysSo()
    {
        QFETCH(QString, fault);
        QFETCH(Stopped, stopped);
        const auto before = m_session.list().all();
        const QDateTime updated = m_session.list().updated();
        m_session.sandbox.addFault(m_search + u'=' + fault);
        QCOMPARE(m_session.refresh(), State::Partial);
        QCOMPARE(m_session.list().stopped(), stopped);
        QCOMPARE(m_session.list().all(), before); // rows that were not seen again stay
        QCOMPARE(m_session.list().updated(), updated);
        QVERIFY2(m_session.arrived(m_search) < 20, qPrintable(QString::number(m_session.arrived(m_search))));
        m_session.sandbox.clearFaults();
        QCOMPARE(m_session.refresh(), State::Loaded);
        QCOMPARE(m_session.list().all(), before);
    }

    void aMissingCursorIsTheLargestId()
    {
        m_session.sandbox.addFault(m_search + u"=no-last-id"_s); // fault 50
        QCOMPARE(m_session.refresh(), State::Loaded);
        QCOMPARE(m_session.list().all().size(), many);
    }

    /// Fault 51, on a page that has been read already.
    void aKeyThatIsDeletedWhileTheListIsReadLeavesItNextTime()
    {
        const qint64 gone = m_session.sandbox.addKey(u"short-lived"_s);
        QCOMPARE(m_session.refresh(), State::Loaded);
        QCOMPARE(m_session.list().all().size(), many + 1);
        m_session.sandbox.addFault(m_search + u"=mutate-between=delete@%1"_s.arg(gone));
        QCOMPARE(m_session.refresh(), State::Loaded);
        QCOMPARE(m_session.refresh(), State::Loaded);
        QCOMPARE(m_session.list().all().size(), many);
        QVERIFY(!m_session.list().find({gone}));
    }

    /// Without the whole list nobody can say which keys were there before a create, so it is not sent.
    void aCreateNeedsAListThatIsWhole()
    {
        m_session.sandbox.addFault(m_search + u"=backwards"_s);
        m_session.apply({m_session.create(u"made"_s)});
        QVERIFY(m_session.pauses(Pause::ServerErrors));
        QCOMPARE(m_session.state(), ChangeState::Queued);
        QCOMPARE(m_session.writes(), 0);
        m_session.sandbox.clearFaults();
        QVERIFY(m_session.finishesWhenResumed());
        QCOMPARE(m_session.state(), ChangeState::Verified);
        QCOMPARE(m_session.writes(), 1);
        const qint64 made = m_session.change().object;
        QVERIFY(waitUntil([&] { return m_session.list().find({made}) != nullptr; }));
        m_session.sandbox.deleteKey(made);
    }
};

QTEST_GUILESS_MAIN(PageFaultsTest)
#include "tst_pagefaults.moc"
