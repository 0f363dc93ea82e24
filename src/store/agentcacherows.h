// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/agents/agentpacker.h"

/// Rows and words of agents as the cache's bytes. Their layout belongs to the schema: change both together.
namespace agentcacherows {

/// Without id and hardware, which are columns of their own: lists leave the hardware out, and then it must stay.
void append(std::string &bytes, const PackedAgent &agent, std::string_view details);

/// Rows read back, so many that one call adds them to columns. Views point into it.
class Batch
{
public:
    void add(qint64 id, std::string_view row, std::string_view hardware);
    bool isEmpty() const { return m_rows.empty(); }
    std::size_t size() const { return m_rows.size(); }
    /// Those that can be read; words beyond the lists and texts that end too early are damage SQLite cannot see.
    std::span<const PackedAgent> read(const AgentWords &words);
    void clear();

private:
    struct Row
    {
        qint64 id;
        std::size_t row, hardware, end;
    };
    std::vector<Row> m_rows;
    std::string m_bytes;
    std::vector<quint32> m_tags;
    std::vector<std::string> m_details; ///< those that were joined with hardware
    std::vector<PackedAgent> m_agents;
};

/// Lists of words by their number in the file.
enum class List { Systems, Versions, Kinds, Keys, Modules, Domains, Tags };
inline constexpr int lists = 7;
quint32 sizeOf(const AgentWords &words, List list);
std::string wordBytes(const AgentWords &words, List list, quint32 number);
/// Appends a word read back; false when the bytes are not one.
bool appendWord(AgentWords &words, List list, std::string_view bytes);

} // namespace agentcacherows
