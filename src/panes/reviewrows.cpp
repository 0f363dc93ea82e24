// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/reviewrows.h"

#include "domain/agentfields.h"
#include "domain/keyfields.h"
#include "domain/scanfields.h"
#include "domain/webappfields.h"
#include "panes/scanchangewords.h"
#include "widgets/badge.h"
#include "widgets/iconlabel.h"
#include "widgets/label.h"
#include "widgets/segmented.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace {

constexpr int indent = 52;
constexpr int nameWidth = 72;
constexpr int oldWidth = 132;

QString titleOf(const ReviewGroup &group)
{
    const int count = int(group.changes.size());
    const bool agents = group.type == ObjectType::Agent;
    if (count == 1) {
        const QString label = group.changes.first().label;
        if (agents && label.isEmpty())
            return ReviewRow::tr("Agent without a name");
        if (group.type == ObjectType::Scan && label.isEmpty())
            return ReviewRow::tr("Scan without a name");
        if (group.type == ObjectType::WebApp && label.isEmpty())
            return ReviewRow::tr("Web app without a name");
        return label.isEmpty() ? ReviewRow::tr("Key without a title") : label;
    }
    if (group.type == ObjectType::WebApp)
        return group.operation == Operation::Delete ? ReviewRow::tr("Delete %Ln web apps", nullptr, count)
                                                    : ReviewRow::tr("Change %Ln web apps", nullptr, count);
    if (group.type == ObjectType::Scan)
        return group.operation == Operation::Delete ? ReviewRow::tr("Delete %Ln scans", nullptr, count)
                                                    : ReviewRow::tr("Cancel %Ln scans", nullptr, count);
    if (agents)
        return group.operation == Operation::Delete ? ReviewRow::tr("Uninstall %Ln agents", nullptr, count)
                                                    : ReviewRow::tr("Change %Ln agents", nullptr, count);
    return group.operation == Operation::Delete ? ReviewRow::tr("Delete %Ln keys", nullptr, count)
                                                : ReviewRow::tr("Change %Ln keys", nullptr, count);
}

QString kindOf(const ReviewGroup &group)
{
    if (group.changes.size() > 1)
        return {};
    if (group.type == ObjectType::Agent)
        return group.operation == Operation::Delete ? ReviewRow::tr("Agent, will be uninstalled")
                                                    : ReviewRow::tr("Agent");
    if (group.type == ObjectType::WebApp)
        return group.operation == Operation::Create   ? ReviewRow::tr("New web app")
               : group.operation == Operation::Delete ? ReviewRow::tr("Web app, will be deleted with its scans")
                                                      : ReviewRow::tr("Web app");
    if (group.type == ObjectType::Scan)
        return group.operation == Operation::Create   ? ReviewRow::tr("Scan, will be launched")
               : group.operation == Operation::Delete ? ReviewRow::tr("Scan, will be deleted with its results")
                                                      : ReviewRow::tr("Scan, will be canceled");
    switch (group.operation) {
    case Operation::Create:
        return ReviewRow::tr("New activation key");
    case Operation::Update:
        return ReviewRow::tr("Activation key");
    case Operation::Delete:
        return ReviewRow::tr("Activation key, will be deleted");
    }
    return {};
}

QString namesOf(const ReviewGroup &group)
{
    constexpr int most = 4;
    QStringList names;
    for (const Change &change : group.changes.first(std::min<qsizetype>(most, group.changes.size())))
        names << (change.label.isEmpty() ? ReviewRow::tr("Key without a title") : change.label);
    const int more = int(group.changes.size()) - most;
    const QString list = names.join(u", "_s);
    return more > 0 ? ReviewRow::tr("%1 and %Ln more", nullptr, more).arg(list) : list;
}

QString allNamesOf(const ReviewGroup &group)
{
    constexpr qsizetype most = 200; // nobody listens to more
    QStringList names;
    for (const Change &change : group.changes.first(std::min(most, group.changes.size())))
        names << change.label;
    return names.join(u'\n');
}

} // namespace

