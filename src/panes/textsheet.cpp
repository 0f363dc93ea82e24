// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/textsheet.h"

#include "widgets/icons.h"
#include "widgets/latchkeystyle.h"
#include "widgets/metrics.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

TextSheet::TextSheet(const QString &title, const QString &subtitle, const QString &text, QWidget *window)
    : Sheet(window)
{
    setSheetWidth(820);
    setTitle(title, subtitle);
    auto *view = new QPlainTextEdit(text, this);
    view->setReadOnly(true);
    view->setFont(textFont(TextStyle::Mono));
    view->setAccessibleName(title);
    view->setTabChangesFocus(true);
    view->setMinimumHeight(s(380));
    auto *body = new QWidget(this);
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(s(20), s(14), s(20), s(14));
    layout->addWidget(view);
    setBody(body);
    auto *copy = new QPushButton(themedIcon("copy"_L1), tr("Copy"), this);
    auto *close = new QPushButton(tr("Close"), this);
    close->setDefault(true);
    setButtonRole(copy, ButtonRole::Quiet);
    addFootButton(copy, Side::Left);
    addFootButton(close, Side::Right);
    connect(copy, &QPushButton::clicked, view, [text] { QGuiApplication::clipboard()->setText(text); });
    connect(close, &QPushButton::clicked, this, &Sheet::dismiss);
}
