// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "account/keychaincalls.h"
#include "account/keyringsession.h"
#include "account/memorysearch.h"
#include "account/sessionsecrets.h"

#include <QRandomGenerator>
#include <QTest>

#include <qt6keychain/keychain.h>

class UnlockedKeychainTest : public QObject
{
    Q_OBJECT
public:
    explicit UnlockedKeychainTest(KeyringSession &session)
        : m_session(session)
    {
    }
private slots:
    void initTestCase()
    {
        m_session.startBus();
        m_session.startDaemon();
    }

    void jobsNeverFallBackToAFile()
    {
        for (const auto kind : {KeychainQueue::Kind::Read, KeychainQueue::Kind::Write, KeychainQueue::Kind::Remove}) {
            const auto job = KeychainQueue::makeJob(kind, u"v1:a:b"_s);
            QVERIFY(!job->insecureFallback());
            QCOMPARE(job->settings(), nullptr);
            QCOMPARE(job->service(), u"io.github.latchkey/qps"_s);
        }
    }

    void passwordIsStoredReadAndRemoved_data()
    {
        QTest::addColumn<QByteArray>("secret");
        QTest::addRow("UTF-8") << password();
        QTest::addRow("one byte") << QByteArray("x");
        QTest::addRow("zero inside") << QByteArray("a\0b", 3);
        QTest::addRow("no UTF-8") << QByteArray::fromHex("ff00c3");
        QTest::addRow("long") << QByteArray(2000, 'x');
    }
    void passwordIsStoredReadAndRemoved()
    {
        QFETCH(QByteArray, secret);
        QCOMPARE(read(m_keychain, place(u"larks_ab1"_s)).answer, Answer::NotFoundOrLocked);
        QCOMPARE(write(m_keychain, place(u"larks_ab1"_s), secret).kind, Answer::Stored);
        const Read back = read(m_keychain, place(u"larks_ab1"_s));
        QCOMPARE(back.answer, Answer::Found);
        QCOMPARE(back.secret, secret);
        QCOMPARE(m_session.stored(place(u"larks_ab1"_s).key()), secret);
        QCOMPARE(remove(m_keychain, place(u"larks_ab1"_s)).kind, Answer::Removed);
        QCOMPARE(read(m_keychain, place(u"larks_ab1"_s)).answer, Answer::NotFoundOrLocked);
        QVERIFY(m_session.stored(place(u"larks_ab1"_s).key()).isNull());
    }

    void passwordLiesInNoFile()
    {
        QCOMPARE(write(m_keychain, place(u"larks_ab1"_s), password()).kind, Answer::Stored);
        QVERIFY(!liesInAFile(m_session.home(), password()));
        QCOMPARE(remove(m_keychain, place(u"larks_ab1"_s)).kind, Answer::Removed);
    }

    void noPlainCopyStaysInMemory()
    {
        QByteArray secret;
        for (int i = 0; i < 24; ++i)
            secret += char('a' + QRandomGenerator::system()->bounded(26));
        QCOMPARE(copiesInMemory(secret), 1); // this one
        bool isDone = false;
        const auto done = [&isDone](const KeychainAnswer &, const auto &...) { isDone = true; };
        const KeychainPlace where = place(u"larks_ab1"_s);
        Ticket ticket = m_keychain.write(where, SecretBuffer(secret), done);
        QVERIFY(waitUntil([&isDone] { return std::exchange(isDone, false); }));
        ticket = m_keychain.read(where, done);
        QVERIFY(waitUntil([&isDone] { return std::exchange(isDone, false); }));
        QCOMPARE(copiesInMemory(secret), 1);
        QCOMPARE(m_session.stored(where.key()), secret);
        QCOMPARE(remove(m_keychain, where).kind, Answer::Removed);
    }

    void secondWriteReplacesTheFirst()
    {
        QCOMPARE(write(m_keychain, place(u"larks_ab1"_s), "old").kind, Answer::Stored);
        QCOMPARE(write(m_keychain, place(u"larks_ab1"_s), "new").kind, Answer::Stored);
        QCOMPARE(read(m_keychain, place(u"larks_ab1"_s)).secret, "new"_ba);
        QCOMPARE(remove(m_keychain, place(u"larks_ab1"_s)).kind, Answer::Removed);
    }

