// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/plaintip.h"

#include <QTextDocument>
#include <QToolTip>

using namespace Qt::StringLiterals;

QString plainTip(const QString &text)
{
    if (!Qt::mightBeRichText(text))
        return text;
    return u"<qt>"_s + text.toHtmlEscaped().replace(u'\n', "<br>"_L1) + u"</qt>"_s;
}

void showPlainTip(QPoint globalPosition, const QString &text, QWidget *of)
{
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(globalPosition, plainTip(text), of);
}
