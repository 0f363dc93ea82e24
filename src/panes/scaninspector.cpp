// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/scaninspector.h"

#include "domain/scanstatus.h"
#include "models/scannertexts.h"
#include "panes/scanactions.h"
#include "panes/words.h"
#include "widgets/badge.h"
#include "widgets/emptystate.h"
#include "widgets/factgrid.h"
#include "widgets/flowlayout.h"
#include "widgets/iconlabel.h"
#include "widgets/inspectorpage.h"
#include "widgets/label.h"
#include "widgets/latchkeystyle.h"
#include "widgets/notice.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

Badge::State badgeOf(ScanTone tone)
{
    switch (tone) {
    case ScanTone::Good:
        return Badge::State::Ok;
    case ScanTone::Warn:
        return Badge::State::Warn;
    case ScanTone::Bad:
        return Badge::State::Bad;
    case ScanTone::Busy:
        return Badge::State::Info;
    case ScanTone::Note:
    case ScanTone::Neutral:
        break;
    }
    return Badge::State::Idle;
}

Token inkOfTone(ScanTone tone)
{
    switch (tone) {
    case ScanTone::Good:
        return Token::OkInk;
    case ScanTone::Warn:
        return Token::WarnInk;
    case ScanTone::Bad:
        return Token::BadInk;
    case ScanTone::Busy:
    case ScanTone::Note:
    case ScanTone::Neutral:
        break;
    }
    return Token::Text;
}

} // namespace

ScanInspector::ScanInspector(Subscription &subscription, ScanActions &actions, QWidget *parent)
    : Ground(Token::Panel, Qt::LeftEdge, parent)
    , m_subscription(subscription)
    , m_actions(actions)
    , m_stack(new QStackedWidget(this))
    , m_nothing(new EmptyState(this))
    , m_scroll(new InspectorPage(this))
    , m_title(new Label(TextStyle::Title, Token::Text, this))
    , m_subtitle(new Label(TextStyle::Small, Token::Text2, this))
    , m_explanation(new Label(TextStyle::Body, Token::Text, this))
    , m_advice(new Label(TextStyle::BodyMedium, Token::Text, this))
    , m_verdict(new Badge(this))
    , m_facts(new FactGrid)
    , m_question(new Notice(Notice::Kind::Warn, this))
    , m_foot(new Ground(Token::Panel, Qt::TopEdge, this))
{
    setAccessibleName(tr("Inspector"));
    m_nothing->setSmall(true);
    m_nothing->setContent("scan"_L1, tr("Nothing selected"),
                          tr("Select a scan to see what came of it, or several to act on all of them."));
    buildQuestion();
    buildPage();
    buildFoot();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_foot);
    m_ask.setSingleShot(true);
    m_ask.setInterval(std::chrono::milliseconds(300)); // whoever walks down the list asks for none
    connect(&m_ask, &QTimer::timeout, this, &ScanInspector::askDetails);
    connect(&actions, &ScanActions::busyChanged, this, &ScanInspector::refresh);
    refresh();
}

ScanInspector::~ScanInspector() = default;

