// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "account/keychaincalls.h"
#include "account/keyringsession.h"

#include <QElapsedTimer>
#include <QSet>
#include <QTest>

#include <qt6keychain/keychain.h>

using namespace std::chrono_literals;

namespace {

constexpr auto shortPatience = 300ms;

/// The longest time the event loop was not served.
class Pulse
{
public:
    Pulse()
    {
        m_clock.start();
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer,
                         [this] { m_longest = std::max(m_longest, m_clock.restart()); });
        m_timer.start(5);
    }
    qint64 longest() const { return m_longest; }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_longest = 0;
};

} // namespace

class LockedKeychainTest : public QObject
{
    Q_OBJECT
public:
    explicit LockedKeychainTest(KeyringSession &session)
        : m_session(session)
    {
    }
private slots:
    void initTestCase()
    {
        m_session.startBus();
        m_session.startDaemon();
    }

    void lockedKeyringLosesNothingAndClaimsNothing()
    {
        const KeychainPlace where = place(u"larks_ab1"_s);
        QCOMPARE(write(m_keychain, where, password()).kind, Answer::Stored);
        m_session.lock();

        QCOMPARE(read(m_keychain, where).answer, Answer::NotFoundOrLocked);
        const KeychainAnswer denied = write(m_keychain, where, "another");
        QCOMPARE(denied.kind, Answer::Denied);
        QVERIFY(!denied.detail.isEmpty());
        QCOMPARE(remove(m_keychain, where).kind, Answer::Denied);
        QCOMPARE(selfTest(m_keychain).first, Answer::Denied);

        m_session.unlock();
        QCOMPARE(m_session.stored(where.key()), password());
        QCOMPARE(read(m_keychain, where).secret, password());
        QCOMPARE(remove(m_keychain, where).kind, Answer::Removed);
        QVERIFY(m_session.stored(where.key()).isNull());
    }

    void removalNeverClaimsMoreThanItDid()
    {
        const KeychainPlace where = place(u"larks_ab1"_s);
        QSet<Answer> answers;
        for (int rounds = 0; rounds < 24; ++rounds) {
            QCOMPARE(write(m_keychain, where, password()).kind, Answer::Stored);
            std::optional<Answer> answer;
            const Ticket ticket =
                m_keychain.remove(where, [&answer](const KeychainAnswer &given) { answer = given.kind; });
            for (int i = 0; i < rounds && !answer; ++i)
                QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
            m_session.lock();
            QVERIFY(waitUntil([&answer] { return answer.has_value(); }));
            m_session.unlock();
            if (*answer == Answer::Removed)
                QVERIFY(m_session.stored(where.key()).isNull());
            answers << *answer;
        }
        QVERIFY(answers.contains(Answer::Removed));
        QVERIFY(answers.contains(Answer::Denied));
        QCOMPARE(remove(m_keychain, where).kind, Answer::Removed);
    }

    void libraryStillCallsADeniedRemovalASuccess()
    {
        // Why removing needs its probe. If this fails, the library has learnt to say so.
        const KeychainPlace where = place(u"larks_ab1"_s);
        QCOMPARE(write(m_keychain, where, password()).kind, Answer::Stored);
        m_session.lock();
        QKeychain::Job *job = KeychainQueue::makeJob(KeychainQueue::Kind::Remove, where.key()).release();
        std::optional<QKeychain::Error> error;
        connect(job, &QKeychain::Job::finished, this, [&error](QKeychain::Job *ended) { error = ended->error(); });
        job->start();
        QVERIFY(waitUntil([&error] { return error.has_value(); }));
        QCOMPARE(*error, QKeychain::NoError);
        m_session.unlock();
        QCOMPARE(m_session.stored(where.key()), password());
    }

    void daemonThatWasRestartedIsNotTakenForAnEmptyOne()
    {
        // libsecret 0.20 keeps the session of the old daemon until the program ends.
        const KeychainPlace where = place(u"larks_ab1"_s);
        m_session.restartUnlocked();
        const Answer answer = read(m_keychain, where).answer;
        QVERIFY(answer == Answer::NoKeychain || answer == Answer::Found);
        const Answer written = write(m_keychain, where, "another").kind;
        QVERIFY(written == Answer::NoKeychain || written == Answer::Stored);
        QCOMPARE(m_session.stored(where.key()), written == Answer::Stored ? "another"_ba : password());
    }

private:
    KeyringSession &m_session;
    Keychain m_keychain;
};

/// No bus at all, or a bus with nobody who keeps secrets.
class AbsentKeychainTest : public QObject
{
    Q_OBJECT
public:
    AbsentKeychainTest(KeyringSession &session, bool hasBus)
        : m_session(session)
        , m_hasBus(hasBus)
    {
    }
private slots:
    void initTestCase()
    {
        if (m_hasBus)
            m_session.startBus();
    }

