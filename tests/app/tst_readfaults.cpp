// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "support/rawserver.h"
#include "writesession.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Failure::Kind;
using State = KeyList::State;
using Broken = FaultProxy::Fault;

/// What the list of keys becomes when reading goes wrong: it says so, keeps its rows, and is whole again afterwards.
class ReadFaultsTest : public QObject
{
    Q_OBJECT
private:
    WriteSession m_session{{.keys = 60, .agents = 0}};
    const QString m_search = u"POST:search/ca"_s;
    QMap<ActivationKeyId, ActivationKey> m_before;

    void mustFail(Kind kind, qsizetype tries)
    {
        QCOMPARE(m_session.refresh(), State::Failed);
        QCOMPARE(m_session.list().failure()->kind, kind);
        QCOMPARE(m_session.list().all(), m_before);
        if (tries > 0)
            QCOMPARE(m_session.arrived(m_search), tries);
    }
    void mustLoad()
    {
        QCOMPARE(m_session.refresh(), State::Loaded);
        QVERIFY(!m_session.list().failure());
        QCOMPARE(m_session.list().all(), m_before);
    }

private slots:
    void initTestCase() { m_before = m_session.list().all(); }
    void init()
    {
        m_session.sandbox.clearLog();
        QCOMPARE(m_before.size(), 60);
    }
    void cleanup()
    {
        m_session.sandbox.clearFaults();
        m_session.proxy.calm();
    }

