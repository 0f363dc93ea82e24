// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "alderridge.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const PlainClient::Headers named{{"X-Requested-With", "test"}};

/// Without the comments around and between.
QByteArray withoutComments(const QByteArray &body)
{
    static const QRegularExpression comment(u"<!--.*?-->\\n?"_s, QRegularExpression::DotMatchesEverythingOption);
    return QString::fromUtf8(body).remove(comment).toUtf8().trimmed();
}

/// The values of one element, CDATA or not. What our readers refuse in an answer of the other interface is in these: a
/// DOCTYPE.
QStringList textsOf(const PlainReply &reply, const QString &element)
{
    const QRegularExpression form(u"<%1>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</%1>"_s.arg(element));
    QStringList texts;
    for (auto match = form.globalMatch(QString::fromUtf8(reply.body)); match.hasNext();)
        texts << match.next().captured(1);
    return texts;
}

} // namespace

/// The list of scanner appliances, which is of the older interface and of another application.
class SandboxAppliancesTest : public QObject
{
    Q_OBJECT
private:
    AlderRidge m_ridge;

private slots:
    void initTestCase()
    {
        m_ridge.sandbox.holdScanClock(QDateTime::fromString(u"2026-03-03T14:30:00Z"_s, Qt::ISODate));
    }

    void listsAreAsSampled_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("sampleName");
        QTest::addRow("brief") << applianceList << u"appliance-list-brief"_s;
        QTest::addRow("brief by name") << applianceList + "&output_mode=brief&show_tags=0" << u"appliance-list-brief"_s;
        QTest::addRow("full") << applianceList + "&output_mode=full&show_tags=1" << u"appliance-list-full"_s;
    }
    void listsAreAsSampled()
    {
        QFETCH(QByteArray, path);
        QFETCH(QString, sampleName);
        const PlainReply reply = m_ridge.jonas.get(path, named);
        QCOMPARE(reply.status, 200);
        QVERIFY(reply.header("content-type").startsWith("text/xml"));
        QVERIFY(reply.body.contains("<!--")); // as recorded
        QCOMPARE(withoutComments(AlderRidge::asSampled(reply)), AlderRidge::sampled(sampleName + ".response.xml"_L1));
    }

    void formsAreTakenToo()
    {
        const PlainReply reply = m_ridge.jonas.post("/api/2.0/fo/appliance/", "action=list&ids=55121-55140", named);
        QCOMPARE(textsOf(reply, u"NAME"_s), (QStringList{u"dmz-scan-02"_s, u"core-scan-01"_s}));
    }

    void parametersSelect_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QStringList>("names");
        const QString first = u"dmz-scan-01"_s, second = u"dmz-scan-02"_s, core = u"core-scan-01"_s;
        QTest::addRow("id") << QByteArray("&ids=55120") << QStringList{first};
        QTest::addRow("part of a name") << QByteArray("&name=DMZ") << QStringList{first, second};
        QTest::addRow("busy") << QByteArray("&busy=1") << QStringList{first};
        QTest::addRow("idle") << QByteArray("&busy=0") << QStringList{second, core};
        QTest::addRow("virtual") << QByteArray("&type=virtual") << QStringList{first, second, core};
        QTest::addRow("physical") << QByteArray("&type=physical") << QStringList();
        QTest::addRow("tags in brief") << QByteArray("&show_tags=1&ids=55133")
                                       << QStringList{core, u"Scanner Pool - Core"_s};
    }
    void parametersSelect()
    {
        QFETCH(QByteArray, query);
        QFETCH(QStringList, names);
        const PlainReply reply = m_ridge.jonas.get(applianceList + query, named);
        QCOMPARE(textsOf(reply, u"NAME"_s), names);
        QCOMPARE(reply.body.contains("<APPLIANCE_LIST>"), !names.isEmpty()); // an empty list is not there
    }

    void mistakesAreTold_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("told");
        QTest::addRow("no action") << QByteArray("/api/2.0/fo/appliance/") << u"1903"_s << u"action"_s;
        QTest::addRow("another action") << QByteArray("/api/2.0/fo/appliance/?action=delete") << u"1905"_s
                                        << u"action=delete"_s;
        QTest::addRow("unknown parameter") << applianceList + "&colour=red" << u"1901"_s << u"colour"_s;
        QTest::addRow("bad value") << applianceList + "&output_mode=long" << u"1905"_s << u"output_mode=long"_s;
        QTest::addRow("bad ids") << applianceList + "&ids=a-b" << u"1905"_s << u"ids=a-b"_s;
    }
    void mistakesAreTold()
    {
        QFETCH(QByteArray, path);
        QFETCH(QString, code);
        QFETCH(QString, told);
        const PlainReply reply = m_ridge.jonas.get(path, named);
        QCOMPARE(reply.status, 400);
        QVERIFY(reply.body.contains("<!DOCTYPE SIMPLE_RETURN"));
        QCOMPARE(textsOf(reply, u"CODE"_s), QStringList{code});
        QVERIFY(textsOf(reply, u"TEXT"_s).value(0).contains(told));
        QCOMPARE(m_ridge.sandbox.log().last().responseCode, code);
        QCOMPARE(m_ridge.sandbox.log().last().outcome, u"refused"_s);
    }

    void whoMayNotIsRefused()
    {
        QCOMPARE(m_ridge.jonas.get(applianceList).status, 400); // X-Requested-With
        const PlainReply stranger = PlainClient(m_ridge.sandbox, u"aldrg_jo2"_s, u"wrong"_s).get(applianceList, named);
        QCOMPARE(stranger.status, 401);
        QCOMPARE(m_ridge.sandbox.log().last().outcome, u"failed-login"_s);
        for (const QString &login : {u"aldrg_ap3"_s, u"lrksp_wa9"_s, u"lrksp_pn6"_s}) {
            const PlainReply reply = PlainClient(m_ridge.sandbox, login).get(applianceList, named);
            QCOMPARE(reply.status, 403);
            QCOMPARE(textsOf(reply, u"CODE"_s), QStringList{u"2012"_s});
        }
        QCOMPARE(PlainClient(m_ridge.sandbox, u"lrksp_jw5"_s).get(applianceList, named).status, 200);
    }

    void thePathEndsWithASlash()
    {
        const PlainReply reply = m_ridge.jonas.get("/api/2.0/fo/appliance?action=list", named);
        QCOMPARE(reply.status, 301);
        QCOMPARE(reply.header("location"), "/api/2.0/fo/appliance/?action=list");
    }

    void callsAreLimited()
    {
        Sandbox sandbox({.keys = 1, .webApps = 3, .limits = u"1/3600"_s});
        const PlainClient marta(sandbox);
        const PlainReply first = marta.get(applianceList, named);
        QCOMPARE(first.status, 200);
        QCOMPARE(first.header("x-ratelimit-limit"), "1");
        QCOMPARE(first.header("x-ratelimit-remaining"), "0");
        const PlainReply second = marta.get(applianceList, named);
        QCOMPARE(second.status, 409);
        QCOMPARE(textsOf(second, u"CODE"_s), QStringList{u"1965"_s});
        QVERIFY(second.header("x-ratelimit-towait-sec").toInt() > 3'000);
    }

    void poolsAreTagsOfAppliances()
    {
        Sandbox sandbox({.keys = 1, .webApps = 3});
        const PlainClient marta(sandbox);
        const PlainReply before = marta.get(applianceList + "&output_mode=full&show_tags=1", named);
        const QStringList names = textsOf(before, u"NAME"_s);
        QCOMPARE(names.count(u"Scanner pool - Data centre Frankfurt"_s), 3);
        QCOMPARE(names.count(u"Scanner pool - Cold chain"_s), 0); // a pool of nobody
        QCOMPARE(textsOf(before, u"STATUS"_s).count(u"Offline"_s), 5);
        const QStringList uuids = textsOf(before, u"UUID"_s);
        QCOMPARE(QSet<QString>(uuids.begin(), uuids.end()).size(), 12 + 5); // five pools have appliances
        sandbox.setApplianceOnline(u"aws-scan-01"_s, false);
        QCOMPARE(textsOf(marta.get(applianceList, named), u"STATUS"_s).count(u"Offline"_s), 6);
    }

    void runningScansMakeAnApplianceBusy()
    {
        AlderRidge ridge;
        const auto scans = [&] {
            return textsOf(ridge.jonas.get(applianceList + "&ids=55121", named), u"RUNNING_SCAN_COUNT"_s).value(0);
        };
        const PlainReply launch =
            ridge.jonas.post(scanLaunch, AlderRidge::sampled(u"wasscan-launch-internal.request.xml"_s));
        QCOMPARE(launch.code(), u"SUCCESS"_s);
        QCOMPARE(scans(), u"0"_s); // submitted
        ridge.sandbox.advanceScanClock(1'000);
        QCOMPARE(scans(), u"1"_s);
        ridge.sandbox.advanceScanClock(3'000);
        QCOMPARE(scans(), u"0"_s);
    }

    void faultsMeetThisListToo()
    {
        Sandbox sandbox({.keys = 1, .webApps = 3, .faults = {u"GET:fo/appliance:1=status=503"_s}});
        const PlainClient marta(sandbox);
        QCOMPARE(marta.get(applianceList, named).status, 503);
        QCOMPARE(marta.get(applianceList, named).status, 200);
    }
};

QTEST_GUILESS_MAIN(SandboxAppliancesTest)
#include "tst_sandboxappliances.moc"
