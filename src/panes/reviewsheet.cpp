// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/reviewsheet.h"

#include "base/background.h"
#include "domain/keyfields.h"
#include "panes/changewords.h"
#include "panes/reviewlist.h"
#include "widgets/ground.h"
#include "widgets/iconlabel.h"
#include "widgets/icons.h"
#include "widgets/label.h"
#include "widgets/latchkeystyle.h"
#include "widgets/notice.h"
#include "widgets/segmented.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

const QStringList &limits()
{
    static const QStringList fields{keyfields::type, keyfields::limit, keyfields::expires};
    return fields;
}

/// Where the type moves, by this change or on the server, its limit and its end go with it: each alone would be sent as
/// something else.
QStringList decidedWith(const QString &field, const Change &change, const QJsonObject &server)
{
    const bool moves = change.desired.contains(keyfields::type) ||
                       change.before.value(keyfields::type) != server.value(keyfields::type);
    return moves && limits().contains(field) ? limits() : QStringList{field};
}

} // namespace

ReviewSheet::ReviewSheet(Subscription &subscription, QList<Change> staged, bool undo, QWidget *window)
    : Sheet(window)
    , m_subscription(subscription)
    , m_staged(std::move(staged))
    , m_undo(undo)
    , m_figures(new QHBoxLayout)
    , m_cost(new Label(TextStyle::BodyStrong, Token::Text, this))
    , m_undoText(new Label(TextStyle::Small, Token::Text2, this))
    , m_status(new Label(TextStyle::Small, Token::Text2, this))
    , m_confirmWhat(new Label(TextStyle::BodyStrong, Token::Text, this))
    , m_confirmText(new Label(TextStyle::Body, Token::Text, this))
    , m_list(new ReviewList(
          FieldWords(subscription.users(), subscription.tags(), &subscription.scanList, &subscription.webAppList),
          this))
    , m_confirmBox(new Notice(Notice::Kind::Warn, this))
    , m_confirmEdit(new QLineEdit(this))
    , m_onFailure(new Segmented(this))
    , m_apply(new QPushButton(this))
    , m_keep(new QPushButton(undo ? tr("Cancel") : tr("Keep staged"), this))
    , m_requests(new QPushButton(themedIcon("terminal"_L1), tr("Show requests"), this))
{
    setObjectName(u"reviewSheet"_s);
    const int count = int(m_staged.size());
    setTitle(undo ? tr("Review the undo of %Ln changes", nullptr, count) : tr("Review %Ln changes", nullptr, count),
             tr("%1, %2", "subscription, host").arg(subscription.identity.name, subscription.identity.host));
    setBody(buildBody());
    buildFoot();
    connect(m_list, &ReviewList::includedChanged, this, [this](const QList<qint64> &objects, bool included) {
        for (const qint64 object : objects) {
            if (included)
                m_left.remove(object);
            else
                m_left.insert(object);
        }
        recount();
    });
    connect(m_list, &ReviewList::keepMine, this, &ReviewSheet::keepMine);
    connect(m_list, &ReviewList::takeServer, this, &ReviewSheet::takeServer);
    connect(m_list, &ReviewList::completed, this, &ReviewSheet::recount);
    connect(m_confirmEdit, &QLineEdit::textChanged, this, &ReviewSheet::judgeTyped);
    connect(m_onFailure, &Segmented::changed, this, &ReviewSheet::recount);
    connect(&subscription.client(), &HttpClient::readOnlyChanged, this, &ReviewSheet::recount);
    connect(&subscription.client(), &HttpClient::offlineChanged, this, [this](bool offline) {
        if (offline)
            recount();
        else
            readAgain();
    });
    // What is still being worked out when the sheet goes is neither shown nor applied.
    connect(this, &Sheet::dismissed, this, [this] {
        ++m_counting;
        ++m_grouping;
        m_preparing = false;
    });
    m_age.setInterval(std::chrono::minutes(15));
    connect(&m_age, &QTimer::timeout, this, &ReviewSheet::readAgain);
    readAgain();
}

ReviewSheet::~ReviewSheet()
{
    releaseInBackground(std::move(m_choice));
}

QWidget *ReviewSheet::buildStrip()
{
    auto *strip = new Ground(Token::SheetFoot, Qt::BottomEdge, this);
    strip->setFixedHeight(s(46));
    auto *row = new QHBoxLayout(strip);
    row->setContentsMargins(s(20), 0, s(20), 0);
    row->setSpacing(s(8));
    m_figures->setSpacing(s(6));
    row->addLayout(m_figures);
    row->addStretch(1);
    row->addWidget(new IconLabel("send"_L1, Token::Icon, 16, strip));
    row->addWidget(m_cost);
    return strip;
}

