// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/savefiltersheet.h"

#include "widgets/formlabel.h"
#include "widgets/label.h"
#include "widgets/latchkeystyle.h"
#include "widgets/metrics.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>

namespace {

constexpr int longestName = 60;

} // namespace

SaveFilterSheet::SaveFilterSheet(const QString &filter, const QString &now, const QStringList &taken, QWidget *window)
    : Sheet(window)
    , m_now(now)
    , m_taken(taken)
    , m_name(new QLineEdit(this))
    , m_note(new Label(TextStyle::Small, Token::Text2, this))
    , m_save(new QPushButton(tr("Save filter"), this))
{
    setSheetWidth(480);
    setTitle(tr("Save this filter"), tr("It will stand behind the bookmark in the filter and in Edit."));
    auto *text = new Label(TextStyle::Mono, Token::Text, this);
    text->setTextFormat(Qt::PlainText);
    text->setText(filter);
    text->setWordWrap(true);
    m_name->setMaxLength(longestName);
    // A first idea must not be somebody else's name: Enter would replace that.
    const QString idea = filter.simplified().left(longestName);
    m_name->setText(!now.isEmpty() ? now : taken.contains(idea, Qt::CaseInsensitive) ? QString() : idea);
    m_name->selectAll();
    m_note->setWordWrap(true);

    auto *body = new QWidget(this);
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(s(20), s(14), s(20), s(14));
    layout->setSpacing(s(10));
    auto *form = new QGridLayout;
    arrangeForm(*form, {formRow(tr("Name"), m_name), formRow(tr("Filter"), text)});
    layout->addLayout(form);
    layout->addWidget(m_note);
    setBody(body);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    setButtonRole(m_save, ButtonRole::Primary);
    m_save->setDefault(true);
    addFootButton(cancel, Side::Right);
    addFootButton(m_save, Side::Right);
    connect(cancel, &QPushButton::clicked, this, &Sheet::dismiss);
    connect(m_name, &QLineEdit::textChanged, this, &SaveFilterSheet::follow);
    connect(m_save, &QPushButton::clicked, this, [this] {
        emit confirmed(m_name->text().simplified());
        dismiss();
    });
    follow();
}

void SaveFilterSheet::follow()
{
    const QString name = m_name->text().simplified();
    const bool replaces = m_taken.contains(name, Qt::CaseInsensitive);
    m_save->setEnabled(!name.isEmpty());
    const bool renames = !m_now.isEmpty() && m_now.compare(name, Qt::CaseInsensitive) != 0;
    m_note->setText(name.isEmpty() ? tr("Type a name to find it by.")
                    : replaces     ? tr("Replaces the filter that is saved under this name now.")
                    : renames      ? tr("Is called %1 now and will be renamed.").arg(m_now)
                                   : QString());
    m_name->setAccessibleDescription(m_note->text());
}
