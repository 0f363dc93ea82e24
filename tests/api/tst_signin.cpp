// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "pages.h"

#include "api/signin.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Kind = Failure::Kind;
using Access = HttpClient::Access;
using Part = ModuleAccess::Part;
using State = ModuleAccess::State;

Q_DECLARE_METATYPE(RawAnswer)

namespace {

const QByteArray version = "GET /qps/rest/portal/version";
const QByteArray keys = "POST /qps/rest/1.0/search/ca/agentactkey/";
const QByteArray agents = "POST /qps/rest/2.0/count/am/hostasset";
const QByteArray webApps = "GET /qps/rest/3.0/count/was/webapp";

RawAnswer xml(const char *name, const QByteArray &headers = "Content-Type: application/xml\r\n")
{
    return RawAnswer::of(200, sample(name), headers);
}

/// Answers the version to the probe and an empty success to the parts, unless told otherwise for a line.
struct Platform
{
    QHash<QByteArray, RawAnswer> odd;

    RawAnswer operator()(const RawRequest &request) const
    {
        const QByteArray line = request.method + ' ' + request.target.split('?').first();
        if (const auto it = odd.constFind(line); it != odd.constEnd())
            return *it;
        return line == version ? xml("platform/qps-portal-version.xml") : xml("ca/agent-count-response.xml");
    }
};

struct Signing
{
    explicit Signing(const Platform &platform)
        : subscription(platform)
    {
    }

    void start()
    {
        ticket = SignIn::start(
            *subscription.client,
            [this](const ModuleAccess &access) {
                parts << access;
                if (onPart)
                    onPart();
            },
            [this](const Result<SignInReport> &report, const Exchange &exchange) {
                ++endings;
                end = report;
                last = exchange;
            });
    }
    bool ends()
    {
        start();
        return waitUntil([this] { return endings > 0; });
    }
    QByteArrayList lines() const
    {
        QByteArrayList lines;
        for (const RawRequest &request : subscription.requests())
            lines << request.method + ' ' + request.target.split('?').first();
        return lines;
    }
    QList<State> states() const
    {
        QList<State> states;
        for (const ModuleAccess &access : parts)
            states << access.state;
        return states;
    }
    Access access() const { return subscription.client->access(); }

    Subscription subscription;
    Ticket ticket;
    std::function<void()> onPart;
    QList<ModuleAccess> parts;
    Result<SignInReport> end = failed(Kind::Cancelled);
    Exchange last;
    int endings = 0;
};

} // namespace

class TestSignIn : public QObject
{
    Q_OBJECT
private slots:
    void oneProbeAndThenALineForEachPart()
    {
        Signing t({});
        QVERIFY(t.ends());
        QVERIFY(t.end.has_value());
        QCOMPARE(t.access(), Access::Ok);
        QCOMPARE(t.lines(), (QByteArrayList{version, keys, agents, webApps}));
        QCOMPARE(t.states(), (QList<State>{State::Works, State::Works, State::Works}));
        QCOMPARE(t.parts[0].part, Part::Keys);
        QCOMPARE(t.parts[1].part, Part::Agents);
        QCOMPARE(t.parts[2].part, Part::WebApps);
        QCOMPARE(t.end->access.size(), 3);
        QVERIFY(std::ranges::any_of(t.end->version.components, [](const auto &one) { return one.name == "CA"_L1; }));
        QCOMPARE(t.last.path, u"/qps/rest/portal/version"_s);
        QCOMPARE(t.endings, 1);
        for (const RawRequest &request : t.subscription.requests())
            QVERIFY(request.has("Authorization"));
    }

    void aWrongPasswordCostsOneFailedLogin_data()
    {
        QTest::addColumn<RawAnswer>("answer");
        QTest::addRow("in a 200") << xml("platform/qps-error-invalid-credentials.xml");
        QTest::addRow("credentials needed") << xml("platform/qps-error-auth-needed.xml");
        QTest::addRow("401") << RawAnswer::of(401, "", "WWW-Authenticate: Basic realm=\"Qualys\"\r\n");
        QTest::addRow("401 with a page") << RawAnswer::of(401, "<html><title>No</title></html>",
                                                          "Content-Type: text/html\r\n");
    }

