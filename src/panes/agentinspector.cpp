// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/agentinspector.h"

#include "base/background.h"
#include "domain/modules.h"
#include "panes/agentactions.h"
#include "panes/words.h"
#include "widgets/emptystate.h"
#include "widgets/factgrid.h"
#include "widgets/inspectorpage.h"
#include "widgets/label.h"
#include "widgets/latchkeystyle.h"
#include "widgets/modulecell.h"
#include "widgets/segmented.h"

#include <QApplication>
#include <QCoreApplication>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace {

enum Choice { Off, Keep, On };

} // namespace

AgentInspector::AgentInspector(Subscription &subscription, const AgentTable &table, AgentActions &actions,
                               QWidget *parent)
    : Ground(Token::Panel, Qt::LeftEdge, parent)
    , m_subscription(subscription)
    , m_table(table)
    , m_actions(actions)
    , m_stack(new QStackedWidget(this))
    , m_nothing(new EmptyState(this))
    , m_scroll(new InspectorPage(this))
    , m_title(new Label(TextStyle::Title, Token::Text, this))
    , m_subtitle(new Label(TextStyle::Small, Token::Text2, this))
    , m_hint(new Label(TextStyle::Small, Token::WarnInk, this))
    , m_leftOut(new Label(TextStyle::Small, Token::WarnInk, this))
    , m_modulesOf(new Label(TextStyle::Small, Token::Text2, this))
    , m_refusedText(new Label(tr("PC and SCA exclude each other."), TextStyle::Small, Token::Text2, this))
    , m_facts(new FactGrid)
    , m_modules(new QGridLayout)
    , m_foot(new Ground(Token::Panel, Qt::TopEdge, this))
{
    setAccessibleName(tr("Inspector"));
    m_nothing->setSmall(true);
    m_nothing->setContent("agent"_L1, tr("Nothing selected"),
                          tr("Select an agent to see its details, or several to switch modules on all of them."));
    QVBoxLayout *content = m_scroll->content();
    m_title->setElided(true);
    m_subtitle->setWordWrap(true);
    m_hint->setWordWrap(true);
    m_leftOut->setWordWrap(true);
    content->addWidget(m_title);
    content->addWidget(m_subtitle);
    content->addWidget(m_hint);
    content->addWidget(m_leftOut);
    auto *head = new QHBoxLayout;
    head->addWidget(new Label(tr("Modules"), TextStyle::SmallStrong, Token::Text, this));
    head->addStretch(1);
    head->addWidget(m_modulesOf);
    content->addSpacing(s(6));
    content->addLayout(head);
    m_modules->setHorizontalSpacing(s(8));
    m_modules->setVerticalSpacing(s(4));
    m_modules->setColumnStretch(2, 1);
    content->addLayout(m_modules);
    content->addWidget(m_refusedText);
    content->addSpacing(s(6));
    content->addLayout(m_facts);
    content->addStretch(1);
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(m_scroll);

    m_footTitle = new Label(TextStyle::SmallStrong, Token::StagedInk, m_foot);
    m_footText = new Label(TextStyle::Small, Token::WarnInk, m_foot);
    m_footText->setWordWrap(true);
    m_preview = new QPushButton(tr("Preview"), m_foot);
    m_discard = new QPushButton(tr("Discard"), m_foot);
    m_stage = new QPushButton(tr("Stage change"), m_foot);
    setButtonRole(m_preview, ButtonRole::Quiet);
    setButtonRole(m_stage, ButtonRole::Primary);
    auto *foot = new QVBoxLayout(m_foot);
    foot->setContentsMargins(s(16), s(10), s(16), s(10));
    foot->setSpacing(s(4));
    foot->addWidget(m_footTitle);
    foot->addWidget(m_footText);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(s(8));
    buttons->addWidget(m_preview);
    buttons->addStretch(1);
    buttons->addWidget(m_discard);
    buttons->addWidget(m_stage);
    foot->addLayout(buttons);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_foot);

    connect(m_stage, &QPushButton::clicked, this, &AgentInspector::stage);
    connect(m_preview, &QPushButton::clicked, this, &AgentInspector::preview);
    connect(&m_actions, &AgentActions::busyChanged, this, &AgentInspector::updateFoot);
    connect(m_discard, &QPushButton::clicked, this, [this] {
        if (m_wish.isEmpty())
            m_subscription.staging.unstage(m_table.checkedInOrder(),
                                           tr("discard of %Ln changes", nullptr, int(m_table.checkedCount())),
                                           ObjectType::Agent);
        m_wish.clear();
        m_built = false;
        showSelection();
    });
    connect(&subscription.client(), &HttpClient::readOnlyChanged, this, &AgentInspector::updateFoot);
    m_ask.setSingleShot(true);
    m_ask.setInterval(std::chrono::milliseconds(300)); // whoever walks down the list asks for none
    connect(&m_ask, &QTimer::timeout, this, &AgentInspector::askDetails);
    refresh();
}

