// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "plainclient.h"
#include "qps/keys.h"
#include "qps/requests.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTest>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace {

Result<qps::Page<ActivationKey>> pageIn(const PlainReply &reply)
{
    return qps::readActivationKeys(reply.raw());
}

QList<qint64> idsOf(const qps::Page<ActivationKey> &page)
{
    QList<qint64> ids;
    for (const ActivationKey &key : page.records)
        ids << key.id.value;
    return ids;
}

bool isUnreadable(const PlainReply &reply)
{
    const auto page = pageIn(reply);
    return !page && page.error().kind == Failure::Kind::Unreadable;
}

} // namespace

/// Faults of what is said and of how it arrives: pages without end, hostile XML, broken bytes.
class SandboxOddTest : public QObject
{
    Q_OBJECT
private:
    Sandbox m_sandbox{{.keys = 34}}; // with titles in many scripts
    PlainClient m_client{m_sandbox};
    const QByteArray m_two = qps::searchRequest(0, 2);

    PlainReply with(const QString &fault, const QByteArray &body = nothing, PlainClient::Headers headers = {})
    {
        m_sandbox.clearFaults();
        m_sandbox.addFault(u"POST:search="_s + fault);
        return m_client.post(keySearch, body, std::move(headers));
    }

private slots:
    void samePageAgain()
    {
        const auto first = pageIn(with(u"dup-page"_s, m_two));
        QCOMPARE(idsOf(*first), QList<qint64>({5200101, 5200102}));
        const auto second = pageIn(m_client.post(keySearch, qps::searchRequest(*first->envelope.lastId, 2)));
        QCOMPARE(idsOf(*second), idsOf(*first));
        QCOMPARE(second->envelope.hasMore, true);
    }

    void moreForEver()
    {
        auto page = pageIn(with(u"endless-more"_s, qps::searchRequest(0, 1000)));
        QCOMPARE(page->records.size(), 33);
        qint64 last = *page->envelope.lastId;
        QCOMPARE(last, idsOf(*page).last());
        for (int i = 0; i < 3; ++i) {
            page = pageIn(m_client.post(keySearch, qps::searchRequest(last, 1000)));
            QCOMPARE(page->envelope.hasMore, true);
            QCOMPARE(idsOf(*page), QList<qint64>{5200134}); // nothing new
            QVERIFY(*page->envelope.lastId > last);
            last = *page->envelope.lastId;
        }
        page = pageIn(with(u"endless-more=fresh"_s, qps::searchRequest(last, 100)));
        QCOMPARE(page->records.size(), 100);
        QCOMPARE(idsOf(*page).first(), last + 1);
        QCOMPARE(*page->envelope.lastId, idsOf(*page).last());
    }

    void cursorsMissingOrBackwards()
    {
        const auto missing = pageIn(with(u"no-last-id"_s, m_two));
        QCOMPARE(missing->envelope.hasMore, true);
        QVERIFY(!missing->envelope.lastId);
        const auto back = pageIn(with(u"backwards"_s, qps::searchRequest(5200110, 2)));
        QVERIFY(*back->envelope.lastId <= 5200110);
    }

    void elementsTwice()
    {
        const PlainReply titles = with(u"dup-element"_s, filterRequest("id", "EQUALS", "5200101"));
        const qsizetype first = titles.body.indexOf("<title>Production servers</title>");
        QVERIFY(first > 0 && first < titles.body.indexOf("<title>Production servers (old)</title>"));
        const PlainReply owners = with(u"dup-element=ownerId"_s, filterRequest("id", "EQUALS", "5200101"));
        QCOMPARE(owners.body.count("<ownerId>"), 2);
    }

    void anotherIdAndAnotherRoot()
    {
        QCOMPARE(idsOf(*pageIn(with(u"other-id"_s, filterRequest("id", "EQUALS", "5200101")))), QList<qint64>{6200101});
        QCOMPARE(idsOf(*pageIn(with(u"other-id=77"_s, filterRequest("id", "EQUALS", "5200101")))), QList<qint64>{77});
        const PlainReply root = with(u"wrong-root"_s);
        QVERIFY(root.body.contains("<ServiceReply "));
        QCOMPARE(pageIn(root).error().kind, Failure::Kind::NotQualys);
    }

    void oddMarkupIsReadable()
    {
        m_sandbox.clearFaults();
        const auto plain = pageIn(m_client.post(keySearch, nothing));
        const PlainReply odd = with(u"odd-markup"_s);
        for (const char *part :
             {"<?odd instruction?>", "<!-- keep-alive -->", "<futureElement>", "<![CDATA[Production"})
            QVERIFY2(odd.body.contains(part), part);
        QCOMPARE(pageIn(odd)->records, plain->records);
        const auto json = pageIn(with(u"odd-markup"_s, nothing, {{"Accept", "application/json"}}));
        QCOMPARE(json->records, plain->records);
    }

