// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/reencode.h"

#include <QRegularExpression>
#include <QStringEncoder>

using namespace Qt::StringLiterals;

namespace {

bool isJson(const QByteArray &body)
{
    return body.trimmed().startsWith('{');
}

QString referenceOf(char32_t character, bool json)
{
    if (!json)
        return u"&#x%1;"_s.arg(uint(character), 0, 16);
    QString escaped;
    const QString units = QString::fromUcs4(&character, 1);
    for (const QChar unit : units)
        escaped += u"\\u%1"_s.arg(uint(unit.unicode()), 4, 16, QChar(u'0'));
    return escaped;
}

} // namespace

QByteArray sandbox::withLatin1Byte(QByteArray body)
{
    if (isJson(body)) {
        const qsizetype inside = body.indexOf('{', body.indexOf('{') + 1) + 1;
        return body.insert(inside, "\"note\":\"caf\xE9\",");
    }
    const qsizetype root = body.indexOf("<Service");
    const qsizetype inside = body.indexOf('>', std::max<qsizetype>(root, 0)) + 1;
    return body.insert(inside, "<note>caf\xE9</note>");
}

void sandbox::encodeAs(Answer &answer, const QString &charset)
{
    const QByteArray name = charset.toLatin1();
    QStringEncoder encoder(name.constData(),
                           charset == "UTF-16"_L1 ? QStringConverter::Flag::WriteBom : QStringConverter::Flag::Default);
    if (!encoder.isValid())
        return;
    const bool json = isJson(answer.body);
    QString text = QString::fromUtf8(answer.body);
    if (!json)
        text.replace(u"encoding=\"UTF-8\""_s, u"encoding=\"%1\""_s.arg(charset));
    QString sayable;
    for (const char32_t character : text.toUcs4()) {
        const QString one = QString::fromUcs4(&character, 1);
        if (character < 0x80) {
            sayable += one;
            continue;
        }
        QStringEncoder probe(name.constData(), QStringConverter::Flag::Stateless);
        const QByteArray bytes = probe.encode(one);
        sayable += probe.hasError() || (bytes == "?" && character != U'?') ? referenceOf(character, json) : one;
    }
    answer.body = encoder.encode(sayable);
    answer.contentType += ";charset=" + name;
}

QByteArray sandbox::withOddMarkup(const QByteArray &body)
{
    if (isJson(body))
        return body;
    QString text = QString::fromUtf8(body);
    text.replace(u"?>\n"_s, u"?>\n<!-- before -->\n<?odd instruction?>\n"_s);
    text.replace(u"</AgentActKey>"_s, u"</AgentActKey><!-- keep-alive -->"_s);
    static const QRegularExpression titles(u"<title>([^<]*)</title>"_s);
    QString odd;
    qsizetype from = 0;
    for (auto matches = titles.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        QString title = match.captured(1);
        title.replace(u"&lt;"_s, u"<"_s).replace(u"&gt;"_s, u">"_s).replace(u"&quot;"_s, u"\""_s);
        title.replace(u"&amp;"_s, u"&"_s);
        odd += QStringView(text).sliced(from, match.capturedStart() - from);
        odd += u"<title><![CDATA["_s + title.replace(u"]]>"_s, u"]]]]><![CDATA[>"_s) + u"]]></title>"_s;
        from = match.capturedEnd();
    }
    odd += QStringView(text).sliced(from);
    return odd.toUtf8() + "<!-- after -->\n";
}
