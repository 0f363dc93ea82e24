// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/modules.h"

#include <QtGlobal>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

#define MODULE_NAME(text) QT_TRANSLATE_NOOP("Modules", text)

namespace {

constexpr auto agentPrefix = "AGENT_"_L1;
constexpr auto keySuffix = "_LICENSE"_L1;

const Module *moduleOfAnyWord(QStringView word)
{
    if (const Module *module = moduleOfKeyWord(word))
        return module;
    const Module *module = moduleOfAgentWord(word);
    return module ? module : moduleOfCode(word);
}

/// What is left of a word without the trimmings of its vocabulary.
QStringView bareWord(QStringView word)
{
    if (word.startsWith(agentPrefix, Qt::CaseInsensitive))
        return word.sliced(agentPrefix.size());
    return word.endsWith(keySuffix, Qt::CaseInsensitive) ? word.chopped(keySuffix.size()) : word;
}

} // namespace

std::span<const Module> knownModules()
{
    // Legacy key list of the documentation plus what real answers and clients carry.
    static constexpr auto modules = std::to_array<Module>({
        {"VM"_L1, "VM_LICENSE"_L1, "AGENT_VM"_L1, MODULE_NAME("Vulnerability Management")},
        {"PC"_L1, "PC_LICENSE"_L1, "AGENT_PC"_L1, MODULE_NAME("Policy Compliance (Policy Audit)")},
        {"SCA"_L1, "SCA"_L1, "AGENT_SCA"_L1, MODULE_NAME("Security Configuration Assessment")},
        {"PM"_L1, "PM"_L1, "AGENT_PM"_L1, MODULE_NAME("Patch Management")},
        {"SA"_L1, "SA"_L1, ""_L1, MODULE_NAME("SA")},
        {"EDR"_L1, "EDR"_L1, "AGENT_EDR"_L1, MODULE_NAME("Endpoint Detection and Response")},
        {"FIM"_L1, "FIM"_L1, "AGENT_FIM"_L1, MODULE_NAME("File Integrity Monitoring")},
        {"SWCA"_L1, "SWCA"_L1, "AGENT_SwCA"_L1, MODULE_NAME("Software Composition Analysis")},
        {"CAPS"_L1, "CAPS"_L1, "AGENT_CAPS"_L1, MODULE_NAME("Cloud Agent as Passive Sensor")},
        {"MTG"_L1, "MTG"_L1, "AGENT_MTG"_L1, MODULE_NAME("Mitigation")},
        {"GAV"_L1, "GAV"_L1, ""_L1, MODULE_NAME("Global AssetView"), false},
        {"ISL"_L1, "ISL"_L1, ""_L1, MODULE_NAME("ISL"), false},
        {"PAF"_L1, "PAF"_L1, ""_L1, MODULE_NAME("Policy Audit Fix"), false},
    });
    return modules;
}

quint32 moduleBit(const Module &module)
{
    return quint32(1) << (&module - knownModules().data());
}

const Module *moduleOfKeyWord(QStringView word)
{
    for (const Module &module : knownModules())
        if (word.compare(module.key, Qt::CaseInsensitive) == 0)
            return &module;
    return nullptr;
}

const Module *moduleOfCode(QStringView code)
{
    if (code.compare("PA"_L1, Qt::CaseInsensitive) == 0)
        code = u"PC";
    for (const Module &module : knownModules())
        if (code.compare(module.code, Qt::CaseInsensitive) == 0)
            return &module;
    return nullptr;
}

const Module *moduleOfAgentWord(QStringView word)
{
    return word.startsWith(agentPrefix, Qt::CaseInsensitive) ? moduleOfCode(word.sliced(agentPrefix.size())) : nullptr;
}

QString moduleCode(QStringView keyWord)
{
    const Module *module = moduleOfKeyWord(keyWord);
    return module ? module->code.toString() : keyWord.toString();
}

QString moduleKeyWord(QStringView codeOrWord)
{
    if (const Module *module = moduleOfKeyWord(codeOrWord))
        return module->key.toString();
    const Module *module = moduleOfCode(codeOrWord);
    return module ? module->key.toString() : codeOrWord.toString();
}

QString moduleAgentWord(QStringView codeOrWord)
{
    const Module *module = moduleOfAnyWord(codeOrWord);
    return module ? module->agent.toString() : codeOrWord.toString();
}

bool isSameModule(QStringView a, QStringView b)
{
    const Module *module = moduleOfAnyWord(a);
    if (module || moduleOfAnyWord(b))
        return module == moduleOfAnyWord(b);
    return bareWord(a).compare(bareWord(b), Qt::CaseInsensitive) == 0;
}

QStringList sortedModules(const QStringList &keyWords)
{
    QStringList known, unknown;
    for (const Module &module : knownModules())
        for (const QString &word : keyWords)
            if (word.compare(module.key, Qt::CaseInsensitive) == 0 && !known.contains(word, Qt::CaseInsensitive))
                known << word;
    for (const QString &word : keyWords)
        if (!moduleOfKeyWord(word) && !unknown.contains(word, Qt::CaseInsensitive))
            unknown << word;
    return known + unknown;
}

bool sameModules(const QStringList &a, const QStringList &b)
{
    const auto within = [](const QStringList &some, const QStringList &all) {
        return std::ranges::all_of(some, [&](const QString &w) { return all.contains(w, Qt::CaseInsensitive); });
    };
    return within(a, b) && within(b, a);
}
