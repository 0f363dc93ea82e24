// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "account/platforms.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {

/// The platforms after the first of their region have all four hosts under one base.
#define LATCHKEY_HOSTS(base)                                                                                           \
    "qualysapi." base ""_L1, "gateway." base ""_L1, "qualysguard." base ""_L1, "qagpublic." base ""_L1

constexpr std::array table{
    Platform{"US1"_L1, QT_TRANSLATE_NOOP("Platforms", "US Platform 1"), "qualysapi.qualys.com"_L1,
             "gateway.qg1.apps.qualys.com"_L1, "qualysguard.qualys.com"_L1, "qagpublic.qg1.apps.qualys.com"_L1, "_"_L1},
    Platform{"US2"_L1, QT_TRANSLATE_NOOP("Platforms", "US Platform 2"), LATCHKEY_HOSTS("qg2.apps.qualys.com"), "2"_L1},
    Platform{"US3"_L1, QT_TRANSLATE_NOOP("Platforms", "US Platform 3"), LATCHKEY_HOSTS("qg3.apps.qualys.com"), "3"_L1},
    Platform{"US4"_L1, QT_TRANSLATE_NOOP("Platforms", "US Platform 4"), LATCHKEY_HOSTS("qg4.apps.qualys.com"), "6"_L1},
    Platform{"GOV1"_L1, QT_TRANSLATE_NOOP("Platforms", "US Government Platform 1"), LATCHKEY_HOSTS("gov1.qualys.us"),
             ""_L1, true},
    Platform{"EU1"_L1, QT_TRANSLATE_NOOP("Platforms", "EU Platform 1"), "qualysapi.qualys.eu"_L1,
             "gateway.qg1.apps.qualys.eu"_L1, "qualysguard.qualys.eu"_L1, "qagpublic.qg1.apps.qualys.eu"_L1, "-"_L1},
    Platform{"EU2"_L1, QT_TRANSLATE_NOOP("Platforms", "EU Platform 2"), LATCHKEY_HOSTS("qg2.apps.qualys.eu"), "5!"_L1},
    Platform{"EU3"_L1, QT_TRANSLATE_NOOP("Platforms", "EU Platform 3 (Italy)"), LATCHKEY_HOSTS("qg3.apps.qualys.it"),
             "B"_L1},
    Platform{"IN1"_L1, QT_TRANSLATE_NOOP("Platforms", "India Platform 1"), LATCHKEY_HOSTS("qg1.apps.qualys.in"),
             "8"_L1},
    Platform{"CA1"_L1, QT_TRANSLATE_NOOP("Platforms", "Canada Platform 1"), LATCHKEY_HOSTS("qg1.apps.qualys.ca"),
             "9"_L1},
    Platform{"AE1"_L1, QT_TRANSLATE_NOOP("Platforms", "UAE Platform 1"), LATCHKEY_HOSTS("qg1.apps.qualys.ae"), "7"_L1},
    Platform{"UK1"_L1, QT_TRANSLATE_NOOP("Platforms", "UK Platform 1"), LATCHKEY_HOSTS("qg1.apps.qualys.co.uk"),
             "1"_L1},
    Platform{"AU1"_L1, QT_TRANSLATE_NOOP("Platforms", "Australia Platform 1"), LATCHKEY_HOSTS("qg1.apps.qualys.com.au"),
             "4"_L1},
    Platform{"KSA1"_L1, QT_TRANSLATE_NOOP("Platforms", "Saudi Arabia Platform 1"),
             LATCHKEY_HOSTS("qg1.apps.qualysksa.com"), "A"_L1},
};

constexpr std::array vendorDomains{"qualys.com"_L1,    "qualys.us"_L1,    "qualys.eu"_L1, "qualys.it"_L1,
                                   "qualys.in"_L1,     "qualys.ca"_L1,    "qualys.ae"_L1, "qualys.co.uk"_L1,
                                   "qualys.com.au"_L1, "qualysksa.com"_L1};

QUrl https(const QString &host)
{
    QUrl url;
    url.setScheme(u"https"_s);
    url.setHost(host);
    return url;
}

bool isLowerLetter(QChar c)
{
    return c >= u'a' && c <= u'z';
}

} // namespace

QUrl Platform::apiServer() const
{
    return https(api);
}

std::span<const Platform> platforms()
{
    return table;
}

const Platform *platformById(QStringView id)
{
    const auto found = std::ranges::find_if(
        table, [id](const Platform &platform) { return id.compare(platform.id, Qt::CaseInsensitive) == 0; });
    return found == table.end() ? nullptr : &*found;
}

const Platform *platformOf(const QUrl &apiServer)
{
    if (apiServer.scheme() != "https"_L1 || apiServer.port(443) != 443)
        return nullptr;
    const QString host = apiServer.host();
    const auto found = std::ranges::find_if(table, [&host](const Platform &platform) { return host == platform.api; });
    return found == table.end() ? nullptr : &*found;
}

const Platform *guessPlatform(QStringView login)
{
    const auto mark = std::ranges::find_if_not(login, isLowerLetter);
    if (mark == login.begin() || mark == login.end())
        return nullptr;
    // After the mark come initials and perhaps a number; anything else is a name that somebody made up.
    const auto number = std::find_if_not(mark + 1, login.end(), isLowerLetter);
    const bool formed = number != mark + 1 && std::all_of(number, login.end(), [](QChar c) { return c.isDigit(); });
    if (!formed)
        return nullptr;
    const auto found = std::ranges::find_if(table, [mark](const Platform &platform) {
        return platform.loginMarks.contains(*mark); // case tells: the marks of EU3 and KSA1 are capitals
    });
    return found == table.end() ? nullptr : &*found;
}

PlatformServers serversOf(const QUrl &apiServer)
{
    if (const Platform *platform = platformOf(apiServer))
        return {platform->apiServer(), https(platform->gateway), https(platform->portal), https(platform->agents),
                platform->inferred};
    PlatformServers servers{.api = apiServer, .inferred = true};
    const QString host = apiServer.host();
    if (apiServer.scheme() == "https"_L1 && host.startsWith("qualysapi."_L1)) {
        const QString base = host.sliced(host.indexOf(u'.') + 1);
        servers.gateway = https((isVendorHost(host) ? u"gateway."_s : u"qualysgateway."_s) + base);
        servers.portal = https(u"qualysguard."_s + base);
        servers.agents = https(u"qagpublic."_s + base);
    }
    return servers;
}

bool isVendorHost(QStringView host)
{
    return std::ranges::any_of(vendorDomains, [host](QLatin1StringView domain) {
        return host == domain || (host.endsWith(domain) && host.chopped(domain.size()).endsWith(u'.'));
    });
}
