// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agentrules.h"
#include "domain/modules.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Kind = ModuleRefusal::Kind;
Q_DECLARE_METATYPE(Agent)
Q_DECLARE_METATYPE(ModuleCheck)
Q_DECLARE_METATYPE(std::optional<QStringList>)

namespace {

Agent hostWith(const QStringList &modules, const QString &platform = u"Linux"_s)
{
    return {.id = {1}, .platform = platform, .modules = modules};
}

QString describe(const ModuleCheck &check)
{
    QStringList refusals;
    for (const ModuleRefusal &refusal : check.refused)
        refusals << u"%1 (%2 %3)"_s.arg(refusal.module).arg(int(refusal.kind)).arg(refusal.other);
    return u"send %1; already %2; refused %3"_s.arg(check.toSend.join(u','), check.already.join(u','),
                                                    refusals.join(u','));
}

} // namespace

class TestAgentRules : public QObject
{
    Q_OBJECT

private slots:
    void whatTheServiceWouldRefuseIsNotSent_data()
    {
        QTest::addColumn<Agent>("agent");
        QTest::addColumn<QStringList>("wanted");
        QTest::addColumn<ModuleCheck>("check");
        const auto row = [](const char *name, const Agent &agent, const QStringList &wanted, const ModuleCheck &check) {
            QTest::newRow(name) << agent << wanted << check;
        };
        const QString vm = u"AGENT_VM"_s, pc = u"AGENT_PC"_s, sca = u"AGENT_SCA"_s, fim = u"AGENT_FIM"_s,
                      swca = u"AGENT_SwCA"_s, caps = u"AGENT_CAPS"_s, paf = u"AGENT_PAF"_s, fresh = u"AGENT_NEW"_s;

        row("one more", hostWith({vm}), {fim}, {.toSend = {fim}});
        row("active already", hostWith({vm, fim}), {fim}, {.already = {fim}});
        row("active in other letters", hostWith({u"agent_fim"_s}), {fim}, {.already = {fim}});
        row("one of two is active", hostWith({vm}), {vm, fim}, {.toSend = {fim}, .already = {vm}});
        row("wanted twice", hostWith({}), {vm, u"agent_vm"_s}, {.toSend = {vm}});
        row("a module we cannot name", hostWith({}), {fresh}, {.toSend = {fresh}});
        row("nothing wanted", hostWith({vm}), {}, {});

        row("SCA beside PC", hostWith({vm, pc}), {sca}, {.refused = {{Kind::ExcludedByActive, sca, pc}}});
        row("PC beside SCA", hostWith({sca}), {fim, pc},
            {.toSend = {fim}, .refused = {{Kind::ExcludedByActive, pc, sca}}});
        row("SCA beside PC by its other name", hostWith({u"AGENT_PA"_s}), {sca},
            {.refused = {{Kind::ExcludedByActive, sca, u"AGENT_PA"_s}}});
        row("both at once", hostWith({}), {pc, sca, vm},
            {.toSend = {vm}, .refused = {{Kind::ExcludedByWanted, pc, sca}, {Kind::ExcludedByWanted, sca, pc}}});
        row("both at once, one is active", hostWith({pc}), {pc, sca},
            {.already = {pc}, .refused = {{Kind::ExcludedByActive, sca, pc}}});

        row("SwCA with VM", hostWith({vm}), {swca}, {.toSend = {swca}});
        row("SwCA together with VM", hostWith({}), {swca, vm}, {.toSend = {swca, vm}});
        row("SwCA alone", hostWith({}), {swca}, {.refused = {{Kind::NeedsVm, swca}}});
        row("SwCA on Windows", hostWith({vm}, u"Windows"_s), {swca}, {.toSend = {swca}});
        row("SwCA on a Mac", hostWith({vm}, u"Mac OS X"_s), {swca}, {.refused = {{Kind::NeedsWindowsOrLinux, swca}}});
        row("SwCA where the platform is not known", hostWith({vm}, {}), {swca}, {.toSend = {swca}});

        row("CAPS on Windows", hostWith({}, u"Windows"_s), {caps}, {.toSend = {caps}});
        row("CAPS on Linux", hostWith({}), {caps}, {.refused = {{Kind::NeedsWindows, caps}}});
        row("CAPS on AIX", hostWith({}, u"AIX"_s), {caps}, {.refused = {{Kind::NeedsWindows, caps}}});
        row("CAPS where the platform is not known", hostWith({}, {}), {caps}, {.toSend = {caps}});

        row("PAF with PC", hostWith({pc}), {paf}, {.toSend = {paf}});
        row("PAF with SCA", hostWith({sca}), {paf}, {.toSend = {paf}});
        row("PAF together with PC", hostWith({}), {paf, pc}, {.toSend = {paf, pc}});
        row("PAF alone", hostWith({vm}), {paf}, {.refused = {{Kind::NeedsPolicyOrSca, paf}}});
        row("PAF with a PC that is refused", hostWith({}), {paf, pc, sca},
            {.refused = {
                 {Kind::ExcludedByWanted, pc, sca}, {Kind::ExcludedByWanted, sca, pc}, {Kind::NeedsPolicyOrSca, paf}}});
    }

