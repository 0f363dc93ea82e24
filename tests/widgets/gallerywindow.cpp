// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "gallerywindow.h"

#include "widgets/badge.h"
#include "widgets/banner.h"
#include "widgets/chiprow.h"
#include "widgets/emptystate.h"
#include "widgets/ground.h"
#include "widgets/icons.h"
#include "widgets/label.h"
#include "widgets/latchkeystyle.h"
#include "widgets/listhead.h"
#include "widgets/markedfield.h"
#include "widgets/moduletoggles.h"
#include "widgets/notice.h"
#include "widgets/rail.h"
#include "widgets/segmented.h"
#include "widgets/statusbar.h"
#include "widgets/switch.h"
#include "widgets/switcher.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QGridLayout>
#include <QLineEdit>
#include <QMenuBar>
#include <QPainter>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

QToolButton *tool(QLatin1StringView icon, const QString &text, QWidget *parent, bool words = false)
{
    auto *button = new QToolButton(parent);
    button->setIcon(themedIcon(icon));
    button->setText(text);
    button->setAccessibleName(text);
    button->setToolButtonStyle(words ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    return button;
}

/// Rows as the table's delegate will draw them, with the same helpers.
class MockTable : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter p(this);
        p.fillRect(rect(), token(Token::Surface));
        const QString names[] = {u"Rotterdam cold store"_s, u"EU laptops"_s,      u"Contractor laptops 2026"_s,
                                 u"Frankfurt DMZ hosts"_s,  u"Customs gateway"_s, u"Driver tablets"_s,
                                 u"Production servers"_s};
        const qint64 used[] = {60, 98, 47, 181, 17, 1286, 1180};
        const std::optional<qint64> limits[] = {60, 100, 50, 200, 20, 1600, std::nullopt};
        for (int row = 0; row * s(24) < height(); ++row) {
            const QRect line(0, row * s(24), width(), s(24));
            const int i = row % 7;
            const bool chosen = row == 1;
            p.fillRect(line, token(chosen     ? Token::Sel
                                   : row == 4 ? Token::Marked
                                   : row == 5 ? Token::Hover
                                              : Token::Surface));
            p.fillRect(QRect(0, line.bottom(), width(), 1), token(chosen ? Token::SelLine : Token::Line));
            const bool full = i == 0;
            paintIcon(p, QRect(s(57), line.top() + s(5), s(14), s(14)), full ? "error"_L1 : "circle-check"_L1,
                      token(full ? Token::BadInk : Token::OkInk));
            p.setFont(textFont(full ? TextStyle::BodyStrong : TextStyle::Body));
            p.setPen(token(full ? Token::BadInk : Token::Text2));
            p.drawText(QRect(s(76), line.top(), s(80), s(23)), Qt::AlignVCenter, full ? u"Full"_s : u"Active"_s);
            p.setFont(textFont(TextStyle::BodyMedium));
            p.setPen(token(Token::Text));
            p.drawText(QRect(s(134), line.top(), s(160), s(23)), Qt::AlignVCenter, names[i]);
            p.setFont(textFont(TextStyle::Mono));
            p.setPen(token(Token::Text2));
            p.drawText(QRect(s(303), line.top(), s(80), s(23)), Qt::AlignVCenter, u"••••-26bbee"_s);
            for (int slot = 0; slot < 10; ++slot) {
                const ModuleCell state = slot == 9 ? ModuleCell::Unavailable : ModuleCell((slot + row * 3) % 7);
                paintModuleCell(p, QRectF(s(389) + slot * s(15), line.top(), s(15), s(23)), state);
            }
            paintUsage(p, QRectF(s(549), line.top(), s(117), s(23)), used[i], limits[i]);
            if (row == 1)
                paintStagedCell(p, QRectF(s(776), line.top(), s(100), s(23)));
            p.setFont(textFont(row == 1 ? TextStyle::BodyStrong : TextStyle::Body));
            p.setPen(token(row == 1 ? Token::Text : Token::Text2));
            p.drawText(QRect(s(784), line.top(), s(100), s(23)), Qt::AlignVCenter,
                       row == 1 ? u"Kim Oh"_s : u"Tomas Okafor"_s);
            paintChip(p, QRectF(QPointF(s(884), line.top() + s(3)), chipSize(u"Fleet"_s)), u"Fleet"_s, row == 6);
            if (row == 1) {
                paintStagedRowBar(p, line);
                paintIcon(p, QRect(s(35), line.top() + s(5), s(14), s(14)), "pencil"_L1, token(Token::StagedInk));
            }
            if (row == 3)
                paintFocusRing(p, QRectF(line).adjusted(1, 0, -2, 0), 4);
        }
    }
};