ReviewRow::ReviewRow(const ReviewGroup &group, const FieldWords &words, QWidget *parent)
    : QWidget(parent)
    , m_lines(new QVBoxLayout(this))
    , m_include(new QCheckBox(this))
{
    m_lines->setContentsMargins(0, s(6), 0, s(8));
    m_lines->setSpacing(s(3));
    addHead(group);
    if (group.changes.size() > 1)
        addNames(group);
    if (group.vanished)
        addWarning(*addLine(), tr("It is gone on the server, or outside your scope. It is left out."), false);
    else if (group.operation != Operation::Delete)
        addValues(group, words);
    else
        for (const FieldDifference &difference : group.conflicts)
            addConflict(group, difference, words);
    m_include->setAccessibleName(tr("Include %1").arg(titleOf(group)));
    m_include->setEnabled(!group.vanished && group.conflicts.isEmpty());
    connect(m_include, &QCheckBox::toggled, this, &ReviewRow::includedChanged);
}

void ReviewRow::setIncluded(bool included)
{
    const QSignalBlocker silent(m_include);
    m_include->setChecked(included);
}

QHBoxLayout *ReviewRow::addLine()
{
    auto *line = new QHBoxLayout;
    line->setSpacing(s(8));
    line->addSpacing(s(indent));
    m_lines->addLayout(line);
    return line;
}

void ReviewRow::addHead(const ReviewGroup &group)
{
    auto *head = new QHBoxLayout;
    head->setSpacing(s(8));
    m_include->setFixedWidth(s(20));
    head->addWidget(m_include);
    const bool deletes = group.operation == Operation::Delete;
    head->addWidget(new IconLabel(deletes                            ? "bin"_L1
                                  : group.type == ObjectType::Scan   ? "scan"_L1
                                  : group.type == ObjectType::WebApp ? "webapp"_L1
                                  : group.type == ObjectType::Agent  ? "agent"_L1
                                                                     : "key"_L1,
                                  deletes ? Token::BadInk : Token::Icon, 16, this));
    auto *title = new Label(titleOf(group), TextStyle::BodyStrong, Token::Text, this);
    title->setElided(true);
    head->addWidget(title);
    head->addWidget(new Label(kindOf(group), TextStyle::Small, Token::Text2, this));
    if (!group.conflicts.isEmpty())
        head->addWidget(new Badge(tr("Conflict"), "compare"_L1, Badge::State::Warn, this));
    if (const qint64 agents = group.agents; agents > 0 && deletes)
        addWarning(*head, tr("%Ln agents still use it", nullptr, int(agents)), true);
    head->addStretch(1);
    head->addWidget(new Label(tr("%Ln requests", nullptr, group.requests), TextStyle::Small, Token::Text2, this));
    m_lines->addLayout(head);
}

void ReviewRow::addNames(const ReviewGroup &group)
{
    auto *names = new Label(namesOf(group), TextStyle::Small, Token::Text2, this);
    names->setWordWrap(true);
    names->setAccessibleDescription(allNamesOf(group));
    addLine()->addWidget(names, 1);
}

void ReviewRow::addWarning(QHBoxLayout &line, const QString &text, bool bad)
{
    const Token ink = bad ? Token::BadInk : Token::WarnInk;
    line.addWidget(new IconLabel("warning"_L1, ink, 14, this));
    line.addWidget(new Label(text, TextStyle::SmallStrong, ink, this));
    line.addStretch(1);
}

void ReviewRow::addValues(const ReviewGroup &group, const FieldWords &words)
{
    const QJsonObject &desired = group.changes.first().desired;
    const bool isScan = group.type == ObjectType::Scan;
    for (const QString &field : isScan ? shownScanFields(group.changes.first())
                                : group.type == ObjectType::Agent || group.type == ObjectType::WebApp
                                    ? desired.keys()
                                    : keyfields::editable()) {
        if (!desired.contains(field) && !isScan)
            continue;
        const auto conflict = std::ranges::find(group.conflicts, field, &FieldDifference::field);
        if (conflict != group.conflicts.end())
            addConflict(group, *conflict, words);
        else
            addValue(group, words, field);
    }
    if (group.applyOnAgents)
        addWarning(*addLine(),
                   tr("Also changes the %Ln agents that use it. This cannot be recalled.", nullptr, int(group.agents)),
                   true);
}

