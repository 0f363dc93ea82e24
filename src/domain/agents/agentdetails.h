// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/agents/agentpacker.h"

#include <utility>

/// What a row holds beyond its cells and folded texts, in as few bytes as it takes: two bytes of flags that say what
/// follows, then the parts in the order of the flags. Texts are a length and UTF-8, numbers seven bits to a byte. The
/// cache writes these bytes down, so the order and the meaning of a flag never change.
namespace agentdetails {

enum Flag : quint16 {
    NameUpper = 0x0001,    ///< the folded name in ASCII capitals
    NameText = 0x0002,     ///< a text: the name as it came
    DnsIsName = 0x0004,    ///< the DNS name begins with the folded name; the domain follows it
    DnsPart = 0x0008,      ///< the folded DNS name is a part of the names
    DnsText = 0x0010,      ///< a text: the DNS name as it came
    NetbiosUpper = 0x0020, ///< the folded name in ASCII capitals
    NetbiosText = 0x0040,  ///< a text: the NetBIOS name as it came
    AddressText = 0x0080,  ///< a text: the address as it came
    UuidBytes = 0x0100,    ///< 16 bytes, written in lower case with hyphens
    UuidText = 0x0200,     ///< a text: an agent's id in any other form
    HostId = 0x0400,       ///< a number
    Serial = 0x0800,       ///< a text
    Macs = 0x1000,         ///< a number of texts, six bytes each where they are usual
};

quint16 flagsOf(std::string_view details);
QString name(std::string_view names, std::string_view details);
QString address(std::string_view folded, std::string_view details);
QString dnsHostName(const PackedAgent &packed, const AgentWords &words);

/// Serial and MACs, where duplicates are looked for and where lists leave them out.
struct Hardware
{
    std::string_view serial;
    std::string_view macs; ///< the part as it stands; the same for the same MACs
};
Hardware hardware(std::string_view details);
/// One MAC after the other, as bytes that are equal when the MACs are.
template <typename Visit>
void forEachMac(std::string_view macs, Visit visit);
bool hasHardware(std::string_view details);
/// The details without serial and MACs, which stand at their end, and these by themselves; empty when there are none.
std::pair<std::string, std::string> split(std::string_view details);
/// Details that have no hardware, with that which split() took from others.
std::string joined(std::string_view details, std::string_view hardware);

Agent unpacked(const PackedAgent &packed, const AgentWords &words);

void appendNumber(std::string &bytes, quint64 number);
void appendText(std::string &bytes, std::string_view text);
quint64 takeNumber(std::string_view &bytes);
std::string_view takeBytes(std::string_view &bytes, quint64 length);
void appendMacs(std::string &bytes, const QStringList &macs);
std::string asciiUpper(std::string_view text);

} // namespace agentdetails

template <typename Visit>
void agentdetails::forEachMac(std::string_view macs, Visit visit)
{
    for (quint64 left = takeNumber(macs); left > 0 && !macs.empty(); --left) {
        const quint64 length = takeNumber(macs); // 0 stands for the usual six bytes
        visit(takeBytes(macs, length == 0 ? 6 : length));
    }
}