MarkedField *marked(QWidget *field, QWidget *parent)
{
    auto *box = new MarkedField(parent);
    box->setField(field);
    return box;
}

Label *formLabel(const QString &text, QWidget *parent)
{
    auto *label = new Label(text, TextStyle::Small, Token::Text2, parent);
    label->setFixedHeight(s(28));
    return label;
}

QFrame *hairline(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setFrameShape(QFrame::HLine);
    return line;
}

} // namespace

GalleryWindow::GalleryWindow(bool longWords)
    : m_long(longWords)
{
    auto *menus = new QMenuBar(this);
    for (const QString &name : {u"&File"_s, u"&Edit"_s, u"&View"_s, u"&Changes"_s, u"&Tools"_s, u"&Help"_s})
        menus->addMenu(name)->addAction(u"Nothing"_s);
    auto *rail = new Rail(this);
    rail->addPane(u"overview"_s, word(u"Overview"_s), "overview"_L1);
    rail->addPane(u"keys"_s, word(u"Activation Keys"_s), "key"_L1);
    rail->addPane(u"agents"_s, word(u"Agents"_s), "agent"_L1);
    rail->addPane(u"webapps"_s, word(u"Web Apps"_s), "webapp"_L1);
    rail->addPane(u"scans"_s, word(u"Scans"_s), "scan"_L1);
    rail->addPane(u"activity"_s, word(u"Activity"_s), "activity"_L1);
    rail->setCurrent(u"keys"_s);
    rail->setBadge(u"keys"_s, 2, Rail::Urgency::Warn);
    rail->setBadge(u"activity"_s, 1, Rail::Urgency::Bad);

    auto *centre = new QWidget(this);
    auto *list = new QVBoxLayout(centre);
    list->setContentsMargins(0, 0, 0, 0);
    list->setSpacing(0);
    banner = new Banner(centre);
    head = new ListHead(centre);
    head->setCount(37, word(u"of 1,204 activation keys"_s));
    head->setSelection(1, 0);
    head->setActions({{word(u"New key"_s), "plus"_L1, {}, true},
                      {word(u"Duplicate"_s), "copy"_L1, {}},
                      {word(u"Export"_s), "export"_L1, {}},
                      {word(u"Columns"_s), "columns"_L1, {}, false, true}});
    head->setBulkActions({{word(u"Activate modules…"_s), {}, {}},
                          {word(u"Deactivate modules…"_s), {}, {}},
                          {word(u"Set tags…"_s), "tag"_L1, {}},
                          {word(u"Change owner…"_s), "user"_L1, {}},
                          {word(u"Disable…"_s), "ban"_L1, {}}});
    table = new QWidget(centre);
    m_stack = new QStackedLayout(table);
    m_stack->addWidget(new MockTable(table));
    list->addWidget(banner);
    list->addWidget(head);
    list->addWidget(table, 1);

    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(rail);
    middle->addWidget(centre, 1);
    middle->addWidget(inspector());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(menus);
    layout->addWidget(topBar());
    layout->addLayout(middle, 1);
    layout->addWidget(footer());
    resize(1366, 768);
}

QString GalleryWindow::word(const QString &english) const
{
    return m_long ? english + u" lang"_s + QString(english.size() * 2 / 5, u'e') : english;
}

