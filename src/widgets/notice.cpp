// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/notice.h"

#include "widgets/cellpainters.h"
#include "widgets/icons.h"
#include "widgets/label.h"

#include <QGridLayout>
#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

Notice::Notice(Kind kind, QWidget *parent)
    : QWidget(parent)
    , m_kind(kind)
    , m_layout(new QGridLayout(this))
    , m_title(new Label(TextStyle::SmallStrong, kind == Kind::Danger ? Token::BadInk : Token::WarnInk, this))
{
    m_layout->setContentsMargins(s(12), s(8), s(12), s(8));
    m_layout->setSpacing(0);
    m_layout->setVerticalSpacing(s(4));
    if (kind == Kind::Warn)
        m_layout->setColumnMinimumWidth(0, s(2) + s(16) + s(9)); // the icon's room
    m_layout->setColumnStretch(1, 1);
    m_layout->addWidget(m_title, 0, 1);
    m_title->hide();
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
}

void Notice::setTitle(const QString &title)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    setAccessibleName(title);
}

void Notice::setContent(QLayout *content)
{
    content->setContentsMargins(0, 0, 0, 0);
    if (content->spacing() < s(8))
        content->setSpacing(m_kind == Kind::Warn ? s(8) : s(2));
    m_layout->addLayout(content, 1, 1);
}

void Notice::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (m_kind == Kind::Danger)
        return paintBox(painter, rect(), 8, token(Token::Surface), token(Token::BadInk), lineWidth());
    paintBox(painter, rect(), 8, token(Token::WarnTint), token(Token::WarnInk), lineWidth());
    const QRect glyph(s(14), (height() - s(16)) / 2, s(16), s(16));
    paintIcon(painter, QStyle::visualRect(layoutDirection(), rect(), glyph), "warning"_L1, token(Token::WarnInk));
}
