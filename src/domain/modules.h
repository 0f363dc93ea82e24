// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLatin1StringView>
#include <QStringList>

#include <span>

/// What a licence switches on, in the three vocabularies the service uses for it. Known ones only: any other word is
/// kept, shown as it came and sent back unchanged.
struct Module
{
    QLatin1StringView code;  ///< what people read: "VM"
    QLatin1StringView key;   ///< `ActivationKeyModule/license` on a key
    QLatin1StringView agent; ///< `activatedModule` and `?module=`; empty when never seen
    const char *name;        ///< for QT_TRANSLATE_NOOP context "Modules"
    bool onStrip = true;     ///< has a slot of its own in tables
};

/// In the order of the strip.
std::span<const Module> knownModules();
/// Its place among the known ones as a bit, for sets of modules.
quint32 moduleBit(const Module &module);
/// Case-insensitive; nullptr for a word we cannot name. PA is an alias of PC.
const Module *moduleOfKeyWord(QStringView word);
const Module *moduleOfCode(QStringView code);
/// AGENT_VM; also AGENT_PAF, whose word on agents has never been seen but can only be this one.
const Module *moduleOfAgentWord(QStringView word);
/// "VM" for VM_LICENSE; the word itself when unknown.
QString moduleCode(QStringView keyWord);
/// VM_LICENSE for "VM", "vm_license" or an unknown word as it is.
QString moduleKeyWord(QStringView codeOrWord);
/// AGENT_VM for "VM", VM_LICENSE or AGENT_vm; an unknown word as it is; empty for a module that agents have no word
/// for.
QString moduleAgentWord(QStringView codeOrWord);
/// Whether two words of any of the vocabularies, known or not, mean the same module.
bool isSameModule(QStringView a, QStringView b);
/// Known ones in strip order, then unknown ones in the order given, without repeats.
QStringList sortedModules(const QStringList &keyWords);
/// Equal as sets, case ignored.
bool sameModules(const QStringList &a, const QStringList &b);
