// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/exchange.h"

/// Answers that would hurt a careless parser.
namespace sandbox::bombs {

Answer entities(); ///< ten entities of ten each, eight levels deep
/// Entities that stand for a file of this machine and for a page of this server, where a fetch would be logged.
Answer externalEntity(const QByteArray &host);
Answer deep(qint64 levels);
Answer attributes(qint64 count);
Answer hugePage(qint64 mebibytes); ///< a valid page of keys
Answer gzip(qint64 mebibytes);     ///< of blanks

QByteArray compressed(const QByteArray &bytes);

} // namespace sandbox::bombs
