// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/bulkkeyform.h"
#include "widgets/keyform.h"
#include "widgets/latchkeystyle.h"
#include "widgets/markedfield.h"
#include "widgets/metrics.h"
#include "widgets/ownerpicker.h"

#include <QApplication>
#include <QComboBox>
#include <QDateEdit>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr int insideWidth = 320 - 1 - 16 - 16; ///< of the inspector at its narrowest

ActivationKey laptops()
{
    ActivationKey key{.id = {7}, .title = u"EU laptops"_s};
    key.type = KeyType::CountTimeLimited;
    key.countPurchased = 100;
    key.countUsed = 98;
    key.expires = QDateTime(QDate(2027, 2, 28), QTime(23, 59, 59), Qt::UTC);
    key.modules = {u"VM_LICENSE"_s, u"FIM"_s, u"SOMETHING_NEW"_s};
    key.owner = UserId{410027790};
    return key;
}

/// The widest child that asks for more, to name the culprit.
QString widestIn(const QWidget &form)
{
    QString worst;
    int most = 0;
    for (const QWidget *child : form.findChildren<QWidget *>())
        if (!child->isHidden() && child->minimumSizeHint().width() > most) {
            most = child->minimumSizeHint().width();
            worst = u"%1 %2: %3"_s.arg(QLatin1StringView(child->metaObject()->className()), child->accessibleName())
                        .arg(most);
        }
    return worst;
}

} // namespace

class TestKeyForm : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QApplication::setStyle(new LatchkeyStyle);
        QApplication::setPalette(tokenPalette());
        QApplication::setFont(uiFontFallback(QApplication::font()));
    }

    void showingAKeyIsNoEdit_data()
    {
        QTest::addColumn<ActivationKey>("key");
        QTest::newRow("limited by both") << laptops();
        ActivationKey key = laptops();
        key.countPurchased = 5'000'000'000; // more than a spin box can hold
        key.networkId = 9'000'000'000;
        QTest::newRow("numbers beyond a box") << key;
        key = laptops();
        key.expires = QDateTime(QDate(1969, 12, 31), QTime(3, 4, 5), Qt::UTC);
        QTest::newRow("an odd expiry") << key;
        key = laptops();
        key.type = KeyType::Unlimited; // the service sends limits of unlimited keys too
        QTest::newRow("unlimited with a limit") << key;
        key = ActivationKey{.id = {9}};
        QTest::newRow("nothing but an id") << key;
        key = laptops();
        key.title = u"<b>bold</b>  two  spaces "_s;
        QTest::newRow("a title with spaces at its end") << key;
    }

    void showingAKeyIsNoEdit()
    {
        QFETCH(ActivationKey, key);
        KeyForm form;
        const QSignalSpy changed(&form, &KeyForm::changed);
        form.showKey(key, key);
        QVERIFY(form.edited() == key);
        QCOMPARE(changed.size(), 0);
        QVERIFY(form.isUnderstood());
    }

    void anEditIsMarkedAndCanBeTakenBackFieldByField()
    {
        KeyForm form;
        form.show();
        const ActivationKey was = laptops();
        ActivationKey now = was;
        now.title = u"EU notebooks"_s;
        now.countPurchased = 200;
        form.showKey(was, now);
        QVERIFY(form.edited() == now);
        QList<MarkedField *> marked;
        for (MarkedField *field : form.findChildren<MarkedField *>())
            if (field->isStaged())
                marked << field;
        QCOMPARE(marked.size(), 2);
        for (MarkedField *field : marked)
            emit field->revertRequested();
        QVERIFY(form.edited() == was);
        for (const MarkedField *field : marked)
            QVERIFY(!field->isStaged());
    }

    void modulesTheProgramDoesNotKnowSurviveAnEdit()
    {
        KeyForm form;
        form.showKey(laptops(), laptops());
        form.findChild<QLineEdit *>(u"titleEdit"_s)->setText(u"Other"_s);
        QVERIFY(form.edited().modules.contains(u"SOMETHING_NEW"_s));
        QCOMPARE(form.edited().title, u"Other"_s);
    }

    void onlyWhatThePersonTouchedIsInABulkEdit()
    {
        ActivationKey other = laptops();
        other.id = {8};
        other.owner = UserId{1};
        BulkKeyForm form;
        form.showCommon(commonOf({laptops(), other}));
        QVERIFY(form.edit().isEmpty());
        form.findChild<QSpinBox *>()->setValue(55);
        QCOMPARE(form.edit().limit, std::optional<qint64>(55));
        QVERIFY(!form.edit().owner && !form.edit().disabled && !form.edit().type && !form.edit().expires);
        form.showCommon(commonOf({laptops(), other}));
        QVERIFY(form.edit().isEmpty());
    }

    void bothFormsFitTheNarrowestInspector()
    {
        KeyForm form;
        form.showKey(laptops(), laptops());
        form.show();
        QVERIFY2(form.minimumSizeHint().width() <= insideWidth, qPrintable(widestIn(form)));
        BulkKeyForm bulk;
        ActivationKey other = laptops();
        other.id = {8};
        other.modules = {u"VM_LICENSE"_s};
        bulk.showCommon(commonOf({laptops(), other}));
        bulk.show();
        emit bulk.ownerPicker()->ownerChanged({1});
        QVERIFY2(bulk.minimumSizeHint().width() <= insideWidth,
                 qPrintable(u"%1, %2"_s.arg(bulk.minimumSizeHint().width()).arg(widestIn(bulk))));
    }
};

QTEST_MAIN(TestKeyForm)
#include "tst_keyform.moc"
