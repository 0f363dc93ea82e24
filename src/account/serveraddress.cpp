// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "account/serveraddress.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace {

using Understood = tl::expected<ServerAddress, AddressRefusal>;

enum class Wanted { ApiServer, AsWritten };

constexpr qsizetype longest = 2048;
constexpr std::array ownPrefixes{"qualysapi."_L1,   "qualysgateway."_L1, "gateway."_L1,
                                 "qualysguard."_L1, "qagpublic."_L1,     "cmsqagpublic."_L1};

tl::unexpected<AddressRefusal> refused(AddressProblem problem, const QUrl &suggestion = {})
{
    return tl::unexpected(AddressRefusal{problem, suggestion});
}

bool isBlank(QChar c)
{
    return c.isSpace() || c == QChar(0x200b) || c == QChar(0x200c) || c == QChar(0x200d) || c == QChar(0x2060) ||
           c == QChar(0xfeff);
}

QStringView withoutFrame(QStringView text)
{
    constexpr std::array<std::pair<char16_t, char16_t>, 5> frames{
        {{u'<', u'>'}, {u'"', u'"'}, {u'\'', u'\''}, {u'`', u'`'}, {u'\u201c', u'\u201d'}}};
    const auto trimmed = [](QStringView view) {
        while (!view.isEmpty() && isBlank(view.front()))
            view = view.sliced(1);
        while (!view.isEmpty() && isBlank(view.back()))
            view.chop(1);
        return view;
    };
    text = trimmed(text);
    for (const auto &[open, close] : frames)
        if (text.size() > 2 && text.front() == open && text.back() == close)
            return trimmed(text.sliced(1).chopped(1));
    return text;
}

/// The parts of an address as they are written. QUrl would already read 2130706433 as 127.0.0.1.
struct Written
{
    QString scheme = u"https"_s;
    QString host; ///< lower case, without brackets
    QString port;
    bool user = false, bracketed = false, broken = false;
};

Written takeApart(QStringView text)
{
    static const QRegularExpression schemePart(u"^(?:([A-Za-z][A-Za-z0-9+.-]*)://|(https?):|//)/*"_s,
                                               QRegularExpression::CaseInsensitiveOption);
    Written written;
    if (const auto match = schemePart.match(text.toString()); match.hasMatch()) {
        const QString scheme = match.captured(1) + match.captured(2);
        if (!scheme.isEmpty())
            written.scheme = scheme.toLower();
        text = text.sliced(match.capturedLength());
    }
    const auto end = std::ranges::find_if(text, [](QChar c) { return c == u'/' || c == u'?' || c == u'#'; });
    QStringView authority = text.first(end - text.begin());
    if (const qsizetype at = authority.lastIndexOf(u'@'); at >= 0) {
        written.user = true;
        authority = authority.sliced(at + 1);
    }
    qsizetype hostEnd = authority.indexOf(u':');
    if (authority.startsWith(u'[')) {
        written.bracketed = true;
        hostEnd = authority.indexOf(u']');
        written.broken = hostEnd < 0;
        authority = authority.sliced(1);
        --hostEnd;
    }
    if (written.broken)
        return written;
    const QStringView host = hostEnd < 0 ? authority : authority.first(hostEnd);
    QStringView rest = hostEnd < 0 ? QStringView() : authority.sliced(hostEnd + (written.bracketed ? 1 : 0));
    if (!rest.isEmpty() && rest.front() != u':')
        written.broken = true;
    else if (!rest.isEmpty())
        rest = rest.sliced(1);
    written.host = host.toString().toLower();
    written.port = rest.toString();
    return written;
}

/// -1 for none, nullopt for nonsense.
std::optional<int> portOf(const Written &written)
{
    if (written.port.isEmpty())
        return -1;
    const bool digits = std::ranges::all_of(written.port, [](QChar c) { return c >= u'0' && c <= u'9'; });
    const int port = digits && written.port.size() <= 5 ? written.port.toInt() : 0;
    return port > 0 && port <= 65535 ? std::optional(port) : std::nullopt;
}

