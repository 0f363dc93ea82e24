// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/scanfields.h"

#include "domain/scanstatus.h"
#include "domain/webappfields.h"

using namespace Qt::StringLiterals;

namespace {

constexpr auto defaultWord = "default"_L1;

} // namespace

QJsonObject scanToFields(const WasScan &scan)
{
    using namespace scanfields;
    QJsonObject fields{{name, scan.name},
                       {type, scan.type},
                       {app, scan.app.id.value},
                       {authRecord, scan.authRecord.id.value},
                       {profile, scan.profile.id.value},
                       {cancel, isCanceled(scan.state) ? QString(toWire(ScanCancel::Discard)) : QString()},
                       {over, !isInFlight(scan.state)}};
    if (scan.scanner)
        fields.insert(scanner, toJson(*scan.scanner));
    return fields;
}

bool sameScanValue(QAnyStringView field, const QJsonValue &a, const QJsonValue &b)
{
    if (field == scanfields::cancel)
        return a.toString().isEmpty() == b.toString().isEmpty();
    if (field == scanfields::type)
        return a.toString().compare(b.toString(), Qt::CaseInsensitive) == 0;
    return sameWebAppValue(a, b);
}

QJsonObject launchToFields(const ScanLaunch &launch)
{
    using namespace scanfields;
    QJsonObject fields{{name, launch.name}, {type, launch.type}, {app, launch.app.value}};
    if (launch.scanner)
        fields.insert(scanner, toJson(*launch.scanner));
    if (launch.authRecord)
        fields.insert(authRecord, launch.authRecord.value);
    else if (launch.defaultAuth)
        fields.insert(authRecord, defaultWord);
    if (launch.profile)
        fields.insert(profile, launch.profile.value);
    if (launch.cancelAfterHours)
        fields.insert(cancelAfterHours, *launch.cancelAfterHours);
    if (!launch.cancelOption.isEmpty())
        fields.insert(cancelOption, launch.cancelOption);
    if (launch.dnsOverride)
        fields.insert(dnsOverride, launch.dnsOverride.value);
    if (launch.sendMail)
        fields.insert(sendMail, *launch.sendMail);
    return fields;
}

ScanLaunch launchFromFields(const QJsonObject &fields)
{
    using namespace scanfields;
    ScanLaunch launch;
    launch.name = fields.value(name).toString();
    launch.type = fields.value(type).toString();
    launch.app = {fields.value(app).toInteger()};
    if (fields.contains(scanner))
        launch.scanner = scannerFromJson(fields.value(scanner));
    launch.defaultAuth = fields.value(authRecord).toString() == defaultWord;
    launch.authRecord = {fields.value(authRecord).toInteger()};
    launch.profile = {fields.value(profile).toInteger()};
    if (fields.contains(cancelAfterHours))
        launch.cancelAfterHours = fields.value(cancelAfterHours).toInt();
    launch.cancelOption = fields.value(cancelOption).toString();
    launch.dnsOverride = {fields.value(dnsOverride).toInteger()};
    if (fields.contains(sendMail))
        launch.sendMail = fields.value(sendMail).toBool();
    return launch;
}

QJsonObject againToFields(const WasScan &scan, const QString &name)
{
    return {{scanfields::again, scan.id.value},
            {scanfields::name, name},
            {scanfields::type, scan.type},
            {scanfields::app, scan.app.id.value}};
}

QJsonObject expectedOfLaunch(const QJsonObject &desired)
{
    using namespace scanfields;
    QJsonObject expected;
    for (const QLatin1StringView field : {name, type, app, profile})
        if (desired.contains(field))
            expected.insert(field, desired.value(field));
    const std::optional<Scanner> from = scannerFromJson(desired.value(scanner));
    if (from && from->kind != ScannerKind::Pool)
        expected.insert(scanner, desired.value(scanner));
    if (desired.value(authRecord).toInteger() > 0)
        expected.insert(authRecord, desired.value(authRecord));
    return expected;
}
