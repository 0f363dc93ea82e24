// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plainclient.h"

inline const QByteArray webAppSearch = "/qps/rest/3.0/search/was/webapp";
inline const QByteArray webAppCountAll = "/qps/rest/3.0/count/was/webapp";
inline const QByteArray webAppGet = "/qps/rest/3.0/get/was/webapp/";
inline const QByteArray webAppCreate = "/qps/rest/3.0/create/was/webapp";
inline const QByteArray webAppUpdate = "/qps/rest/3.0/update/was/webapp/";
inline const QByteArray webAppDelete = "/qps/rest/3.0/delete/was/webapp";
inline const QByteArray webAppPurge = "/qps/rest/3.0/purge/was/webapp";
inline const QByteArray scanSearch = "/qps/rest/3.0/search/was/wasscan";
inline const QByteArray scanCount = "/qps/rest/3.0/count/was/wasscan";
inline const QByteArray scanGet = "/qps/rest/3.0/get/was/wasscan/";
inline const QByteArray scanStatus = "/qps/rest/3.0/status/was/wasscan/";
inline const QByteArray scanLaunch = "/qps/rest/3.0/launch/was/wasscan";
inline const QByteArray scanCancel = "/qps/rest/3.0/cancel/was/wasscan/";
inline const QByteArray scanDelete = "/qps/rest/3.0/delete/was/wasscan";
inline const QByteArray scanDownload = "/qps/rest/3.0/download/was/wasscan/";
inline const QByteArray applianceList = "/api/2.0/fo/appliance/?action=list";

/// The subscription of the samples in tests/data/was, on Tuesday, 3 March 2026, at 14:22:10. Its people have the
/// password of the others; Jonas may do everything with web applications.
constexpr qint64 memberPortal = 5'214'548, loanOrigination = 5'214'549, branchLocator = 5'214'563,
                 staffIntranet = 5'214'571;
class AlderRidge
{
public:
    explicit AlderRidge(SandboxOptions options = {.keys = 1, .scanPace = 1'000});

    Sandbox sandbox;
    PlainClient jonas{sandbox, QStringLiteral("aldrg_jo2")};

    /// An answer as it would have come from the samples' own server.
    static QByteArray asSampled(const PlainReply &reply);
    /// A file below tests/data/was.
    static QByteArray sampled(const QString &name);
};

/// `<ServiceRequest><data><WebApp>…`
QByteArray webAppRequest(const QByteArray &members);
/// `<name><verb><Tag><id>…`
QByteArray tagsElement(const QByteArray &name, const QByteArray &verb, const QByteArrayList &ids);
