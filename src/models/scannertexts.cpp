// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "models/scannertexts.h"

#include "domain/tag.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ScannerTexts)
};

} // namespace

QString scannerText(const Scanner &scanner, const TagTree *tags)
{
    switch (scanner.kind) {
    case ScannerKind::External:
        return Texts::tr("External");
    case ScannerKind::Appliance:
        return scanner.appliance.isEmpty() ? Texts::tr("Appliance") : scanner.appliance;
    case ScannerKind::Pool:
        break;
    }
    QStringList names;
    for (const TagRef &tag : scanner.pool) {
        const Tag *known = tags ? tags->find(tag.id) : nullptr;
        const QString name = known ? known->name : tag.name;
        names << (name.isEmpty() ? u'#' + tag.id.toString() : name);
    }
    return names.isEmpty() ? Texts::tr("Pool") : names.join(u", "_s);
}

QLatin1StringView scannerIcon(ScannerKind kind)
{
    switch (kind) {
    case ScannerKind::External:
        return "online"_L1;
    case ScannerKind::Appliance:
        return "scanner"_L1;
    case ScannerKind::Pool:
        return "tag"_L1;
    }
    return {};
}
