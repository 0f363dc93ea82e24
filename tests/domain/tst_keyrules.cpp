// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/installcommands.h"
#include "domain/keyrules.h"
#include "domain/modules.h"
#include "domain/tag.h"
#include "domain/user.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Kind = KeyProblem::Kind;
Q_DECLARE_METATYPE(ActivationKey)

namespace {

const QDateTime now = QDateTime::fromString(u"2026-06-01T12:00:00Z"_s, Qt::ISODate);

ActivationKey good()
{
    return {.id = {1}, .title = u"EU laptops"_s, .modules = {u"VM_LICENSE"_s}};
}

} // namespace

class TestKeyRules : public QObject
{
    Q_OBJECT

private slots:
    void whatTheServiceWouldRefuseIsNoticed_data()
    {
        QTest::addColumn<ActivationKey>("key");
        QTest::addColumn<QList<int>>("kinds");
        const auto row = [](const char *name, auto edit, QList<Kind> kinds) {
            ActivationKey key = good();
            edit(key);
            QList<int> numbers;
            for (const Kind kind : kinds)
                numbers << int(kind);
            QTest::newRow(name) << key << numbers;
        };
        row("a plain key", [](auto &) {}, {});
        row("no title", [](auto &k) { k.title.clear(); }, {Kind::TitleMissing});
        row("blanks for a title", [](auto &k) { k.title = u"  "_s; }, {Kind::TitleMissing});
        row("title of another key", [](auto &k) { k.title = u"Taken"_s; }, {Kind::TitleTaken});
        row("title differs in case only", [](auto &k) { k.title = u"taken"_s; }, {});
        row("bell in the title", [](auto &k) { k.title = u"a\ab"_s; }, {Kind::TitleHasControlCharacters});
        row("count without a limit", [](auto &k) { k.type = KeyType::CountLimited; }, {Kind::LimitTooSmall});
        row("count of one",
            [](auto &k) {
                k.type = KeyType::CountLimited;
                k.countPurchased = 1;
            },
            {});
        row("limit below use",
            [](auto &k) {
                k.type = KeyType::CountLimited;
                k.countPurchased = 5;
                k.countUsed = 6;
            },
            {Kind::LimitBelowUsed});
        row("negative limit of an unlimited key", [](auto &k) { k.countPurchased = -4; }, {});
        row("time without an end", [](auto &k) { k.type = KeyType::TimeLimited; }, {Kind::ExpiryMissing});
        row("ended",
            [](auto &k) {
                k.type = KeyType::TimeLimited;
                k.expires = now.addSecs(-1);
            },
            {Kind::ExpiryPast});
        row("ends now",
            [](auto &k) {
                k.type = KeyType::TimeLimited;
                k.expires = now;
            },
            {Kind::ExpiryPast});
        row("ends in a second",
            [](auto &k) {
                k.type = KeyType::TimeLimited;
                k.expires = now.addSecs(1);
            },
            {});
        row("an old end of an unlimited key", [](auto &k) { k.expires = now.addYears(-3); }, {});
        row("both limits missing", [](auto &k) { k.type = KeyType::CountTimeLimited; },
            {Kind::LimitTooSmall, Kind::ExpiryMissing});
        row("PC with SCA", [](auto &k) { k.modules = QStringList{u"PC_LICENSE"_s, u"SCA"_s}; }, {Kind::PcWithSca});
        row("SWCA without VM", [](auto &k) { k.modules = QStringList{u"SWCA"_s}; }, {Kind::SwcaWithoutVm});
        row("SWCA with VM", [](auto &k) { k.modules << u"SWCA"_s; }, {});
        row("swca in lower case", [](auto &k) { k.modules = QStringList{u"swca"_s}; }, {Kind::SwcaWithoutVm});
        row("an unknown module", [](auto &k) { k.modules << u"BRAND_NEW"_s; }, {});
        row("negative network", [](auto &k) { k.networkId = -1; }, {Kind::NetworkNegative});
    }

    void whatTheServiceWouldRefuseIsNoticed()
    {
        QFETCH(ActivationKey, key);
        QFETCH(QList<int>, kinds);
        QList<int> found;
        for (const KeyProblem problem : checkKey(key, now, {u"Taken"_s, u"Other"_s}))
            found << int(problem.kind);
        QCOMPARE(found, kinds);
        QCOMPARE(canBeSent(checkKey(key, now, {u"Taken"_s})),
                 kinds.isEmpty() || kinds == QList<int>{int(Kind::LimitBelowUsed)});
    }

    void theStateSaysWhatMattersFirst()
    {
        ActivationKey key = good();
        QCOMPARE(stateOf(key, now), KeyState::Active);
        key.type = KeyType::CountTimeLimited;
        key.countPurchased = key.countUsed = 10;
        key.expires = now.addDays(1);
        QCOMPARE(stateOf(key, now), KeyState::Full);
        key.expires = now;
        QCOMPARE(stateOf(key, now), KeyState::Expired);
        key.disabled = true;
        QCOMPARE(stateOf(key, now), KeyState::Disabled);
    }

