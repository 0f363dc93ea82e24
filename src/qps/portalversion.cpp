// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "qps/portalversion.h"

using namespace Qt::StringLiterals;

Result<qps::PortalVersion> qps::readPortalVersion(Raw raw)
{
    const Result<Answer> answer = readAnswer(std::move(raw));
    if (!answer)
        return tl::unexpected(answer.error());
    PortalVersion version;
    for (const pugi::xml_node group : answer->data())
        for (const pugi::xml_node child : group) {
            QString name = QString::fromUtf8(child.name());
            if (!name.endsWith("-VERSION"_L1))
                continue;
            name.chop(8);
            version.components.append({name.replace("__"_L1, "_"_L1), readText(child)});
        }
    if (version.components.isEmpty())
        return failed(Failure::Kind::Unreadable, u"no version in the answer"_s);
    return version;
}
