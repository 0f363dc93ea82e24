// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/scanboard.h"

#include "domain/filter/query.h"
#include "domain/filter/scanfilter.h"
#include "models/scantexts.h"
#include "widgets/cellpainters.h"
#include "widgets/iconlabel.h"
#include "widgets/label.h"

#include <QAbstractButton>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QScrollArea>

#include <algorithm>

using namespace Qt::StringLiterals;
using Part = ScanTexts::Part;

/// A figure of the board, a button like any other.
class BoardCell : public QAbstractButton
{
    Q_OBJECT
public:
    BoardCell(int count, int most, int atRow, int atColumn, QWidget *parent)
        : QAbstractButton(parent)
        , row(atRow)
        , column(atColumn)
        , m_heat(std::clamp(most > 0 ? 1 + count * 3 / most : 1, 1, 4))
    {
        setText(QLocale().toString(count));
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        setFixedHeight(s(24));
        setMinimumWidth(s(64));
        setCursor(Qt::PointingHandCursor);
    }
    const int row, column;
    QSize sizeHint() const override { return {s(110), s(24)}; }

signals:
    void moveWanted(int rows, int columns);

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const Token grounds[] = {Token::Heat0, Token::Heat1, Token::Heat2, Token::Heat3, Token::Heat4};
        paintBox(painter, rect(), s(3), token(grounds[m_heat]),
                 underMouse() ? token(Token::Accent) : QColor(Qt::transparent));
        painter.setFont(textFont(TextStyle::BodyStrong));
        painter.setPen(token(m_heat >= 3 ? Token::HeatHi : Token::Text));
        painter.drawText(rect(), Qt::AlignCenter, text());
        if (hasFocus())
            paintFocusRing(painter, rect(), s(3));
    }
    void keyPressEvent(QKeyEvent *event) override
    {
        const bool leftToRight = layoutDirection() == Qt::LeftToRight;
        switch (event->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
            return click();
        case Qt::Key_Up:
            return emit moveWanted(-1, 0);
        case Qt::Key_Down:
            return emit moveWanted(1, 0);
        case Qt::Key_Left:
            return emit moveWanted(0, leftToRight ? -1 : 1);
        case Qt::Key_Right:
            return emit moveWanted(0, leftToRight ? 1 : -1);
        default:
            return QAbstractButton::keyPressEvent(event);
        }
    }

private:
    const int m_heat;
};

namespace {

constexpr int tallest = 232; ///< of the matrix

/// In the order in which the vocabulary stands, then what it does not know, then no summary at all.
QStringList ordered(const QSet<QString> &present, std::span<const ScanWord> vocabulary)
{
    QStringList words;
    for (const ScanWord &word : vocabulary)
        if (present.contains(word.word.toString()))
            words << word.word.toString();
    QStringList others;
    for (const QString &word : present)
        if (!word.isEmpty() && !words.contains(word))
            others << word;
    others.sort();
    words += others;
    if (present.contains(QString()))
        words << QString();
    return words;
}

/// Words that people read as one are one here too.
QString wordOf(const WasScan &scan, Part part)
{
    const QString word = ScanTexts::wordOf(scan.state, part);
    return part == Part::Result ? unifiedScanResult(word) : normalizedScanWord(word);
}

QString term(QLatin1StringView field, const QString &word)
{
    return u"%1:%2"_s.arg(field, word.isEmpty() ? u"unknown"_s : quotedForFilter(word.toLower()));
}

QString titleOf(const QString &word, Part part)
{
    if (!word.isEmpty())
        return ScanTexts::titleOf(word, part);
    return part == Part::Result ? ScanBoard::tr("Not known yet", "result") : ScanBoard::tr("Not known yet", "sign-in");
}

Token inkOf(const QString &word, Part part)
{
    switch (ScanTexts::toneOf(word, part)) {
    case ScanTone::Bad:
        return Token::BadInk;
    case ScanTone::Warn:
        return Token::WarnInk;
    case ScanTone::Good:
        return Token::OkInk;
    case ScanTone::Busy:
    case ScanTone::Note:
    case ScanTone::Neutral:
        break;
    }
    return Token::Text2;
}

QWidget *headOf(const QString &word, Part part, QWidget *parent)
{
    auto *head = new QWidget(parent);
    auto *line = new QHBoxLayout(head);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(s(5));
    if (!word.isEmpty())
        line->addWidget(new IconLabel(ScanTexts::iconOf(word, part), inkOf(word, part), 14, head));
    line->addWidget(new Label(titleOf(word, part), TextStyle::SmallMedium, inkOf(word, part), head));
    line->addStretch(1);
    head->setToolTip(ScanTexts::explain(word, part));
    return head;
}

} // namespace

