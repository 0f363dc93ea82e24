// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/agent.h"
#include "domain/agents/agentversion.h"

#include <memory>
#include <vector>

/// Values that many agents share, by number; 0 is always the empty one. Append-only and in blocks that never move, so a
/// copy may be read on another thread while the one it was copied from grows: it sees the values it was copied with.
template <typename Value>
class WordList
{
public:
    static constexpr quint32 blockSize = 64;

    WordList() { append({}); }

    quint32 size() const { return m_size; }
    const Value &operator[](quint32 number) const
    {
        return m_blocks[number / blockSize][std::ptrdiff_t(number % blockSize)];
    }
    /// For the one owner that adds. Two copies that both grow would share a block.
    void append(Value value)
    {
        if (m_size % blockSize == 0)
            m_blocks.push_back(std::shared_ptr<Value[]>(new Value[blockSize]));
        m_blocks.back()[std::ptrdiff_t(m_size++ % blockSize)] = std::move(value);
    }
    std::size_t bytesUsed() const
    {
        return m_blocks.size() * blockSize * sizeof(Value) + m_blocks.capacity() * sizeof(m_blocks[0]);
    }

private:
    std::vector<std::shared_ptr<Value[]>> m_blocks;
    quint32 m_size = 0;
};

struct VersionWord
{
    QString text;
    std::optional<AgentVersion> number;
};

/// What installed an agent. The whole key is not kept: its last six characters tell keys apart, the hash joins it with
/// the activation key of the same value, and neither can enrol a host.
struct KeyWord
{
    QString tail;
    quint64 hash = 0; ///< agentKeyHash(); 0 without a key
    QString title;

    friend bool operator==(const KeyWord &, const KeyWord &) = default;
};

/// Three words of few values each that go together.
struct KindWord
{
    QString status, platform, configuration;

    friend bool operator==(const KindWord &, const KindWord &) = default;
};

struct ModulesWord
{
    QStringList words; ///< as they came, in the order given
    quint32 bits = 0;  ///< bit i is knownModules()[i]
    QStringList unknown;

    friend bool operator==(const ModulesWord &, const ModulesWord &) = default;
};

struct AgentWords
{
    WordList<QString> systems;
    WordList<VersionWord> versions;
    WordList<KindWord> kinds;
    WordList<KeyWord> keys;
    WordList<ModulesWord> modules;
    WordList<QByteArray> domains; ///< folded, in UTF-8: what follows the host's name in its DNS name
    WordList<TagRef> tags;

    std::size_t bytesUsed() const;
};

/// The same on every computer and in every run. A key is 122 random bits, so it cannot be guessed from this.
quint64 agentKeyHash(const QString &key);
ModulesWord modulesWord(const QStringList &agentWords);
/// Which of knownModules() an agent's word such as AGENT_VM means; -1 for one we cannot name.
int moduleNumber(QStringView agentWord);
