// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/filterbar.h"
#include "widgets/filterpopup.h"
#include "widgets/latchkeystyle.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct Bar
{
    Bar()
    {
        bar.resize(640, 34);
        bar.setVocabulary({.values = {{u"owner"_s, {{u"Kim Oh"_s, u"\"Kim Oh\""_s, 3}, {u"Kai"_s, u"Kai"_s, 1}}}}});
        bar.show();
        bar.activateWindow();
        bar.setFocus();
        if (!QTest::qWaitForWindowActive(&bar))
            qFatal("the bar gets no focus");
    }
    FilterPopup &popup() { return *bar.window()->findChild<FilterPopup *>(); }

    FilterBar bar{keySyntax()};
    QSignalSpy queries{&bar, &FilterBar::queryChanged};
    QSignalSpy left{&bar, &FilterBar::left};
};

} // namespace

/// The line in which people say what they want to see.
class TestFilterBar : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QApplication::setStyle(new LatchkeyStyle);
        QApplication::setPalette(tokenPalette());
    }

    void eachKeystrokeThatMakesSenseCountsAndNoOther()
    {
        Bar it;
        QTest::keyClicks(&it.bar, u"module:VM"_s);
        const auto sensible = it.queries.size();
        QVERIFY(sensible > 0);
        QCOMPARE(it.bar.query().text, u"module:VM"_s);
        QTest::keyClicks(&it.bar, u" left:"_s);
        QTest::keyClicks(&it.bar, u"<x"_s);
        QVERIFY(!it.bar.problem().isEmpty());
        QVERIFY(it.bar.query().text.startsWith(u"module:VM"_s) && !it.bar.query().text.contains(u"<x"_s));
        QTest::keyClick(&it.bar, Qt::Key_Backspace);
        QTest::keyClicks(&it.bar, u"10"_s);
        QVERIFY(it.bar.problem().isEmpty());
        QCOMPARE(it.bar.query().text, u"module:VM left:<10"_s);
    }

    void theMarksStandUnderTheTextWhereverTheCursorIs_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("a word") << u"laptops"_s;
        QTest::newRow("tokens") << u"module:VM left:<10 -is:disabled"_s;
        QTest::newRow("spaces in quotes") << u"title:\"Customs gateway of the north\" is:full"_s;
        QTest::newRow("several blanks") << u"a   b"_s;
    }

    void theMarksStandUnderTheTextWhereverTheCursorIs()
    {
        QFETCH(QString, text);
        Bar it;
        it.bar.setText(text);
        it.bar.setCursorPosition(0);
        const qreal origin = it.bar.textOrigin();
        for (int at = 0; at <= text.size(); ++at) {
            it.bar.setCursorPosition(at);
            QVERIFY2(qAbs(it.bar.textOrigin() - origin) <= 1.5, qPrintable(QString::number(at)));
        }
    }

    void completionOffersFieldsThenValues()
    {
        Bar it;
        QTest::keyClicks(&it.bar, u"own"_s);
        QVERIFY(it.popup().hasSuggestions());
        QTest::keyClick(&it.bar, Qt::Key_Down);
        QTest::keyClick(&it.bar, Qt::Key_Return);
        QCOMPARE(it.bar.text(), u"owner:"_s);
        QTest::keyClicks(&it.bar, u"k"_s);
        QVERIFY(it.popup().hasSuggestions());
        QTest::keyClick(&it.bar, Qt::Key_Down);
        QTest::keyClick(&it.bar, Qt::Key_Return);
        QCOMPARE(it.bar.text().trimmed(), u"owner:\"Kim Oh\""_s);
        QCOMPARE(it.left.size(), 0);
    }

    void enterLeadsToTheRowsAndIsRemembered()
    {
        Bar it;
        QTest::keyClicks(&it.bar, u"laptops"_s);
        QTest::keyClick(&it.bar, Qt::Key_Return);
        QCOMPARE(it.left.size(), 1);
        QCOMPARE(it.bar.history(), QStringList{u"laptops"_s});
        it.bar.clear();
        QTest::keyClick(&it.bar, Qt::Key_Up);
        QCOMPARE(it.bar.text(), u"laptops"_s);
    }

    void escapeTakesBackOneThingAtATime()
    {
        Bar it;
        QTest::keyClicks(&it.bar, u"own"_s);
        QVERIFY(it.popup().isVisible());
        QTest::keyClick(&it.bar, Qt::Key_Escape);
        QVERIFY(!it.popup().isVisible());
        QCOMPARE(it.bar.text(), u"own"_s);
        QTest::keyClick(&it.bar, Qt::Key_Escape);
        QVERIFY(it.bar.text().isEmpty());
        QCOMPARE(it.left.size(), 0);
        QTest::keyClick(&it.bar, Qt::Key_Escape);
        QCOMPARE(it.left.size(), 1);
    }

    void pastedLinesBecomeOneLine()
    {
        Bar it;
        it.bar.insert(u"module:VM\nleft:<10\u202e"_s);
        QVERIFY(!it.bar.text().contains(u'\n'));
        QVERIFY(it.bar.problem().isEmpty() || it.bar.query().isValid());
    }
};

QTEST_MAIN(TestFilterBar)
#include "tst_filterbar.moc"