void ScanInspector::buildPage()
{
    QVBoxLayout *content = m_scroll->content();
    m_title->setElided(true);
    for (Label *label : {m_subtitle, m_explanation, m_advice}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    content->addWidget(m_title);
    content->addWidget(m_subtitle);
    content->addSpacing(s(2));
    content->addWidget(m_verdict, 0, Qt::AlignLeft);
    content->addWidget(m_explanation);
    content->addWidget(m_advice);
    content->addWidget(m_question);
    content->addSpacing(s(8));
    content->addLayout(m_facts);
    content->addStretch(1);
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(m_scroll);
}

/// What becomes of the results cannot be changed later, so it is asked and has no default.
void ScanInspector::buildQuestion()
{
    m_question->setTitle(tr("Cancel: and the results so far?"));
    m_keepNote = new Label(tr("Keeping them is worth it after some twenty minutes of scanning."), TextStyle::Small,
                           Token::Text2, this);
    m_keepNote->setWordWrap(true);
    m_keep = new QPushButton(tr("Keep results"), this);
    m_discard = new QPushButton(tr("Discard results"), this);
    m_leave = new QPushButton(tr("Do not cancel"), this);
    for (QPushButton *button : {m_keep, m_discard})
        setButtonRole(button, ButtonRole::OnTint);
    setButtonRole(m_leave, ButtonRole::Quiet);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(s(8));
    buttons->addWidget(m_keep);
    buttons->addWidget(m_discard);
    buttons->addStretch(1);
    auto *content = new QVBoxLayout;
    content->setSpacing(s(6));
    content->addWidget(m_keepNote);
    content->addLayout(buttons);
    content->addWidget(m_leave, 0, Qt::AlignLeft);
    m_question->setContent(content);
    m_question->hide();
    connect(m_keep, &QPushButton::clicked, this, [this] { answer(true); });
    connect(m_discard, &QPushButton::clicked, this, [this] { answer(false); });
    connect(m_leave, &QPushButton::clicked, this, [this] {
        m_question->hide();
        m_cancel->setFocus();
    });
}

void ScanInspector::buildFoot()
{
    m_staged = new Label(TextStyle::SmallStrong, Token::StagedInk, m_foot);
    m_staged->setWordWrap(true);
    const auto button = [this](const QString &text) {
        auto *made = new QPushButton(text, m_foot);
        setControlSize(made, ControlSize::Normal);
        return made;
    };
    m_unstage = button(tr("Unstage"));
    m_again = button(tr("Scan again"));
    m_cancel = button(tr("Cancel scan…"));
    m_watch = button(tr("Watch"));
    m_download = button(tr("Download results…"));
    m_other = button(tr("New scan of this app…"));
    m_delete = button(tr("Delete…"));
    setButtonRole(m_delete, ButtonRole::Quiet);
    setButtonInk(m_delete, Token::BadInk);
    auto *foot = new QVBoxLayout(m_foot);
    foot->setContentsMargins(s(16), s(10), s(16), s(10));
    foot->setSpacing(s(6));
    foot->addWidget(m_staged);
    auto *flow = new QWidget(m_foot);
    auto *buttons = new FlowLayout(flow, s(6));
    for (QPushButton *one : {m_unstage, m_again, m_cancel, m_watch, m_download, m_other, m_delete})
        buttons->addWidget(one);
    foot->addWidget(flow);
    connect(m_unstage, &QPushButton::clicked, this, [this] { m_actions.unstage(m_ids); });
    connect(m_again, &QPushButton::clicked, this, [this] { m_actions.again(m_ids); });
    connect(m_cancel, &QPushButton::clicked, this, &ScanInspector::askCancel);
    connect(m_watch, &QPushButton::clicked, this, [this] {
        const bool watched =
            std::ranges::any_of(m_ids, [this](qint64 id) { return m_subscription.scanList.isWatched({id}); });
        m_actions.setWatched(m_ids, !watched);
    });
    connect(m_download, &QPushButton::clicked, this, [this] { m_actions.chooseDownload({m_ids.value(0)}, window()); });
    connect(m_other, &QPushButton::clicked, this, [this] {
        if (const WasScan *scan = m_subscription.scanList.find({m_ids.value(0)}))
            emit launchWanted(*scan);
    });
    connect(m_delete, &QPushButton::clicked, this, [this] { m_actions.remove(m_ids); });
}

void ScanInspector::showScans(const QList<qint64> &ids)
{
    if (ids == m_ids)
        return;
    m_ids = ids;
    m_question->hide();
    refresh();
}

void ScanInspector::refresh()
{
    const QList<WasScan> scans = m_actions.scans(m_ids);
    const Change *draft =
        m_ids.size() == 1 && m_ids.first() < 0 ? m_subscription.staging.find(m_ids.first(), ObjectType::Scan) : nullptr;
    const bool any = !scans.isEmpty() || draft;
    m_stack->setCurrentIndex(any ? 1 : 0);
    m_foot->setVisible(any);
    if (scans.size() != 1)
        m_detailsOf = {};
    m_facts->clear();
    if (draft)
        showDraft(*draft);
    else if (scans.size() == 1)
        showOne(scans.first());
    else if (any)
        showMany(scans);
    if (std::ranges::none_of(scans, &ScanActions::canCancel))
        m_question->hide();
    updateFoot(scans);
}

void ScanInspector::showVerdict(const ScanVerdict &verdict)
{
    m_verdict->setContent(verdict.title, ScanTexts::iconOf(verdict.tone), badgeOf(verdict.tone));
    m_verdict->setVisible(!verdict.title.isEmpty());
    m_explanation->setText(verdict.explanation);
    m_explanation->setVisible(!verdict.explanation.isEmpty());
    m_advice->setText(verdict.advice);
    m_advice->setVisible(!verdict.advice.isEmpty());
}

void ScanInspector::showOne(const WasScan &scan)
{
    m_title->setText(ScanTexts::name(scan, {}));
    m_subtitle->setText(scan.appUrl.isEmpty() ? scan.app.name
                                              : tr("%1 · %2", "app, URL").arg(scan.app.name, scan.appUrl));
    showVerdict(verdictOf(scan.state));
    wantDetails(scan);
    showFacts(scan);
}

/// A scan that goes on or ends has other facts than before, among them its end.
void ScanInspector::wantDetails(const WasScan &scan)
{
    if (m_detailsOf == scan.id && m_detailsState == scan.state)
        return;
    m_detailsOf = scan.id;
    m_detailsState = scan.state;
    m_details.reset();
    m_reading.letGo();
    m_ask.start();
}

void ScanInspector::showDraft(const Change &draft)
{
    m_title->setText(draft.label);
    m_subtitle->setText(tr("A scan that is staged and not launched yet."));
    showVerdict({});
}

void ScanInspector::showMany(const QList<WasScan> &scans)
{
    m_title->setText(tr("%Ln scans", nullptr, int(scans.size())));
    m_subtitle->setText(tr("What you choose is done to all of them; what cannot be is left out and told."));
    showVerdict({});
    QMap<QString, std::pair<int, ScanTone>> verdicts;
    for (const WasScan &scan : scans) {
        const ScanVerdict verdict = verdictOf(scan.state);
        auto &[count, tone] = verdicts[verdict.title.isEmpty() ? tr("Nothing known") : verdict.title];
        ++count;
        tone = verdict.tone;
    }
    for (auto it = verdicts.cbegin(); it != verdicts.cend(); ++it)
        m_facts->add(it.key(), QLocale().toString(it->first));
}

void ScanInspector::addState(const QString &name, const ScanState &state, ScanTexts::Part part)
{
    const QString word = ScanTexts::wordOf(state, part);
    const ScanTone tone = ScanTexts::toneOf(word, part);
    const bool loud = tone == ScanTone::Bad || tone == ScanTone::Warn;
    auto *value = new QWidget(this);
    auto *line = new QHBoxLayout(value);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(s(6));
    if (!word.isEmpty())
        line->addWidget(new IconLabel(ScanTexts::iconOf(word, part), inkOfTone(tone), 14, value));
    auto *text = new Label(ScanTexts::titleOf(word, part), loud ? TextStyle::BodyStrong : TextStyle::Body,
                           word.isEmpty() ? Token::Text3 : inkOfTone(tone), value);
    line->addWidget(text, 1);
    value->setToolTip(ScanTexts::explain(word, part));
    text->setAccessibleName(u"%1: %2"_s.arg(name, text->text()));
    text->setAccessibleDescription(ScanTexts::explain(word, part));
    m_facts->add(name, value);
}

void ScanInspector::showFacts(const WasScan &row)
{
    const WasScan &scan = m_details && m_details->id == row.id ? *m_details : row;
    addState(tr("Status"), row.state, ScanTexts::Part::Status);
    addState(tr("Result"), row.state, ScanTexts::Part::Result);
    addState(tr("Authentication"), row.state, ScanTexts::Part::Auth);
    const CellContext context{.now = QDateTime::currentDateTimeUtc(), .users = &m_subscription.users()};
    m_facts->add(tr("Sign-in record"),
                 scan.authRecord
                     ? (scan.authRecord.name.isEmpty() ? u'#' + scan.authRecord.id.toString() : scan.authRecord.name)
                     : tr("none: scanned as an anonymous visitor"));
    m_facts->add(tr("Launched"), dateTimeText(scan.launched));
    m_facts->add(tr("By"), ScanTexts::by(scan, context));
    m_facts->add(tr("Mode"), ScanTexts::mode(scan, context));
    m_facts->add(tr("Type"), ScanTexts::typeName(scan.type));
    m_facts->add(tr("Ended"), dateTimeText(scan.ended));
    if (ScanTexts::secondsOf(scan))
        m_facts->add(tr("Duration"), ScanTexts::duration(scan, context));
    m_facts->add(tr("Scanner"), scan.scanner ? scannerText(*scan.scanner, &m_subscription.tags()) : QString());
    m_facts->add(tr("Profile"), scan.profile.name);
    m_facts->add(tr("Canceled by"), displayName(scan.canceledBy));
    if (scan.cancelAfterHours)
        m_facts->add(tr("Cancel after"), tr("%Ln hours", nullptr, *scan.cancelAfterHours));
    m_facts->add(tr("Cancel at"), scan.cancelTime);
    m_facts->add(tr("Links crawled"), scan.linksCrawled ? QLocale().toString(*scan.linksCrawled) : QString());
    m_facts->add(tr("Requests"), scan.requests ? QLocale().toString(*scan.requests) : QString());
    m_facts->add(tr("System"), scan.os);
    m_facts->add(tr("Reference"), scan.reference);
    m_facts->add(tr("Id"), scan.id.toString());
}

void ScanInspector::askDetails()
{
    if (!m_detailsOf)
        return;
    m_reading = m_subscription.scans.get(m_detailsOf, [this, id = m_detailsOf](const Result<WasScan> &scan) {
        if (id != m_detailsOf || !scan)
            return; // the row's facts stand
        m_details = *scan;
        refresh();
    });
}