void ReviewRow::addValue(const ReviewGroup &group, const FieldWords &words, const QString &field)
{
    const QJsonValue wanted = group.changes.first().desired.value(field);
    const bool isScan = group.type == ObjectType::Scan;
    const auto text = [&](const QJsonValue &value) { return words.value(group.type, field, value); };
    if (group.operation == Operation::Create && !isScan && text(wanted) == text(QJsonValue()))
        return; // a new key starts empty: saying so for each field is noise
    QHBoxLayout *line = addLine();
    auto *name = new Label(fieldName(group.type, field), TextStyle::Small, Token::Text2, this);
    name->setFixedWidth(std::max(s(nameWidth), name->sizeHint().width()));
    line->addWidget(name);
    // Of many agents each keeps the tags it has besides.
    const bool steps = group.type == ObjectType::Agent && field == agentfields::tags && group.changes.size() > 1;
    if (group.operation == Operation::Update && !steps && !isScan) { // a scan is canceled, nothing of it changes
        const auto old = group.was.constFind(field);
        auto *was =
            new Label(old != group.was.cend() ? text(*old) : tr("various"), TextStyle::Body, Token::Text2, this);
        was->setMinimumWidth(s(oldWidth));
        was->setWordWrap(true);
        line->addWidget(was);
        line->addWidget(new IconLabel(isRightToLeft() ? "chevron-left"_L1 : "arrow-right"_L1, Token::Icon, 14, this));
    }
    auto *now = new Label(steps ? words.tagSteps(group.changes.first().before.value(field), wanted) : text(wanted),
                          TextStyle::BodyStrong, Token::StagedInk, this);
    if (field == keyfields::disabled && wanted.toBool() && group.agents > 0) {
        line->addWidget(now);
        line->addSpacing(s(8));
        return addWarning(*line, tr("%Ln agents still use it", nullptr, int(group.agents)), false);
    }
    now->setWordWrap(true);
    line->addWidget(now, 1);
}

void ReviewRow::addConflict(const ReviewGroup &group, const FieldDifference &difference, const FieldWords &words)
{
    const ObjectType type = group.type;
    const bool deletes = group.operation == Operation::Delete; // no value is wanted, and one answer is for all fields
    QHBoxLayout *line = addLine();
    auto *name = new Label(fieldName(type, difference.field), TextStyle::Small, Token::Text2, this);
    name->setFixedWidth(std::max(s(nameWidth), name->sizeHint().width()));
    line->addWidget(name);
    const auto add = [&](const QString &what, const QJsonValue &value, TextStyle style, Token ink) {
        auto *part = new QHBoxLayout;
        part->setSpacing(s(4));
        part->addWidget(new Label(what, TextStyle::Small, Token::Text2, this));
        auto *text = new Label(words.value(type, difference.field, value), style, ink, this);
        text->setElided(true);
        part->addWidget(text);
        line->addLayout(part);
        line->addSpacing(s(6));
    };
    add(tr("was"), difference.was, TextStyle::Body, Token::Text2);
    add(tr("server now"), difference.server, TextStyle::BodyStrong, Token::Text);
    if (!deletes)
        add(tr("yours"), difference.wanted, TextStyle::BodyStrong, Token::StagedInk);
    line->addStretch(1);
    auto *choice = new Segmented(this);
    choice->setAccessibleName(tr("Resolve the conflict of %1").arg(name->text()));
    choice->addSegment(deletes ? tr("Do not delete") : tr("Take server"), 1);
    choice->addSegment(tr("Decide later"), 0); // in the middle: by keyboard each answer is one key away
    choice->addSegment(deletes ? tr("Delete anyway") : tr("Keep yours"), 2);
    choice->setCurrent(0);
    connect(choice, &Segmented::changed, this, [this, field = difference.field](const QVariant &chosen) {
        // The row is rebuilt by the answer, so it leaves this call first.
        const auto answer = chosen.toInt() == 1   ? &ReviewRow::takeServer
                            : chosen.toInt() == 2 ? &ReviewRow::keepMine
                                                  : nullptr;
        if (answer)
            QMetaObject::invokeMethod(
                this, [this, answer, field] { emit(this->*answer)(field); }, Qt::QueuedConnection);
    });
    line->addWidget(choice);
}

void ReviewRow::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(QRect(0, height() - 1, width(), 1), token(Token::LineStrong));
}
