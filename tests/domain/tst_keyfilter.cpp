// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/filter/keyfilter.h"
#include "domain/filter/serverpart.h"
#include "domain/filter/vocabulary.h"
#include "support/cputime.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QDateTime now = QDateTime::fromString(u"2026-11-22T10:00:00Z"_s, Qt::ISODate);

QDateTime at(const char *iso)
{
    return QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODate);
}

} // namespace

class TestKeyFilter : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void filtersFindTheirKeys_data();
    void filtersFindTheirKeys();
    void anInvalidFilterHidesNothing();
    void aHundredThousandKeysAreReadOnce();
    void aMaliciousPatternGivesUp();
    void theServiceIsAskedOnlyWhatItCanAnswer_data();
    void theServiceIsAskedOnlyWhatItCanAnswer();
    void completionOffersWhatOccurs_data();
    void completionOffersWhatOccurs();

private:
    KeyFilterContext context() const;

    UserDirectory m_users;
    TagTree m_tags;
    QList<ActivationKey> m_keys;
};

void TestKeyFilter::initTestCase()
{
    m_users.merge({{.id = {1}, .login = u"lark_dr"_s, .firstName = u"Dana"_s, .lastName = u"Ruiz"_s},
                   {.id = {2}, .login = u"lark_ko"_s, .firstName = u"Kim"_s, .lastName = u"Oh"_s}});
    m_tags = TagTree({{.id = {10}, .name = u"EU"_s},
                      {.id = {11}, .name = u"Workstations"_s, .parent = {10}},
                      {.id = {12}, .name = u"Windows"_s, .ruleType = u"OS_REGEX"_s}});
    m_keys = {
        {.id = {101},
         .key = u"1a2b3c4d-0000-4000-8000-00000026bbee"_s,
         .title = u"EU laptops"_s,
         .type = KeyType::CountTimeLimited,
         .countPurchased = 100,
         .countUsed = 98,
         .purchased = at("2026-11-20T08:00:00Z"),
         .expires = at("2026-12-20T00:00:00Z"),
         .owner = {1},
         .modules = {u"VM_LICENSE"_s, u"FIM"_s},
         .tags = {{{10}, u"EU"_s}, {{11}, u"Workstations"_s}}},
        {.id = {102},
         .key = u"1a2b3c4d-0000-4000-8000-0000004d3cf1"_s,
         .title = u"İstanbul depot"_s,
         .type = KeyType::Unlimited,
         .countUsed = 1'200,
         .purchased = at("2025-01-01T00:00:00Z"),
         .owner = {2},
         .modules = {u"PC_LICENSE"_s},
         .tags = {{{12}, u"Windows"_s}}},
        {.id = {103},
         .key = u"1a2b3c4d-0000-4000-8000-000000266dab"_s,
         .title = u"Gdańsk old pilot"_s,
         .type = KeyType::CountLimited,
         .countPurchased = 50,
         .countUsed = 50,
         .purchased = at("2026-11-01T00:00:00Z"),
         .modules = {u"FUTURE"_s},
         .networkId = 7,
         .disabled = true},
        {.id = {104},
         .title = u""_s,
         .type = KeyType::TimeLimited,
         .countUsed = 0,
         .purchased = at("2026-06-01T00:00:00Z"),
         .expires = at("2026-11-01T00:00:00Z"),
         .owner = {3}},
    };
}

KeyFilterContext TestKeyFilter::context() const
{
    return {.now = now,
            .users = &m_users,
            .tags = &m_tags,
            .zone = QTimeZone::utc(),
            .staged = {{101}, {103}},
            .failed = {{103}},
            .conflicts = {{102}},
            .selected = {{104}},
            .applyOnAgents = {{101}}};
}