    void charsetsDeclaredAndTrue_data()
    {
        QTest::addColumn<QString>("charset");
        for (const char *charset : {"windows-1252", "ISO-8859-1", "UTF-16", "UTF-16BE"})
            QTest::addRow("%s", charset) << QString::fromLatin1(charset);
    }
    void charsetsDeclaredAndTrue()
    {
        QFETCH(QString, charset);
        m_sandbox.clearFaults();
        const auto plain = pageIn(m_client.post(keySearch, nothing));
        const PlainReply reply = with(u"charset="_s + charset);
        QVERIFY(reply.header("content-type").endsWith("charset=" + charset.toLatin1()));
        QVERIFY(!QUtf8StringView(reply.body).isValidUtf8() || charset == "UTF-16BE"_L1);
        const auto page = pageIn(reply);
        QVERIFY2(page.has_value(), qPrintable(page ? QString() : page.error().detail));
        QCOMPARE(page->records, plain->records);
    }

    void wrongCharsetIsFoundOut()
    {
        const PlainReply xml = with(u"wrong-charset"_s);
        QVERIFY(xml.body.contains("encoding=\"UTF-8\"") && xml.body.contains("caf\xE9"));
        QVERIFY(isUnreadable(xml));
        QVERIFY(isUnreadable(with(u"wrong-charset"_s, nothing, {{"Accept", "application/json"}})));
        QCOMPARE(m_sandbox.log().last().outcome, u"fault"_s);
    }