    void whatTheServiceWouldRefuseIsNotSent()
    {
        QFETCH(Agent, agent);
        QFETCH(QStringList, wanted);
        QFETCH(ModuleCheck, check);
        const ModuleCheck found = checkModules(agent, ModuleSwitch::On, wanted);
        QVERIFY2(found == check, qPrintable(describe(found)));
        QCOMPARE(found.isNothingToDo(), check.toSend.isEmpty() && check.refused.isEmpty());
    }

    void aModuleThatTheSubscriptionLacksIsRefused_data()
    {
        QTest::addColumn<std::optional<QStringList>>("subscription");
        QTest::addColumn<bool>("refused");
        using Words = std::optional<QStringList>;
        QTest::newRow("not known") << Words() << false;
        QTest::newRow("agent words") << Words({u"AGENT_VM"_s, u"AGENT_SWCA"_s, u"AGENT_NEW"_s}) << false;
        QTest::newRow("key words") << Words({u"VM_LICENSE"_s, u"SWCA"_s, u"NEW_LICENSE"_s}) << false;
        QTest::newRow("codes") << Words({u"VM"_s, u"SwCA"_s, u"new"_s}) << false;
        QTest::newRow("another") << Words(QStringList(u"VM"_s)) << true;
        QTest::newRow("none") << Words(QStringList()) << true;
    }

    void aModuleThatTheSubscriptionLacksIsRefused()
    {
        QFETCH(std::optional<QStringList>, subscription);
        QFETCH(bool, refused);
        for (const QString &word : {u"AGENT_SwCA"_s, u"AGENT_NEW"_s}) {
            const ModuleCheck check = checkModules(hostWith({u"AGENT_VM"_s}), ModuleSwitch::On, {word}, subscription);
            const QList<ModuleRefusal> none, one{{Kind::NotInSubscription, word}};
            QCOMPARE(check.refused, refused ? one : none);
        }
        // What the subscription has lost can still be switched off.
        QCOMPARE(checkModules(hostWith({u"AGENT_NEW"_s}), ModuleSwitch::Off, {u"AGENT_NEW"_s}, subscription).toSend,
                 QStringList(u"AGENT_NEW"_s));
    }

    void onlyWhatIsOnIsSwitchedOff()
    {
        const Agent agent = hostWith({u"AGENT_VM"_s, u"AGENT_PC"_s, u"AGENT_NEW"_s});
        const ModuleCheck some =
            checkModules(agent, ModuleSwitch::Off, {u"AGENT_PA"_s, u"AGENT_FIM"_s, u"AGENT_new"_s});
        QCOMPARE(some.toSend, QStringList({u"AGENT_PA"_s, u"AGENT_new"_s}));
        QCOMPARE(some.already, QStringList(u"AGENT_FIM"_s));
        QVERIFY(checkModules(agent, ModuleSwitch::Off, {u"AGENT_FIM"_s}).isNothingToDo());
        QVERIFY(!checkModules(agent, ModuleSwitch::On, {u"AGENT_SCA"_s}).isNothingToDo());
    }