void TestKeyFilter::filtersFindTheirKeys_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("ids");
    const auto row = [](const QString &text, const QList<int> &ids) {
        QTest::addRow("%s", qPrintable(text)) << text << ids;
    };

    row(u""_s, {101, 102, 103, 104});
    row(u"laptops"_s, {101});
    row(u"LAPTOPS eu"_s, {101});
    row(u"istanbul"_s, {102});
    row(u"ISTANBUL"_s, {102});
    row(u"İSTANBUL"_s, {102});
    row(u"ıstanbul"_s, {102});
    row(u"gdansk"_s, {103});
    row(u"Gda\u200dńsk"_s, {103});
    row(u"26bbee"_s, {101});
    row(u"1a2b3c4d"_s, {}); // only the end of a key is shown, so only it is found
    row(u"key:1a2b3c4d-0000-4000-8000-00000026BBEE"_s, {101});
    row(u"key:6dab"_s, {103});
    row(u"ruiz"_s, {101});
    row(u"workst"_s, {101});
    row(u"103"_s, {103});
    row(u"title:pilot"_s, {103});
    row(u"title=\"EU laptops\""_s, {101});
    row(u"title!=\"eu laptops\""_s, {102, 103, 104});
    row(u"title~^eu"_s, {101});
    row(u"title~\"(laptops|pilot)$\""_s, {101, 103});
    row(u"owner:Dana"_s, {101});
    row(u"owner:lark_ko"_s, {102});
    row(u"owner:3"_s, {104});
    row(u"no:owner"_s, {103});
    row(u"has:owner"_s, {101, 102, 104});
    row(u"no:title"_s, {104});
    row(u"tag:eu"_s, {101});
    row(u"tag=EU"_s, {101});
    row(u"tag!=EU"_s, {102, 103, 104});
    row(u"has:tag"_s, {101, 102});
    row(u"has:tag.win"_s, {102});
    row(u"is:dynamic"_s, {102});
    row(u"module:VM"_s, {101});
    row(u"module:vm_license"_s, {101});
    row(u"module:PA"_s, {102});
    row(u"module:F"_s, {101, 103});
    row(u"module:(VM,PC)"_s, {101, 102});
    row(u"module!=VM"_s, {102, 103, 104});
    row(u"no:module.FIM"_s, {102, 103, 104});
    row(u"no:module"_s, {104});
    row(u"module:future"_s, {103});
    row(u"type:both"_s, {101});
    row(u"type:(count,time)"_s, {103, 104});
    row(u"type!=unlimited"_s, {101, 103, 104});
    row(u"status:disabled"_s, {103});
    row(u"is:active"_s, {101, 102});
    row(u"is:expired"_s, {104});
    row(u"is:expiring"_s, {101});
    row(u"is:full"_s, {103});
    row(u"is:nearly-full"_s, {101, 103});
    row(u"is:unused"_s, {104});
    row(u"is:changed"_s, {101, 103});
    row(u"is:failed"_s, {103});
    row(u"is:conflict"_s, {102});
    row(u"is:selected"_s, {104});
    row(u"apply-on-agents:yes"_s, {101});
    row(u"used:1,200"_s, {102});
    row(u"used:>0"_s, {101, 102, 103});
    row(u"used:>=90%"_s, {101, 103});
    row(u"used:98..100%"_s, {101, 103});
    row(u"left:<10"_s, {101, 103});
    row(u"left:0"_s, {103});
    row(u"left:10..1"_s, {101});
    row(u"limit:(50,100)"_s, {101, 103});
    row(u"has:limit"_s, {101, 103});
    row(u"id:102..103"_s, {102, 103});
    row(u"network:7"_s, {103});
    row(u"expires:30d"_s, {101});
    row(u"expires:<30d"_s, {101, 104});
    row(u"expires:>7d"_s, {101});
    row(u"expires:never"_s, {102, 103});
    row(u"expires!=never"_s, {101, 104});
    row(u"expires:2026-12"_s, {101});
    row(u"expires:<2026-12-20"_s, {104});
    row(u"expires:<=2026-12-20"_s, {101, 104});
    row(u"expires:today..60d"_s, {101});
    row(u"expires:2026-11-01"_s, {104});
    row(u"created:7d"_s, {101});
    row(u"created:>7d"_s, {102, 103, 104});
    row(u"created:<30d"_s, {101, 103});
    row(u"created:2025"_s, {102});
    row(u"created:>=2026-11-01"_s, {101, 103});
    row(u"created:7d..60d"_s, {103});
    row(u"(module:VM OR module:PC) used:>100"_s, {102});
    row(u"-(is:disabled OR no:owner) -ruiz"_s, {102, 104});
    row(u"\"\""_s, {101, 102, 103, 104});
}

void TestKeyFilter::filtersFindTheirKeys()
{
    QFETCH(QString, text);
    QFETCH(QList<int>, ids);
    const Query query = parseQuery(text, keySyntax());
    QVERIFY(query.isValid());
    const KeyFilter filter(query, context());
    QList<int> found;
    for (const ActivationKey &key : std::as_const(m_keys))
        if (filter(key))
            found << int(key.id.value);
    QCOMPARE(found, ids);
}

void TestKeyFilter::anInvalidFilterHidesNothing()
{
    const KeyFilter filter(parseQuery(u"left:<"_s, keySyntax()), context());
    QVERIFY(filter.acceptsAll());
}

