// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/wasscan.h"

#include <QLatin1StringView>

#include <span>

/// How a word of a scan's state should be taken. Busy is not over yet, Good needs nothing, Note and Warn are worth a
/// look, Bad has failed, Neutral is neither.
enum class ScanTone { Busy, Good, Note, Neutral, Warn, Bad };

/// A known word of one of the three vocabularies.
struct ScanWord
{
    QLatin1StringView word;
    ScanTone tone;
    const char *title;       ///< for QT_TRANSLATE_NOOP context "ScanStatus"; short, for a column
    const char *explanation; ///< what it tells, one or two sentences
    const char *advice;      ///< what to do; empty when there is nothing
};

/// In the order a filter offers them. All three vocabularies are open: a word that is in none of them is shown as it
/// came and counts as over, or a new one would leave a row asking for ever.
std::span<const ScanWord> scanStatusWords();
std::span<const ScanWord> scanResultWords();
std::span<const ScanWord> scanAuthWords();

/// As the vocabularies here spell it: capitals, CANCELED for CANCELLED, FINISHED for COMPLETED.
QString normalizedScanWord(const QString &word);
/// A word of results, the same for all that mean the same: some platforms call full results FINISHED, others
/// SUCCESSFUL. For results alone; the status FINISHED promises none.
QString unifiedScanResult(const QString &word);
/// Null when unknown.
const ScanWord *scanStatusWord(const QString &word);
const ScanWord *scanResultWord(const QString &word);
const ScanWord *scanAuthWord(const QString &word);

/// Whether the scan itself is still going on.
bool isInFlight(const ScanState &state);
/// Whether to ask again: FINISHED does not mean that the results are there.
bool keepPolling(const ScanState &state);
/// Nothing about it will change any more.
inline bool isFinal(const ScanState &state)
{
    return !keepPolling(state);
}
bool isCanceled(const ScanState &state); ///< or about to be

/// The three parts of a state as one, in words for people and translated.
struct ScanVerdict
{
    ScanTone tone = ScanTone::Neutral;
    QString title;       ///< "Sign-in failed"
    QString explanation; ///< whole sentences
    QString advice;      ///< may be empty
};
/// What matters most comes first: a scan that finished with results and yet could not sign in is Bad, however green its
/// results look. `appHasAuth`: the app has sign-in records, so that a scan without one is worth a note; nothing when
/// not known. Where a part has no word it has no say; with neither status nor results there is nothing to tell.
ScanVerdict verdictOf(const ScanState &state, std::optional<bool> appHasAuth = {});
