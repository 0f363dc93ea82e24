// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/markedfield.h"

#include "widgets/icons.h"
#include "widgets/label.h"
#include "widgets/latchkeystyle.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

constexpr int barWidth = 3;
constexpr int gutter = 8; ///< bar and the 5 px after it

/// The octagon before the sentence, at the height of its first line.
class ProblemLine : public QWidget
{
public:
    explicit ProblemLine(QWidget *parent)
        : QWidget(parent)
    {
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const QRect glyph(0, s(4), s(14), s(14));
        paintIcon(painter, QStyle::visualRect(layoutDirection(), rect(), glyph), "error"_L1, token(Token::BadInk), 2);
    }
};

} // namespace

MarkedField::MarkedField(QWidget *parent)
    : QWidget(parent)
    , m_rows(new QVBoxLayout)
    , m_was(new QWidget(this))
    , m_problem(new ProblemLine(this))
    , m_wasLabel(new Label(TextStyle::Small, Token::Text2, m_was))
    , m_problemLabel(new Label(TextStyle::Small, Token::BadInk, m_problem))
    , m_revert(new QToolButton(m_was))
{
    static_cast<Label *>(m_wasLabel)->setElided(true);
    m_wasLabel->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setControlSize(m_revert, ControlSize::Small);
    m_revert->setIcon(themedIcon("undo"_L1, Token::StagedInk));
    m_revert->setIconSize(QSize(s(14), s(14)));
    m_revert->setFocusPolicy(Qt::StrongFocus);
    connect(m_revert, &QToolButton::clicked, this, &MarkedField::revertRequested);
    auto *was = new QHBoxLayout(m_was);
    was->setContentsMargins(0, 0, 0, 0);
    was->setSpacing(s(4));
    was->addWidget(m_wasLabel, 1);
    was->addWidget(m_revert);

    m_problemLabel->setWordWrap(true);
    auto *problem = new QHBoxLayout(m_problem);
    problem->setContentsMargins(0, s(3), 0, s(3));
    problem->setSpacing(0);
    problem->addSpacing(s(14) + s(6));
    problem->addWidget(m_problemLabel, 1);

    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    m_rows->addWidget(m_was);
    m_rows->addWidget(m_problem);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addSpacing(gutter); // a spacing, because margins are not mirrored
    layout->addLayout(m_rows, 1);
    m_was->hide();
    m_problem->hide();
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
}

void MarkedField::setField(QWidget *field)
{
    m_field = field;
    const bool grows = field->sizePolicy().horizontalPolicy() & QSizePolicy::GrowFlag;
    m_rows->insertWidget(0, field, 0, grows ? Qt::Alignment() : Qt::AlignLeft);
    setFocusProxy(field);
    describe();
}

void MarkedField::setStaged(const QString &wasText)
{
    m_staged = true;
    m_wasLabel->setText(wasText);
    const QString name = m_field ? m_field->accessibleName() : QString();
    m_revert->setAccessibleName(name.isEmpty() ? tr("Revert the change, %1").arg(wasText)
                                               : tr("Revert %1, %2").arg(name, wasText));
    m_revert->setToolTip(tr("Revert this change"));
    m_was->show();
    if (m_field)
        setStagedLook(m_field, true);
    describe();
    update();
}

void MarkedField::clearStaged()
{
    if (!m_staged)
        return;
    m_staged = false;
    if (m_revert->hasFocus() && m_field)
        m_field->setFocus();
    m_was->hide();
    if (m_field)
        setStagedLook(m_field, false);
    describe();
    update();
}

void MarkedField::setProblem(const QString &problem)
{
    m_problemText = problem;
    m_problemLabel->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    describe();
}

void MarkedField::describe()
{
    if (!m_field)
        return;
    QStringList parts;
    if (!m_problemText.isEmpty())
        parts << m_problemText;
    if (m_staged)
        parts << m_wasLabel->text();
    m_field->setAccessibleDescription(parts.join(u' '));
}

void MarkedField::paintEvent(QPaintEvent *)
{
    if (!m_staged)
        return;
    QPainter painter(this);
    painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), QRect(0, 0, barWidth, height())),
                     token(Token::StagedInk));
}