    void anotherHostOrLoginHasAnotherPassword()
    {
        const KeychainPlace elsewhere{QUrl(u"https://qualysapi.cloud.example:8443"_s), u"larks_ab1"_s};
        QCOMPARE(write(m_keychain, place(u"larks_ab1"_s), "one").kind, Answer::Stored);
        QCOMPARE(write(m_keychain, place(u"larks_cd1"_s), "two").kind, Answer::Stored);
        QCOMPARE(read(m_keychain, elsewhere).answer, Answer::NotFoundOrLocked);
        QCOMPARE(remove(m_keychain, place(u"larks_ab1"_s)).kind, Answer::Removed);
        QCOMPARE(read(m_keychain, place(u"larks_cd1"_s)).secret, "two"_ba);
        QCOMPARE(remove(m_keychain, place(u"larks_cd1"_s)).kind, Answer::Removed);
    }

    void removingWhatIsNotThereSucceeds() { QCOMPARE(remove(m_keychain, place(u"nobody"_s)).kind, Answer::Removed); }

    void selfTestNamesTheStoreAndLeavesNothing()
    {
        QCOMPARE(selfTest(m_keychain), std::pair(Answer::Works, KeychainStore::GnomeKeyring));
        QVERIFY(m_session.stored(u"v1:self-test"_s).isNull());
        QCOMPARE(remove(m_keychain, place(u"nobody"_s)).kind, Answer::Removed);
        QVERIFY(waitUntil([this] { return m_session.stored(u"v1:probe"_s).isNull(); }));
    }

    void callsThatOverlapDoNotMix()
    {
        QList<Answer> answers;
        QByteArray last;
        const auto note = [&answers](const KeychainAnswer &answer) { answers << answer.kind; };
        const KeychainPlace where = place(u"larks_ab1"_s);
        const Ticket tickets[] = {
            m_keychain.write(where, SecretBuffer("one"_ba), note),
            m_keychain.write(where, SecretBuffer("two"_ba), note),
            m_keychain.remove(where, note),
            m_keychain.write(where, SecretBuffer("three"_ba), note),
            m_keychain.read(where,
                            [&](const KeychainAnswer &answer, const SecretBuffer &secret) {
                                note(answer);
                                last = secret.view().toByteArray();
                            }),
        };
        QVERIFY(waitUntil([&answers] { return answers.size() == 5; }));
        QCOMPARE(answers, QList({Answer::Stored, Answer::Stored, Answer::Removed, Answer::Stored, Answer::Found}));
        QCOMPARE(last, "three"_ba);
        QCOMPARE(remove(m_keychain, where).kind, Answer::Removed);
    }

    void noHandlerRunsBeforeTheCallReturnsOrAfterTheTicketIsLetGo()
    {
        int calls = 0;
        const auto count = [&calls](const KeychainAnswer &, const auto &...) { ++calls; };
        Ticket ticket = m_keychain.read(place(u"larks_ab1"_s), count);
        QCOMPARE(calls, 0);
        ticket.letGo();
        ticket = m_keychain.write(place(u"larks_ab1"_s), SecretBuffer("x"_ba), count);
        ticket = m_keychain.remove(place(u"larks_ab1"_s), count);
        ticket = m_keychain.selfTest(count);
        ticket = {};
        QCOMPARE(read(m_keychain, place(u"larks_ab1"_s)).answer, Answer::NotFoundOrLocked);
        QCOMPARE(calls, 0);
    }

