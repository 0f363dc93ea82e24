// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "keyservice.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Kind = Failure::Kind;

class TestKeyWrites : public QObject
{
    Q_OBJECT
private slots:
    void aWriteIsAWrite_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("says");
        ActivationKey key;
        key.id = {7};
        key.title = u"Lab & co"_s;
        const auto add = [](const char *name, const HttpRequest &request, const QString &path, const QByteArray &says) {
            QCOMPARE(request.effect, HttpRequest::Effect::Writes);
            QCOMPARE(request.path, path);
            QVERIFY(request.body.contains(says));
            QTest::addRow("%s", name) << path << says;
        };
        add("create", ActivationKeys::composeKeyCreate(key), u"/qps/rest/1.0/create/ca/agentactkey/"_s, "Lab &amp; co");
        add("update", ActivationKeys::composeKeyUpdate(key, {.applyOnAgents = true}),
            u"/qps/rest/1.0/update/ca/agentactkey/7"_s, "<applyOnAgents>true</applyOnAgents>");
        add("delete", ActivationKeys::composeKeyDelete(key.id), u"/qps/rest/1.0/delete/ca/agentactkey/7"_s,
            "ServiceRequest"); // a write always has a body
    }

    void aWriteIsAWrite()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, says);
        Keys t([](const RawRequest &) { return RawAnswer::of(200, sample("ca/key-update-thin-response.xml")); });
        QVERIFY(t.write({.path = path, .body = says, .effect = HttpRequest::Effect::Writes}).has_value());
        QCOMPARE(t.subscription.requests().size(), 1);
    }

    void aCreatedKeyIsNamed()
    {
        Keys t([](const RawRequest &) { return RawAnswer::of(200, sample("ca/key-create-response.xml")); });
        const Result<qps::Acknowledged> answer = t.write(ActivationKeys::composeKeyCreate({}));
        QVERIFY(answer.has_value());
        QVERIFY(answer->id > 0);
    }

    void aTitleThatIsTakenIsSaidSo()
    {
        Keys t([](const RawRequest &) { return RawAnswer::of(200, sample("ca/key-create-duplicate-response.xml")); });
        const Result<qps::Acknowledged> answer = t.write(ActivationKeys::composeKeyCreate({}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Kind::Duplicate);
        QCOMPARE(answer.error().code, u"CA_1001_DUPLICATE_KEY"_s);
    }

    void aWriteWhoseAnswerIsLostWasSentOnce()
    {
        Keys t([](const RawRequest &) { return RawAnswer::of(200, sample("ca/key-create-response.xml")); });
        t.subscription.proxy.on(u"/create/"_s, {.kind = FaultProxy::Fault::Kind::ApplyThenDrop});
        const Result<qps::Acknowledged> answer = t.write(ActivationKeys::composeKeyCreate({}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Kind::ConnectionLost);
        QCOMPARE(t.subscription.requests().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestKeyWrites)
#include "tst_keywrites.moc"
