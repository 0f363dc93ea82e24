// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "desk.h"

#include <QAction>
#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// Clicks and waits until the answer is there: the sheet's words, or empty when it went away.
QString answerTo(Desk &desk, SignInSheet *sheet)
{
    const QPointer<SignInSheet> guard(sheet);
    sheet->signInButton()->click();
    if (!waitUntil([&] { return !guard || !guard->isVisible() || !guard->isBusy(); }))
        return u"no answer"_s;
    return guard && guard->isVisible() ? desk.words(guard) : QString();
}

} // namespace

/// Signing in, and being told what is wrong in words that say what to do.
class TestSignInSheet : public QObject
{
    Q_OBJECT

private slots:
    void theRightPasswordOpensTheSubscriptionAndIsKeptForTheSession()
    {
        Sandbox sandbox;
        Desk desk;
        QVERIFY(!desk.subscription());
        QVERIFY(desk.signIn(sandbox));
        QVERIFY(desk.window().windowTitle().contains(u"Latchkey"_s));
        QVERIFY(!desk.window().windowTitle().contains(Sandbox::password()));
        QCOMPARE(sandbox.failedLogins(), 0);
        QCOMPARE(desk.subscription()->identity.name, u"127.0.0.1"_s);
        QVERIFY(waitUntil([&] { return desk.words().contains(u"Marta Bianchi, Manager"_s); }));
    }