    void writeThatIsLetGoIsTakenBack_data()
    {
        QTest::addColumn<int>("rounds"); // of the event loop, before the ticket goes
        for (int rounds = 0; rounds < 12; ++rounds)
            QTest::addRow("%d", rounds) << rounds;
    }
    void writeThatIsLetGoIsTakenBack()
    {
        QFETCH(int, rounds);
        const KeychainPlace where = place(u"larks_ab1"_s);
        bool told = false;
        Ticket ticket = m_keychain.write(where, SecretBuffer(password()), [&told](const auto &) { told = true; });
        for (int i = 0; i < rounds; ++i)
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        ticket.letGo();
        if (told) {
            QCOMPARE(remove(m_keychain, where).kind, Answer::Removed);
            return;
        }
        QCOMPARE(read(m_keychain, where).answer, Answer::NotFoundOrLocked);
        QVERIFY(!told);
    }

    void passwordThatReadsBackDifferentlyIsNotCalledStored()
    {
        const KeychainPlace where = place(u"larks_ab1"_s);
        int refusals = 0;
        for (int rounds = 0; rounds < 6; ++rounds) {
            std::optional<KeychainAnswer> answer;
            const Ticket ticket = m_keychain.write(where, SecretBuffer("ours"_ba),
                                                   [&answer](const KeychainAnswer &given) { answer = given; });
            for (int i = 0; i < rounds && !answer; ++i)
                QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
            auto *theirs = static_cast<QKeychain::WritePasswordJob *>(
                KeychainQueue::makeJob(KeychainQueue::Kind::Write, where.key()).release());
            theirs->setBinaryData("theirs"_ba);
            theirs->start();
            QVERIFY(waitUntil([&answer] { return answer.has_value(); }));
            if (answer->kind == Answer::Failed) {
                ++refusals;
                QCOMPARE(m_session.stored(where.key()), "theirs"_ba); // and it stays
            } else {
                QCOMPARE(answer->kind, Answer::Stored);
            }
        }
        QVERIFY(refusals > 0);
        QCOMPARE(remove(m_keychain, where).kind, Answer::Removed);
    }

    void handlerMayLetGoOfItsTicketOrOfTheKeychain()
    {
        auto keychain = std::make_unique<Keychain>();
        Ticket ticket;
        int calls = 0;
        ticket = keychain->read(place(u"nobody"_s), [&](const KeychainAnswer &, const SecretBuffer &) {
            ++calls;
            ticket = {};
            ticket = keychain->selfTest([&](const KeychainAnswer &, KeychainStore) {
                ++calls;
                keychain.reset();
            });
        });
        QVERIFY(waitUntil([&keychain] { return !keychain; }));
        QCOMPARE(calls, 2);
        ticket = {};
    }

    void keychainMayGoWhileItsJobsRun()
    {
        int calls = 0;
        Ticket ticket;
        {
            Keychain keychain;
            ticket = keychain.read(place(u"nobody"_s), [&calls](const auto &, const auto &) { ++calls; });
            QCoreApplication::processEvents(); // the job is on its way
            QCoreApplication::processEvents();
        }
        ticket = {};
        QCOMPARE(read(m_keychain, place(u"nobody"_s)).answer, Answer::NotFoundOrLocked); // queued behind it
        QCOMPARE(calls, 0);
    }

    void sessionSecretsAreKeptApartAndForgotten()
    {
        SessionSecrets secrets;
        QVERIFY(!secrets.find(place(u"a"_s)));
        secrets.keep(place(u"a"_s), SecretBuffer("one"_ba));
        secrets.keep(place(u"b"_s), SecretBuffer("two"_ba));
        secrets.keep(place(u"a"_s), SecretBuffer("three"_ba));
        QCOMPARE(secrets.find(place(u"a"_s))->view().toByteArray(), "three"_ba);
        secrets.forget(place(u"a"_s));
        QVERIFY(!secrets.find(place(u"a"_s)));
        QVERIFY(secrets.find(place(u"b"_s)));
        secrets.forgetAll();
        QVERIFY(!secrets.find(place(u"b"_s)));
    }

private:
    KeyringSession &m_session;
    Keychain m_keychain;
};

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    KeyringSession session;
    UnlockedKeychainTest test(session);
    return QTest::qExec(&test, argc, argv);
}

#include "tst_keychain.moc"