void TestKeyFilter::aHundredThousandKeysAreReadOnce()
{
    const auto nanoseconds = [&](int count) {
        QList<ActivationKey> keys;
        for (int i = 0; i < count; ++i) {
            keys << m_keys[i % m_keys.size()];
            keys.last().id = {1'000 + i};
            keys.last().title += QString::number(i);
        }
        qint64 best = std::numeric_limits<qint64>::max();
        for (int round = 0; round < 3; ++round) {
            const KeyFilter filter(
                parseQuery(u"module:FIM used:>0 -is:expired \"laptops 9\" OR ruiz depot"_s, keySyntax()), context());
            CpuTimer timer;
            timer.start();
            qint64 found = 0;
            for (const ActivationKey &key : std::as_const(keys))
                found += filter(key) ? 1 : 0;
            best = std::min(best, timer.nsecsElapsed());
        }
        return best;
    };
    const qint64 small = nanoseconds(10'000), large = nanoseconds(100'000);
    qInfo("100,000 keys filtered in %.1f ms", double(large) / 1e6);
    QVERIFY2(large < 40 * small, qPrintable(u"%1 against %2"_s.arg(large).arg(small)));
}

void TestKeyFilter::aMaliciousPatternGivesUp()
{
    QList<ActivationKey> keys;
    for (int i = 0; i < 200; ++i)
        keys << ActivationKey{.id = {i + 1}, .title = QString(200, u'a') + u'!'};
    const KeyFilter filter(parseQuery(u"title~^(a+)+$"_s, keySyntax()), context());
    // Without a limit a single one of these would not end in our lifetime.
    QVERIFY(std::ranges::none_of(keys, filter));
}

void TestKeyFilter::theServiceIsAskedOnlyWhatItCanAnswer_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("criteria");
    QTest::addColumn<bool>("complete");
    const auto row = [](const QString &text, const QStringList &criteria, bool complete) {
        QTest::addRow("%s", qPrintable(text)) << text << criteria << complete;
    };
    row(u"module:VM laptops"_s, {}, false);
    row(u"id:5"_s, {u"id EQUALS 5"_s}, true);
    row(u"id:(5,7)"_s, {u"id IN 5,7"_s}, true);
    row(u"id:5..9"_s, {u"id GREATER 4"_s, u"id LESSER 10"_s}, true);
    row(u"-id:5"_s, {u"id NOT EQUALS 5"_s}, true);
    row(u"id:>=5 module:VM"_s, {u"id GREATER 4"_s}, false);
    row(u"is:disabled"_s, {u"isDisabled EQUALS true"_s}, true);
    row(u"-is:disabled"_s, {u"isDisabled EQUALS false"_s}, true);
    row(u"is:active"_s, {u"isDisabled EQUALS false"_s}, false);
    row(u"limit:<=100"_s, {u"countPurchased LESSER 101"_s}, false);
    row(u"-limit:<=100"_s, {}, false);
    row(u"key:1A2B3C4D-0000-4000-8000-00000026bbee"_s, {u"activationKey EQUALS 1a2b3c4d-0000-4000-8000-00000026bbee"_s},
        true);
    row(u"key:26bbee"_s, {}, false);
    row(u"id:5 OR id:6"_s, {}, false);
    row(u"id:5 (id:6 OR ruiz)"_s, {u"id EQUALS 5"_s}, false);
    row(u"id:2.5"_s, {}, false);
    row(u"id:"_s, {}, false);
}

void TestKeyFilter::theServiceIsAskedOnlyWhatItCanAnswer()
{
    QFETCH(QString, text);
    QFETCH(QStringList, criteria);
    QFETCH(bool, complete);
    const ServerPart part = serverPart(parseQuery(text, keySyntax()));
    QStringList found;
    for (const ServerCriterion &criterion : part.criteria)
        found << criterion.field + u' ' + criterion.criterion + u' ' + criterion.value;
    QCOMPARE(found, criteria);
    QCOMPARE(part.complete, complete);
}

void TestKeyFilter::completionOffersWhatOccurs_data()
{
    QTest::addColumn<QString>("text"); // | is the cursor
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("result");
    const auto row = [](const QString &text, const QString &first, const QString &result) {
        QTest::addRow("%s", qPrintable(text)) << text << first << result;
    };
    row(u"|"_s, u"title:"_s, u"title:"_s);
    row(u"ow|"_s, u"owner:"_s, u"owner:"_s);
    row(u"a -mod| b"_s, u"module:"_s, u"a -module: b"_s);
    row(u"owner:D|"_s, u"Dana Ruiz 1"_s, u"owner:\"Dana Ruiz\""_s);
    row(u"owner:ru|"_s, u"Dana Ruiz 1"_s, u"owner:\"Dana Ruiz\""_s);
    row(u"module:(VM,F|)"_s, u"FIM 1"_s, u"module:(VM,FIM)"_s);
    row(u"is:expi|"_s, u"expired"_s, u"is:expired"_s);
    row(u"left:<|"_s, u""_s, u""_s);
    row(u"zzz|"_s, u""_s, u""_s);
}

void TestKeyFilter::completionOffersWhatOccurs()
{
    QFETCH(QString, text);
    QFETCH(QString, first);
    QFETCH(QString, result);
    const qsizetype cursor = text.indexOf(u'|');
    text.remove(cursor, 1);
    const FilterCompletion completion = completeFilter(text, cursor, keySyntax(), keyVocabulary(m_keys, context()));
    if (first.isEmpty()) {
        QVERIFY(completion.suggestions.isEmpty());
        return;
    }
    QVERIFY(!completion.suggestions.isEmpty());
    const FilterSuggestion &offered = completion.suggestions.first();
    QCOMPARE(offered.count < 0 ? offered.text : offered.text + u' ' + QString::number(offered.count), first);
    text.replace(completion.replaced.position, completion.replaced.length, offered.insertion);
    QCOMPARE(text, result);
}

QTEST_GUILESS_MAIN(TestKeyFilter)
#include "tst_keyfilter.moc"