QWidget *GalleryWindow::topBar()
{
    auto *bar = new Ground(Token::Chrome, Qt::BottomEdge, this);
    bar->setFixedHeight(s(52));
    auto *switcher = new Switcher(bar);
    switcher->setSubscription(u"Larkspur Logistics"_s, u"qualysapi.qg2.apps.qualys.com"_s);
    switcher->setDemo(m_long);
    auto *filter = new QLineEdit(u"module:VM used:>0 -is:expired"_s, bar);
    setControlSize(filter, ControlSize::Large);
    auto *refresh = tool("refresh"_L1, word(u"Updated 2 min ago"_s), bar, true);
    auto *padlock = tool("unlock"_L1, word(u"Editing on"_s), bar, true);
    setButtonRole(refresh, ButtonRole::Plain);
    setButtonRole(padlock, ButtonRole::Plain);
    auto *review = new QPushButton(themedIcon("pencil"_L1, Token::StagedInk), word(u"Review 3 changes"_s), bar);
    setButtonRole(review, ButtonRole::Staged);
    setControlSize(review, ControlSize::Large);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(s(6), 0, s(12), 0);
    row->addWidget(switcher);
    row->addSpacing(s(6));
    row->addWidget(filter, 1);
    row->addWidget(refresh);
    row->addWidget(padlock);
    row->addWidget(review);
    return bar;
}

