// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/agents/agentdetails.h"

#include <QUuid>

using namespace Qt::StringLiterals;
using namespace agentdetails;

namespace {

QString text(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
}

std::string_view firstPart(std::string_view names)
{
    return names.substr(0, names.find(textEnd));
}

std::string_view takeText(std::string_view &bytes)
{
    return takeBytes(bytes, takeNumber(bytes));
}

/// The parts of details one after the other; those that were not flagged are empty.
struct Parts
{
    explicit Parts(std::string_view details)
        : flags(flagsOf(details))
    {
        details.remove_prefix(std::min<std::size_t>(2, details.size()));
        const auto textIf = [&](Flag flag) { return flags & flag ? takeText(details) : std::string_view(); };
        name = textIf(NameText);
        dns = textIf(DnsText);
        netbios = textIf(NetbiosText);
        address = textIf(AddressText);
        uuid = flags & UuidBytes ? takeBytes(details, 16) : textIf(UuidText);
        if (flags & HostId)
            hostId = takeNumber(details);
        serial = textIf(Serial);
        if (flags & Macs)
            macs = details;
    }

    quint16 flags;
    std::string_view name, dns, netbios, address, uuid, serial, macs;
    quint64 hostId = 0;
};

QStringList macTexts(std::string_view macs)
{
    QStringList list;
    for (quint64 left = takeNumber(macs); left > 0 && !macs.empty(); --left) {
        const quint64 length = takeNumber(macs);
        const std::string_view bytes = takeBytes(macs, length == 0 ? 6 : length);
        list << (length == 0 ? QString::fromLatin1(QByteArray(bytes.data(), qsizetype(bytes.size())).toHex(':'))
                             : text(bytes));
    }
    return list;
}

void appendFlags(std::string &bytes, int flags)
{
    bytes.push_back(char(flags & 0xff));
    bytes.push_back(char(flags >> 8));
}

/// Six bytes of "00:11:22:aa:bb:cc"; nothing when it would not be written like that again.
QByteArray macBytes(const QString &mac)
{
    if (mac.size() != 17)
        return {};
    const QByteArray bytes = QByteArray::fromHex(mac.toLatin1());
    return bytes.size() == 6 && QString::fromLatin1(bytes.toHex(':')) == mac ? bytes : QByteArray();
}

} // namespace

void agentdetails::appendNumber(std::string &bytes, quint64 number)
{
    for (; number >= 0x80; number >>= 7)
        bytes.push_back(char(number | 0x80));
    bytes.push_back(char(number));
}

void agentdetails::appendText(std::string &bytes, std::string_view value)
{
    appendNumber(bytes, value.size());
    bytes.append(value);
}

quint64 agentdetails::takeNumber(std::string_view &bytes)
{
    quint64 number = 0;
    for (int shift = 0; !bytes.empty() && shift < 64; shift += 7) {
        const quint8 byte = quint8(bytes.front());
        bytes.remove_prefix(1);
        number |= quint64(byte & 0x7f) << shift;
        if (byte < 0x80)
            break;
    }
    return number;
}

std::string_view agentdetails::takeBytes(std::string_view &bytes, quint64 length)
{
    const std::string_view taken = bytes.substr(0, std::min<quint64>(length, bytes.size()));
    bytes.remove_prefix(taken.size());
    return taken;
}

void agentdetails::appendMacs(std::string &bytes, const QStringList &macs)
{
    appendNumber(bytes, quint64(macs.size()));
    for (const QString &mac : macs) {
        const QByteArray usual = macBytes(mac);
        const QByteArray utf8 = usual.isEmpty() ? mac.toUtf8() : usual;
        appendNumber(bytes, usual.isEmpty() ? quint64(utf8.size()) : 0);
        bytes.append(utf8.constData(), std::size_t(utf8.size()));
    }
}

std::string agentdetails::asciiUpper(std::string_view value)
{
    std::string upper(value);
    for (char &c : upper)
        if (c >= 'a' && c <= 'z')
            c = char(c - 'a' + 'A');
    return upper;
}

quint16 agentdetails::flagsOf(std::string_view details)
{
    return details.size() < 2 ? quint16(0) : quint16(quint8(details[0]) | quint8(details[1]) << 8);
}

