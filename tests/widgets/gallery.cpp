// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
// gallery DIR [FONT [PIXELS]]: writes pictures of all controls in both themes, to be looked at beside the design.
#include "app/theme.h"
#include "gallerywindow.h"
#include "widgets/banner.h"
#include "widgets/choicecard.h"
#include "widgets/ground.h"
#include "widgets/icons.h"
#include "widgets/label.h"
#include "widgets/latchkeystyle.h"
#include "widgets/listhead.h"
#include "widgets/markedfield.h"
#include "widgets/notice.h"
#include "widgets/segmented.h"
#include "widgets/sheet.h"
#include "widgets/toast.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCalendarWidget>
#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QDir>
#include <QGridLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <memory>

using namespace Qt::StringLiterals;

namespace {

QString folder;
QString suffix;

void save(QWidget &widget, const QString &name)
{
    widget.show();
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents();
    widget.grab().save(folder + u'/' + name + u'-' + suffix + u".png"_s);
}

void saveMenu(GalleryWindow &window)
{
    QMenu menu;
    menu.addAction(u"Open"_s)->setShortcut(QKeySequence(Qt::Key_Return));
    QAction *owner = menu.addAction(themedIcon("user"_L1), u"Change owner…"_s);
    menu.addAction(themedIcon("tag"_L1), u"Set tags…"_s);
    menu.addMenu(themedIcon("agent"_L1), u"Modules"_s)->addAction(u"VM"_s);
    menu.addSeparator();
    menu.addAction(themedIcon("copy"_L1), u"Copy key"_s)->setShortcut(QKeySequence(u"Ctrl+Shift+C"_s));
    menu.addAction(themedIcon("terminal"_L1), u"Copy install command"_s)->setEnabled(false);
    menu.addSeparator();
    QAction *shown = menu.addAction(u"Shown"_s);
    shown->setCheckable(true);
    shown->setChecked(true);
    setDestructive(menu.addAction(u"Delete…"_s));
    menu.popup({});
    menu.setActiveAction(owner);
    QPixmap picture = window.grab();
    QPainter(&picture).drawPixmap(320, 210, menu.grab());
    menu.close();
    window.activateWindow();
    picture.save(folder + u"/menu-"_s + suffix + u".png"_s);
}

void saveReview(GalleryWindow &window)
{
    Sheet sheet(&window);
    sheet.setTitle(u"Review 215 changes"_s, u"Larkspur Logistics, qualysapi.qg2.apps.qualys.com"_s);
    auto *body = new QWidget(&sheet);
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(s(20), s(12), s(20), s(12));
    layout->setSpacing(s(10));
    for (int i = 0; i < 4; ++i) {
        auto *box = new QCheckBox(u"EU laptops, activation key, Owner Dana Ruiz → Kim Oh"_s, body);
        box->setChecked(i < 3);
        layout->addWidget(box);
    }
    layout->addSpacing(s(120));
    auto *notice = new Notice(Notice::Kind::Warn, body);
    auto *confirm = new QHBoxLayout;
    confirm->addWidget(new Label(u"This changes more than 25 agents."_s, TextStyle::BodyStrong, Token::Text, notice));
    confirm->addWidget(new Label(u"Type 212 to confirm"_s, TextStyle::Body, Token::Text, notice));
    auto *edit = new QLineEdit(u"212"_s, notice);
    edit->setFixedWidth(s(72));
    confirm->addWidget(edit);
    confirm->addStretch(1);
    notice->setContent(confirm);
    layout->addWidget(notice);
    auto *policy = new QHBoxLayout;
    policy->addWidget(new Label(u"After a failure"_s, TextStyle::Body, Token::Text2, body));
    auto *choice = new Segmented(body);
    choice->addSegment(u"Stop after 3 in a row"_s, true);
    choice->addSegment(u"Carry on"_s, false);
    choice->setCurrent(true);
    policy->addWidget(choice);
    policy->addStretch(1);
    layout->addLayout(policy);
    sheet.setBody(body);
    auto *requests = new QPushButton(themedIcon("terminal"_L1), u"Show requests"_s);
    setButtonRole(requests, ButtonRole::Quiet);
    sheet.addFootButton(requests, Sheet::Side::Left);
    sheet.addFootButton(new QPushButton(u"Keep staged"_s), Sheet::Side::Right);
    auto *apply = new QPushButton(u"Apply 214 changes"_s);
    setButtonRole(apply, ButtonRole::Primary);
    sheet.addFootButton(apply, Sheet::Side::Right);
    sheet.open();
    edit->setFocus();
    edit->selectAll();
    save(window, u"review"_s);
    sheet.dismiss();
}

void saveSignIn(GalleryWindow &window)
{
    Sheet sheet(&window);
    sheet.setMark(true);
    sheet.setSheetWidth(470);
    sheet.setTitle(u"Sign in"_s, u"Latchkey talks only to the platform you choose."_s);
    auto *body = new QWidget(&sheet);
    auto *grid = new QGridLayout(body);
    grid->setContentsMargins(s(24), s(8), s(24), s(16));
    grid->setHorizontalSpacing(s(5));
    grid->setVerticalSpacing(s(8));
    grid->setColumnMinimumWidth(0, s(74));
    auto *platform = new QComboBox(body);
    platform->addItem(u"US Platform 2"_s);
    auto *user = new QLineEdit(u"lrksp_mb1"_s, body);
    auto *password = new QLineEdit(u"twelveletter"_s, body);
    password->setEchoMode(QLineEdit::Password);
    password->addAction(themedIcon("eye"_L1), QLineEdit::TrailingPosition);
    int row = 0;
    for (QWidget *field : std::initializer_list<QWidget *>{platform, user, password}) {
        setControlSize(field, ControlSize::Large);
        auto *marked = new MarkedField(body);
        marked->setField(field);
        if (field == password)
            marked->setProblem(
                u"User or password refused (attempt 1). Some subscriptions lock the account after a few tries."_s);
        const QString names[] = {u"Platform"_s, u"User"_s, u"Password"_s};
        auto *label = new Label(names[row], TextStyle::Body, Token::Text2, body);
        label->setFixedHeight(s(32));
        grid->addWidget(label, row, 0, Qt::AlignTop);
        grid->addWidget(marked, row++, 1);
    }
    grid->addWidget(new QCheckBox(u"Remember on this computer"_s, body), row++, 1);
    sheet.setBody(body);
    auto *demo = new QPushButton(u"Try the demo subscription"_s);
    setButtonRole(demo, ButtonRole::Quiet);
    sheet.addFootButton(demo, Sheet::Side::Left);
    sheet.addFootButton(new QPushButton(u"Cancel"_s), Sheet::Side::Right);
    auto *signIn = new QPushButton(u"Sign in"_s);
    setButtonRole(signIn, ButtonRole::Primary);
    sheet.addFootButton(signIn, Sheet::Side::Right);
    sheet.open();
    password->setFocus();
    save(window, u"signin"_s);
    sheet.dismiss();
}

/// What opens over the window: a list, a calendar, a tool tip.
void savePopups()
{
    QWidget page;
    page.resize(700, 360);
    auto *combo = new QComboBox(&page);
    combo->addItems({u"Kim Oh"_s, u"Dana Ruiz (id 12)"_s, u"Marta Bianchi"_s});
    combo->setGeometry(20, 20, 200, 28);
    auto *date = new QDateEdit(QDate(2027, 2, 28), &page);
    date->setCalendarPopup(true);
    date->setGeometry(260, 20, 200, 28);
    page.show();
    combo->showPopup();
    QCoreApplication::processEvents();
    QPixmap picture = page.grab();
    {
        QPainter painter(&picture);
        painter.drawPixmap(20, 50, combo->view()->parentWidget()->grab());
        QCalendarWidget calendar;
        calendar.setSelectedDate(QDate(2027, 2, 28));
        painter.drawPixmap(260, 60, calendar.grab());
    }
    combo->hidePopup();
    picture.save(folder + u"/popups-"_s + suffix + u".png"_s);
}

void saveFirstRun()
{
    Ground page(Token::Surface);
    page.resize(900, 480);
    auto *layout = new QVBoxLayout(&page);
    layout->addStretch(1);
    auto *mark = new QLabel(&page);
    mark->setPixmap(applicationIcon().pixmap(56, 56));
    layout->addWidget(mark, 0, Qt::AlignHCenter);
    layout->addWidget(new Label(u"Latchkey"_s, TextStyle::Brand, Token::Text, &page), 0, Qt::AlignHCenter);
    auto *demo = new ChoiceCard("play"_L1, u"Try the demo subscription"_s,
                                u"Larkspur Logistics, a fictional company. Works offline."_s, &page);
    demo->setRecommended(true);
    layout->addWidget(demo, 0, Qt::AlignHCenter);
    layout->addWidget(
        new ChoiceCard("user"_L1, u"Sign in"_s, u"Your platform, your user, the system keychain."_s, &page), 0,
        Qt::AlignHCenter);
    layout->addStretch(1);
    save(page, u"firstrun"_s);
}

void saveAll()
{
    savePopups();
    saveFirstRun();
    {
        GalleryWindow window;
        window.show();
        window.limit->setFocus();
        save(window, u"keys"_s);
        saveMenu(window);
        saveReview(window);
        saveSignIn(window);
        Toast toast(window.table);
        toast.showMessage(u"Locked 4 web apps, verified."_s, {{u"Undo"_s, {}}, {u"Show in Activity"_s, {}}});
        window.head->setSelection(212, 1);
        window.head->setCount(812, u"of 48,310 agents"_s);
        window.head->setBulk(true);
        window.banner->showMessage(Banner::Kind::Idle, "offline"_L1, u"Offline since 14:02."_s,
                                   u"Showing data from 13:58. Changes can be staged, not applied. Next try in 40 s."_s,
                                   {{u"Retry now"_s, {}}}, u"HTTP 503"_s);
        save(window, u"bulk"_s);
        toast.hide();
        window.head->setBulk(false);
        window.head->setSelection(0, 0);
        window.head->setLoading(u"page 3, 3,000 rows"_s, 0.4);
        window.banner->showMessage(Banner::Kind::Bad, "error"_L1, u"Sign in again."_s,
                                   u"The platform refused the last sign-in. Nothing is sent until you sign in."_s,
                                   {{u"Sign in…"_s, {}}});
        window.showEmpty();
        save(window, u"empty"_s);
    }
    GalleryWindow longWords(true);
    longWords.head->setBulk(true);
    longWords.head->setSelection(212, 1);
    save(longWords, u"long"_s);
    longWords.setLayoutDirection(Qt::RightToLeft);
    longWords.head->setBulk(false);
    save(longWords, u"rtl"_s);
    std::unique_ptr<QWidget> controls(controlsPage()), icons(iconsPage());
    save(*controls, u"controls"_s);
    std::unique_ptr<QWidget> lists(listsPage());
    save(*icons, u"icons"_s);
    save(*lists, u"lists"_s);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    folder = QString::fromLocal8Bit(argv[1]);
    QDir().mkpath(folder);
    QFont font(argc > 2 ? QString::fromLocal8Bit(argv[2]) : u"Inter"_s);
    font.setPixelSize(argc > 3 ? std::atoi(argv[3]) : 13);
    QApplication::setFont(font);
    Theme theme;
    for (const auto setting : {Theme::Setting::Light, Theme::Setting::Dark}) {
        theme.setSetting(setting);
        suffix = setting == Theme::Setting::Light ? u"light"_s : u"dark"_s;
        saveAll();
    }
    QPalette contrast(Qt::black);
    contrast.setColor(QPalette::Base, Qt::black);
    contrast.setColor(QPalette::Text, Qt::white);
    contrast.setColor(QPalette::WindowText, Qt::white);
    contrast.setColor(QPalette::Highlight, Qt::yellow);
    contrast.setColor(QPalette::HighlightedText, Qt::black);
    contrast.setColor(QPalette::Link, Qt::cyan);
    setScheme(Scheme::HighContrast, contrast);
    QApplication::setPalette(tokenPalette());
    suffix = u"contrast"_s;
    saveAll();
    return 0;
}
