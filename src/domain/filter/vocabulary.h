// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/filter/keyfilter.h"

/// One thing completion can offer: a field with its colon, or a value.
struct FilterSuggestion
{
    QString text;      ///< as people read it
    QString insertion; ///< as it is put into the filter
    qint64 count = -1; ///< how many loaded rows have it; -1 when not counted

    friend bool operator==(const FilterSuggestion &, const FilterSuggestion &) = default;
};

/// The values that occur in the loaded rows, by field.
struct FilterVocabulary
{
    QHash<QString, QList<FilterSuggestion>> values; ///< frequent ones first
};

/// Values by how many rows have them; those without a text are left out.
QList<FilterSuggestion> rankedSuggestions(const QHash<QString, qint64> &counts);
FilterVocabulary keyVocabulary(const QList<ActivationKey> &keys, const KeyFilterContext &context);

/// What can stand at a place of a filter, and the text it would replace.
struct FilterCompletion
{
    TextSpan replaced;
    QList<FilterSuggestion> suggestions;
};

FilterCompletion completeFilter(const QString &text, qsizetype cursor, const FilterSyntax &syntax,
                                const FilterVocabulary &vocabulary, qsizetype most = 12);