QWidget *ReviewSheet::buildBody()
{
    m_confirmEdit->setAccessibleName(tr("Type the number to confirm"));
    m_confirmEdit->setFixedWidth(s(72));
    auto *confirm = new QHBoxLayout;
    confirm->setSpacing(s(8));
    confirm->addWidget(m_confirmWhat);
    confirm->addWidget(m_confirmText);
    confirm->addWidget(m_confirmEdit);
    confirm->addStretch();
    m_confirmBox->setContent(confirm);

    m_onFailure->setAccessibleName(tr("After a failure"));
    m_onFailure->addSegment(tr("Stop after 3 in a row"), true);
    m_onFailure->addSegment(tr("Carry on"), false);
    m_onFailure->setCurrent(true);
    auto *policy = new QHBoxLayout;
    policy->setSpacing(s(8));
    policy->addWidget(new Label(tr("After a failure"), TextStyle::Body, Token::Text2, this));
    policy->addWidget(m_onFailure);
    policy->addSpacing(s(16));
    policy->addWidget(new IconLabel("circle-check"_L1, Token::OkInk, 14, this));
    policy->addWidget(new Label(tr("Each change is verified by reading it back"), TextStyle::Body, Token::Text, this));
    policy->addStretch();
    auto *undo = new QHBoxLayout;
    undo->setSpacing(s(6));
    undo->addWidget(new IconLabel("undo"_L1, Token::Icon, 14, this));
    undo->addWidget(m_undoText);
    undo->addSpacing(s(12));
    m_decidesIcon = new IconLabel("server"_L1, Token::Icon, 14, this);
    m_decides =
        new Label(tr("The server decides: agents used, date of purchase."), TextStyle::Small, Token::Text2, this);
    undo->addWidget(m_decidesIcon);
    undo->addWidget(m_decides, 1);
    m_status->setWordWrap(true);

    auto *content = new QVBoxLayout;
    content->setContentsMargins(s(20), s(6), s(16), s(14));
    content->setSpacing(s(10));
    content->addWidget(m_list, 1);
    content->addLayout(undo);
    auto *box = new QHBoxLayout;
    box->setContentsMargins(0, 0, s(4), 0); // to where the list's rows end
    box->addWidget(m_confirmBox);
    content->addLayout(box);
    content->addLayout(policy);
    content->addWidget(m_status);
    auto *body = new QWidget(this);
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildStrip());
    layout->addLayout(content, 1);
    return body;
}

void ReviewSheet::buildFoot()
{
    setButtonRole(m_requests, ButtonRole::Quiet);
    addFootButton(m_requests, Sheet::Side::Left);
    addFootButton(m_keep, Sheet::Side::Right);
    addFootButton(m_apply, Sheet::Side::Right);
    connect(m_keep, &QPushButton::clicked, this, &Sheet::dismiss);
    connect(m_apply, &QPushButton::clicked, this, &ReviewSheet::apply);
    connect(m_requests, &QPushButton::clicked, this, [this] { emit requestsWanted(m_choice.plan.changes); });
}

void ReviewSheet::readAgain()
{
    QList<qint64> ids;
    for (const Change &change : std::as_const(m_staged))
        if (change.type == ObjectType::ActivationKey && change.operation != Operation::Create)
            ids.append(change.object);
    m_fresh = false;
    m_unread.reset();
    m_next.clear();
    if (!ids.isEmpty() && m_counting == 0)
        rebuild(); // with what is known, until they have been read
    readSome(ids);
}

/// As many as one search takes, then the next ones.
void ReviewSheet::readSome(QList<qint64> left)
{
    if (left.isEmpty())
        return judge();
    const auto count = std::min<qsizetype>(left.size(), ActivationKeys::idsPerSearch);
    const QList<qint64> now = left.first(count);
    left = left.sliced(count);
    recount();
    m_reading = m_subscription.keys.find(now, HttpRequest::Priority::Interactive,
                                         [this, left](const Result<QList<ActivationKey>> &keys, const Exchange &) {
                                             if (!keys) {
                                                 // No reason to block: the run looks again before each write.
                                                 m_unread = keys.error();
                                                 m_fresh = keys.error().kind != Failure::Kind::Latched;
                                                 return recount();
                                             }
                                             for (const ActivationKey &key : *keys)
                                                 m_next.insert(key.id.value, {keyToFields(key), key.countUsed});
                                             readSome(left);
                                         });
}

