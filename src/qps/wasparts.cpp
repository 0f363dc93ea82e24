// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "qps/wasparts.h"

std::optional<qint64> qps::readNumberIfAny(pugi::xml_node element, Issues &issues)
{
    return readWord(element).isEmpty() ? std::nullopt : std::optional(readNumber(element, issues));
}

std::optional<bool> qps::readFlagIfAny(pugi::xml_node element, Issues &issues)
{
    return readWord(element).isEmpty() ? std::nullopt : std::optional(readFlag(element, issues));
}

User qps::readWasUser(pugi::xml_node element, Issues &issues)
{
    User user;
    forEachElement(element, [&](std::string_view name, pugi::xml_node child) {
        if (name == "id")
            user.id = {readNumber(child, issues)};
        else if (name == "username")
            user.login = readText(child);
        else if (name == "firstName")
            user.firstName = readText(child);
        else if (name == "lastName")
            user.lastName = readText(child);
    });
    return user;
}

TagRef qps::readTagRef(pugi::xml_node element, Issues &issues)
{
    TagRef tag;
    if (const pugi::xml_node id = element.child("id"))
        tag.id = {readNumber(id, issues)};
    tag.name = readText(element.child("name"));
    return tag;
}

QList<TagRef> qps::readTagRefs(pugi::xml_node element, Issues &issues)
{
    QList<TagRef> tags;
    forEachItem(element, "Tag", [&](pugi::xml_node item) { tags << readTagRef(item, issues); });
    return tags;
}

QStringList qps::readTexts(pugi::xml_node element, std::string_view item)
{
    QStringList texts;
    forEachItem(element, item, [&](pugi::xml_node node) { texts << readText(node); });
    return texts;
}

std::optional<Scanner> qps::readScanner(pugi::xml_node element)
{
    const std::optional<ScannerKind> kind = fromWire<ScannerKind>(readWord(element.child("type")));
    if (!kind)
        return std::nullopt;
    return Scanner{.kind = *kind, .appliance = readText(element.child("friendlyName")), .pool = {}};
}
