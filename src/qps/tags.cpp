// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "qps/tags.h"

Tag qps::readTag(pugi::xml_node element, Issues &issues)
{
    Tag tag;
    for (const pugi::xml_node child : element) {
        const std::string_view name = localName(child);
        if (name == "id")
            tag.id = {readNumber(child, issues)};
        else if (name == "name")
            tag.name = readText(child);
        else if (name == "parentTagId")
            tag.parent = {readNumber(child, issues)};
        else if (name == "color")
            tag.color = readWord(child);
        else if (name == "ruleType")
            tag.ruleType = readWord(child);
    }
    return tag;
}

Result<qps::Page<Tag>> qps::readTags(Raw raw)
{
    return readPage(std::move(raw), "Tag", &readTag);
}
