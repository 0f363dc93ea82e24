// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/lockscreen.h"

#include "widgets/label.h"
#include "widgets/latchkeystyle.h"

#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

LockScreen::LockScreen(const QString &who, const QString &where, QWidget *window)
    : Sheet(window)
    , m_password(new QLineEdit(this))
    , m_problem(new Label(TextStyle::Small, Token::BadInk, this))
    , m_unlock(new QPushButton(tr("Unlock"), this))
{
    setSheetWidth(420);
    setMark(true);
    setTitle(tr("Locked"), tr("%1 on %2", "user, host").arg(who, where));
    setDismissible(false);
    setControlSize(m_password, ControlSize::Large);
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setAccessibleName(tr("Password"));
    m_password->setPlaceholderText(tr("Password of this user"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto *body = new QWidget(this);
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(s(24), s(8), s(24), s(16));
    layout->setSpacing(s(8));
    layout->addWidget(m_password);
    layout->addWidget(m_problem);
    setBody(body);
    setButtonRole(m_unlock, ButtonRole::Primary);
    m_unlock->setDefault(true);
    addFootButton(m_unlock, Side::Right);
    connect(m_unlock, &QPushButton::clicked, this, &LockScreen::submit);
    connect(m_password, &QLineEdit::textChanged, this, [this] { setBusy(false); });
    m_wait.setInterval(1000);
    connect(&m_wait, &QTimer::timeout, this, [this] {
        if (--m_secondsLeft <= 0)
            m_wait.stop();
        setBusy(m_busy);
    });
    setBusy(false);
}

void LockScreen::holdBack(std::chrono::seconds wait)
{
    m_secondsLeft = int(wait.count());
    m_wait.start();
    setBusy(false);
}

void LockScreen::submit()
{
    if (m_busy || m_secondsLeft > 0 || m_password->text().isEmpty())
        return;
    QString text = m_password->text();
    SecretBuffer password = SecretBuffer::fromUtf8Of(text);
    wipe(text);
    setBusy(true);
    emit unlockWanted(&password);
}

void LockScreen::setBusy(bool busy)
{
    m_busy = busy;
    m_password->setReadOnly(busy);
    m_unlock->setEnabled(!busy && m_secondsLeft <= 0 && !m_password->text().isEmpty());
    m_unlock->setText(m_secondsLeft > 0 ? tr("Unlock in %1 s").arg(m_secondsLeft) : tr("Unlock"));
}

void LockScreen::showProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->show();
    setBusy(false);
    m_password->setFocus();
    m_password->selectAll();
}

void LockScreen::paintEvent(QPaintEvent *event)
{
    QPainter(this).fillRect(rect(), token(Token::Chrome)); // opaque: the data behind is not for passers-by
    Sheet::paintEvent(event);
}
