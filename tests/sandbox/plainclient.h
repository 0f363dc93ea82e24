// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "qps/document.h"
#include "support/sandbox.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QFile>
#include <QString>

#include <utility>
#include <vector>

/// What came back over a plain socket, as far as it came.
struct PlainReply
{
    int status = 0;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;       ///< as sent, chunks not unpacked
    bool complete = false; ///< the declared length arrived

    QByteArray header(const char *name) const;
    qps::Raw raw() const { return {body, status, header("content-type")}; }
    /// The responseCode, or what is wrong with the answer, in words.
    QString code() const;
    QString detail() const; ///< errorMessage and errorResolution
};

/// Speaks to a sandbox byte by byte, one connection each request, so that no HTTP client of ours stands between.
class PlainClient
{
public:
    using Headers = std::vector<std::pair<QByteArray, QByteArray>>;

    explicit PlainClient(const Sandbox &sandbox, QString login = Sandbox::user(),
                         QString password = Sandbox::password());

    PlainReply get(const QByteArray &path, Headers headers = {}) const;
    PlainReply post(const QByteArray &path, const QByteArray &body, Headers headers = {}) const;
    PlainReply send(const QByteArray &method, const QByteArray &path, const QByteArray &body, Headers headers) const;
    PlainReply sendAnonymously(const QByteArray &method, const QByteArray &path, const QByteArray &body,
                               Headers headers = {}) const;

private:
    const Sandbox &m_sandbox;
    QByteArray m_authorization;
};

inline const QByteArray keySearch = "/qps/rest/1.0/search/ca/agentactkey/";
inline const QByteArray keyCount = "/qps/rest/1.0/count/ca/agentactkey/";
inline const QByteArray keyGet = "/qps/rest/1.0/get/ca/agentactkey/";
inline const QByteArray keyCreate = "/qps/rest/1.0/create/ca/agentactkey/";
inline const QByteArray keyUpdate = "/qps/rest/1.0/update/ca/agentactkey/";
inline const QByteArray keyDelete = "/qps/rest/1.0/delete/ca/agentactkey/";

inline const QByteArray hostSearch = "/qps/rest/2.0/search/am/hostasset";
inline const QByteArray hostCount = "/qps/rest/2.0/count/am/hostasset";
inline const QByteArray hostGet = "/qps/rest/2.0/get/am/hostasset/";

inline const QByteArray nothing = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ServiceRequest></ServiceRequest>";

/// Element names and values of a ServiceResponse, however deep, in order: enough to look at any record.
QList<std::pair<QString, QString>> leavesOf(const QByteArray &xml);
/// The values of one element name.
QStringList valuesOf(const PlainReply &reply, const QString &element);

/// Criteria as "field operator value", where a blank in NOT EQUALS is a blank.
struct PlainCriterion
{
    QByteArray field, op, value;
};
QByteArray criteriaRequest(const QList<PlainCriterion> &criteria, int limit = 1000);

/// `<ServiceRequest><data><AgentActKey>…`
QByteArray keyRequest(const QByteArray &members);
/// `<modules><list>…`, or another part than `list`.
QByteArray modulesElement(const QByteArray &part, const QByteArrayList &words);
/// One criterion, already escaped.
QByteArray filterRequest(const QByteArray &field, const QByteArray &op, const QByteArray &value, int limit = 1000);
inline const QByteArray unlimited = "<type>UNLIMITED</type>";

/// A file below tests/data.
QByteArray sample(const QString &name);