void AgentInspector::refresh()
{
    if (!(m_rows == m_table.checkedRows())) {
        m_rows = m_table.checkedRows();
        m_built = false;
        m_wish.clear(); // what was wished for others is not wished for these
    }
    showSelection();
}

/// Many are summed up elsewhere: the window does not wait for them.
void AgentInspector::showSelection()
{
    ++m_asked;
    if (!m_table.columns())
        return show({});
    if (m_table.checkedCount() <= agentsAtOnce)
        return show(agentFigures(*m_table.columns(), m_rows));
    inBackground(
        this, [agents = m_table.columns()->snapshot(), rows = m_rows] { return agentFigures(agents, rows); },
        [this, asked = m_asked](const AgentFigures &figures) {
            if (asked == m_asked)
                show(figures);
        });
}

/// Built anew only where something else is to be shown: rows come in several times a second, and a control that is
/// replaced loses the focus of who is at it.
void AgentInspector::show(const AgentFigures &figures)
{
    Agent only;
    if (figures.agents == 1)
        only = m_table.columns()->agentAt(m_rows.rows().front());
    const bool same = m_built && figures == m_figures && only == m_only && m_shownRows == m_rows;
    m_figures = figures;
    showLeftOut();
    if (same)
        return updateFoot();
    const quint32 focused = focusedModule();
    m_built = true;
    m_only = only;
    m_shownRows = m_rows;
    const int count = m_figures.agents;
    m_stack->setCurrentIndex(count > 0 ? 1 : 0);
    m_foot->setVisible(count > 0);
    if (count == 0) {
        m_stage->setEnabled(false);
        return;
    }
    m_modulesOf->setText(count == 1 ? QString() : tr("of %Ln selected", nullptr, count));
    showFacts();
    buildModules();
    updateFoot();
    if (Segmented *choice = m_choices.value(focused))
        choice->setFocus();
}

/// Whose control has the focus; 0 when none has.
quint32 AgentInspector::focusedModule() const
{
    const QWidget *focus = QApplication::focusWidget();
    for (auto it = m_choices.cbegin(); focus && it != m_choices.cend(); ++it)
        if (*it == focus || (*it)->isAncestorOf(focus))
            return it.key();
    return 0;
}

void AgentInspector::showLeftOut()
{
    const QString text = m_figures.agents == 1 ? m_table.leftOutText(int(m_rows.rows().front())) : QString();
    m_leftOut->setText(text);
    m_leftOut->setVisible(!text.isEmpty());
}

void AgentInspector::showFacts()
{
    m_facts->clear();
    m_hint->hide();
    if (m_figures.agents != 1) {
        m_detailsOf = 0;
        m_title->setText(tr("%Ln agents", nullptr, m_figures.agents));
        m_subtitle->setText(tr("What you choose is done to all of them; what must not be is left out and told."));
        return;
    }
    const quint32 row = m_rows.rows().front();
    const Agent agent = m_table.columns()->agentAt(row);
    m_title->setText(agent.name.isEmpty() ? tr("No name") : agent.name);
    m_subtitle->setText(agent.os.isEmpty() ? agent.address : tr("%1 · %2", "OS, address").arg(agent.os, agent.address));
    const qint64 silent = agent.lastCheckedIn.isValid() ? agent.lastCheckedIn.daysTo(m_table.context().now) : -1;
    if (silent < 0 || silent >= agentStaleDays) {
        m_hint->setText(
            silent < 0
                ? tr("It has never checked in. Its host may never have come up; uninstalling frees its licence.")
                : tr("Silent for %Ln days. Switching modules off takes effect only when it calls in; uninstalling "
                     "removes the record and its licences at once.",
                     nullptr, int(silent)));
        m_hint->show();
    }
    m_facts->add(tr("Status"), agent.status);
    m_facts->add(tr("Last check-in"), agent.lastCheckedIn.isValid() ? dateTimeText(agent.lastCheckedIn) : tr("never"));
    m_facts->add(tr("Version"), agent.version);
    m_facts->add(tr("DNS name"), agent.dnsHostName);
    if (!agent.key.isEmpty() || !agent.keyTitle.isEmpty()) {
        auto *link = new QPushButton(agent.keyTitle.isEmpty() ? maskedKey(agent.key) : agent.keyTitle, this);
        setButtonRole(link, ButtonRole::Link);
        link->setAccessibleName(tr("Activation key: %1, show it").arg(link->text()));
        connect(link, &QPushButton::clicked, this, [this, tail = agent.key] { emit keyWanted(tail); });
        m_facts->add(tr("Activation key"), link, Qt::AlignLeft);
    }
    m_facts->add(tr("Configuration"), agent.configuration);
    m_facts->add(tr("Created"), dateTimeText(agent.created));
    m_facts->add(tr("Id"), agent.id.toString());
    if (m_detailsOf != agent.id.value) {
        m_detailsOf = agent.id.value;
        m_details.reset();
        m_detailsFailure.reset();
        m_ask.start();
    }
    if (m_detailsFailure)
        m_facts->add(tr("Details"), sentenceOf(*m_detailsFailure).together());
    if (!m_details)
        return;
    for (const AgentInterface &nic : std::as_const(m_details->interfaces))
        m_facts->add(nic.name.isEmpty() ? tr("Interface") : nic.name, u"%1 %2"_s.arg(nic.address, nic.mac).trimmed());
    for (const AgentSource &source : std::as_const(m_details->sources)) {
        QStringList facts;
        for (const auto &[name, value] : source.facts)
            facts << u"%1 %2"_s.arg(name, value);
        m_facts->add(tr("Source"), facts.isEmpty() ? source.kind : u"%1: %2"_s.arg(source.kind, facts.join(u", "_s)));
    }
    m_facts->add(tr("Model"), u"%1 %2"_s.arg(m_details->manufacturer, m_details->model).trimmed());
    m_facts->add(tr("Last user"), m_details->lastLoggedOnUser);
    m_facts->add(tr("Connected from"), m_details->connectedFrom);
    m_facts->add(tr("Last event"), m_details->lastEvent);
    m_facts->add(tr("Last VM scan"), dateTimeText(m_details->agent.lastVulnScan));
    m_facts->add(tr("Software"),
                 m_details->software > 0 ? tr("%Ln packages", nullptr, m_details->software) : QString());
    m_facts->add(tr("Findings"), m_details->findings > 0 ? QLocale().toString(m_details->findings) : QString());
}