bool isLoopback(const Written &written)
{
    return written.bracketed ? written.host == "::1"_L1
                             : written.host == "127.0.0.1"_L1 || written.host == "localhost"_L1;
}

std::optional<AddressProblem> problemOf(const Written &written)
{
    using enum AddressProblem;
    static const QRegularExpression label(u"\\A[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\z"_s);
    static const QRegularExpression numeric(u"\\A([0-9]+|0x[0-9a-f]*)\\z"_s);
    static const QRegularExpression dottedQuad(
        u"\\A((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!\\z)|\\z)){4}\\z"_s);

    const QString &host = written.host;
    if (host.isEmpty() || host.size() > 253)
        return NotAnAddress;
    if (written.bracketed) {
        const bool isPlain = std::ranges::all_of(host, [](QChar c) { // no zone, no IPv4 inside
            return c == u':' || (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
        });
        return isPlain && host.contains(u':') ? std::nullopt : std::optional(NotAnAddress); // Qt checks the rest
    }
    if (std::ranges::any_of(host, [](QChar c) { return c.unicode() > 127; }))
        return LookAlike;
    const QStringList labels = host.split(u'.');
    if (numeric.match(labels.last()).hasMatch())
        return dottedQuad.match(host).hasMatch() ? std::nullopt : std::optional(OddNumber);
    if (!std::ranges::all_of(labels, [](const QString &part) { return label.match(part).hasMatch(); }))
        return NotAnAddress;
    if (labels.size() < 2 && !isLoopback(written))
        return NotAnAddress;
    if (std::ranges::any_of(labels, [](const QString &part) { return part.startsWith("xn--"_L1); }))
        return LookAlike; // shown in Unicode it could pass for another name
    const bool posing = !isVendorHost(host) && std::ranges::any_of(platforms(), [&host](const Platform &platform) {
        return host.contains(QString(platform.api) + u'.') || host.contains(QString(platform.portal) + u'.') ||
               host.contains(QString(platform.gateway) + u'.');
    });
    return posing ? std::optional(LookAlike) : std::nullopt;
}

QString baseOf(const QString &host)
{
    for (const QLatin1StringView prefix : ownPrefixes)
        if (host.startsWith(prefix))
            return host.sliced(prefix.size());
    return host;
}

const Platform *platformOfBase(const QString &base)
{
    const auto found = std::ranges::find_if(platforms(), [&base](const Platform &platform) {
        return base == baseOf(platform.api) || base == baseOf(platform.gateway);
    });
    return found == platforms().end() ? nullptr : &*found;
}

/// A host in one of the vendor's domains.
Understood understandVendor(const QString &host, int port)
{
    QString base = baseOf(host);
    const bool bare = base == host;
    const Platform *platform = platformOfBase(base);
    if (!platform) {
        // "qgl" for "qg1" is printed in many a document.
        if (const QString digit = QString(base).replace(u"qgl."_s, u"qg1."_s); platformOfBase(digit))
            return refused(AddressProblem::NoSuchServer, platformOfBase(digit)->apiServer());
        if (bare)
            return refused(AddressProblem::NoSuchServer); // the web site, the documentation
        QUrl newer;                                       // a platform younger than our table
        newer.setScheme(u"https"_s);
        newer.setHost(u"qualysapi."_s + base);
        return port == -1 || port == 443 ? Understood(ServerAddress{newer}) : refused(AddressProblem::OddPort, newer);
    }
    const QUrl server = platform->apiServer();
    if (bare && !base.startsWith("qg"_L1) && !base.startsWith("gov"_L1))
        return refused(AddressProblem::NoSuchServer); // "qualys.com" says nothing about the platform
    if (host.startsWith("qualysapi."_L1) && host != platform->api)
        return refused(AddressProblem::NoSuchServer, server); // qualysapi.qg1.apps.qualys.com is often written
    if (port != -1 && port != 443)
        return refused(AddressProblem::OddPort, server);
    return ServerAddress{server, platform};
}

Understood understandHttps(Written written, Wanted wanted)
{
    if (!written.bracketed && written.host.endsWith(u'.'))
        written.host.chop(1); // the end of a sentence, or of a name written in full
    if (const auto problem = problemOf(written))
        return refused(*problem);
    const auto port = portOf(written);
    if (wanted == Wanted::ApiServer && isVendorHost(written.host))
        return understandVendor(written.host, port.value_or(0));
    if (!port || *port == 80)
        return refused(AddressProblem::OddPort);
    const QString base = baseOf(written.host);
    // A "gateway." of somebody else's is only a name.
    if (wanted == Wanted::ApiServer && base != written.host && !written.host.startsWith("gateway."_L1))
        written.host = u"qualysapi."_s + base;
    QUrl server;
    server.setScheme(u"https"_s);
    server.setHost(written.host);
    server.setPort(*port == 443 ? -1 : *port);
    if (!server.isValid() || server.host() != written.host)
        return refused(AddressProblem::NotAnAddress); // Qt reads something else than the person does
    return ServerAddress{server};
}

Understood understandHttp(const Written &written, Wanted wanted)
{
    const auto port = portOf(written);
    if (!isLoopback(written)) {
        Written secure = written;
        if (port == 80)
            secure.port.clear();
        const Understood better = understandHttps(secure, wanted);
        return refused(AddressProblem::PlainHttp, better ? better->server : better.error().suggestion);
    }
    if (!port)
        return refused(AddressProblem::OddPort);
    QUrl server;
    server.setScheme(u"http"_s);
    // Named by its address, so that no resolver has a say in where the password goes.
    server.setHost(written.host == "localhost"_L1 ? u"127.0.0.1"_s : written.host);
    server.setPort(*port);
    return ServerAddress{server};
}

Understood understandWithoutBlanks(QStringView text, Wanted wanted)
{
    const auto isOut = [](QChar c) { return c.unicode() < 0x20 || c == u'\\' || c == QChar(0x7f); };
    if (text.size() > longest || std::ranges::any_of(text, isOut))
        return refused(AddressProblem::NotAnAddress);
    const Written written = takeApart(text);
    const auto meant = [&written]() -> QUrl {
        const Understood other = understandHttps(written, Wanted::ApiServer);
        return other && other->platform ? other->server : QUrl();
    };
    if (written.broken)
        return refused(AddressProblem::NotAnAddress);
    if (written.user)
        return refused(AddressProblem::UserInfo, meant());
    if (written.scheme == "https"_L1)
        return understandHttps(written, wanted);
    if (written.scheme == "http"_L1)
        return understandHttp(written, wanted);
    return refused(AddressProblem::OtherScheme, meant());
}

} // namespace

Understood understandAddress(QStringView pasted)
{
    const QStringView text = withoutFrame(pasted);
    if (text.isEmpty())
        return refused(AddressProblem::Empty);
    if (const Platform *platform = platformById(text))
        return ServerAddress{platform->apiServer(), platform};
    if (!std::ranges::any_of(text, isBlank))
        return understandWithoutBlanks(text, Wanted::ApiServer);
    // Blanks come with lines that a document broke. What is left must be a server that we know.
    QString joined = text.first(std::min(text.size(), longest)).toString();
    joined.removeIf(isBlank);
    const Understood understood = understandWithoutBlanks(joined, Wanted::ApiServer);
    return understood && understood->platform ? understood : refused(AddressProblem::NotAnAddress);
}

tl::expected<QUrl, AddressRefusal> understandOverride(QStringView pasted)
{
    const QStringView text = withoutFrame(pasted);
    if (text.isEmpty())
        return refused(AddressProblem::Empty);
    if (std::ranges::any_of(text, isBlank))
        return refused(AddressProblem::NotAnAddress);
    return understandWithoutBlanks(text, Wanted::AsWritten).map([](const ServerAddress &address) {
        return address.server;
    });
}
