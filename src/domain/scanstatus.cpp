// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/scanstatus.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

const ScanWord *find(std::span<const ScanWord> words, const QString &word)
{
    const QString wanted = normalizedScanWord(word);
    const auto found = std::ranges::find(words, wanted, [](const ScanWord &known) { return QString(known.word); });
    return found == words.end() ? nullptr : &*found;
}

QString text(const char *source)
{
    return *source ? QCoreApplication::translate("ScanStatus", source) : QString();
}

/// A word we cannot name says that much, and its tone is nobody's guess. No word says nothing.
ScanVerdict verdictOfWord(const ScanWord *known, const QString &word)
{
    if (word.trimmed().isEmpty())
        return {};
    if (known)
        return {known->tone, text(known->title), text(known->explanation), text(known->advice)};
    //: %1 is a word of the service that this program does not know
    return {ScanTone::Note, word, QCoreApplication::translate("ScanStatus", "The service says \"%1\".").arg(word), {}};
}

void add(QString &sentences, const QString &more)
{
    if (!more.isEmpty())
        sentences += (sentences.isEmpty() ? QString() : u" "_s) + more;
}

/// Which of two verdicts people should see first.
int weight(ScanTone tone)
{
    switch (tone) {
    case ScanTone::Bad:
        return 4;
    case ScanTone::Warn:
        return 3;
    case ScanTone::Note:
        return 2;
    case ScanTone::Busy:
    case ScanTone::Good:
        return 1;
    case ScanTone::Neutral:
        return 0;
    }
    return 0;
}

} // namespace

QString normalizedScanWord(const QString &word)
{
    const QString upper = word.trimmed().toUpper();
    if (upper == "COMPLETED"_L1)
        return u"FINISHED"_s;
    return QString(upper).replace("CANCELLED"_L1, "CANCELED"_L1).replace("CANCELLING"_L1, "CANCELING"_L1);
}

QString unifiedScanResult(const QString &word)
{
    const QString plain = normalizedScanWord(word);
    return plain == "FINISHED"_L1 ? u"SUCCESSFUL"_s : plain;
}

const ScanWord *scanStatusWord(const QString &word)
{
    return find(scanStatusWords(), word);
}

const ScanWord *scanResultWord(const QString &word)
{
    return find(scanResultWords(), word);
}

const ScanWord *scanAuthWord(const QString &word)
{
    return find(scanAuthWords(), word);
}

bool isInFlight(const ScanState &state)
{
    const ScanWord *known = scanStatusWord(state.status);
    return known && known->tone == ScanTone::Busy;
}

bool keepPolling(const ScanState &state)
{
    if (isInFlight(state))
        return true;
    if (normalizedScanWord(state.status) != "FINISHED"_L1 || !state.result)
        return false;
    const QString results = normalizedScanWord(state.result->results);
    return results == "TO_BE_PROCESSED"_L1 || results == "PROCESSING"_L1;
}

bool isCanceled(const ScanState &state)
{
    const QString status = normalizedScanWord(state.status);
    return status == "CANCELED"_L1 || status == "CANCELING"_L1 ||
           (state.result && normalizedScanWord(state.result->results).startsWith("CANCEL"_L1));
}

ScanVerdict verdictOf(const ScanState &state, std::optional<bool> appHasAuth)
{
    ScanVerdict status = verdictOfWord(scanStatusWord(state.status), state.status);
    const QString plain = normalizedScanWord(state.status);
    const bool over = plain.isEmpty() || plain == "FINISHED"_L1; // a get of a web app tells results without a status
    if (!state.result || state.result->results.isEmpty())
        return status;
    ScanVerdict verdict = verdictOfWord(scanResultWord(state.result->results), state.result->results);
    if (!over && weight(status.tone) >= weight(verdict.tone))
        verdict = status; // a part of the results may be there before the end
    if (verdict.tone == ScanTone::Busy || state.result->auth.isEmpty())
        return verdict;

    ScanVerdict auth = verdictOfWord(scanAuthWord(state.result->auth), state.result->auth);
    if (appHasAuth.value_or(false) && normalizedScanWord(state.result->auth) == "NONE"_L1) {
        auth.tone = ScanTone::Note;
        auth.advice = QCoreApplication::translate(
            "ScanStatus", "The web application has sign-in records: choose one to test what is behind the sign-in.");
    }
    if (verdict.tone == ScanTone::Bad && auth.tone != ScanTone::Bad)
        return verdict; // nothing was tested, so how it signed in is beside the point
    const bool authFirst = weight(auth.tone) > weight(verdict.tone);
    ScanVerdict &first = authFirst ? auth : verdict;
    const ScanVerdict &second = authFirst ? verdict : auth;
    add(first.explanation, second.explanation);
    add(first.advice, second.advice);
    return first;
}
