// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/listhead.h"

#include "widgets/icons.h"
#include "widgets/label.h"
#include "widgets/latchkeystyle.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace {

class Divider : public QWidget
{
public:
    explicit Divider(QWidget *parent)
        : QWidget(parent)
    {
        setFixedSize(s(25), s(16));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter(this).fillRect(QRect(width() / 2, 0, 1, height()), token(Token::LineStrong));
    }
};

QHBoxLayout *row(QWidget *box, int gap)
{
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap);
    return layout;
}

} // namespace

ListHead::ListHead(QWidget *parent)
    : QWidget(parent)
    , m_figure(new Label(TextStyle::ListCount, Token::Text, this))
    , m_words(new Label(TextStyle::Body, Token::Text2, this))
    , m_selectedText(new Label(TextStyle::BodyStrong, Token::Text, this))
    , m_hiddenText(new Label(TextStyle::Body, Token::Text2, this))
    , m_divider(new Divider(this))
    , m_actionBox(new QWidget(this))
    , m_bulkBox(new QWidget(this))
    , m_showHidden(new QPushButton(tr("Show"), this))
    , m_stop(new QPushButton(tr("Stop"), this))
    , m_clear(new QToolButton(this))
    , m_more(new QToolButton(this))
{
    setFixedHeight(s(44));
    setButtonRole(m_showHidden, ButtonRole::Link);
    setControlSize(m_showHidden, ControlSize::Small);
    m_showHidden->setAccessibleName(tr("Show the selected rows that the filter hides"));
    setButtonRole(m_stop, ButtonRole::Quiet);
    m_stop->setIcon(themedIcon("stop"_L1));
    m_stop->setAccessibleName(tr("Stop loading"));
    m_clear->setIcon(themedIcon("close"_L1));
    m_clear->setAccessibleName(tr("Clear the selection"));
    m_clear->setToolTip(tr("Clear the selection"));
    m_clear->setFocusPolicy(Qt::StrongFocus);
    setButtonRole(m_more, ButtonRole::Neutral);
    m_more->setText(tr("More"));
    m_more->setAccessibleName(tr("More actions for the selection"));
    m_more->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(new QMenu(m_more));
    m_more->setFocusPolicy(Qt::StrongFocus);

    m_actions = row(m_actionBox, s(6));
    m_bulkActions = row(m_bulkBox, s(6));
    m_bulkActions->addWidget(m_more);
    m_bulkActions->addWidget(m_clear);
    m_figure->setIndent(0);
    static_cast<Label *>(m_words)->setElided(true);
    m_words->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(s(16), 0, s(12), lineWidth());
    layout->setSpacing(0);
    layout->addWidget(m_figure);
    layout->addWidget(m_words);
    layout->addWidget(m_divider);
    layout->addWidget(m_selectedText);
    layout->addSpacing(s(8));
    layout->addWidget(m_hiddenText);
    layout->addSpacing(s(4));
    layout->addWidget(m_showHidden);
    layout->addWidget(m_stop);
    layout->addStretch(1);
    layout->addWidget(m_actionBox);
    layout->addWidget(m_bulkBox);

    connect(m_showHidden, &QPushButton::clicked, this, &ListHead::showHiddenRequested);
    connect(m_stop, &QPushButton::clicked, this, &ListHead::stopRequested);
    connect(m_clear, &QToolButton::clicked, this, &ListHead::clearSelectionRequested);
    follow();
}

void ListHead::setCount(qint64 shown, const QString &ofAll)
{
    m_shown = shown;
    m_ofAll = ofAll;
    follow();
}

void ListHead::setSelection(int selected, int hidden)
{
    m_selected = selected;
    m_hidden = hidden;
    follow();
}

void ListHead::setBulk(bool bulk)
{
    m_bulk = bulk;
    follow();
}

void ListHead::setLoading(const QString &text, double share)
{
    m_loading = text;
    m_share = share;
    follow();
}

void ListHead::setActions(const QList<Action> &actions)
{
    m_actionButtons = fill(m_actions, actions, false);
    fit();
}

void ListHead::setBulkActions(const QList<Action> &actions)
{
    m_bulkButtons = fill(m_bulkActions, actions, true);
    m_more->menu()->clear();
    for (qsizetype i = 0; i < actions.size(); ++i) {
        QAction *entry = m_more->menu()->addAction(themedIcon(actions[i].icon), actions[i].text);
        connect(entry, &QAction::triggered, m_bulkButtons[i], [button = m_bulkButtons[i]] { button->click(); });
    }
    fit();
}

QAbstractButton *ListHead::actionButton(int index) const
{
    return m_actionButtons.value(index);
}

QAbstractButton *ListHead::bulkButton(int index) const
{
    return m_bulkButtons.value(index);
}

QSize ListHead::minimumSizeHint() const
{
    return {s(320), s(44)};
}