void ReviewSheet::judge()
{
    m_now = std::exchange(m_next, {});
    m_conflicts.clear();
    m_vanished.clear();
    for (qsizetype i = 0; i < m_staged.size(); ++i) { // the list is shared: it is copied only where something is new
        const Change &change = std::as_const(m_staged)[i];
        if (change.type != ObjectType::ActivationKey || change.operation == Operation::Create)
            continue; // agents are read by the run, hundreds at a time
        const auto now = m_now.constFind(change.object);
        if (now == m_now.constEnd()) {
            m_vanished.insert(change.object);
            continue;
        }
        const QList<FieldDifference> differences = conflictsOf(change, now->fields);
        if (!differences.isEmpty())
            m_conflicts.insert(change.object, differences);
        m_staged[i].agents = now->agents; // how many a change reaches is confirmed by hand
        if (differences.isEmpty())
            m_staged[i].before = now->fields;
    }
    m_fresh = true;
    m_age.start();
    rebuild();
}

bool ReviewSheet::isLong() const
{
    return m_staged.size() > mostAtOnce;
}

/// By the person or by what was found on the server.
QSet<qint64> ReviewSheet::leftOut() const
{
    QSet<qint64> left = m_left;
    left.unite(m_vanished);
    for (auto it = m_conflicts.cbegin(); it != m_conflicts.cend(); ++it)
        left.insert(it.key());
    return left;
}

void ReviewSheet::rebuild()
{
    const auto work = [staged = m_staged, conflicts = m_conflicts, vanished = m_vanished, left = m_left] {
        QList<ReviewGroup> groups = groupForReview(staged, conflicts, vanished, left);
        sumUp(groups);
        return groups;
    };
    const int number = ++m_grouping;
    if (!isLong()) {
        m_list->setGroups(work(), leftOut());
        return recount();
    }
    inBackground(this, work, [this, number, left = m_left](const QList<ReviewGroup> &groups) {
        if (number != m_grouping)
            return;
        if (left != m_left) // unticked meanwhile in the rows of before
            return rebuild();
        m_grouped = number;
        m_list->setGroups(groups, leftOut());
        judgeTyped();
    });
    recount();
}

/// The person has seen what the server has in this field: the change starts from that now.
void ReviewSheet::settle(Change &change, const QString &field)
{
    const qint64 object = reviewId(change);
    const QJsonObject &server = m_now.constFind(object)->fields;
    m_conflicts[object].removeIf([&](const FieldDifference &open) { return open.field == field; });
    change.before.insert(field, server.value(field));
    if (!m_conflicts.value(object).isEmpty())
        return;
    m_conflicts.remove(object);
    change.before = server;
}

void ReviewSheet::takeServer(qint64 object, const QString &field)
{
    if (!m_now.contains(object))
        return;
    for (qsizetype i = m_staged.size() - 1; i >= 0; --i) {
        Change change = std::as_const(m_staged)[i];
        if (reviewId(change) != object)
            continue;
        if (change.operation == Operation::Delete) { // it is deleted or it is not
            m_conflicts.remove(object);
            emit dropped(change, {});
            m_staged.removeAt(i);
            continue;
        }
        const QStringList together = decidedWith(field, change, m_now.value(object).fields);
        for (const QString &each : together) {
            settle(change, each);
            change.desired.remove(each);
        }
        emit dropped(change, together);
        if (change.desired.isEmpty() && !change.applyOnAgents)
            m_staged.removeAt(i);
        else
            m_staged[i] = change;
    }
    if (m_staged.isEmpty())
        return dismiss();
    rebuild();
}

void ReviewSheet::keepMine(qint64 object, const QString &field)
{
    if (!m_now.contains(object))
        return;
    for (qsizetype i = 0; i < m_staged.size(); ++i) {
        if (reviewId(std::as_const(m_staged)[i]) != object)
            continue;
        Change &change = m_staged[i];
        const QJsonObject server = m_now.value(object).fields;
        const bool deletes = change.operation == Operation::Delete;
        const QStringList together = deletes ? change.before.keys() : decidedWith(field, change, server);
        for (const QString &each : together) {
            const QJsonValue was = change.before.value(each);
            if (together.size() > 1 && !deletes && !change.desired.contains(each) &&
                !sameFieldValue(each, was, server.value(each)))
                change.desired.insert(each, was);
        }
        for (const QString &each : together)
            settle(change, each);
        emit kept(change);
    }
    if (!m_conflicts.contains(object))
        m_left.remove(object);
    rebuild();
}
