// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/reviewrows.h"

#include "domain/keyfields.h"
#include "widgets/badge.h"
#include "widgets/icons.h"
#include "widgets/metrics.h"
#include "widgets/segmented.h"
#include "widgets/tokens.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

QLabel *plain(const QString &text, TextStyle style, Token ink, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText); // titles come from other people
    label->setFont(textFont(style));
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, token(ink));
    label->setPalette(palette);
    return label;
}

QLabel *icon(QLatin1StringView name, Token ink, int size, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setPixmap(themedIcon(name, ink).pixmap(s(size), s(size)));
    label->setFixedWidth(s(size));
    return label;
}

QString titleOf(const ReviewGroup &group)
{
    if (group.changes.size() == 1)
        return group.changes.first().label.isEmpty() ? ReviewRow::tr("Key without a title") : group.changes.first().label;
    const int count = int(group.changes.size());
    return group.operation == Operation::Delete ? ReviewRow::tr("Delete %n keys", nullptr, count)
                                                : ReviewRow::tr("Change %n keys", nullptr, count);
}

QString kindOf(const ReviewGroup &group)
{
    if (group.changes.size() > 1)
        return {};
    switch (group.operation) {
    case Operation::Create: return ReviewRow::tr("New activation key");
    case Operation::Update: return ReviewRow::tr("Activation key");
    case Operation::Delete: return ReviewRow::tr("Activation key, will be deleted");
    }
    return {};
}

/// The old value all of them share, or nothing.
std::optional<QJsonValue> sharedOld(const ReviewGroup &group, const QString &field)
{
    const QJsonValue first = group.changes.first().before.value(field);
    for (const Change &change : group.changes)
        if (!sameFieldValue(field, change.before.value(field), first))
            return std::nullopt;
    return first;
}

QString namesOf(const ReviewGroup &group)
{
    constexpr int most = 4;
    QStringList names;
    for (const Change &change : group.changes.first(std::min<qsizetype>(most, group.changes.size())))
        names << change.label;
    const int more = int(group.changes.size()) - most;
    const QString list = names.join(u", "_s);
    return more > 0 ? ReviewRow::tr("%1 and %n more", nullptr, more).arg(list) : list;
}

} // namespace

ReviewRow::ReviewRow(const ReviewGroup &group, const FieldWords &words, QWidget *parent)
    : QWidget(parent), m_include(new QCheckBox(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, s(6), 0, s(7));
    layout->setSpacing(s(4));
    addHead(group, *layout);
    if (group.changes.size() > 1)
        layout->addLayout([&] {
            auto *line = new QHBoxLayout;
            line->addSpacing(s(52));
            line->addWidget(plain(namesOf(group), TextStyle::Small, Token::Text2, this), 1);
            return line;
        }());
    if (group.vanished)
        layout->addWidget(plain(tr("It is gone on the server, or outside your scope. It is left out."), TextStyle::Small,
                                Token::WarnInk, this));
    else if (group.operation != Operation::Delete)
        addValues(group, words, *layout);
    m_include->setAccessibleName(tr("Include %1").arg(titleOf(group)));
    m_include->setEnabled(!group.vanished && group.conflicts.isEmpty());
    connect(m_include, &QCheckBox::toggled, this, &ReviewRow::includedChanged);
}

void ReviewRow::setIncluded(bool included)
{
    const QSignalBlocker silent(m_include);
    m_include->setChecked(included);
}

void ReviewRow::addHead(const ReviewGroup &group, QVBoxLayout &layout)
{
    auto *head = new QHBoxLayout;
    head->setSpacing(s(8));
    head->addWidget(m_include);
    head->addWidget(icon(group.operation == Operation::Delete ? "bin"_L1 : "key"_L1, Token::Icon, 16, this));
    head->addWidget(plain(titleOf(group), TextStyle::BodyStrong, Token::Text, this));
    head->addWidget(plain(kindOf(group), TextStyle::Small, Token::Text2, this));
    if (!group.conflicts.isEmpty())
        head->addWidget(new Badge(tr("Conflict"), "compare"_L1, Badge::State::Warn, this));
    head->addStretch(1);
    if (const qint64 agents = group.agents(); agents > 0 && group.operation == Operation::Delete) {
        head->addWidget(icon("warning"_L1, Token::WarnInk, 14, this));
        head->addWidget(plain(tr("%n agents still use it", nullptr, int(agents)), TextStyle::SmallStrong, Token::WarnInk, this));
    }
    const int requests = int(group.changes.size());
    head->addWidget(plain(tr("%n requests", nullptr, requests), TextStyle::Small, Token::Text2, this));
    layout.addLayout(head);
}

