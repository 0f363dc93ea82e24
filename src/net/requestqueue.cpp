// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "net/requestqueue.h"

#include <algorithm>

void RequestQueue::remove(quint64 number)
{
    for (Lane &lane : m_lanes)
        lane.entries.removeIf([number](const Entry &entry) { return entry.number == number; });
}

bool RequestQueue::isEmpty() const
{
    return std::ranges::all_of(m_lanes, [](const Lane &lane) { return lane.entries.isEmpty(); });
}

std::optional<RequestQueue::Entry> RequestQueue::take(ms now, const std::function<bool(const Entry &)> &lets)
{
    struct Candidate
    {
        Lane *lane;
        qsizetype at;
    };
    QList<Candidate> candidates;
    Lane *starved = nullptr;
    ms longest{0};
    for (Lane &lane : m_lanes) {
        const auto it = std::ranges::find_if(lane.entries, lets);
        if (it == lane.entries.end()) {
            lane.credit = 0;
            continue;
        }
        candidates.append({&lane, it - lane.entries.begin()});
        const ms waiting = now - std::max(it->since, lane.served);
        if (waiting >= m_patience && waiting > longest) {
            starved = &lane;
            longest = waiting;
        }
    }
    if (candidates.isEmpty())
        return std::nullopt;

    // Smooth weighted round robin: all who wait earn their weight, the richest pays for the round.
    int round = 0;
    for (const Candidate &candidate : std::as_const(candidates)) {
        candidate.lane->credit += candidate.lane->weight;
        round += candidate.lane->weight;
    }
    auto chosen = std::ranges::max_element(candidates, {}, [](const Candidate &c) { return c.lane->credit; });
    if (starved)
        chosen = std::ranges::find(candidates, starved, &Candidate::lane);
    chosen->lane->credit -= round;
    chosen->lane->served = now;
    return chosen->lane->entries.takeAt(chosen->at);
}
