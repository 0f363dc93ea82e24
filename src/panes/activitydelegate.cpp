// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/activitydelegate.h"

#include "models/activitymodel.h"
#include "panes/activitylook.h"
#include "widgets/icons.h"
#include "widgets/metrics.h"

#include <QPainter>

using namespace Qt::StringLiterals;

ActivityLook activityLook(ChangeState state)
{
    using enum ChangeState;
    switch (state) {
    case Verified:
    case Noop:
    case Undone:
        return {"circle-check"_L1, BadgeState::Ok, false};
    case Rejected:
        return {"error"_L1, BadgeState::Bad, true};
    case Conflict:
    case Mismatch:
    case NeedsHuman:
        return {"warning"_L1, BadgeState::Warn, true};
    case Unknown:
    case Reconciling:
        return {"clock"_L1, BadgeState::Warn, true};
    case Requested:
        return {"clock"_L1, BadgeState::Idle, false};
    case Cancelled:
    case Discarded:
        return {"ban"_L1, BadgeState::Idle, false};
    case Staged:
    case Planned:
    case Queued:
    case Preflight:
    case Sending:
    case Acked:
    case Verifying:
        return {"ring"_L1, BadgeState::Idle, false};
    }
    return {};
}

void ActivityDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setClipRect(option.rect);
    const QRect rect = option.rect;
    const bool selected = option.state & QStyle::State_Selected;
    const bool hovered = option.state & QStyle::State_MouseOver;
    painter->fillRect(rect, token(selected ? Token::Sel : hovered ? Token::Hover : Token::Surface));
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1),
                      token(selected ? Token::SelLine : Token::Line));
    const bool isPlan = index.data(ActivityModel::ChangeRole).toLongLong() == 0;
    const auto visual = [&](const QRect &r) { return QStyle::visualRect(option.direction, rect, r); };
    QRect text = QRect(rect.left() + s(8), rect.top(), rect.width() - s(14), rect.height() - 1);

    if (index.column() == ActivityModel::Result) {
        const ActivityLook look = activityLook(ChangeState(index.data(ActivityModel::StateRole).toInt()));
        const QRect glyph(text.left(), text.center().y() - s(7) + 1, s(14), s(14));
        paintIcon(*painter, visual(glyph), look.icon, token(inkOf(look.badge)), 2);
        text.setLeft(text.left() + s(20));
        painter->setFont(textFont(look.loud ? TextStyle::BodyStrong : TextStyle::Body));
        painter->setPen(token(look.loud ? inkOf(look.badge) : Token::Text2));
    } else {
        const bool strong = isPlan && index.column() == ActivityModel::What;
        painter->setFont(textFont(strong ? TextStyle::BodyMedium : TextStyle::Body));
        painter->setPen(token(index.column() == ActivityModel::Time ? Token::Text2 : Token::Text));
    }
    const auto start = QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter);
    const QFontMetrics metrics(painter->font());
    const QString main = index.data().toString();
    painter->drawText(visual(text), int(start) | Qt::TextSingleLine,
                      metrics.elidedText(main, Qt::ElideRight, text.width()));
    QString more = index.data(ActivityModel::SecondaryRole).toString();
    more.replace(u'\n', u' ');
    const int used = metrics.horizontalAdvance(main) + s(10);
    if (!more.isEmpty() && used < text.width()) {
        painter->setFont(textFont(TextStyle::Small));
        painter->setPen(token(Token::Text2));
        const QRect rest = text.adjusted(used, 0, 0, 0);
        painter->drawText(visual(rest), int(start) | Qt::TextSingleLine,
                          QFontMetrics(painter->font()).elidedText(more, Qt::ElideRight, rest.width()));
    }
    painter->restore();
}

QSize ActivityDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), s(28)};
}
