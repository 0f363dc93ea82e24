// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/keyinput.h"
#include "sandbox/sql.h"

#include <functional>
#include <initializer_list>

/// Reads the elements of requests that are checked against a schema: what is not in it makes the whole call invalid.
namespace sandbox::wasinput {

using Problem = std::optional<Reply>;

Reply unexpected(const Element &element);
Reply invalidValue(const QString &field, const QString &value, const QString &advice);

/// The one record of this name under `data`.
Checked<Element> recordOf(const ServiceRequest &request, const QString &name);
/// An element that is none of these, or is there twice.
Problem strangerIn(const Element &parent, std::initializer_list<QStringView> known);

Problem takeFlag(const Element &element, bool &into);
Problem takeNumber(const Element &element, qint64 &into);
Problem takeWord(const Element &element, const QStringList &words, QString &into);
/// The number of its one child `id`.
Problem takeId(const Element &element, qint64 &into);

/// What may be done to a list besides `set`, `add` and `remove`.
enum class Verbs { WithUpdate, WithoutUpdate };
/// Tells each verb with its items, in the request's order. `item` is the only element that may be in them; a verb
/// without any is not valid.
Problem eachVerb(const Element &list, const QString &item, Verbs verbs,
                 const std::function<Problem(QStringView verb, const QList<Element> &items)> &take);
/// A list of `<Tag><id/></Tag>` or the like. Names that are told beside the ids do nothing. `update` changes what is
/// there by its id, which has nothing else.
Problem takeIds(const Element &list, const QString &item, Verbs verbs, ListEdit &into);
/// An id of the list that the table does not have.
Problem missingIn(SQLite::Database &database, const char *table, const QString &field, const QStringList &ids);

} // namespace sandbox::wasinput
