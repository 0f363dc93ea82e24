// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agents/agentwords.h"

#include "domain/modules.h"

#include <QCryptographicHash>

#include <cstring>

using namespace Qt::StringLiterals;

namespace {

std::size_t textBytes(const QString &text)
{
    return text.isNull() ? 0 : std::size_t(text.capacity()) * sizeof(QChar) + sizeof(QArrayData);
}

template <typename Value, typename Texts>
std::size_t bytesOf(const WordList<Value> &list, const Texts &texts)
{
    std::size_t bytes = list.bytesUsed();
    for (quint32 i = 0; i < list.size(); ++i)
        bytes += texts(list[i]);
    return bytes;
}

} // namespace

std::size_t AgentWords::bytesUsed() const
{
    return bytesOf(systems, textBytes) + bytesOf(versions, [](const VersionWord &w) { return textBytes(w.text); }) +
           bytesOf(kinds,
                   [](const KindWord &w) {
                       return textBytes(w.status) + textBytes(w.platform) + textBytes(w.configuration);
                   }) +
           bytesOf(keys, [](const KeyWord &w) { return textBytes(w.tail) + textBytes(w.title); }) +
           bytesOf(modules,
                   [](const ModulesWord &w) {
                       std::size_t bytes = 0;
                       for (const QString &word : w.words)
                           bytes += sizeof(QString) + textBytes(word);
                       return bytes;
                   }) +
           bytesOf(domains, [](const QByteArray &w) { return std::size_t(w.capacity()) + sizeof(QArrayData); }) +
           bytesOf(tags, [](const TagRef &w) { return textBytes(w.name); });
}

quint64 agentKeyHash(const QString &key)
{
    const QByteArray digest = QCryptographicHash::hash(key.toLower().toUtf8(), QCryptographicHash::Sha256);
    quint64 hash = 0;
    for (int i = 0; i < 8; ++i)
        hash = hash << 8 | quint8(digest[i]);
    return hash == 0 ? 1 : hash;
}

int moduleNumber(QStringView agentWord)
{
    const std::span<const Module> modules = knownModules();
    constexpr auto prefix = "AGENT_"_L1;
    const bool prefixed = agentWord.startsWith(prefix, Qt::CaseInsensitive);
    const QStringView code = prefixed ? agentWord.mid(prefix.size()) : agentWord;
    for (std::size_t i = 0; i < modules.size(); ++i)
        if ((!modules[i].agent.isEmpty() && agentWord.compare(modules[i].agent, Qt::CaseInsensitive) == 0) ||
            code.compare(modules[i].code, Qt::CaseInsensitive) == 0)
            return int(i);
    return -1;
}

ModulesWord modulesWord(const QStringList &agentWords)
{
    ModulesWord word{.words = agentWords};
    for (const QString &module : agentWords) {
        const int number = moduleNumber(module);
        if (number >= 0)
            word.bits |= quint32(1) << number;
        else if (!word.unknown.contains(module, Qt::CaseInsensitive))
            word.unknown << module;
    }
    return word;
}
