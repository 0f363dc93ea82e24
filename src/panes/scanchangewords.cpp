// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/scanchangewords.h"

#include "domain/webappfields.h"
#include "models/scannertexts.h"
#include "models/scantexts.h"
#include "panes/scanlist.h"
#include "panes/webapplist.h"
#include "panes/words.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ScanChangeWords)
};

/// The name that some scan tells for this id.
template <typename Member>
QString nameOf(qint64 id, const ScanList *scans, Member member)
{
    if (scans)
        for (const WasScan &scan : scans->all())
            if ((scan.*member).id.value == id && !(scan.*member).name.isEmpty())
                return (scan.*member).name;
    return {};
}

/// What a web app that was never scanned knows of itself.
QString nameIn(const WebAppList *apps, QStringView field, qint64 id)
{
    if (!apps)
        return {};
    if (field == scanfields::app) {
        const WebApp *app = apps->find({id});
        return app ? app->name : QString();
    }
    for (const WebApp &app : apps->all()) {
        if (field == scanfields::profile && app.profile.id.value == id && !app.profile.name.isEmpty())
            return app.profile.name;
        if (field == scanfields::authRecord)
            for (const auto &record : app.authRecords)
                if (record.id.value == id && !record.name.isEmpty())
                    return record.name;
    }
    return {};
}

QString orNumber(const QString &name, qint64 id)
{
    return name.isEmpty() ? u'#' + QString::number(id) : name;
}

} // namespace

QString scanFieldName(QStringView field)
{
    using namespace scanfields;
    if (field == name)
        return Words::tr("Name");
    if (field == type)
        return Words::tr("Kind");
    if (field == app)
        return Words::tr("Web app");
    if (field == scanner)
        return Words::tr("Scanner");
    if (field == authRecord)
        return Words::tr("Sign-in");
    if (field == profile)
        return Words::tr("Profile");
    if (field == cancelAfterHours)
        return Words::tr("Cancel after");
    if (field == again)
        return Words::tr("As in");
    if (field == cancel)
        return Words::tr("Results");
    if (field == tags)
        return Words::tr("Tags");
    if (field == dnsOverride)
        return Words::tr("DNS override");
    if (field == sendMail)
        return Words::tr("Mail");
    if (field == over)
        return Words::tr("Over");
    return field.toString();
}

QString scanValue(QStringView field, const QJsonValue &value, const ScanList *scans, const WebAppList *apps,
                  const TagTree &tree)
{
    using namespace scanfields;
    const qint64 id = value.toInteger();
    const auto named = [&](auto member) {
        const QString told = nameOf(id, scans, member);
        return orNumber(told.isEmpty() ? nameIn(apps, field, id) : told, id);
    };
    if (field == type)
        return ScanTexts::typeName(value.toString());
    if (field == app)
        return id > 0 ? named(&WasScan::app) : u"–"_s;
    if (field == profile)
        return id > 0 ? named(&WasScan::profile) : Words::tr("The web app's default");
    if (field == authRecord) {
        if (value.isString() && !value.toString().isEmpty())
            return Words::tr("Default record of the web app");
        return id > 0 ? named(&WasScan::authRecord) : Words::tr("None: as an anonymous visitor");
    }
    if (field == scanner) {
        const auto from = scannerFromJson(value);
        return from ? scannerText(*from, &tree) : Words::tr("The web app's default");
    }
    if (field == again) {
        const WasScan *const old = scans ? scans->find({id}) : nullptr;
        return old ? Words::tr("%1 (%2)", "scan, id").arg(old->name).arg(id) : u'#' + QString::number(id);
    }
    if (field == cancelAfterHours)
        return Words::tr("%Ln hours", nullptr, value.toInt());
    if (field == cancel) {
        const auto how = fromWire<ScanCancel>(value.toString());
        if (!how)
            return u"–"_s;
        return *how == ScanCancel::KeepResults ? Words::tr("Kept, as far as there are any") : Words::tr("Discarded");
    }
    if (field == tags)
        return tagNames(value, tree);
    if (field == sendMail || field == over)
        return value.toBool() ? Words::tr("Yes") : Words::tr("No");
    if (field == dnsOverride)
        return u'#' + QString::number(id);
    return value.toString().isEmpty() ? u"–"_s : value.toString();
}

/// A launch without a record scans as an anonymous visitor: what is missing there is what counts.
QStringList shownScanFields(const Change &change)
{
    using namespace scanfields;
    const bool launches = change.operation == Operation::Create && !change.desired.contains(again);
    QStringList shown;
    for (const QLatin1StringView field :
         {again, app, name, type, profile, authRecord, scanner, cancelAfterHours, dnsOverride, tags, sendMail, cancel})
        if (change.desired.contains(field) ||
            (launches && (field == authRecord || field == profile || field == scanner)))
            shown << field;
    return shown;
}

QString scanOperationName(Operation operation)
{
    switch (operation) {
    case Operation::Create:
        return Words::tr("Launch scan");
    case Operation::Update:
        return Words::tr("Cancel scan");
    case Operation::Delete:
        return Words::tr("Delete scan");
    }
    return {};
}