    void aWrongPasswordCostsOneFailedLogin()
    {
        QFETCH(RawAnswer, answer);
        Signing t({{{version, answer}}});
        QVERIFY(t.ends());
        QVERIFY(!t.end);
        QCOMPARE(t.end.error().kind, Kind::SignInRefused);
        QCOMPARE(t.access(), Access::Latched);
        QTest::qWait(20);
        QCOMPARE(t.lines(), QByteArrayList{version});
        QVERIFY(t.parts.isEmpty());
    }

    void whatIsNoPlatformIsNoSignIn_data()
    {
        QTest::addColumn<RawAnswer>("answer");
        QTest::addColumn<Kind>("kind");
        const QByteArray html = "Content-Type: text/html\r\n";
        QTest::addRow("a page") << xml("platform/html-200-maintenance.html", html) << Kind::NotQualys;
        QTest::addRow("a page that says it is XML") << xml("platform/html-disguised-200.xml") << Kind::NotQualys;
        QTest::addRow("a page with 503") << RawAnswer::of(503, sample("platform/html-503-maintenance.html"), html)
                                         << Kind::Maintenance;
        QTest::addRow("a firewall") << RawAnswer::of(403, sample("platform/html-403-firewall.html"), html)
                                    << Kind::NotQualys;
        QTest::addRow("nothing") << RawAnswer::of(200, "") << Kind::NotQualys;
        QTest::addRow("moved") << RawAnswer::of(301, "", "Location: https://elsewhere.example/\r\n")
                               << Kind::Redirected;
        QTest::addRow("cut") << xml("platform/truncated-200.xml") << Kind::Unreadable;
        QTest::addRow("entities") << xml("platform/xml-entity-bomb.xml") << Kind::Unreadable;
    }

    void whatIsNoPlatformIsNoSignIn()
    {
        QFETCH(RawAnswer, answer);
        QFETCH(Kind, kind);
        Signing t({{{version, answer}}});
        QVERIFY(t.ends());
        QVERIFY(!t.end);
        QCOMPARE(t.end.error().kind, kind);
        QCOMPARE(t.access(), Access::SignedOut);
        QTest::qWait(20);
        QCOMPARE(t.lines(), QByteArrayList{version}); // a probe is not repeated
    }

    void aPartThatIsClosedIsOneOfMany_data()
    {
        QTest::addColumn<RawAnswer>("answer");
        QTest::addColumn<State>("state");
        QTest::addColumn<Kind>("kind");
        QTest::addRow("no permission") << xml("platform/qps-error-unauthorized.xml") << State::NoPermission
                                       << Kind::NotPermitted;
        QTest::addRow("403") << RawAnswer::of(403, "") << State::NoPermission << Kind::NotPermitted;
        QTest::addRow("not supported") << xml("platform/qps-error-operation-not-supported.xml")
                                       << State::NotInSubscription << Kind::NotSupported;
        QTest::addRow("expired") << xml("platform/qps-error-evaluation-expired.xml") << State::NotInSubscription
                                 << Kind::AccountState;
        QTest::addRow("404") << RawAnswer::of(404, "") << State::NotInSubscription << Kind::NotFound;
        QTest::addRow("a code nobody knows")
            << xml("platform/qps-error-unknown-code.xml") << State::Failed << Kind::UnknownCode;
        QTest::addRow("an error of the server") << RawAnswer::of(500, "") << State::Failed << Kind::ServerError;
    }