QList<QAbstractButton *> ListHead::fill(QHBoxLayout *layout, const QList<Action> &actions, bool bulk)
{
    qDeleteAll(bulk ? m_bulkButtons : m_actionButtons);
    QList<QAbstractButton *> buttons;
    for (const Action &action : actions) {
        auto *button = new QToolButton(bulk ? m_bulkBox : m_actionBox);
        setButtonRole(button, bulk || action.filled ? ButtonRole::Neutral : ButtonRole::Quiet);
        button->setText(action.text);
        button->setAccessibleName(action.text);
        if (!bulk && !action.icon.isEmpty())
            button->setIcon(themedIcon(action.icon));
        button->setToolButtonStyle(bulk              ? Qt::ToolButtonTextOnly
                                   : action.iconOnly ? Qt::ToolButtonIconOnly
                                                     : Qt::ToolButtonTextBesideIcon);
        button->setProperty("wordless", action.iconOnly);
        button->setToolTip(action.iconOnly ? action.text : QString());
        button->setFocusPolicy(Qt::StrongFocus);
        connect(button, &QToolButton::clicked, this, [act = action.act] {
            if (act)
                act();
        });
        layout->insertWidget(int(buttons.size()), button);
        button->show();
        buttons.append(button);
    }
    return buttons;
}

void ListHead::follow()
{
    const QLocale locale;
    const bool loading = !m_loading.isEmpty();
    const bool selected = m_selected > 0;
    // Not a margin, which is not mirrored, nor a spacing, which stays when the figure hides.
    m_figure->setText(locale.toString(m_shown) + QChar(QChar::Nbsp) + QChar(QChar::Nbsp));
    m_figure->setVisible(!loading);
    m_words->setText(loading ? m_loading : m_ofAll);
    m_stop->setVisible(loading && !m_bulk);
    m_divider->setVisible(selected);
    m_selectedText->setText(tr("%1 selected").arg(locale.toString(m_selected)));
    m_selectedText->setVisible(selected);
    m_hiddenText->setText(tr("%1 hidden").arg(locale.toString(m_hidden)));
    m_hiddenText->setVisible(selected && m_hidden > 0);
    m_showHidden->setVisible(selected && m_hidden > 0);
    m_actionBox->setVisible(!m_bulk);
    m_bulkBox->setVisible(m_bulk);
    setAccessibleName(loading ? m_loading : tr("%1 %2").arg(locale.toString(m_shown), m_ofAll));
    fit();
    update();
}

/// What does not fit loses its words, in bulk mode it moves into "More".
void ListHead::fit()
{
    int left = s(16) + s(12) + s(24);
    for (const QWidget *widget : std::initializer_list<const QWidget *>{m_figure, m_words, m_divider, m_selectedText,
                                                                        m_hiddenText, m_showHidden, m_stop})
        if (!widget->isHidden())
            left += widget->sizeHint().width() + s(8);
    int room = width() - left;
    if (!m_bulk) {
        int wanted = 0;
        for (QAbstractButton *button : std::as_const(m_actionButtons)) {
            auto *tool = static_cast<QToolButton *>(button);
            if (!tool->property("wordless").toBool())
                tool->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
            wanted += tool->sizeHint().width() + s(6);
        }
        for (qsizetype i = m_actionButtons.size(); wanted > room && i-- > 0;) {
            auto *tool = static_cast<QToolButton *>(m_actionButtons[i]);
            if (tool->icon().isNull() || tool->toolButtonStyle() == Qt::ToolButtonIconOnly)
                continue;
            wanted -= tool->sizeHint().width();
            tool->setToolButtonStyle(Qt::ToolButtonIconOnly);
            tool->setToolTip(tool->text());
            wanted += tool->sizeHint().width();
        }
        return;
    }
    room -= m_clear->sizeHint().width();
    int wanted = 0;
    for (const QAbstractButton *button : std::as_const(m_bulkButtons))
        wanted += button->sizeHint().width() + s(6);
    const bool all = wanted <= room;
    if (!all)
        room -= m_more->sizeHint().width() + s(6);
    const QList<QAction *> entries = m_more->menu()->actions();
    for (qsizetype i = 0; i < m_bulkButtons.size(); ++i) {
        room -= m_bulkButtons[i]->sizeHint().width() + s(6);
        m_bulkButtons[i]->setVisible(all || room >= 0);
        if (i < entries.size())
            entries[i]->setVisible(!all && room < 0);
    }
    m_more->setVisible(!all);
}

void ListHead::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void ListHead::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), token(m_bulk ? Token::Bulk : Token::Surface));
    painter.fillRect(QRect(0, height() - lineWidth(), width(), lineWidth()), token(Token::LineStrong));
    if (m_loading.isEmpty() || m_share < 0)
        return;
    const int done = int(width() * std::clamp(m_share, 0.0, 1.0));
    painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), QRect(0, height() - 2, done, 2)),
                     token(Token::Accent));
}
