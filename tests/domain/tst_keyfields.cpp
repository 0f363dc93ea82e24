// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/keyfields.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

ActivationKey full()
{
    return {.id = {9007199254740993}, // above 2^53: a double would round it
            .key = u"c89d05c2-d30e-4a59-aec3-453605266dab"_s,
            .title = u"EU laptops"_s,
            .type = KeyType::CountTimeLimited,
            .countPurchased = 100,
            .expires = QDateTime::fromString(u"2027-02-28T10:00:00Z"_s, Qt::ISODate),
            .owner = {9007199254740995},
            .modules = {u"FIM"_s, u"VM_LICENSE"_s, u"BRAND_NEW"_s},
            .tags = {{{5}, u"EU"_s}, {{3}, u"Lab"_s}},
            .networkId = 21440};
}

} // namespace

class TestKeyFields : public QObject
{
    Q_OBJECT

private slots:
    void fieldsAndKeyAreTheSameThing()
    {
        const ActivationKey key = full();
        ActivationKey copy{.id = key.id, .key = key.key};
        applyFields(copy, keyToFields(key), {{{5}, u"EU"_s}, {{3}, u"Lab"_s}});
        QCOMPARE(keyToFields(copy), keyToFields(key));
        QCOMPARE(copy.owner, key.owner);
        QCOMPARE(copy.tags, QList<TagRef>({{{3}, u"Lab"_s}, {{5}, u"EU"_s}}));
    }

    void theKeyStringIsNeverAmongThem()
    {
        const QByteArray json = QJsonDocument(keyToFields(full())).toJson();
        QVERIFY(!json.contains("453605266dab"));
    }

    void orderDoesNotCount()
    {
        ActivationKey a = full(), b = full();
        std::ranges::reverse(b.modules);
        std::ranges::reverse(b.tags);
        b.tags.append(b.tags.first());
        QCOMPARE(keyToFields(a), keyToFields(b));
        QVERIFY(changedFields(a, b).isEmpty());
    }

    void onlyWhatDiffersIsChanged()
    {
        const ActivationKey before = full();
        ActivationKey after = before;
        after.owner = {7};
        after.modules << u"EDR"_s;
        QCOMPARE(changedFields(before, after).keys(), QStringList({u"modules"_s, u"ownerId"_s}));
    }

    void aTypeWithoutALimitForgetsIt()
    {
        ActivationKey key = full();
        key.type = KeyType::Unlimited;
        QCOMPARE(keyToFields(key).value(keyfields::limit).toInteger(), 0);
        QVERIFY(keyToFields(key).value(keyfields::expires).isNull());
    }

    void anUnknownModuleSurvives()
    {
        ActivationKey key = full();
        applyFields(key, {{u"title"_s, u"new"_s}});
        QVERIFY(key.modules.contains(u"BRAND_NEW"_s));
        QVERIFY(keyToFields(key).value(keyfields::modules).toArray().contains(u"BRAND_NEW"_s));
    }

    void moduleWordsCompareWithoutCase()
    {
        QVERIFY(sameFieldValue(keyfields::modules, QJsonArray{u"swca"_s}, QJsonArray{u"SWCA"_s}));
        QVERIFY(!sameFieldValue(keyfields::title, u"a"_s, u"A"_s));
    }
};

QTEST_GUILESS_MAIN(TestKeyFields)
#include "tst_keyfields.moc"
