// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/statusbar.h"

#include "widgets/icons.h"
#include "widgets/label.h"
#include "widgets/latchkeystyle.h"
#include "widgets/minibar.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace {

/// What stands between two separators: a line before it, 12 px on both sides.
class Part : public QWidget
{
public:
    explicit Part(QWidget *parent)
        : QWidget(parent)
        , m_row(new QHBoxLayout(this))
    {
        m_row->setContentsMargins(s(13), 0, s(12), 0);
        m_row->setSpacing(s(6));
    }
    void add(QWidget *widget) { m_row->addWidget(widget); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), QRect(0, (height() - s(14)) / 2, 1, s(14))),
                         token(Token::LineStrong));
    }

private:
    QHBoxLayout *m_row;
};

class Glyph : public QWidget
{
public:
    Glyph(QLatin1StringView name, QWidget *parent)
        : QWidget(parent)
        , m_name(name)
    {
        setFixedSize(s(14), s(14));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintIcon(painter, rect(), m_name, token(Token::Icon));
    }

private:
    QLatin1StringView m_name;
};

QToolButton *tool(QLatin1StringView icon, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    setControlSize(button, ControlSize::Small);
    button->setIcon(themedIcon(icon));
    button->setIconSize(QSize(s(14), s(14)));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

struct ConnectionLook
{
    QLatin1StringView icon;
    Token iconInk, ink;
};

ConnectionLook lookOf(StatusBar::Connection state)
{
    switch (state) {
    case StatusBar::Connection::None:
        return {"offline"_L1, Token::Icon, Token::Text};
    case StatusBar::Connection::Connected:
        return {"online"_L1, Token::OkInk, Token::Text};
    case StatusBar::Connection::Busy:
        return {"spin"_L1, Token::Link, Token::Text};
    case StatusBar::Connection::Offline:
        return {"offline"_L1, Token::WarnInk, Token::WarnInk};
    case StatusBar::Connection::Refused:
        return {"error"_L1, Token::BadInk, Token::BadInk};
    }
    return {"offline"_L1, Token::Icon, Token::Text};
}

} // namespace

StatusBar::StatusBar(QWidget *parent)
    : QWidget(parent)
    , m_connection(tool("offline"_L1, this))
    , m_user(new Part(this))
    , m_budget(new Part(this))
    , m_jobBox(new QWidget(this))
    , m_userText(new Label(TextStyle::Small, Token::Text2, m_user))
    , m_budgetName(new Label(tr("API"), TextStyle::Small, Token::Text2, m_budget))
    , m_budgetText(new Label(TextStyle::Small, Token::Text2, m_budget))
    , m_note(new Label(TextStyle::Small, Token::Text2, this))
    , m_jobText(new Label(TextStyle::SmallStrong, Token::Text, m_jobBox))
    , m_jobLeft(new Label(TextStyle::Small, Token::Text2, m_jobBox))
    , m_budgetBar(new MiniBar(Token::Bar, 48, m_budget))
    , m_jobBar(new MiniBar(Token::Accent, 96, m_jobBox))
    , m_jobFailed(tool("error"_L1, m_jobBox))
    , m_pause(tool("pause"_L1, m_jobBox))
    , m_cancel(tool("stop"_L1, m_jobBox))
    , m_clipboard(tool("copy"_L1, this))
{
    setFixedHeight(s(30));
    setAccessibleName(tr("Status"));
    auto *user = static_cast<Part *>(m_user);
    user->add(new Glyph("user"_L1, m_user));
    user->add(m_userText);
    auto *budget = static_cast<Part *>(m_budget);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_budgetName, m_budgetBar, m_budgetText})
        budget->add(widget);
    auto *job = new QHBoxLayout(m_jobBox);
    job->setContentsMargins(0, 0, 0, 0);
    job->setSpacing(s(6));
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_jobText, m_jobBar, m_jobFailed, m_jobLeft, m_pause, m_cancel})
        job->addWidget(widget);
    m_jobFailed->setIcon(themedIcon("error"_L1, Token::BadInk));
    setButtonInk(m_jobFailed, Token::BadInk);
    m_pause->setToolButtonStyle(Qt::ToolButtonIconOnly);
    m_cancel->setText(tr("Cancel"));
    m_cancel->setAccessibleName(tr("Cancel the run"));
    static_cast<Label *>(m_note)->setElided(true);
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(s(4), lineWidth(), s(8), 0);
    layout->setSpacing(0);
    layout->addWidget(m_connection);
    layout->addSpacing(s(4));
    layout->addWidget(m_user);
    layout->addWidget(m_budget);
    layout->addSpacing(s(8));
    layout->addWidget(m_note, 1);
    layout->addWidget(m_jobBox);
    layout->addWidget(m_clipboard);

    connect(m_connection, &QToolButton::clicked, this, &StatusBar::connectionClicked);
    connect(m_jobFailed, &QToolButton::clicked, this, &StatusBar::failedClicked);
    connect(m_pause, &QToolButton::clicked, this, &StatusBar::pauseClicked);
    connect(m_cancel, &QToolButton::clicked, this, &StatusBar::cancelClicked);
    connect(m_clipboard, &QToolButton::clicked, this, &StatusBar::clipboardClicked);
    setConnection(Connection::None, tr("Not connected"));
    setUser({});
    setBudget(-1, {});
    setJob(std::nullopt);
    setClipboard({});
}

