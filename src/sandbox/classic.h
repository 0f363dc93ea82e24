// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/exchange.h"

#include <QDateTime>

/// Answers of the older interfaces beside QPS: SIMPLE_RETURN of `/api/2.0/fo` and `/msp`, the HTML page of a path
/// without its slash, and the gateway's token and JSON errors.
namespace sandbox::classic {

Answer loggedIn(const QDateTime &now);
Answer loggedOut(const QDateTime &now);
Answer badLogin(const QDateTime &now);       ///< 401, 2000, without a challenge
Answer accountExpired(const QDateTime &now); ///< 200, 2001
Answer noApi(const QDateTime &now);          ///< 403, 2012
Answer missingParameter(const QDateTime &now, const QString &name);
Answer badAction(const QDateTime &now, const QString &action);
Answer badParameter(const QDateTime &now, int code, const QString &name, const QString &value); ///< 1901, 1903, 1905
/// 403 with 2012: a login of another application alone. What the service says to it is not known.
Answer noAppliances(const QDateTime &now);

/// 409 with 1965. `toWait` is said as it is, however absurd; empty says nothing.
Answer rateRefused(const QDateTime &now, const QByteArray &toWait, HeaderList headers = {});
/// 409 with 1960.
Answer concurrencyRefused(const QDateTime &now, int toFinish, HeaderList headers = {});

/// `GET /msp/about.php`. No recording of it is known; its form is assumed.
Answer about();
/// What an Apache says: 404, 405, or 301 to the same path with a slash.
Answer htmlPage(int status, const QByteArray &title, const QByteArray &text);
Answer missingSlash(const QByteArray &target);

/// 201 and the bare token of `POST /auth`, valid for four hours.
Answer token(const QString &login, const QDateTime &now);
Answer tokenRefused();
/// An error of the gateway: 429 when somebody asks too often.
Answer tooMany(const QByteArray &retryAfter);

/// The fields of a form; "+" is a blank there.
QString formField(const QByteArray &form, const QByteArray &name);
/// The form with an asterisk instead of its password.
QByteArray withoutPassword(const QByteArray &form);

} // namespace sandbox::classic