    void daysLeftAreWholeDays()
    {
        ActivationKey key = good();
        QVERIFY(!daysLeft(key, now));
        key.type = KeyType::TimeLimited;
        key.expires = now.addSecs(86'400 + 10);
        QCOMPARE(daysLeft(key, now), std::optional<qint64>(1));
        key.expires = now.addSecs(-10);
        QCOMPARE(daysLeft(key, now), std::optional<qint64>(-1));
    }

    void aMaskedKeyKeepsItsLastSix()
    {
        QCOMPARE(maskedKey(u"c89d05c2-d30e-4a59-aec3-453605266dab"_s), u"••••-266dab"_s);
        QCOMPARE(maskedKey({}), QString());
    }

    void modulesHaveOneNameInEachVocabulary()
    {
        QCOMPARE(moduleCode(u"VM_LICENSE"), u"VM"_s);
        QCOMPARE(moduleCode(u"vm_license"), u"VM"_s);
        QCOMPARE(moduleCode(u"BRAND_NEW"), u"BRAND_NEW"_s);
        QCOMPARE(moduleKeyWord(u"PA"), u"PC_LICENSE"_s);
        QCOMPARE(moduleKeyWord(u"BRAND_NEW"), u"BRAND_NEW"_s);
        QCOMPARE(sortedModules({u"X"_s, u"FIM"_s, u"VM_LICENSE"_s, u"X"_s}),
                 QStringList({u"VM_LICENSE"_s, u"FIM"_s, u"X"_s}));
        QVERIFY(sameModules({u"a"_s, u"B"_s}, {u"b"_s, u"A"_s}));
        QVERIFY(!sameModules({u"a"_s}, {u"a"_s, u"b"_s}));
        QCOMPARE(std::ranges::count_if(knownModules(), &Module::onStrip), 10);
    }

    void tagsFormATreeWhateverTheDataSays()
    {
        const TagTree tree({{{1}, u"root"_s, {}, {}, {}},
                            {{2}, u"b"_s, {1}, {}, {}},
                            {{3}, u"a"_s, {1}, {}, {}},
                            {{4}, u"orphan"_s, {99}, {}, {}},
                            {{5}, u"loop"_s, {6}, {}, {}},
                            {{6}, u"pool"_s, {5}, {}, {}}});
        QCOMPARE(tree.children({1}), QList<TagId>({{3}, {2}})); // by name
        QVERIFY(tree.roots().contains(TagId{4}));
        QVERIFY(tree.roots().contains(TagId{5}) || tree.roots().contains(TagId{6}));
        QCOMPARE(tree.path({3}), u"root / a"_s);
        QVERIFY(!tree.path({5}).isEmpty());
        QCOMPARE(tree.path({1234}), QString());
    }

    void ownersAreNamedAsWellAsKnown()
    {
        UserDirectory users;
        users.merge({{.id = {7}, .login = u"lrksp_x"_s, .firstName = u"Ann"_s, .lastName = u"Z"_s}});
        users.noteSeen({7});
        users.noteSeen({8});
        QCOMPARE(users.nameOf({7}), u"Ann Z"_s);
        QCOMPARE(users.nameOf({8}), u"id 8"_s);
        QCOMPARE(users.nameOf({}), QString());
        QCOMPARE(users.all().size(), 2);
        QCOMPARE(users.all().first().id.value, 7);
    }

    void installCommandsFollowEachSystem()
    {
        const auto commands = installCommands(u"KEY"_s, u"CUST"_s, u"https://agents.example/CloudAgent/"_s);
        QCOMPARE(commands.size(), 5);
        QVERIFY(commands[0].text.contains(
            u"CustomerId={CUST} ActivationId={KEY} WebServiceUri=https://agents.example/CloudAgent/"_s));
        QVERIFY(commands[1].text.contains(u"-ArgumentList \"CustomerId={CUST}"_s));
        for (int i = 2; i < 5; ++i) {
            QVERIFY(commands[i].text.contains(
                u"ActivationId=KEY CustomerId=CUST ServerUri=https://agents.example/CloudAgent/"_s));
            QVERIFY(!commands[i].text.contains(u'{'));
        }
        QVERIFY(looksLikeCustomerId(u"4b1f0c52-7d3a-83c1-8211-5e0a9d6c7f10"_s));
        QVERIFY(!looksLikeCustomerId(u"4b1f0c52-7d3a-83c1-8211-5e0a9d6c7f1"_s));
    }
};

QTEST_GUILESS_MAIN(TestKeyRules)
#include "tst_keyrules.moc"