void StatusBar::setConnection(Connection state, const QString &text, const QString &toolTip)
{
    const ConnectionLook look = lookOf(state);
    m_connection->setIcon(themedIcon(look.icon, look.iconInk));
    setButtonInk(m_connection, look.ink);
    m_connection->setText(text);
    m_connection->setAccessibleName(text);
    m_connection->setToolTip(toolTip);
}

void StatusBar::setUser(const QString &text)
{
    m_userText->setText(text);
    fit();
}

void StatusBar::setBudget(double share, const QString &text, const QString &toolTip)
{
    m_budgetBar->setShare(share);
    m_budgetBar->setVisible(share >= 0);
    m_budgetName->setVisible(share >= 0);
    m_budgetText->setText(text);
    m_budget->setToolTip(toolTip);
    fit();
}

void StatusBar::setJob(const std::optional<Job> &job)
{
    m_jobBox->setVisible(job.has_value());
    m_note->setVisible(true);
    if (!job)
        return fit();
    m_jobText->setText(job->text);
    m_jobBar->setShare(job->share);
    m_jobBar->setVisible(job->share >= 0);
    m_jobFailed->setText(job->failed);
    m_jobFailed->setAccessibleName(job->failed);
    m_jobFailed->setVisible(!job->failed.isEmpty());
    m_jobLeft->setText(job->left);
    m_pause->setIcon(themedIcon(job->paused ? "play"_L1 : "pause"_L1));
    const QString what = job->paused ? tr("Resume the run") : tr("Pause the run");
    m_pause->setToolTip(what);
    m_pause->setAccessibleName(what);
    m_pause->setVisible(job->pausable);
    fit();
}

void StatusBar::setClipboard(const QString &text)
{
    m_clipboard->setText(text);
    m_clipboard->setAccessibleName(text);
    m_clipboard->setToolTip(tr("Clear the clipboard now"));
    m_clipboard->setVisible(!text.isEmpty());
    fit();
}

void StatusBar::setNote(const QString &text)
{
    m_note->setText(text);
}

/// A narrow window keeps what can be acted on: connection, run, clipboard.
void StatusBar::fit()
{
    m_user->setVisible(!m_userText->text().isEmpty());
    m_budget->setVisible(!m_budgetText->text().isEmpty());
    m_jobLeft->setVisible(!m_jobLeft->text().isEmpty());
    for (QWidget *least : std::initializer_list<QWidget *>{m_user, m_budget, m_jobLeft}) {
        int wanted = s(24);
        for (const QWidget *widget :
             std::initializer_list<const QWidget *>{m_connection, m_user, m_budget, m_jobBox, m_clipboard})
            if (!widget->isHidden())
                wanted += widget->sizeHint().width();
        if (wanted <= width())
            break;
        least->hide();
    }
}

void StatusBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void StatusBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), token(Token::Chrome));
    painter.fillRect(QRect(0, 0, width(), lineWidth()), token(Token::LineStrong));
}