QWidget *GalleryWindow::inspector()
{
    auto *panel = new Ground(Token::Panel, Qt::LeftEdge, this);
    panel->setFixedWidth(s(320));
    auto *titleRow = new QHBoxLayout;
    titleRow->addWidget(new Label(u"EU laptops"_s, TextStyle::Heading, Token::Text, panel), 1);
    titleRow->addWidget(tool("more"_L1, u"More"_s, panel));
    titleRow->addWidget(tool("sidebar"_L1, u"Hide"_s, panel));
    auto *badges = new QHBoxLayout;
    badges->addWidget(new Badge(u"Active"_s, "circle-check"_L1, Badge::State::Ok, panel));
    badges->addWidget(new Badge(u"1 staged"_s, "pencil"_L1, Badge::State::Staged, panel));
    badges->addStretch(1);
    badges->addWidget(new Label(u"98 agents"_s, TextStyle::Small, Token::Text2, panel));
    auto *show = new QPushButton(u"Show"_s, panel);
    setButtonRole(show, ButtonRole::Link);
    setControlSize(show, ControlSize::Small);
    badges->addWidget(show);

    auto *grid = new QGridLayout;
    grid->setColumnMinimumWidth(0, s(60));
    grid->setHorizontalSpacing(s(5));
    grid->setVerticalSpacing(s(8));
    grid->setColumnStretch(1, 1);
    int row = 0;
    const auto add = [&](const QString &name, QWidget *field) {
        grid->addWidget(formLabel(name, panel), row, 0, Qt::AlignTop);
        grid->addWidget(field, row++, 1);
    };
    add(word(u"Title"_s), marked(new QLineEdit(u"EU laptops"_s, panel), panel));
    auto *owner = new QComboBox(panel);
    owner->addItems({u"Kim Oh"_s, u"Dana Ruiz"_s});
    MarkedField *ownerField = marked(owner, panel);
    ownerField->setStaged(u"was Dana Ruiz"_s);
    add(word(u"Owner"_s), ownerField);
    auto *state = new Switch(panel);
    state->setTexts(u"Enabled"_s, u"Disabled"_s);
    state->setChecked(true);
    add(word(u"State"_s), marked(state, panel));
    grid->addWidget(hairline(panel), row++, 0, 1, 2);
    auto *by = new Segmented(panel);
    for (const QString &text : {u"None"_s, u"Count"_s, u"Time"_s, u"Both"_s})
        by->addSegment(text, text);
    by->setCurrent(u"Both"_s);
    add(word(u"Limit by"_s), marked(by, panel));
    auto *limitRow = new QWidget(panel);
    auto *limitBox = new QSpinBox(limitRow);
    limitBox->setButtonSymbols(QAbstractSpinBox::NoButtons);
    limitBox->setRange(0, 100'000);
    limitBox->setValue(200);
    limitBox->setFixedWidth(s(72));
    limit = limitBox;
    auto *limitLayout = new QHBoxLayout(limitRow);
    limitLayout->setContentsMargins(0, 0, 0, 0);
    limitLayout->addWidget(limitBox);
    limitLayout->addWidget(new Label(u"agents, 98 used"_s, TextStyle::Body, Token::Text2, limitRow), 1);
    MarkedField *limitField = marked(limitRow, panel);
    limitField->setStaged(u"was 100 (2 left)"_s);
    limitField->setProblem(
        m_long ? u"The limit is below the number of agents that use the key. No further agent can join."_s : QString());
    add(word(u"Limit"_s), limitField);
    auto *expires = new QDateEdit(QDate(2027, 2, 28), panel);
    expires->setCalendarPopup(true);
    expires->setDisplayFormat(u"d MMM yyyy"_s);
    add(word(u"Expires"_s), marked(expires, panel));
    grid->addWidget(hairline(panel), row++, 0, 1, 2);
    auto *modules = new ModuleToggles(panel);
    QList<ModuleToggles::Item> items;
    for (const QString &code :
         {u"VM"_s, u"PC"_s, u"SCA"_s, u"PM"_s, u"SA"_s, u"EDR"_s, u"FIM"_s, u"SWCA"_s, u"CAPS"_s, u"MTG"_s})
        items.append({code, code, code != u"CAPS"_s});
    modules->setModules(items);
    modules->setChecked({u"VM"_s, u"FIM"_s, u"SWCA"_s});
    modules->setMixed({u"EDR"_s});
    add(word(u"Modules"_s), marked(modules, panel));
    auto *tags = new ChipRow(panel);
    tags->setChips({u"EU"_s, u"Workstations"_s}, {}, {1});
    add(word(u"Tags"_s), marked(tags, panel));

    auto *wider = new Notice(Notice::Kind::Danger, panel);
    wider->setTitle(word(u"Wider effect"_s));
    auto *widerBox = new QVBoxLayout;
    widerBox->setSpacing(s(2));
    auto *also = new QCheckBox(u"Also change the 98 agents that use it"_s, wider);
    setButtonRole(also, ButtonRole::Danger);
    also->setChecked(m_long);
    widerBox->addWidget(also);
    widerBox->addWidget(new Label(u"Their tags and modules change too."_s, TextStyle::Small, Token::Text2, wider));
    wider->setContent(widerBox);

    auto *content = new QVBoxLayout;
    content->setContentsMargins(s(16), s(8), s(16), s(8));
    content->setSpacing(s(8));
    content->addLayout(titleRow);
    content->addLayout(badges);
    content->addLayout(grid);
    content->addWidget(wider);
    content->addStretch(1);
    auto *foot = new Ground(Token::Panel, Qt::TopEdge, panel);
    auto *buttons = new QHBoxLayout(foot);
    buttons->setContentsMargins(s(12), s(12), s(16), s(12));
    auto *preview = new QPushButton(word(u"Preview"_s), foot);
    setButtonRole(preview, ButtonRole::Quiet);
    auto *stage = new QPushButton(word(u"Stage change"_s), foot);
    setButtonRole(stage, ButtonRole::Primary);
    buttons->addWidget(preview);
    buttons->addStretch(1);
    buttons->addWidget(new QPushButton(word(u"Discard"_s), foot));
    buttons->addWidget(stage);
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(1, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(content, 1);
    layout->addWidget(foot);
    return panel;
}

QWidget *GalleryWindow::footer()
{
    auto *status = new StatusBar(this);
    status->setConnection(m_long ? StatusBar::Connection::Offline : StatusBar::Connection::Connected,
                          m_long ? u"Offline"_s : u"Connected"_s);
    status->setUser(u"Marta Bianchi, Manager"_s);
    status->setBudget(212 / 300.0, u"212 of 300 used, resets 14:32"_s);
    status->setJob(StatusBar::Job{u"Verifying 148 of 212"_s, 0.7, u"3 failed"_s, u"64 left, about 4 min"_s});
    if (m_long)
        status->setClipboard(u"Key copied, clears in 24 s"_s);
    return status;
}

void GalleryWindow::showEmpty()
{
    auto *empty = new EmptyState(table);
    empty->setContent(
        "search"_L1, u"No activation key matches this filter"_s,
        u"Dana Ruiz owns 14 keys, and 3 of them expire within 90 days, but none of those has fewer than 10 agents left."_s,
        {{u"Search the server too"_s, {}}, {u"Remove left:<10 (3 keys)"_s, {}}, {u"Clear filter"_s, {}, true}});
    m_stack->addWidget(empty);
    m_stack->setCurrentWidget(empty);
}
