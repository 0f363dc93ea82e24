// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/reviewlist.h"

#include "base/background.h"
#include "panes/reviewrows.h"
#include "widgets/ground.h"
#include "widgets/metrics.h"

#include <QResizeEvent>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace {

constexpr qsizetype rowsAtOnce = 12;

} // namespace

ReviewList::ReviewList(const FieldWords &words, QWidget *parent)
    : QScrollArea(parent)
    , m_words(words)
    , m_page(new Ground(Token::Sheet, {}, this))
    , m_rows(new QVBoxLayout(m_page))
{
    m_rows->setContentsMargins(0, 0, s(4), 0);
    m_rows->setSpacing(0);
    m_rows->addStretch(1);
    setWidget(m_page);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Changes"));
    m_more.setSingleShot(true);
    connect(&m_more, &QTimer::timeout, this, &ReviewList::buildSome);
}

ReviewList::~ReviewList()
{
    releaseInBackground(std::move(m_groups));
}

void ReviewList::setGroups(const QList<ReviewGroup> &groups, const QSet<qint64> &leftOut)
{
    releaseInBackground(std::exchange(m_groups, groups));
    m_leftOut = leftOut;
    m_built = 0;
    while (m_rows->count() > 1) {
        QLayoutItem *item = m_rows->takeAt(0);
        delete item->widget();
        delete item;
    }
    buildSome();
}

void ReviewList::buildSome()
{
    const qsizetype end = std::min(m_groups.size(), m_built + rowsAtOnce);
    for (; m_built < end; ++m_built) {
        const ReviewGroup &group = m_groups[m_built];
        const QList<qint64> &objects = group.objects;
        auto *row = new ReviewRow(group, m_words, m_page);
        row->setIncluded(!m_leftOut.contains(objects.first()));
        connect(row, &ReviewRow::includedChanged, this,
                [this, objects](bool on) { emit includedChanged(objects, on); });
        connect(row, &ReviewRow::keepMine, this,
                [this, first = objects.first()](const QString &field) { emit keepMine(first, field); });
        connect(row, &ReviewRow::takeServer, this,
                [this, first = objects.first()](const QString &field) { emit takeServer(first, field); });
        m_rows->insertWidget(m_rows->count() - 1, row);
        row->show();
    }
    if (isComplete())
        emit completed();
    else
        m_more.start(0);
    updateGeometry();
}

QSize ReviewList::sizeHint() const
{
    const int wanted =
        m_page->hasHeightForWidth() ? m_page->heightForWidth(viewport()->width()) : m_page->sizeHint().height();
    return {s(400), std::clamp(wanted, s(120), s(360))};
}

QSize ReviewList::minimumSizeHint() const
{
    return {s(300), s(96)};
}

void ReviewList::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        updateGeometry(); // wrapped lines ask for another height
}
