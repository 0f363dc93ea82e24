// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "plainclient.h"

#include "qps/answer.h"

#include <QTcpSocket>

#include <functional>

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 20'000;

PlainReply parsed(const QByteArray &bytes)
{
    PlainReply reply;
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return reply;
    QByteArrayList lines = bytes.first(end).split('\n');
    reply.status = lines.takeFirst().split(' ').value(1).toInt();
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        reply.headers.emplace_back(line.first(colon), line.sliced(colon + 1).trimmed());
    }
    reply.body = bytes.sliced(end + 4);
    bool declared = false;
    const qsizetype length = reply.header("content-length").toLongLong(&declared);
    reply.complete = declared && reply.body.size() >= length;
    return reply;
}

} // namespace

QByteArray PlainReply::header(const char *name) const
{
    for (const auto &[key, value] : headers)
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    return {};
}

QString PlainReply::code() const
{
    const Result<qps::Answer> answer = qps::readAnswer(raw());
    if (answer)
        return u"SUCCESS"_s;
    return answer.error().code.isEmpty() ? answer.error().detail : answer.error().code;
}

QString PlainReply::detail() const
{
    const Result<qps::Answer> answer = qps::readAnswer(raw());
    return answer ? QString() : answer.error().detail + u" | "_s + answer.error().resolution;
}

PlainClient::PlainClient(const Sandbox &sandbox, QString login, QString password)
    : m_sandbox(sandbox)
    , m_authorization("Basic " + (login + u':' + password).toUtf8().toBase64())
{
}

PlainReply PlainClient::get(const QByteArray &path, Headers headers) const
{
    return send("GET", path, {}, std::move(headers));
}

PlainReply PlainClient::post(const QByteArray &path, const QByteArray &body, Headers headers) const
{
    return send("POST", path, body, std::move(headers));
}

PlainReply PlainClient::send(const QByteArray &method, const QByteArray &path, const QByteArray &body,
                             Headers headers) const
{
    headers.emplace_back("Authorization", m_authorization);
    return sendAnonymously(method, path, body, std::move(headers));
}

PlainReply PlainClient::sendAnonymously(const QByteArray &method, const QByteArray &path, const QByteArray &body,
                                        Headers headers) const
{
    QByteArray request = method + ' ' + path + " HTTP/1.1\r\nHost: " + m_sandbox.url().authority().toLatin1() +
                         "\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    for (const auto &[name, value] : headers)
        request += name + ": " + value + "\r\n";
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, m_sandbox.port());
    if (!socket.waitForConnected(patience))
        return {};
    socket.write(request + "\r\n" + body);
    QByteArray bytes;
    while (socket.waitForReadyRead(patience))
        bytes += socket.readAll();
    return parsed(bytes + socket.readAll());
}

QList<std::pair<QString, QString>> leavesOf(const QByteArray &xml)
{
    QList<std::pair<QString, QString>> leaves;
    const auto document = qps::Document::parse(xml);
    if (!document)
        return {{u"unreadable"_s, document.error().detail}};
    const std::function<void(pugi::xml_node)> walk = [&](pugi::xml_node node) {
        bool leaf = true;
        for (const pugi::xml_node child : node)
            if (child.type() == pugi::node_element) {
                leaf = false;
                walk(child);
            }
        if (leaf)
            leaves.append({QString::fromUtf8(node.name()), QString::fromUtf8(node.text().get())});
    };
    walk(document->root());
    return leaves;
}

QStringList valuesOf(const PlainReply &reply, const QString &element)
{
    QStringList values;
    for (const auto &[name, value] : leavesOf(reply.body))
        if (name == element)
            values << value;
    return values;
}

QByteArray criteriaRequest(const QList<PlainCriterion> &criteria, int limit)
{
    QByteArray filters;
    for (const PlainCriterion &criterion : criteria)
        filters += "<Criteria field=\"" + criterion.field + "\" operator=\"" + criterion.op + "\">" + criterion.value +
                   "</Criteria>";
    return "<ServiceRequest><preferences><limitResults>" + QByteArray::number(limit) +
           "</limitResults></preferences><filters>" + filters + "</filters></ServiceRequest>";
}

QByteArray keyRequest(const QByteArray &members)
{
    return "<ServiceRequest><data><AgentActKey>" + members + "</AgentActKey></data></ServiceRequest>";
}

QByteArray filterRequest(const QByteArray &field, const QByteArray &op, const QByteArray &value, int limit)
{
    return "<ServiceRequest><preferences><limitResults>" + QByteArray::number(limit) +
           "</limitResults></preferences><filters><Criteria field=\"" + field + "\" operator=\"" + op + "\">" + value +
           "</Criteria></filters></ServiceRequest>";
}

QByteArray sample(const QString &name)
{
    QFile file(QStringLiteral(TEST_DATA_DIR) + u'/' + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no sample %s", qPrintable(name));
    return file.readAll();
}

QByteArray modulesElement(const QByteArray &part, const QByteArrayList &words)
{
    QByteArray items;
    for (const QByteArray &word : words)
        items += "<ActivationKeyModule><license>" + word + "</license></ActivationKeyModule>";
    return "<modules><" + part + ">" + items + "</" + part + "></modules>";
}
