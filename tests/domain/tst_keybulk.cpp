// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/keybulk.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestKeyBulk : public QObject
{
    Q_OBJECT

private slots:
    void whatIsNotSetStaysAsEachKeyHasIt()
    {
        const ActivationKey key{
            .id = {1}, .title = u"a"_s, .owner = {5}, .modules = {u"VM_LICENSE"_s, u"X"_s}, .tags = {{{1}, u"t"_s}}};
        QCOMPARE(KeyBulkEdit().applied(key), key);
        QVERIFY(KeyBulkEdit().isEmpty());
        const ActivationKey changed = KeyBulkEdit{
            .owner = UserId{9},
            .modulesOn = {u"FIM"_s},
            .modulesOff = {u"vm_license"_s},
            .tagsAdded = {{{2}, u"u"_s}, {{1}, u"t"_s}},
            .tagsRemoved = {{3}}}.applied(key);
        QCOMPARE(changed.owner.value, 9);
        QCOMPARE(changed.modules, QStringList({u"FIM"_s, u"X"_s}));
        QCOMPARE(changed.tags.size(), 2);
        QCOMPARE(changed.title, key.title);
    }

    void whatDiffersIsMixed()
    {
        const ActivationKey a{.id = {1}, .countUsed = 3, .owner = {5}, .modules = {u"VM_LICENSE"_s}};
        ActivationKey b = a;
        b.owner = {6};
        b.modules << u"FIM"_s;
        const KeyCommon common = commonOf({a, b});
        QVERIFY(!common.owner);
        QCOMPARE(common.disabled, std::optional(false));
        QCOMPARE(common.modules.value(u"VM_LICENSE"_s), 2);
        QCOMPARE(common.modules.value(u"FIM"_s), 1);
        QCOMPARE(common.agents, 6);
        QVERIFY(!commonOf({}).owner);
    }

    void aCopyHasAFreeTitleAndNoHistory()
    {
        const ActivationKey key{.id = {1}, .key = u"secret"_s, .title = u"EU"_s, .countUsed = 4, .disabled = true};
        const ActivationKey copy = duplicateOf(key, {u"EU"_s, u"EU (2)"_s});
        QCOMPARE(copy.title, u"EU (3)"_s);
        QVERIFY(!copy.id);
        QVERIFY(copy.key.isEmpty());
        QVERIFY(!copy.disabled);
        QCOMPARE(copy.countUsed, 0);
    }
};

QTEST_GUILESS_MAIN(TestKeyBulk)
#include "tst_keybulk.moc"
