// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "alderridge.h"

using namespace Qt::StringLiterals;

AlderRidge::AlderRidge(SandboxOptions options)
    : sandbox(std::move(options))
{
    sandbox.execute(sampled(u"alderridge.sql"_s));
    for (const QString &login : {u"aldrg_mk1"_s, u"aldrg_jo2"_s, u"aldrg_ap3"_s})
        sandbox.setPassword(login, Sandbox::password());
}

QByteArray AlderRidge::asSampled(const PlainReply &reply)
{
    QByteArray body = reply.body;
    return body.replace("qualysapi.qg2.apps.qualys.com", "qualysapi.qg9.apps.alderridge.example").trimmed();
}

QByteArray AlderRidge::sampled(const QString &name)
{
    return sample(u"was/"_s + name).trimmed();
}

QByteArray webAppRequest(const QByteArray &members)
{
    return "<ServiceRequest><data><WebApp>" + members + "</WebApp></data></ServiceRequest>";
}

QByteArray tagsElement(const QByteArray &name, const QByteArray &verb, const QByteArrayList &ids)
{
    QByteArray items;
    for (const QByteArray &id : ids)
        items += "<Tag><id>" + id + "</id></Tag>";
    return "<" + name + "><" + verb + ">" + items + "</" + verb + "></" + name + ">";
}
