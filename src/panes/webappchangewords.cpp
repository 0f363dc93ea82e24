// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/webappchangewords.h"

#include "domain/webappfields.h"
#include "models/scannertexts.h"
#include "panes/words.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(WebAppWords)
};

/// In the service's own words, as its administrators find it.
QLatin1StringView permissionFor(const Change &change)
{
    switch (change.operation) {
    case Operation::Create:
        return "Create Web Asset"_L1;
    case Operation::Delete:
        return "Delete Web Asset"_L1;
    case Operation::Update:
        break;
    }
    const QLatin1StringView special = webAppPartPermission(webAppPartOf(change.desired).value_or(WebAppPart::Rest));
    return special.isEmpty() ? "Edit Web Asset"_L1 : special;
}

} // namespace

QString webAppFieldName(QStringView field)
{
    using namespace webappfields;
    if (field == name)
        return Words::tr("Name");
    if (field == url)
        return Words::tr("URL");
    if (field == owner)
        return Words::tr("Owner");
    if (field == scanner)
        return Words::tr("Scanner");
    if (field == locked)
        return Words::tr("Lock");
    if (field == webappfields::tags)
        return Words::tr("Tags");
    if (field == findings)
        return Words::tr("Findings");
    if (field == removeFromSubscription || field == reactivate)
        return Words::tr("Asset");
    if (field == profile)
        return Words::tr("Option profile");
    return field.toString();
}

QString webAppValue(QStringView field, const QJsonValue &value, const UserDirectory &users, const TagTree &tags)
{
    QString nothing = u"–"_s;
    if (field == webappfields::owner) {
        const UserId id{value.toInteger()};
        return id ? users.nameOf(id) : nothing;
    }
    if (field == webappfields::scanner) {
        const auto scanner = scannerFromJson(value);
        if (!scanner)
            return nothing;
        const QString text = scannerText(*scanner, &tags);
        return scanner->kind == ScannerKind::Pool ? Words::tr("Pool: %1", "of scanners, by tags").arg(text) : text;
    }
    if (field == webappfields::locked)
        return value.isBool() ? (value.toBool() ? Words::tr("Locked") : Words::tr("Unlocked")) : Words::tr("Unknown");
    if (field == webappfields::tags)
        return value.toArray().isEmpty() ? nothing : tagNames(value, tags);
    if (field == webappfields::findings)
        return value.isDouble() ? QLocale().toString(value.toInteger()) : nothing;
    if (field == webappfields::removeFromSubscription)
        return value.toBool() ? Words::tr("also removed from the subscription") : Words::tr("stays");
    if (field == webappfields::reactivate)
        return value.toBool() ? Words::tr("an existing one is taken over, its findings and scans are deleted")
                              : Words::tr("a new one");
    if (value.isBool())
        return value.toBool() ? Words::tr("Yes") : Words::tr("No");
    if (value.isArray()) {
        QStringList texts;
        const QJsonArray list = value.toArray();
        for (const auto &item : list)
            texts << item.toVariant().toString();
        return texts.isEmpty() ? nothing : texts.join(u", "_s);
    }
    if (value.isDouble())
        return QString::number(value.toInteger());
    return value.toString().isEmpty() ? nothing : value.toString();
}

QString withMissingPermission(const Change &change, const QString &refusal)
{
    const auto &failure = change.reason.failure;
    if (change.type != ObjectType::WebApp || !failure || failure->kind != Failure::Kind::NotPermitted)
        return refusal;
    //: %1 is what the platform said, %2 the name of a permission
    return Words::tr("%1 It takes the permission “%2”.").arg(refusal, permissionFor(change));
}

QString ignoredWebAppAdvice(const Change &change)
{
    return Words::tr("The platform said yes but holds something else. The permission “%1” may be missing.")
        .arg(permissionFor(change));
}
