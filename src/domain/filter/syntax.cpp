// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/filter/query.h"

const FilterField *FilterSyntax::find(QStringView name) const
{
    for (const FilterField &field : fields)
        if (name.compare(field.name, Qt::CaseInsensitive) == 0)
            return &field;
    return nullptr;
}

QList<const FilterField *> FilterSyntax::matching(QStringView prefix) const
{
    if (const FilterField *exact = find(prefix))
        return {exact};
    QList<const FilterField *> found;
    for (const FilterField &field : fields)
        if (prefix.size() <= field.name.size() &&
            prefix.compare(field.name.left(prefix.size()), Qt::CaseInsensitive) == 0)
            found << &field;
    return found;
}
