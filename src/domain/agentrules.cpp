// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agentrules.h"

#include "domain/modules.h"

using namespace Qt::StringLiterals;

namespace {

using Kind = ModuleRefusal::Kind;

/// The word in a list that means the module, empty when none does.
QString wordIn(const QStringList &words, QStringView module)
{
    const auto found = std::ranges::find_if(words, [&](const QString &word) { return isSameModule(word, module); });
    return found == words.end() ? QString() : *found;
}

bool isIn(const QStringList &words, QStringView module)
{
    return std::ranges::any_of(words, [&](const QString &word) { return isSameModule(word, module); });
}

QStringList withoutRepeats(const QStringList &words)
{
    QStringList once;
    for (const QString &word : words)
        if (!isIn(once, word))
            once << word;
    return once;
}

/// The module that a module excludes, empty for most.
QStringView excludedBy(QStringView module)
{
    if (isSameModule(module, u"PC"))
        return u"SCA";
    return isSameModule(module, u"SCA") ? QStringView(u"PC") : QStringView();
}

/// Whether a module can only be there with another one, which is therefore judged first.
bool dependsOnOthers(QStringView module)
{
    return isSameModule(module, u"SWCA") || isSameModule(module, u"PAF");
}

/// `present` holds what is active and what is about to be.
std::optional<ModuleRefusal> refusalOf(const QString &word, const Agent &agent, const QStringList &present,
                                       const QStringList &wanted, const std::optional<QStringList> &subscription)
{
    const auto refused = [&word](Kind kind, const QString &other = {}) { return ModuleRefusal{kind, word, other}; };
    if (subscription && !isIn(*subscription, word))
        return refused(Kind::NotInSubscription);
    if (const QStringView excluded = excludedBy(word); !excluded.isEmpty()) {
        if (const QString other = wordIn(agent.modules, excluded); !other.isEmpty())
            return refused(Kind::ExcludedByActive, other);
        if (const QString other = wordIn(wanted, excluded); !other.isEmpty())
            return refused(Kind::ExcludedByWanted, other);
    }
    const HostFamily family = familyOf(agent);
    if (isSameModule(word, u"SWCA")) {
        if (family == HostFamily::Other)
            return refused(Kind::NeedsWindowsOrLinux);
        if (!isIn(present, u"VM"))
            return refused(Kind::NeedsVm);
    }
    if (isSameModule(word, u"CAPS") && (family == HostFamily::Linux || family == HostFamily::Other))
        return refused(Kind::NeedsWindows);
    if (isSameModule(word, u"PAF") && !isIn(present, u"PC") && !isIn(present, u"SCA"))
        return refused(Kind::NeedsPolicyOrSca);
    return std::nullopt;
}

bool namesAny(const QString &text, std::initializer_list<QLatin1StringView> words)
{
    return std::ranges::any_of(words, [&](QLatin1StringView word) { return text.contains(word, Qt::CaseInsensitive); });
}

HostFamily familyNamedIn(const QString &text)
{
    if (namesAny(text, {"windows"_L1}))
        return HostFamily::Windows;
    if (namesAny(text, {"linux"_L1, "ubuntu"_L1, "debian"_L1, "red hat"_L1, "centos"_L1, "suse"_L1, "fedora"_L1}))
        return HostFamily::Linux;
    if (namesAny(text,
                 {"mac os"_L1, "macos"_L1, "darwin"_L1, "aix"_L1, "bsd"_L1, "solaris"_L1, "sunos"_L1, "hp-ux"_L1}))
        return HostFamily::Other;
    return HostFamily::Unknown;
}

} // namespace

HostFamily familyOf(const Agent &agent)
{
    const HostFamily named = familyNamedIn(agent.platform);
    return named == HostFamily::Unknown ? familyNamedIn(agent.os) : named;
}

bool hasModule(const Agent &agent, QStringView word)
{
    return isIn(agent.modules, word);
}

ModuleCheck checkModules(const Agent &agent, ModuleSwitch to, const QStringList &wanted,
                         const std::optional<QStringList> &subscription)
{
    ModuleCheck check;
    QStringList open; // what there is something to do about
    for (const QString &word : withoutRepeats(wanted)) {
        const bool isDone = hasModule(agent, word) == (to == ModuleSwitch::On);
        (isDone ? check.already : open) << word;
    }
    if (to == ModuleSwitch::Off) {
        check.toSend = open; // no module is known to resist
        return check;
    }
    QStringList present = agent.modules;
    QStringList sent;
    for (const bool dependent : {false, true})
        for (const QString &word : std::as_const(open)) {
            if (dependsOnOthers(word) != dependent)
                continue;
            if (const auto refusal = refusalOf(word, agent, present, open, subscription)) {
                check.refused << *refusal;
            } else {
                present << word;
                sent << word;
            }
        }
    // In the order wanted, whatever was judged first.
    std::ranges::copy_if(open, std::back_inserter(check.toSend),
                         [&](const QString &word) { return sent.contains(word); });
    return check;
}

QList<ScanKind> scanKindsFor(const Agent &agent)
{
    QList<ScanKind> kinds{ScanKind::Inventory};
    const auto offer = [&](ScanKind kind, QStringView module) {
        if (hasModule(agent, module))
            kinds << kind;
    };
    offer(ScanKind::Vulnerability, u"VM");
    offer(ScanKind::PolicyCompliance, u"PC");
    offer(ScanKind::Udc, u"PC");
    offer(ScanKind::Sca, u"SCA");
    offer(ScanKind::Swca, u"SWCA");
    return kinds;
}