    void bombsAreWhatTheyPromise()
    {
        const PlainReply entities = with(u"entity-bomb"_s);
        QVERIFY(entities.body.contains("<!ENTITY a8 ") && entities.body.size() < 10'000);
        QVERIFY(isUnreadable(entities));
        const PlainReply external = with(u"xxe"_s);
        QVERIFY(external.body.contains("file:///etc/passwd"));
        QVERIFY(external.body.contains(m_sandbox.url().authority().toLatin1() + "/xxe-was-fetched"));
        QVERIFY(isUnreadable(external));
        QCOMPARE(m_sandbox.logged(u"*:xxe-was-fetched"_s).size(), 0);
        const PlainReply deep = with(u"deep-nest=200000"_s);
        QCOMPARE(deep.body.count("<a>"), 200'000);
        QVERIFY(isUnreadable(deep));
        const PlainReply attributes = with(u"attr-bomb=40000"_s);
        QCOMPARE(attributes.body.count("=\"1\""), 40'000);
        QVERIFY(isUnreadable(attributes));
    }

    void hugePageIsHuge()
    {
        const PlainReply reply = with(u"huge-page=65"_s, nothing, {{"Accept-Encoding", "gzip"}});
        QVERIFY(reply.body.size() > 65 * 1024 * 1024);
        QVERIFY(reply.complete);
        QVERIFY(reply.header("content-encoding").isEmpty());
        QCOMPARE(pageIn(reply).error().kind, Failure::Kind::AnswerTooLarge);
        const auto small = pageIn(with(u"huge-page=1"_s));
        QCOMPARE(small->records.value(3).id.value, 4); // a valid page of keys otherwise
    }

    void gzipBombIsSmallOnTheWire()
    {
        const PlainReply reply = with(u"gzip-bomb=100"_s);
        QCOMPARE(reply.header("content-encoding"), "gzip");
        QVERIFY(reply.complete);
        QVERIFY2(reply.body.size() < 200'000, qPrintable(QString::number(reply.body.size())));
        // The last four bytes of gzip are the unpacked length.
        QCOMPARE(qFromLittleEndian<quint32>(reply.body.last(4).constData()), 100u * 1024 * 1024);
    }

    void headersGrow()
    {
        const PlainReply reply = with(u"big-header"_s);
        QCOMPARE(reply.header("x-padding").size(), 300 * 1024);
        QCOMPARE(with(u"big-header=8"_s).header("x-padding").size(), 8 * 1024);
    }

    void clocksDiffer()
    {
        const QByteArray date = with(u"clock-skew=-86400"_s).header("date");
        const QDateTime told = QLocale::c().toDateTime(QString::fromLatin1(date), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
        const qint64 behind = QDateTime(told.date(), told.time(), Qt::UTC).secsTo(QDateTime::currentDateTimeUtc());
        QVERIFY2(std::abs(behind - 86'400) < 30, date.constData());
    }

    void bodiesDrip()
    {
        QElapsedTimer timer;
        timer.start();
        const PlainReply reply = with(u"slow-body=100/50"_s, filterRequest("id", "EQUALS", "1"));
        const qint64 pauses = reply.body.size() / 100;
        QVERIFY(pauses >= 2);
        QVERIFY2(timer.elapsed() >= pauses * 50, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(reply.complete);
        QCOMPARE(reply.code(), u"SUCCESS"_s);
    }

    void bodiesAreCut()
    {
        const PlainReply truncated = with(u"truncate=100"_s);
        QCOMPARE(truncated.body.size(), 100);
        QVERIFY(truncated.header("content-length").toLongLong() > 1'000);
        QVERIFY(!truncated.complete);

        const PlainReply chunked = with(u"chunk-cut=64"_s);
        QCOMPARE(chunked.header("transfer-encoding"), "chunked");
        QVERIFY(chunked.header("content-length").isEmpty());
        QCOMPARE(chunked.body.size(), 64 + chunked.body.indexOf("\r\n") + 2);
        QVERIFY(!chunked.body.endsWith("0\r\n\r\n"));

        const PlainReply open = with(u"cut-without-length=200"_s);
        QVERIFY(open.header("content-length").isEmpty() && open.header("transfer-encoding").isEmpty());
        QCOMPARE(open.header("connection"), "close");
        QCOMPARE(open.body.size(), 200);
        QVERIFY(isUnreadable(open));
        QCOMPARE(m_sandbox.log().last().outcome, u"fault"_s);
    }

    void junkFollows()
    {
        const PlainReply reply = with(u"junk-after=<b>junk</b>"_s);
        const qsizetype length = reply.header("content-length").toLongLong();
        QCOMPARE(reply.body.sliced(length), "<b>junk</b>");
    }

    void httpClientsSeeTheCutsAsTheyAre_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<bool>("noticed");
        QTest::addRow("declared length") << u"truncate=100"_s << true;
        QTest::addRow("chunked") << u"chunk-cut=100"_s << true;
        QTest::addRow("no length") << u"cut-without-length=100"_s << false; // that is what makes it dangerous
        QTest::addRow("junk") << u"junk-after"_s << false;
        QTest::addRow("none of it") << u"slow-body=500/1"_s << false;
    }
    void httpClientsSeeTheCutsAsTheyAre()
    {
        QFETCH(QString, fault);
        QFETCH(bool, noticed);
        m_sandbox.clearFaults();
        m_sandbox.addFault(u"POST:search="_s + fault);
        QNetworkRequest request(m_sandbox.url().resolved(QUrl(QString::fromLatin1(keySearch))));
        request.setRawHeader("Authorization", "Basic " + QByteArray("lrksp_mb1:larkspur").toBase64());
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"text/xml"_s);
        QNetworkAccessManager network;
        const std::unique_ptr<QNetworkReply> reply(network.post(request, nothing));
        QTRY_VERIFY(reply->isFinished());
        QCOMPARE(reply->error() != QNetworkReply::NoError, noticed);
    }

    void severalFaultsAtOnce()
    {
        m_sandbox.clearFaults();
        m_sandbox.addFault(u"POST:search=clock-skew=3600"_s);
        m_sandbox.addFault(u"POST:search=dup-element=ownerId"_s);
        m_sandbox.addFault(u"POST:search=truncate=500"_s);
        const PlainReply reply = m_client.post(keySearch, nothing);
        QCOMPARE(reply.body.size(), 500);
        QCOMPARE(m_sandbox.log().last().fault, u"clock-skew=3600, dup-element=ownerId, truncate=500"_s);
    }

    void connectionsStayOpenBetweenRequests()
    {
        m_sandbox.clearFaults();
        QNetworkAccessManager network;
        QNetworkRequest request(m_sandbox.url().resolved(QUrl(u"/qps/rest/portal/version"_s)));
        request.setRawHeader("Authorization", "Basic " + QByteArray("lrksp_mb1:larkspur").toBase64());
        for (int i = 0; i < 20; ++i) {
            const std::unique_ptr<QNetworkReply> reply(network.get(request));
            QTRY_VERIFY(reply->isFinished());
            QCOMPARE(reply->error(), QNetworkReply::NoError);
            QVERIFY(reply->rawHeader("connection").toLower() != "close");
        }
    }
};

QTEST_GUILESS_MAIN(SandboxOddTest)
#include "tst_sandboxodd.moc"