    void aPartThatIsClosedIsOneOfMany()
    {
        QFETCH(RawAnswer, answer);
        QFETCH(State, state);
        QFETCH(Kind, kind);
        Signing t({{{agents, answer}}});
        QVERIFY(t.ends());
        QVERIFY(t.end.has_value());
        QCOMPARE(t.access(), Access::Ok);
        QCOMPARE(t.states(), (QList<State>{State::Works, state, State::Works}));
        QVERIFY(!t.parts[0].failure);
        QVERIFY(t.parts[1].failure);
        QCOMPARE(t.parts[1].failure->kind, kind);
        QCOMPARE(t.end->access[1].state, state);
    }

    void whoMayDoNothingIsSignedInStill()
    {
        const RawAnswer no = xml("platform/qps-error-unauthorized.xml");
        Signing t({{{keys, no}, {agents, no}, {webApps, no}}});
        QVERIFY(t.ends());
        QVERIFY(t.end.has_value());
        QCOMPARE(t.states(), (QList<State>{State::NoPermission, State::NoPermission, State::NoPermission}));
        QCOMPARE(t.access(), Access::Ok);
    }

    void aPasswordThatIsChangedMeanwhileStopsTheRest()
    {
        Signing t({{{agents, xml("platform/qps-error-invalid-credentials.xml")}}});
        QVERIFY(t.ends());
        QVERIFY(t.end.has_value());
        QCOMPARE(t.access(), Access::Latched);
        QCOMPARE(t.states(), (QList<State>{State::Works, State::Failed, State::Failed}));
        QCOMPARE(t.parts[1].failure->kind, Kind::SignInRefused);
        QCOMPARE(t.parts[2].failure->kind, Kind::Latched);
        QCOMPARE(t.lines(), (QByteArrayList{version, keys, agents}));
    }

    void theSubscriptionIsReadWhereItIsSaid_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("uuid");
        QTest::addRow("said") << QByteArray("X-Powered-By: Qualys:USPOD01:7c0a41d2:1d9b3e60\r\n") << u"7c0a41d2"_s;
        QTest::addRow("too short") << QByteArray("X-Powered-By: Qualys:USPOD01\r\n") << QString();
        QTest::addRow("somebody else's") << QByteArray("X-Powered-By: PHP:8:1:2\r\n") << QString();
        QTest::addRow("not said") << QByteArray() << QString();
    }

    void theSubscriptionIsReadWhereItIsSaid()
    {
        QFETCH(QByteArray, header);
        QFETCH(QString, uuid);
        Signing t({{{agents, xml("ca/agent-count-response.xml", header)}}});
        QVERIFY(t.ends());
        QCOMPARE(t.end->subscriptionUuid, uuid);
    }

    void lettingGoSilencesTheSignIn_data()
    {
        QTest::addColumn<int>("part");
        QTest::addRow("before the probe has ended") << 0;
        QTest::addRow("at the first part") << 1;
        QTest::addRow("at the last part") << 3;
    }

    void lettingGoSilencesTheSignIn()
    {
        QFETCH(int, part);
        Signing t({});
        t.onPart = [&] {
            if (t.parts.size() == part)
                t.ticket = {};
        };
        t.start();
        if (part == 0)
            t.ticket.letGo();
        QVERIFY(waitUntil([&] { return t.parts.size() == part && t.subscription.client->inFlight() == 0; }));
        QTest::qWait(20);
        QCOMPARE(t.parts.size(), part);
        QCOMPARE(t.endings, 0);
        QVERIFY(t.lines().size() <= part + 1);
        if (part == 0)
            QCOMPARE(t.access(), Access::SignedOut);
    }

    void whoHearsOfAPartMayDeleteTheClient()
    {
        Signing t({});
        t.onPart = [&] { t.subscription.client.reset(); };
        t.start();
        QVERIFY(waitUntil([&] { return !t.parts.isEmpty(); }));
        QTest::qWait(10);
        QCOMPARE(t.parts.size(), 1);
        QCOMPARE(t.endings, 0);
    }
};

QTEST_GUILESS_MAIN(TestSignIn)
#include "tst_signin.moc"
