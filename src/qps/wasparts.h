// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/webapp.h"
#include "qps/answer.h"

/// What the records of Web Application Scanning are made of (`/qps/rest/3.0/<verb>/was/<object>`).
namespace qps {

/// Answers may carry long texts (screenshots, results of a test), which are data and no attack.
inline constexpr StructureCaps wasCaps{.text = qsizetype(48) * 1024 * 1024};

/// Calls `use(item)` for the `name`d elements of the <list> in an element. A list of none has no <list>.
template <typename Use>
void forEachItem(pugi::xml_node element, std::string_view name, Use use)
{
    forEachElement(element.child("list"), [&](std::string_view itemName, pugi::xml_node item) {
        if (localName(itemName) == name)
            use(item);
    });
}

/// Nothing for an element without content.
std::optional<qint64> readNumberIfAny(pugi::xml_node element, Issues &issues);
std::optional<bool> readFlagIfAny(pugi::xml_node element, Issues &issues);
/// `id`, `username`, `firstName`, `lastName`; search rows have the id alone.
User readWasUser(pugi::xml_node element, Issues &issues);
TagRef readTagRef(pugi::xml_node element, Issues &issues);
QList<TagRef> readTagRefs(pugi::xml_node element, Issues &issues);
QStringList readTexts(pugi::xml_node element, std::string_view item);

template <typename Record>
Named<Record> readNamed(pugi::xml_node element, Issues &issues)
{
    Named<Record> named;
    if (const pugi::xml_node id = element.child("id"))
        named.id = {readNumber(id, issues)};
    named.name = readText(element.child("name"));
    return named;
}

template <typename Record>
QList<Named<Record>> readNamedList(pugi::xml_node element, std::string_view item, Issues &issues)
{
    QList<Named<Record>> list;
    forEachItem(element, item, [&](pugi::xml_node node) { list << readNamed<Record>(node, issues); });
    return list;
}

/// `type` and `friendlyName`, as a web app's default scanner and a scan's target have them. Nothing for a type we do
/// not know: that is not "external".
std::optional<Scanner> readScanner(pugi::xml_node element);

} // namespace qps