    void anAnswerThatIsBrokenFailsAndKeepsTheRows_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<int>("tries");
        QTest::addRow("15: shorter than declared") << u"truncate=300"_s << Kind::ConnectionLost << 4;
        QTest::addRow("16: a chunk is cut") << u"chunk-cut=300"_s << Kind::ConnectionLost << 4;
        QTest::addRow("17: cut, and no length was declared") << u"cut-without-length=300"_s << Kind::Unreadable << 2;
        QTest::addRow("23: a portal's page") << u"html200"_s << Kind::NotQualys << 2;
        QTest::addRow("24: empty") << u"empty"_s << Kind::NotQualys << 2;
        QTest::addRow("25: another root element") << u"wrong-root"_s << Kind::NotQualys << 2;
        QTest::addRow("35: 500") << u"status=500"_s << Kind::ServerError << 3;
        QTest::addRow("36: 502") << u"status=502"_s << Kind::ServerError << 4;
        QTest::addRow("36: 504") << u"status=504"_s << Kind::ServerError << 4;
        QTest::addRow("38: an unknown code") << u"code=SOME_FUTURE_CODE"_s << Kind::UnknownCode << 1;
        QTest::addRow("40: a byte of another charset") << u"wrong-charset"_s << Kind::Unreadable << 2;
        QTest::addRow("43: an entity bomb") << u"entity-bomb"_s << Kind::Unreadable << 2;
        QTest::addRow("43: an external entity") << u"xxe"_s << Kind::Unreadable << 2;
        QTest::addRow("44: deeply nested") << u"deep-nest=1000000"_s << Kind::Unreadable << 2;
        QTest::addRow("45: too many attributes") << u"attr-bomb=40000"_s << Kind::Unreadable << 2;
        QTest::addRow("46: too large") << u"huge-page=65"_s << Kind::AnswerTooLarge << 1;
        QTest::addRow("47: a gzip bomb") << u"gzip-bomb"_s << Kind::Unreadable << 2;
    }
    void anAnswerThatIsBrokenFailsAndKeepsTheRows()
    {
        QFETCH(QString, fault);
        QFETCH(Kind, kind);
        QFETCH(int, tries);
        m_session.sandbox.addFault(m_search + u'=' + fault);
        mustFail(kind, tries);
        m_session.sandbox.clearFaults();
        mustLoad();
    }

    void anAccidentIsTriedAgainAndNobodyHearsOfIt_data()
    {
        QTest::addColumn<QString>("fault");
        for (const auto &[tag, fault] : {std::pair{"15: shorter than declared", "truncate=300"},
                                         {"16: a chunk is cut", "chunk-cut=300"},
                                         {"17: cut, and no length was declared", "cut-without-length=300"},
                                         {"23: a portal's page", "html200"},
                                         {"24: empty", "empty"},
                                         {"32: too many at once", "concurrency"},
                                         {"34: a wait that is not named", "rate=none"},
                                         {"34: a wait below zero", "rate=-5"},
                                         {"35: 500", "status=500"},
                                         {"36: 504", "status=504"},
                                         {"40: a byte of another charset", "wrong-charset"}})
            QTest::addRow("%s", tag) << QString::fromLatin1(fault);
    }
    void anAccidentIsTriedAgainAndNobodyHearsOfIt()
    {
        QFETCH(QString, fault);
        m_session.sandbox.addFault(m_search + u":1="_s + fault);
        mustLoad();
        QCOMPARE(m_session.arrived(m_search), 3); // both halves of the list and the accident
    }

    void whatIsOddButReadableIsRead_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addRow("18: junk behind the body") << u"junk-after"_s;
        QTest::addRow("41: windows-1252") << u"charset=windows-1252"_s;
        QTest::addRow("41: UTF-16") << u"charset=UTF-16"_s;
        QTest::addRow("elements of a later version") << u"odd-markup"_s;
    }
    void whatIsOddButReadableIsRead()
    {
        QFETCH(QString, fault);
        // Titles in Arabic and Japanese cannot be said in one byte each; the keys that fit are read as they are.
        m_session.sandbox.addFault(m_search + u'=' + fault);
        if (!fault.contains("1252"_L1))
            return mustLoad();
        QCOMPARE(m_session.refresh(), State::Loaded);
        QCOMPARE(m_session.list().all().size(), m_before.size());
        QCOMPARE(m_session.list().find({m_session.key(3)})->title, m_before[{m_session.key(3)}].title);
        m_session.sandbox.clearFaults();
        mustLoad();
    }

    void aConnectionThatBreaksIsTriedAgain_data()
    {
        QTest::addColumn<Broken>("broken");
        using enum Broken::Kind;
        QTest::addRow("9: closed after the request was read") << Broken{.kind = DropAfterRead};
        QTest::addRow("11: reset after the request was read") << Broken{.kind = DropAfterRead, .reset = true};
        QTest::addRow("14: closed in the header") << Broken{.kind = CutReply, .bytes = 60};
        QTest::addRow("14: reset in the body") << Broken{.kind = CutBody, .bytes = 200, .reset = true};
        QTest::addRow("19: half a status line") << Broken{.kind = CutReply, .bytes = 7};
        QTest::addRow("19: TLS bytes on a plain port")
            << Broken{.kind = Instead, .payload = QByteArray::fromHex("160303007a0200007603030102030405")};
    }
    void aConnectionThatBreaksIsTriedAgain()
    {
        QFETCH(Broken, broken);
        m_session.proxy.on(u"^POST /qps/rest/1.0/search"_s, broken, 1, 1);
        mustLoad();
        m_session.proxy.calm();
        m_session.proxy.on(u"^POST /qps/rest/1.0/search"_s, broken);
        QCOMPARE(m_session.refresh(), State::Failed);
        QCOMPARE(m_session.list().all(), m_before);
        m_session.proxy.calm();
        mustLoad();
    }

    /// Fault 12.
    void aConnectionThatWasClosedMeanwhileIsNoError()
    {
        for (int i = 0; i < 5; ++i) {
            m_session.proxy.closeIdle();
            mustLoad();
        }
        QCOMPARE(m_session.arrived(m_search), 10);
    }

    /// Fault 33.
    void aListThatHasToWaitWaitsAndLoads()
    {
        m_session.sandbox.addFault(m_search + u":1=rate=1"_s);
        m_session.list().refresh();
        QVERIFY(waitUntil([&] { return m_session.subscription->client().pausedUntil().isValid(); }));
        QCOMPARE(m_session.list().state(), State::Loading);
        QCOMPARE(m_session.list().all(), m_before);
        QVERIFY(waitUntil([&] { return m_session.list().state() == State::Loaded; }));
        QCOMPARE(m_session.list().all(), m_before);
    }

    /// Fault 37.
    void maintenanceIsWaitedFor()
    {
        m_session.sandbox.addFault(m_search + u":1=retry-after=1"_s);
        mustLoad();
        const QList<SandboxRequest> log = m_session.sandbox.logged(m_search);
        QVERIFY(log[0].utc.msecsTo(log[1].utc) >= 900);
    }

    /// Fault 39.
    void aRedirectIsNotFollowed_data()
    {
        QTest::addColumn<QString>("status");
        QTest::addRow("39: 302") << u"302"_s;
        QTest::addRow("39: 307") << u"307"_s;
    }
    void aRedirectIsNotFollowed()
    {
        QFETCH(QString, status);
        const RawServer elsewhere([](const RawRequest &) { return RawAnswer::of(200, "<html/>"); });
        m_session.sandbox.addFault(m_search +
                                   u"=redirect=%1 http://127.0.0.1:%2/sso"_s.arg(status).arg(elsewhere.port()));
        mustFail(Kind::Redirected, 1);
        QCOMPARE(m_session.list().failure()->detail, u"127.0.0.1"_s); // the other server's name, and no more of it
        QCOMPARE(elsewhere.connections(), 0);
    }

    /// Fault 77, and the titles of fault 42: what the service sends is what the list holds.
    void titlesAreTakenAsTheyAre()
    {
        const QString html = u"<b>Guest</b> Wi-Fi & \"scanner\" <img src=x>"_s;
        const QList<qint64> ids = m_session.sandbox.keysWithTitle(html);
        QCOMPARE(ids.size(), 1);
        QCOMPARE(m_session.list().find({ids.first()})->title, html);
        for (const qint64 id : m_session.sandbox.keyIds())
            QCOMPARE(m_session.list().find({id})->title, m_session.sandbox.keyField(id, u"title"_s).toString());
    }

    /// Fault 51.
    void aKeyThatIsDeletedMeanwhileLeavesTheList()
    {
        const qint64 gone = m_session.sandbox.addKey(u"short-lived"_s);
        QCOMPARE(m_session.refresh(), State::Loaded);
        QVERIFY(m_session.list().find({gone}));
        m_session.sandbox.addFault(m_search + u":1=mutate-between=delete@%1"_s.arg(gone)); // deleted once it was read
        QCOMPARE(m_session.refresh(), State::Loaded);
        mustLoad();
        QVERIFY(!m_session.list().find({gone}));
    }
};

QTEST_GUILESS_MAIN(ReadFaultsTest)
#include "tst_readfaults.moc"