QString agentdetails::name(std::string_view names, std::string_view details)
{
    const quint16 flags = flagsOf(details);
    if (flags & NameText) {
        details.remove_prefix(2);
        return text(takeText(details));
    }
    return text(flags & NameUpper ? asciiUpper(firstPart(names)) : firstPart(names));
}

QString agentdetails::address(std::string_view folded, std::string_view details)
{
    return text(flagsOf(details) & AddressText ? Parts(details).address : firstPart(folded));
}

QString agentdetails::dnsHostName(const PackedAgent &packed, const AgentWords &words)
{
    const quint16 flags = flagsOf(packed.details);
    const std::string_view own = firstPart(packed.names);
    if (flags & DnsText)
        return text(Parts(packed.details).dns);
    if (flags & DnsIsName)
        return text(own) + QString::fromUtf8(words.domains[packed[AgentCell::Domain]]);
    return flags & DnsPart ? text(firstPart(packed.names.substr(own.size() + 1))) : QString();
}

Hardware agentdetails::hardware(std::string_view details)
{
    if (!hasHardware(details))
        return {};
    const Parts parts(details);
    return {parts.serial, parts.macs};
}

bool agentdetails::hasHardware(std::string_view details)
{
    return flagsOf(details) & (Serial | Macs);
}

std::pair<std::string, std::string> agentdetails::split(std::string_view details)
{
    const quint16 flags = flagsOf(details);
    if (!(flags & (Serial | Macs)))
        return {std::string(details), std::string()};
    const Parts parts(details);
    std::string own, rest;
    appendFlags(own, flags & ~(Serial | Macs));
    appendFlags(rest, flags & (Serial | Macs));
    if (flags & Serial)
        appendText(rest, parts.serial);
    rest += parts.macs;
    const std::size_t taken = rest.size() - 2;
    own += details.substr(2, details.size() - 2 - taken);
    return {std::move(own), std::move(rest)};
}

std::string agentdetails::joined(std::string_view details, std::string_view hardware)
{
    std::string all;
    appendFlags(all, flagsOf(details) | (flagsOf(hardware) & (Serial | Macs)));
    all += details.substr(std::min<std::size_t>(2, details.size()));
    all += hardware.substr(std::min<std::size_t>(2, hardware.size()));
    return all;
}

Agent agentdetails::unpacked(const PackedAgent &packed, const AgentWords &words)
{
    const Parts parts(packed.details);
    const auto moment = [&](AgentCell cell) {
        return packed[cell] == 0 ? QDateTime() : QDateTime::fromSecsSinceEpoch(packed[cell], Qt::UTC);
    };
    const KindWord &kind = words.kinds[packed[AgentCell::Kind]];
    const KeyWord &key = words.keys[packed[AgentCell::Key]];
    Agent agent{
        .id = {packed.id},
        .name = name(packed.names, packed.details),
        .created = moment(AgentCell::Created),
        .modified = moment(AgentCell::Modified),
        .os = words.systems[packed[AgentCell::System]],
        .address = text(parts.flags & AddressText ? parts.address : firstPart(packed.address)),
        .dnsHostName = dnsHostName(packed, words),
        .netbiosName =
            text(parts.flags & NetbiosUpper ? asciiUpper(firstPart(packed.names)) : std::string(parts.netbios)),
        .qwebHostId = qint64(parts.hostId),
        .uuid = parts.flags & UuidBytes
                    ? QUuid::fromRfc4122(QByteArrayView(parts.uuid.data(), qsizetype(parts.uuid.size())))
                          .toString(QUuid::WithoutBraces)
                    : text(parts.uuid),
        .version = words.versions[packed[AgentCell::Version]].text,
        .status = kind.status,
        .lastCheckedIn = moment(AgentCell::CheckedIn),
        .platform = kind.platform,
        .modules = words.modules[packed[AgentCell::Modules]].words,
        .key = key.tail,
        .keyTitle = key.title,
        .configuration = kind.configuration,
        .tags = {},
        .serial = text(parts.serial),
        .macs = parts.macs.empty() ? QStringList() : macTexts(parts.macs),
    };
    agent.tags.reserve(qsizetype(packed.tags.size()));
    for (const quint32 tag : packed.tags)
        agent.tags << words.tags[tag];
    return agent;
}
