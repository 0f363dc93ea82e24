// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/textsheet.h"

#include "account/privatefile.h"
#include "widgets/icons.h"
#include "widgets/label.h"
#include "widgets/latchkeystyle.h"
#include "widgets/metrics.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

TextSheet::TextSheet(const QString &title, const QString &subtitle, const QString &text, QWidget *window)
    : Sheet(window)
    , m_text(text)
    , m_note(new Label(TextStyle::Small, Token::Text2, this))
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
    layout->addWidget(m_note);
    m_note->setWordWrap(true);
    m_note->hide();
    setBody(body);
    auto *copy = new QPushButton(themedIcon("copy"_L1), tr("Copy"), this);
    auto *close = new QPushButton(tr("Close"), this);
    close->setDefault(true);
    setButtonRole(copy, ButtonRole::Quiet);
    addFootButton(copy, Side::Left);
    addFootButton(close, Side::Right);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_text); });
    connect(close, &QPushButton::clicked, this, &Sheet::dismiss);
}

void TextSheet::offerSaving(const QString &fileName)
{
    auto *button = new QPushButton(themedIcon("export"_L1), tr("Save…"), this);
    setButtonRole(button, ButtonRole::Quiet);
    addFootButton(button, Side::Left);
    m_dialog = new QFileDialog(this, tr("Save"), fileName);
    m_dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(button, &QPushButton::clicked, this, [this] { m_dialog->open(); });
    connect(m_dialog, &QFileDialog::fileSelected, this, &TextSheet::save);
}

void TextSheet::save(const QString &path)
{
    const Outcome outcome = writePrivateFile(path, m_text.toUtf8());
    m_note->setInk(outcome ? Token::OkInk : Token::BadInk);
    m_note->setText(outcome ? tr("Saved as %1.").arg(path)
                            : tr("%1 could not be written: %2. Choose another place, or copy the text.")
                                  .arg(path, outcome.error().detail));
    m_note->show();
}