void ReviewRow::addValues(const ReviewGroup &group, const FieldWords &words, QVBoxLayout &layout)
{
    for (const QString &field : keyfields::editable()) {
        const QJsonObject &desired = group.changes.first().desired;
        if (!desired.contains(field))
            continue;
        const auto conflict = std::ranges::find(group.conflicts, field, &FieldDifference::field);
        if (conflict != group.conflicts.end()) {
            addConflict(*conflict, words, layout);
            continue;
        }
        const QJsonValue wanted = desired.value(field);
        if (group.operation == Operation::Create && words.value(field, wanted) == words.value(field, QJsonValue()))
            continue; // a new key starts empty: saying so for each field is noise
        auto *line = new QHBoxLayout;
        line->setSpacing(s(10));
        line->addSpacing(s(42));
        QLabel *name = plain(fieldName(field), TextStyle::Small, Token::Text2, this);
        name->setFixedWidth(s(72));
        line->addWidget(name);
        if (group.operation == Operation::Update) {
            const auto old = sharedOld(group, field);
            QLabel *was = plain(old ? words.value(field, *old) : tr("various"), TextStyle::Body, Token::Text2, this);
            was->setMinimumWidth(s(132));
            line->addWidget(was);
            line->addWidget(icon("arrow-right"_L1, Token::Icon, 14, this));
        }
        line->addWidget(plain(words.value(field, wanted), TextStyle::BodyStrong, Token::StagedInk, this));
        if (field == keyfields::disabled && wanted.toBool() && group.agents() > 0) {
            line->addWidget(icon("warning"_L1, Token::WarnInk, 14, this));
            line->addWidget(plain(tr("%n agents use it", nullptr, int(group.agents())), TextStyle::SmallStrong, Token::WarnInk, this));
        }
        line->addStretch(1);
        layout.addLayout(line);
    }
    if (group.applyOnAgents) {
        auto *line = new QHBoxLayout;
        line->addSpacing(s(52));
        line->addWidget(icon("warning"_L1, Token::BadInk, 14, this));
        line->addWidget(plain(tr("Also changes the %1 agents that use it. This cannot be recalled.").arg(QLocale().toString(group.agents())),
                              TextStyle::BodyStrong, Token::BadInk, this), 1);
        layout.addLayout(line);
    }
}

void ReviewRow::addConflict(const FieldDifference &difference, const FieldWords &words, QVBoxLayout &layout)
{
    auto *line = new QHBoxLayout;
    line->setSpacing(s(8));
    line->addSpacing(s(44));
    QLabel *name = plain(fieldName(difference.field), TextStyle::Small, Token::Text2, this);
    name->setFixedWidth(s(72));
    line->addWidget(name);
    line->addWidget(plain(tr("was %1").arg(words.value(difference.field, difference.was)), TextStyle::Body, Token::Text2, this));
    line->addWidget(plain(tr("server now %1").arg(words.value(difference.field, difference.server)), TextStyle::BodyStrong, Token::Text, this));
    line->addWidget(plain(tr("yours %1").arg(words.value(difference.field, difference.wanted)), TextStyle::BodyStrong, Token::StagedInk, this));
    line->addStretch(1);
    auto *choice = new Segmented(this);
    choice->setAccessibleName(tr("Resolve the conflict"));
    choice->addSegment(tr("Decide later"), 0);
    choice->addSegment(tr("Take server"), 1);
    choice->addSegment(tr("Keep yours"), 2);
    choice->setCurrent(0);
    connect(choice, &Segmented::changed, this, [this, choice] {
        // The row is rebuilt by the answer, so it leaves this call first.
        if (choice->current().toInt() == 1)
            QMetaObject::invokeMethod(this, &ReviewRow::takeServer, Qt::QueuedConnection);
        else if (choice->current().toInt() == 2)
            QMetaObject::invokeMethod(this, &ReviewRow::keepMine, Qt::QueuedConnection);
    });
    line->addWidget(choice);
    layout.addLayout(line);
}

void ReviewRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(QRect(0, height() - 1, width(), 1), token(Token::Line));
}