ScanBoard::ScanBoard(QWidget *parent)
    : Ground(Token::Panel, Qt::BottomEdge, parent)
    , m_title(new Label(tr("Last scan of each web app: result, and whether it signed in"), TextStyle::SmallStrong,
                        Token::Text, this))
    , m_none(new Label(tr("No web app has been scanned in this time."), TextStyle::Small, Token::Text2, this))
    , m_scroll(new QScrollArea(this))
    , m_grid(new QGridLayout)
{
    setAccessibleName(tr("Scan board"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(s(16), s(10), s(16), s(12));
    layout->setSpacing(s(8));
    layout->addWidget(m_title);
    layout->addWidget(m_none);
    m_grid->setHorizontalSpacing(s(4));
    m_grid->setVerticalSpacing(s(3));
    // Many results need many rows; the list under the board is what people came for.
    m_page = new Ground(Token::Panel, {}, this);
    auto *line = new QHBoxLayout(m_page);
    line->setContentsMargins(0, 0, s(8), 0);
    line->addLayout(m_grid);
    line->addStretch(1);
    m_scroll->setWidget(m_page);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    layout->addWidget(m_scroll);
}

void ScanBoard::setScans(const QMap<WasScanId, WasScan> &scans)
{
    QMap<Key, int> counts;
    const QSet<WasScanId> last = lastScans(scans);
    for (const WasScanId id : last) {
        const WasScan &scan = *scans.constFind(id);
        ++counts[{wordOf(scan, Part::Result), wordOf(scan, Part::Auth)}];
    }
    if (counts == m_counts && !m_cells.isEmpty())
        return;
    m_counts = counts;
    rebuild();
}

/// A cell that had the focus gives it to its successor.
void ScanBoard::rebuild()
{
    std::optional<Key> focused;
    for (auto it = m_cells.cbegin(); it != m_cells.cend(); ++it)
        if ((*it)->hasFocus())
            focused = it.key();
    m_cells.clear();
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater(); // it may be what was clicked
        }
        delete item;
    }
    QSet<QString> results, auths;
    int most = 0;
    for (auto it = m_counts.cbegin(); it != m_counts.cend(); ++it) {
        results << it.key().first;
        auths << it.key().second;
        most = std::max(most, *it);
    }
    const QStringList rows = ordered(results, scanResultWords()), columns = ordered(auths, scanAuthWords());
    addHeads(rows, columns);
    for (int row = 0; row < rows.size(); ++row)
        for (int column = 0; column < columns.size(); ++column)
            addCell(rows[row], columns[column], row + 1, column + 1, most);
    m_none->setVisible(m_counts.isEmpty());
    m_scroll->setVisible(!m_counts.isEmpty());
    m_grid->activate();
    m_scroll->setFixedHeight(std::min(m_grid->sizeHint().height() + s(2), s(tallest)));
    if (focused && m_cells.contains(*focused))
        m_cells.value(*focused)->setFocus();
}

void ScanBoard::addHeads(const QStringList &results, const QStringList &auths)
{
    for (int column = 0; column < auths.size(); ++column)
        m_grid->addWidget(headOf(auths[column], Part::Auth, m_page), 0, column + 1);
    for (int row = 0; row < results.size(); ++row)
        m_grid->addWidget(headOf(results[row], Part::Result, m_page), row + 1, 0);
}

void ScanBoard::addCell(const QString &result, const QString &auth, int row, int column, int most)
{
    const int count = m_counts.value({result, auth});
    if (count == 0)
        return;
    auto *cell = new BoardCell(count, most, row, column, m_page);
    const QString words = tr("%1, %2", "result, sign-in").arg(titleOf(result, Part::Result), titleOf(auth, Part::Auth));
    cell->setAccessibleName(tr("%1: %Ln web apps, show their scans", nullptr, count).arg(words));
    cell->setToolTip(cell->accessibleName());
    m_grid->addWidget(cell, row, column);
    m_cells.insert({result, auth}, cell);
    connect(cell, &QAbstractButton::clicked, this, [this, result, auth] {
        // An app's earlier scans are not what was counted.
        emit filterWanted(u"%1 %2 is:last "_s.arg(term("result"_L1, result), term("auth"_L1, auth)));
    });
    connect(cell, &BoardCell::moveWanted, this, [this, cell](int rows, int columns) { move(cell, rows, columns); });
}

/// To the next cell in that direction, wherever there is one.
void ScanBoard::move(BoardCell *from, int rows, int columns)
{
    BoardCell *best = nullptr;
    int distance = 0;
    for (BoardCell *cell : std::as_const(m_cells)) {
        const int down = cell->row - from->row, right = cell->column - from->column;
        if ((rows != 0 && down * rows <= 0) || (columns != 0 && right * columns <= 0))
            continue;
        const int far = rows != 0 ? std::abs(down) * 100 + std::abs(right) : std::abs(right) * 100 + std::abs(down);
        if (!best || far < distance) {
            best = cell;
            distance = far;
        }
    }
    if (!best)
        return;
    best->setFocus(Qt::OtherFocusReason);
    m_scroll->ensureWidgetVisible(best, s(8), s(32));
}

QWidget *ScanBoard::cell(const QString &result, const QString &auth) const
{
    return m_cells.value({result, auth});
}

#include "scanboard.moc"