void AgentInspector::askDetails()
{
    if (m_detailsOf == 0)
        return;
    m_reading = m_subscription.agents.get({m_detailsOf}, [this, id = m_detailsOf](const Result<AgentDetails> &details) {
        if (id != m_detailsOf)
            return;
        if (details)
            m_details = *details;
        else
            m_detailsFailure = details.error();
        showFacts();
    });
}

void AgentInspector::buildModules()
{
    m_choices.clear();
    clearLayout(*m_modules);
    int row = 0;
    for (const Module &module : knownModules())
        if (!module.agent.isEmpty() || m_figures.active.contains(moduleBit(module)))
            addModuleRow(module, row++);
}

void AgentInspector::addModuleRow(const Module &module, int row)
{
    const quint32 bit = moduleBit(module);
    const int on = m_figures.active.value(bit);
    const bool all = on == m_figures.agents, none = on == 0;
    const ModuleMark before = none ? ModuleMark::Off : all ? ModuleMark::On : ModuleMark::Mixed;
    auto *cell = new ModuleCellWidget(before, this);
    auto *name = new Label(module.code.toString(), TextStyle::BodyMedium, Token::Text, this);
    name->setFixedWidth(s(46));
    name->setToolTip(QCoreApplication::translate("Modules", module.name));
    const QString one = none ? tr("off", "a module") : tr("active", "a module");
    auto *has = new Label(m_figures.agents == 1 ? one
                          : none                ? tr("none active")
                                                : tr("%Ln active", "agents", on),
                          TextStyle::Small, Token::Text2, this);
    m_modules->addWidget(cell, row, 0);
    m_modules->addWidget(name, row, 1);
    m_modules->addWidget(has, row, 2);
    if (module.agent.isEmpty())
        return; // nobody knows what to call it in a request
    auto *choice = new Segmented(this);
    choice->setAccessibleName(tr("Module %1, %2").arg(module.code, has->text()));
    choice->addSegment(tr("Off"), Off);
    choice->addSegment(tr("Keep"), Keep);
    choice->addSegment(tr("On"), On);
    const auto wish = m_wish.constFind(bit);
    choice->setCurrent(wish == m_wish.cend() ? Keep : *wish ? On : Off);
    choice->setStaged(wish != m_wish.cend());
    m_modules->addWidget(choice, row, 3);
    m_choices.insert(bit, choice);
    connect(choice, &Segmented::changed, this, [this, choice, bit] {
        const int chosen = choice->current().toInt();
        if (chosen == Keep)
            m_wish.remove(bit);
        else
            m_wish.insert(bit, chosen == On);
        choice->setStaged(chosen != Keep);
        updateFoot();
    });
}

void AgentInspector::focusForm()
{
    if (QLayoutItem *first = m_modules->itemAtPosition(0, 3); first && first->widget())
        first->widget()->setFocus(Qt::ShortcutFocusReason);
}