    void aHostIsOfTheFamilyItNames_data()
    {
        QTest::addColumn<QString>("platform");
        QTest::addColumn<QString>("os");
        QTest::addColumn<int>("family");
        const auto row = [](const QString &platform, const QString &os, HostFamily family) {
            QTest::addRow("%s|%s", qPrintable(platform), qPrintable(os)) << platform << os << int(family);
        };
        row(u"Windows"_s, {}, HostFamily::Windows);
        row(u"LINUX_UBUNTU"_s, {}, HostFamily::Linux);
        row(u"Mac OS X"_s, {}, HostFamily::Other);
        row({}, u"Windows Server 2022 Standard 64 bit Edition Version 21H2"_s, HostFamily::Windows);
        row({}, u"Ubuntu Linux 22.04.4"_s, HostFamily::Linux);
        row({}, u"Red Hat Enterprise 9.4"_s, HostFamily::Linux);
        row({}, u"macOS 14.5"_s, HostFamily::Other);
        row(u"Toaster"_s, u"Windows 11"_s, HostFamily::Windows);
        row(u"Toaster"_s, {}, HostFamily::Unknown);
        row({}, {}, HostFamily::Unknown);
    }

    void aHostIsOfTheFamilyItNames()
    {
        QFETCH(QString, platform);
        QFETCH(QString, os);
        QFETCH(int, family);
        QCOMPARE(int(familyOf({.os = os, .platform = platform})), family);
    }

    void onlyScansOfActiveModulesAreOffered()
    {
        using enum ScanKind;
        QCOMPARE(scanKindsFor(hostWith({})), QList<ScanKind>{Inventory});
        QCOMPARE(scanKindsFor(hostWith({u"AGENT_VM"_s, u"AGENT_FIM"_s})), (QList<ScanKind>{Inventory, Vulnerability}));
        QCOMPARE(scanKindsFor(hostWith({u"agent_pc"_s})), (QList<ScanKind>{Inventory, PolicyCompliance, Udc}));
        QCOMPARE(scanKindsFor(hostWith({u"AGENT_VM"_s, u"AGENT_SCA"_s, u"AGENT_SWCA"_s})),
                 (QList<ScanKind>{Inventory, Vulnerability, Sca, Swca}));
    }

    void wordsOfAllVocabulariesAreOneModule()
    {
        QVERIFY(isSameModule(u"VM_LICENSE", u"AGENT_VM"));
        QVERIFY(isSameModule(u"PA", u"AGENT_PC"));
        QVERIFY(isSameModule(u"SWCA", u"AGENT_SwCA"));
        QVERIFY(isSameModule(u"AGENT_NEW", u"new"));
        QVERIFY(!isSameModule(u"AGENT_PC", u"AGENT_SCA"));
        QVERIFY(!isSameModule(u"AGENT_NEW", u"AGENT_VM"));
        QCOMPARE(moduleAgentWord(u"VM_LICENSE"), u"AGENT_VM"_s);
        QCOMPARE(moduleAgentWord(u"swca"), u"AGENT_SwCA"_s);
        QCOMPARE(moduleAgentWord(u"AGENT_BRAND_NEW"), u"AGENT_BRAND_NEW"_s);
        QCOMPARE(moduleAgentWord(u"GAV"), QString());
        QVERIFY(moduleOfAgentWord(u"agent_edr"));
        QVERIFY(!moduleOfAgentWord(u"EDR"));
        QVERIFY(!moduleOfAgentWord(u"AGENT_"));
    }
};

QTEST_GUILESS_MAIN(TestAgentRules)
#include "tst_agentrules.moc"