    void everyCallSaysThatThereIsNoKeychain()
    {
        const KeychainPlace where = place(u"larks_ab1"_s);
        QCOMPARE(read(m_keychain, where).answer, Answer::NoKeychain);
        const KeychainAnswer written = write(m_keychain, where, password());
        QCOMPARE(written.kind, Answer::NoKeychain);
        QVERIFY(!written.detail.isEmpty());
        QCOMPARE(remove(m_keychain, where).kind, Answer::NoKeychain);
        QCOMPARE(selfTest(m_keychain), std::pair(Answer::NoKeychain, KeychainStore::Unknown));
        QVERIFY(!liesInAFile(m_session.home(), password()));
    }

private:
    KeyringSession &m_session;
    bool m_hasBus;
    Keychain m_keychain;
};

class FrozenKeychainTest : public QObject
{
    Q_OBJECT
public:
    explicit FrozenKeychainTest(KeyringSession &session)
        : m_session(session)
    {
    }
private slots:
    void initTestCase()
    {
        m_session.startBus();
        m_session.startDaemon();
    }
    void cleanup() { m_session.thaw(); }

    void frozenDaemonCostsOnePatienceAndNeverTheWindow_data()
    {
        QTest::addColumn<int>("call");
        QTest::addRow("read") << 0;
        QTest::addRow("write") << 1;
        QTest::addRow("remove") << 2;
        QTest::addRow("self-test") << 3;
    }
    void frozenDaemonCostsOnePatienceAndNeverTheWindow()
    {
        QFETCH(int, call);
        Keychain keychain(shortPatience);
        const KeychainPlace where = place(u"larks_ab1"_s);
        m_session.freeze();
        Answer answer = Answer::Failed;
        const Pulse pulse;
        QElapsedTimer clock;
        clock.start();
        switch (call) {
        case 0:
            answer = read(keychain, where).answer;
            break;
        case 1:
            answer = write(keychain, where, password()).kind;
            break;
        case 2:
            answer = remove(keychain, where).kind;
            break;
        default:
            answer = selfTest(keychain).first;
        }
        QCOMPARE(answer, Answer::TimedOut);
        QVERIFY2(clock.elapsed() >= 290 && clock.elapsed() < 10000, qPrintable(QString::number(clock.elapsed())));
        QVERIFY2(pulse.longest() < 2000, qPrintable(QString::number(pulse.longest())));
        m_session.thaw();
        QCOMPARE(read(keychain, where).answer, Answer::NotFoundOrLocked); // also when it was written late
    }

    void lateAnswerIsIgnoredAndALateWriteTakenBack()
    {
        Keychain keychain(shortPatience);
        const KeychainPlace where = place(u"larks_ab1"_s);
        int calls = 0;
        m_session.freeze();
        const Ticket ticket = keychain.write(where, SecretBuffer(password()), [&calls](const KeychainAnswer &answer) {
            QCOMPARE(answer.kind, Answer::TimedOut);
            ++calls;
        });
        QVERIFY(waitUntil([&calls] { return calls == 1; }));
        m_session.thaw();
        QCOMPARE(read(keychain, where).answer, Answer::NotFoundOrLocked);
        QVERIFY(m_session.stored(where.key()).isNull());
        QCOMPARE(calls, 1);
    }

    void whatWasNotBegunNeverHappens()
    {
        Keychain keychain(shortPatience);
        m_session.freeze();
        const KeychainPlace stuck = place(u"stuck"_s), waiting = place(u"waiting"_s);
        QCOMPARE(read(keychain, stuck).answer, Answer::TimedOut);
        QCOMPARE(write(keychain, waiting, password()).kind, Answer::TimedOut);
        m_session.thaw();
        QCOMPARE(read(keychain, waiting).answer, Answer::NotFoundOrLocked);
        QCOMPARE(write(keychain, waiting, "again").kind, Answer::Stored);
        QCOMPARE(m_session.stored(waiting.key()), "again"_ba);
        QCOMPARE(remove(keychain, waiting).kind, Answer::Removed);
    }

private:
    KeyringSession &m_session;
};

int main(int argc, char *argv[])
{
    const QByteArray state = argc > 1 && argv[1][0] != '-' ? argv[1] : "locked";
    QCoreApplication app(argc, argv);
    KeyringSession session;
    QStringList arguments = QCoreApplication::arguments();
    arguments.removeOne(QString::fromLatin1(state));
    const auto run = [&arguments](QObject &&test) { return QTest::qExec(&test, arguments); };
    if (state == "locked")
        return run(LockedKeychainTest(session));
    if (state == "nobus" || state == "noservice")
        return run(AbsentKeychainTest(session, state == "noservice"));
    if (state == "frozen")
        return run(FrozenKeychainTest(session));
    qFatal("no such state of the keychain");
}

#include "tst_keychainfaults.moc"