    void eachRefusalSaysWhatToDo_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("password");
        QTest::addColumn<QStringList>("says");
        QTest::newRow("wrong password") << Sandbox::user() << u"not it"_s << QStringList{u"password"_s, u"platform"_s};
        QTest::newRow("unknown user") << u"nobody_xx1"_s << u"whatever"_s << QStringList{u"password"_s};
        QTest::newRow("no API access") << u"lrksp_na10"_s << Sandbox::password() << QStringList{u"API"_s};
        QTest::newRow("expired account") << u"lrksp_ev11"_s << Sandbox::password() << QStringList{u"expired"_s};
    }

    void eachRefusalSaysWhatToDo()
    {
        QFETCH(QString, user);
        QFETCH(QString, password);
        QFETCH(QStringList, says);
        Sandbox sandbox;
        Desk desk;
        SignInSheet *sheet = desk.openSignIn(sandbox.url().toString(), user, password);
        const QString words = answerTo(desk, sheet);
        for (const QString &word : std::as_const(says))
            QVERIFY2(words.contains(word), qPrintable(words));
        QVERIFY(!words.contains(password) || password.isEmpty());
        QVERIFY(!desk.subscription());
        QVERIFY(sandbox.failedLogins() <= 1);
        QVERIFY(sheet->signInButton()->isEnabled());
    }

    void oneClickIsOneLoginHoweverOftenItIsPressed()
    {
        Sandbox sandbox;
        Desk desk;
        SignInSheet *sheet = desk.openSignIn(sandbox.url().toString(), Sandbox::user(), u"not it"_s);
        sheet->signInButton()->click();
        sheet->signInButton()->click();
        QTest::keyClick(sheet->passwordField(), Qt::Key_Return);
        QVERIFY(waitUntil([&] { return !sheet->isBusy(); }));
        QCOMPARE(sandbox.failedLogins(), 1);
    }

    void afterTwoRefusalsTheButtonWaits()
    {
        Sandbox sandbox;
        Desk desk;
        SignInSheet *sheet = desk.openSignIn(sandbox.url().toString(), Sandbox::user(), u"not it"_s);
        answerTo(desk, sheet);
        sheet->passwordField()->setText(u"nor this"_s);
        const QString words = answerTo(desk, sheet);
        QVERIFY2(words.contains(u"2"_s) && words.contains(u"lock"_s), qPrintable(words));
        QVERIFY(!sheet->signInButton()->isEnabled());
        QVERIFY(sheet->signInButton()->text().contains(u"("_s)); // counts down
        QCOMPARE(sandbox.failedLogins(), 2);
    }

    void anAddressThatCannotBeReachedIsNotARefusal()
    {
        QString nowhere;
        {
            Sandbox sandbox;
            nowhere = sandbox.url().toString();
        }
        Desk desk;
        SignInSheet *sheet = desk.openSignIn(nowhere, Sandbox::user(), Sandbox::password());
        const QString words = answerTo(desk, sheet);
        QVERIFY2(words.contains(u"reach"_s) || words.contains(u"connect"_s), qPrintable(words));
        QVERIFY2(!words.contains(u"refused the login"_s), qPrintable(words));
    }

    void anAddressThatIsNoServerIsRefusedBeforeAnythingIsSent_data()
    {
        QTest::addColumn<QString>("address");
        QTest::newRow("plain http to another machine") << u"http://qualysapi.example.com"_s;
        QTest::newRow("user in the address") << u"https://me:secret@qualysapi.example.com"_s;
        QTest::newRow("rubbish") << u"::not an address::"_s;
        QTest::newRow("empty") << QString();
    }

    void anAddressThatIsNoServerIsRefusedBeforeAnythingIsSent()
    {
        QFETCH(QString, address);
        Desk desk;
        SignInSheet *sheet = desk.openSignIn(address, Sandbox::user(), Sandbox::password());
        QVERIFY(!sheet->signInButton()->isEnabled());
        QVERIFY(!sheet->signInButton()->toolTip().isEmpty());
    }

    void aPersonWithoutTheModuleIsSignedInAndToldWhatIsMissing()
    {
        Sandbox sandbox;
        Desk desk;
        SignInSheet *sheet = desk.openSignIn(sandbox.url().toString(), u"lrksp_wa9"_s, Sandbox::password());
        sheet->signInButton()->click();
        QVERIFY(waitUntil([&] { return desk.subscription(); }));
        QVERIFY2(desk.toastText().contains(u"Activation keys"_s), qPrintable(desk.toastText()));
    }

    void stoppingASignInLeavesTheFormAsItWas()
    {
        Sandbox sandbox({.faults = {u"*:portal/version=delay=20000"_s}});
        Desk desk;
        SignInSheet *sheet = desk.openSignIn(sandbox.url().toString(), Sandbox::user(), Sandbox::password());
        sheet->signInButton()->click();
        QVERIFY(sheet->isBusy());
        QAbstractButton *stop = desk.button(u"Stop"_s, sheet);
        QVERIFY(stop);
        stop->click();
        QVERIFY(!sheet->isBusy());
        QCOMPARE(sheet->passwordField()->text(), Sandbox::password());
        QVERIFY(sheet->signInButton()->isEnabled());
    }

    void theProgramRemembersThePersonAndNotThePassword()
    {
        Sandbox sandbox;
        Desk desk;
        QVERIFY(desk.signIn(sandbox));
        desk.restart();
        auto *sheet = qobject_cast<SignInSheet *>(desk.window().currentSheet());
        QVERIFY(sheet);
        QCOMPARE(sheet->userField()->text(), Sandbox::user());
        QVERIFY(sheet->passwordField()->text().isEmpty());
        QVERIFY(!desk.subscription());
    }

    void aRefusedPasswordIsNotTriedAgainAfterARestart()
    {
        Sandbox sandbox;
        Desk desk;
        QVERIFY(desk.signIn(sandbox));
        sandbox.setPassword(Sandbox::user(), u"changed"_s);
        desk.subscription()->keyList.refresh();
        QVERIFY(waitUntil([&] { return desk.subscription()->client().access() == HttpClient::Access::Latched; }));
        desk.restart();
        auto *sheet = qobject_cast<SignInSheet *>(desk.window().currentSheet());
        QVERIFY(sheet);
        QVERIFY2(desk.words(sheet).contains(u"refused the last sign-in"_s), qPrintable(desk.words(sheet)));
        QCOMPARE(sandbox.failedLogins(), 1);
    }

    void aLockedWindowShowsNothingAndTakesOnePassword()
    {
        Sandbox sandbox;
        Desk desk;
        QVERIFY(desk.signIn(sandbox));
        desk.window().actions().lock->trigger();
        Sheet *lock = desk.window().currentSheet();
        QVERIFY(lock);
        QTest::keyClick(lock, Qt::Key_Escape);
        QVERIFY(lock->isVisible());
        auto *password = lock->findChild<QLineEdit *>();
        password->setText(Sandbox::password());
        QTest::keyClick(password, Qt::Key_Return);
        QVERIFY(waitUntil([&] { return !desk.window().currentSheet(); }));
        QVERIFY(desk.isLoaded());
        QCOMPARE(sandbox.failedLogins(), 0);
    }

    void whoSignsOutSignsInAnew()
    {
        Sandbox sandbox;
        Desk desk;
        QVERIFY(desk.signIn(sandbox));
        desk.window().actions().signOut->trigger();
        QVERIFY(waitUntil([&] { return !desk.subscription(); }));
        QVERIFY(desk.signIn(sandbox));
    }

    void readOnlyFromTheSheetIsKeptByTheQueue()
    {
        Sandbox sandbox;
        Desk desk;
        SignInSheet *sheet = desk.openSignIn(sandbox.url().toString(), Sandbox::user(), Sandbox::password());
        for (QCheckBox *box : sheet->findChildren<QCheckBox *>())
            if (box->text().contains(u"read-only"_s))
                box->setChecked(true);
        sheet->signInButton()->click();
        QVERIFY(desk.isLoaded());
        QVERIFY(desk.subscription()->client().isReadOnly());
        QVERIFY(desk.button(u"Read-only: enable changes"_s));
    }

    void staleTextIsNoReasonToAskTheServer()
    {
        Sandbox sandbox;
        Desk desk;
        SignInSheet *sheet = desk.openSignIn(sandbox.url().toString(), Sandbox::user(), {});
        QVERIFY(!sheet->signInButton()->isEnabled()); // no password
        QTest::keyClick(sheet->userField(), Qt::Key_Return);
        QVERIFY(!sheet->isBusy());
        QCOMPARE(sandbox.log().size(), 0);
    }
};

QTEST_MAIN(TestSignInSheet)
#include "tst_signinsheet.moc"
