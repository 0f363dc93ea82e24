// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/tagpicker.h"

#include "models/tagtreemodel.h"
#include "widgets/metrics.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QTreeView>
#include <QVBoxLayout>

TagPicker::TagPicker(const TagTree &tags, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_model(new TagTreeModel(tags, this))
    , m_search(new QLineEdit(this))
    , m_view(new QTreeView(this))
    , m_foot(new QLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose); // made anew for every question
    setAccessibleName(tr("Choose tags"));
    setFrameShape(QFrame::StyledPanel);
    m_search->setPlaceholderText(tr("Search tags"));
    m_search->setAccessibleName(tr("Search tags"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_view->setModel(m_model);
    m_view->setHeaderHidden(true);
    m_view->setUniformRowHeights(true);
    m_view->setAccessibleName(tr("Tags"));
    auto *done = new QPushButton(tr("Set tags"), this);
    done->setDefault(true);

    auto *foot = new QHBoxLayout;
    foot->addWidget(m_foot, 1);
    foot->addWidget(done);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(s(8), s(8), s(8), s(8));
    layout->setSpacing(s(8));
    layout->addWidget(m_search);
    layout->addWidget(m_view, 1);
    layout->addLayout(foot);
    resize(s(320), s(360));

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_model->setSearch(text);
        m_view->expandAll(); // matches show their path
        m_view->setCurrentIndex(m_model->firstMatch());
    });
    connect(m_model, &TagTreeModel::choiceChanged, this, &TagPicker::updateFoot);
    connect(done, &QPushButton::clicked, this, &TagPicker::confirm);
    m_view->expandToDepth(0);
    updateFoot();
}

void TagPicker::ask(const TagTree &tags, QWidget *under, const QHash<TagId, int> &present, int total, QObject *context,
                    const Chosen &chosen)
{
    auto *picker = new TagPicker(tags, under);
    picker->setPresent(present, total);
    connect(picker, &TagPicker::chosen, context, chosen);
    picker->popUp(under);
}

void TagPicker::ask(const TagTree &tags, QWidget *under, const QList<TagRef> &present, QObject *context,
                    const Chosen &chosen)
{
    QHash<TagId, int> ids;
    for (const TagRef &tag : present)
        ids.insert(tag.id, 1);
    ask(tags, under, ids, 1, context, chosen);
}

void TagPicker::setPresent(const QHash<TagId, int> &present, int total)
{
    m_model->setPresent(present, total);
    m_view->expandToDepth(0);
}

void TagPicker::popUp(QWidget *under)
{
    const QRect screen = under->screen()->availableGeometry();
    QPoint at = under->mapToGlobal(QPoint(0, under->height() + 2));
    at.setX(std::clamp(at.x(), screen.left(), std::max(screen.left(), screen.right() - width())));
    if (at.y() + height() > screen.bottom())
        at.setY(std::max(screen.top(), under->mapToGlobal(QPoint()).y() - height() - 2));
    move(at);
    show();
    m_search->setFocus();
}

bool TagPicker::eventFilter(QObject *watched, QEvent *event)
{
    // The search field keeps the focus; arrows and Space act on the tree below it.
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Down || key->key() == Qt::Key_Up) {
            m_view->setFocus();
            if (!m_view->currentIndex().isValid())
                m_view->setCurrentIndex(m_model->firstMatch());
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void TagPicker::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        confirm();
    else if (event->key() == Qt::Key_Escape)
        close();
    else
        QFrame::keyPressEvent(event);
}

void TagPicker::confirm()
{
    const QList<TagId> added = m_model->added(), removed = m_model->removed();
    close();
    if (!added.isEmpty() || !removed.isEmpty())
        emit chosen(added, removed);
}

void TagPicker::updateFoot()
{
    const auto added = m_model->added().size(), removed = m_model->removed().size();
    if (added == 0 && removed == 0)
        m_foot->setText(tr("%Ln tags", nullptr, m_model->matches()));
    else
        m_foot->setText(tr("Add %1, remove %2").arg(added).arg(removed));
}
