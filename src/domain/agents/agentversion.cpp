// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agents/agentversion.h"

#include <limits>

std::optional<AgentVersion> readAgentVersion(QStringView text, int *given)
{
    AgentVersion version;
    qsizetype at = 0;
    while (at < text.size() && text[at].isSpace())
        ++at;
    if (at < text.size() && (text[at] == u'v' || text[at] == u'V'))
        ++at;
    int count = 0;
    for (; count < int(version.parts.size()); ++count) {
        if (at >= text.size() || text[at] < u'0' || text[at] > u'9')
            break;
        quint64 number = 0;
        for (; at < text.size() && text[at] >= u'0' && text[at] <= u'9'; ++at)
            number = std::min<quint64>(number * 10 + (text[at].unicode() - u'0'), std::numeric_limits<quint32>::max());
        version.parts[std::size_t(count)] = quint32(number);
        if (at >= text.size() || text[at] != u'.') {
            ++count;
            break;
        }
        ++at;
    }
    if (given)
        *given = count;
    return count > 0 ? std::optional(version) : std::nullopt;
}
