// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/cellpainters.h"
#include "widgets/icons.h"
#include "widgets/iconshape.h"
#include "widgets/label.h"
#include "widgets/latchkeystyle.h"
#include "widgets/metrics.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDirIterator>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using enum Token;

namespace {

double luminance(const QColor &color)
{
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

/// As WCAG 2.2 defines it.
double contrast(const QColor &a, const QColor &b)
{
    const double light = std::max(luminance(a), luminance(b)), dark = std::min(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05);
}

struct Meeting
{
    QList<Token> fronts, grounds;
};

QImage painted(QSize size, const auto &paint)
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(token(Surface));
    QPainter painter(&image);
    paint(painter);
    return image;
}

int differingPixels(const QImage &image, const QColor &ground)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) != ground;
    return count;
}

} // namespace

class TestLook : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QApplication::setStyle(new LatchkeyStyle);
        QFont font = QApplication::font();
        font.setPixelSize(13);
        QApplication::setFont(font);
    }

    void init()
    {
        setScheme(Scheme::Light);
        QApplication::setPalette(tokenPalette());
    }

    void textIsReadable_data() { schemes(); }
    void textIsReadable()
    {
        const QList<Token> states{OkInk, WarnInk, BadInk, StagedInk, IdleInk};
        const Meeting meetings[] = {
            {{Text}, {Chrome,      Surface,    Panel,        Raised,    Hover,  HoverChrome, Pressed, Button,
                      ButtonHover, ButtonDown, Token::Sheet, SheetFoot, Sel,    Marked,      Bulk,    Tint,
                      StagedTint,  IdleTint,   WarnTint,     BadTint,   OkTint, Heat0,       Heat1,   Heat2}},
            {{Text2}, {Chrome, Surface, Panel, Raised, Hover, Sel, Marked, Bulk, IdleTint, Token::Sheet, SheetFoot}},
            {{Text3}, {Surface, Panel, Hover}},
            {{Link}, {Chrome, Surface, Panel, Raised, Bulk, Tint, Token::Sheet}},
            {{OnAccent}, {Accent, AccentHover, AccentDown, BadSolid, BadSolidHover, BadSolidDown}},
            {states, {Surface, Panel, Hover, Marked, Sel, Raised, Token::Sheet}},
            {{WarnInk, BadInk, OkInk}, {Chrome}},
            {{OkInk}, {OkTint}},
            {{WarnInk}, {WarnTint}},
            {{BadInk}, {BadTint}},
            {{StagedInk}, {StagedTint}},
            {{IdleInk}, {IdleTint}},
            {{WarnSolidText}, {WarnSolid}},
            {{ToggleText}, {ToggleOn}},
            {{ToastText, ToastLink, ToastOk, ToastWarn, ToastBad}, {Token::Toast}},
            {{Series1Text}, {Series1}},
            {{Series2Text}, {Series2}},
            {{HeatHi}, {Heat3, Heat4}},
        };
        for (const Meeting &meeting : meetings)
            compare(meeting, 4.5);
    }

    void shapesAreVisible_data() { schemes(); }
    void shapesAreVisible()
    {
        const Meeting meetings[] = {
            {{Control}, {Surface, Panel, Sel, Marked, Token::Sheet}},
            {{Scroll}, {Surface, Panel}},
            {{Focus}, {Chrome, Surface, Panel, Raised, Sel, Marked, Token::Sheet, SheetFoot}},
            {{Accent}, {Surface, Panel, Raised}},
            {{Icon}, {Chrome, Surface, Panel, Raised, Hover, HoverChrome, Button, Sel, Bulk}},
            {{Bar, BarWarn, BarBad}, {Track, Surface}},
            {{ModuleTick}, {ModuleOn}},
            {{StagedInk}, {StagedTint, Surface, Panel, Sel}},
        };
        for (const Meeting &meeting : meetings)
            compare(meeting, 2.95); // 3.0, rounded as the design rounds
    }

    void highContrastTakesThePlatformsColours()
    {
        QPalette system;
        system.setColor(QPalette::Base, Qt::black);
        system.setColor(QPalette::Text, Qt::yellow);
        system.setColor(QPalette::Highlight, Qt::green);
        setScheme(Scheme::HighContrast, system);
        QCOMPARE(token(Surface), QColor(Qt::black));
        QCOMPARE(token(Text), QColor(Qt::yellow));
        QCOMPARE(token(Line), QColor(Qt::yellow));
        QCOMPARE(token(Focus), QColor(Qt::green));
        QCOMPARE(token(StagedTint), QColor(Qt::black));
        QCOMPARE(lineWidth(), 2);
        const QPalette ours = tokenPalette();
        QCOMPARE(ours.color(QPalette::Base), QColor(Qt::black));
    }

    void disabledTextHasItsOwnInk()
    {
        const QPalette palette = tokenPalette();
        QCOMPARE(palette.color(QPalette::Disabled, QPalette::Text), token(TextOff));
        QCOMPARE(palette.color(QPalette::Active, QPalette::Text), token(Text));
    }

    void coloursLiveInTheTokenTable()
    {
        static const QRegularExpression colour(
            u"#[0-9A-Fa-f]{6}\\b|QColor\\((?:\"|0x|[0-9])|Qt::(?:black|white|red|green|blue|gray|darkGray|lightGray|yellow)\\b"_s);
        const QString root = QStringLiteral(SOURCE_DIR "/src/");
        for (const QString &layer : {u"widgets"_s, u"panes"_s, u"app"_s}) {
            QDirIterator files(root + layer, {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                if (file.fileName().endsWith("widgets/tokens.cpp"_L1))
                    continue;
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QString text = QString::fromUtf8(file.readAll());
                const auto match = colour.match(text);
                QVERIFY2(!match.hasMatch(), qPrintable(file.fileName() + u": "_s + match.captured()));
                QVERIFY2(!text.contains("setStyleSheet("_L1), qPrintable(file.fileName()));
            }
        }
    }

    void iconsAreLinkedAndDrawn()
    {
        const QStringList names = iconNames();
        QVERIFY2(names.size() >= 64, qPrintable(QString::number(names.size())));
        for (const QString &name : names) {
            const QByteArray latin = name.toLatin1();
            QVERIFY2(!iconShape(QLatin1StringView(latin)).isEmpty(), latin.constData());
            const QRectF live = iconShape(QLatin1StringView(latin)).stroked.controlPointRect() |
                                iconShape(QLatin1StringView(latin)).filled.controlPointRect();
            QVERIFY2(live.left() >= 1.5 && live.top() >= 1.5 && live.right() <= 22.5 && live.bottom() <= 22.5,
                     latin.constData());
            const QImage image = painted(
                {16, 16}, [&](QPainter &p) { paintIcon(p, {0, 0, 16, 16}, QLatin1StringView(latin), token(Icon)); });
            QVERIFY2(differingPixels(image, token(Surface)) >= 8, latin.constData());
        }
        QVERIFY(!QStringList({u"key"_s, u"filter"_s, u"keyhole"_s, u"lock-unknown"_s}).isEmpty());
    }

    void everyIconTheDesignNamesExists()
    {
        const QString design =
            u"overview key agent webapp scan activity search close chevron-down chevron-up chevron-right refresh more "
            "columns table sidebar lock unlock lock-unknown check circle-check plus minus circle-minus pencil bin "
            "copy eye undo warning error info clock ban half ring spin tag user calendar scanner server terminal "
            "compare export import arrow-right play pause stop offline online send keyhole filter star circle-plus "
            "eye-off redo help users settings external bookmark"_s;
        const QStringList names = iconNames();
        for (const QString &name : design.split(u' '))
            QVERIFY2(names.contains(name), qPrintable(name));
    }

    void pathDataIsRead_data()
    {
        QTest::addColumn<QString>("data");
        QTest::addColumn<QRectF>("bounds");
        QTest::addRow("absolute lines") << u"M2 3L10 3V9H2Z"_s << QRectF(2, 3, 8, 6);
        QTest::addRow("relative lines without commas") << u"m2 3l8 0v6h-8z"_s << QRectF(2, 3, 8, 6);
        QTest::addRow("pairs after a move are lines") << u"M2 3 10 3 10 9"_s << QRectF(2, 3, 8, 6);
        QTest::addRow("numbers run together") << u"M.5.5l1-.5"_s << QRectF(0.5, 0, 1, 0.5);
        QTest::addRow("half circle") << u"M2 10A5 5 0 0 1 12 10"_s << QRectF(2, 5, 10, 5);
        QTest::addRow("large arc") << u"M12 3A9 9 0 1 0 21 12"_s << QRectF(3, 3, 18, 18);
        QTest::addRow("curve and its mirror") << u"M0 0C0 4 4 4 4 0S8-4 8 0"_s << QRectF(0, -3, 8, 6);
    }
    void pathDataIsRead()
    {
        QFETCH(QString, data);
        QFETCH(QRectF, bounds);
        const QByteArray latin = data.toLatin1();
        const QRectF read = readPathData(QLatin1StringView(latin)).boundingRect();
        for (const auto &[got, want] :
             {std::pair(read.left(), bounds.left()), std::pair(read.top(), bounds.top()),
              std::pair(read.right(), bounds.right()), std::pair(read.bottom(), bounds.bottom())})
            QVERIFY2(std::abs(got - want) < 0.05, qPrintable(u"%1 instead of %2"_s.arg(got).arg(want)));
    }

    void nonsenseIsNoIcon_data()
    {
        QTest::addColumn<QByteArray>("svg");
        QTest::addRow("empty") << QByteArray();
        QTest::addRow("unfinished") << QByteArray("<svg><path d='M0 0L5 5'/>");
        QTest::addRow("text") << QByteArray("<svg><text>a</text></svg>");
        QTest::addRow("unknown command") << QByteArray("<svg><path d='M0 0Q1 1 2 2'/></svg>");
        QTest::addRow("missing number") << QByteArray("<svg><path d='M0 0L5'/></svg>");
        QTest::addRow("ellipse arc") << QByteArray("<svg><path d='M0 0A3 4 0 0 1 5 5'/></svg>");
    }
    void nonsenseIsNoIcon()
    {
        QFETCH(QByteArray, svg);
        QVERIFY(readIconShape(svg).isEmpty());
    }

    void iconsFollowThemeAndMode()
    {
        const QIcon icon = themedIcon("key"_L1);
        const auto ink = [&icon](QIcon::Mode mode) {
            const QImage image = icon.pixmap(QSize(48, 48), 1.0, mode).toImage();
            QColor strongest;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    if (image.pixelColor(x, y).alpha() == 255)
                        strongest = image.pixelColor(x, y);
            return strongest.rgb();
        };
        QCOMPARE(ink(QIcon::Normal), token(Icon).rgb());
        QCOMPARE(ink(QIcon::Disabled), token(TextOff).rgb());
        QCOMPARE(ink(QIcon::Selected), token(OnAccent).rgb());
        setScheme(Scheme::Dark);
        QCOMPARE(ink(QIcon::Normal), token(Icon).rgb()); // not the cached one of the light theme
        QCOMPARE(icon.pixmap(QSize(16, 16), 2.0).size(), QSize(32, 32));
    }

    void paintingIconsIsCheap()
    {
        QImage image(400, 400, QImage::Format_ARGB32_Premultiplied);
        QPainter painter(&image);
        QBENCHMARK
        {
            for (int i = 0; i < 100; ++i)
                paintIcon(painter, QRectF(i, i, 14, 14), "circle-check"_L1, token(OkInk));
        }
    }

    void paintingModuleCellsIsCheap()
    {
        QImage image(400, 400, QImage::Format_ARGB32_Premultiplied);
        QPainter painter(&image);
        QBENCHMARK
        {
            for (int i = 0; i < 100; ++i)
                paintModuleCell(painter, QRectF(i, i, 15, 23), ModuleCell::On);
        }
    }

    void figuresLineUp()
    {
        const QFont font = textFont(TextStyle::Body);
        QCOMPARE(figuresWidth(font, u"111"_s), figuresWidth(font, u"888"_s));
        const QImage ones = painted({80, 20}, [&](QPainter &p) {
            p.setFont(font);
            paintFigures(p, QRectF(0, 0, 80, 20), Qt::AlignRight, u"1,111 / 20"_s);
        });
        QVERIFY(differingPixels(ones, token(Surface)) > 20);
    }

    void stylesKeepTheirSizes()
    {
        QCOMPARE(textFont(TextStyle::Title).pixelSize(), 18);
        QCOMPARE(textFont(TextStyle::Small).pixelSize(), 12);
        QCOMPARE(textFont(TextStyle::Mono).pixelSize(), 11);
        QCOMPARE(textFont(TextStyle::BodyStrong).weight(), QFont::DemiBold);
        const QFont before = QApplication::font();
        QFont twice = before;
        twice.setPixelSize(26);
        QApplication::setFont(twice);
        QCOMPARE(textFont(TextStyle::Title).pixelSize(), 36);
        const int row = s(24), wanted = qRound(24 * QFontMetrics(twice).height() / 16.0);
        QApplication::setFont(before);
        QCOMPARE(row, wanted);
        QCOMPARE(widthClass(s(1366)), WidthClass::Wide);
        QCOMPARE(widthClass(s(1179)), WidthClass::Slim);
        QCOMPARE(widthClass(s(1024)), WidthClass::Narrow);
    }

    void controlsHaveTheHeightsOfTheDesign()
    {
        QPushButton button(u"Stage change"_s);
        QLineEdit edit;
        QComboBox combo;
        QCheckBox box(u"Check"_s);
        QCOMPARE(button.sizeHint().height(), s(28));
        QCOMPARE(edit.sizeHint().height(), s(28));
        QCOMPARE(combo.sizeHint().height(), s(28));
        QVERIFY(box.sizeHint().height() >= 24);
        setControlSize(&edit, ControlSize::Large);
        QCOMPARE(edit.sizeHint().height(), s(32));
        setControlSize(&button, ControlSize::Small);
        QCOMPARE(button.sizeHint().height(), s(24));
    }

    void aPrimaryButtonIsWideEnoughForItsWeight()
    {
        QPushButton button(u"Stage change"_s);
        setButtonRole(&button, ButtonRole::Primary);
        QVERIFY(button.sizeHint().width() >=
                QFontMetrics(textFont(TextStyle::BodyStrong)).horizontalAdvance(button.text()) + 2 * s(12));
    }

    void everyModuleStateLooksDifferent()
    {
        QSet<QByteArray> pictures;
        for (int state = 0; state <= int(ModuleCell::Mixed); ++state) {
            const QImage image =
                painted({15, 23}, [&](QPainter &p) { paintModuleCell(p, {0, 0, 15, 23}, ModuleCell(state)); });
            pictures.insert(QByteArray(reinterpret_cast<const char *>(image.constBits()), image.sizeInBytes()));
        }
        QCOMPARE(pictures.size(), 7);
    }

    void aFullKeyHasTheTickAndAnUnlimitedOneNoBar()
    {
        const auto barPixels = [](std::optional<qint64> limit) {
            const QImage image = painted({120, 24}, [&](QPainter &p) { paintUsage(p, {0, 0, 120, 24}, 60, limit); });
            return differingPixels(image.copy(0, 0, 37, 24), token(Surface));
        };
        QCOMPARE(barPixels(std::nullopt), 0);
        QVERIFY(barPixels(60) > barPixels(600));
    }

    void uiFontIsKeptUnlessItIsTheLastResort()
    {
        QFont inter(u"Inter"_s);
        if (QFontInfo(inter).family() == u"Inter"_s)
            QCOMPARE(uiFontFallback(inter).families(), inter.families());
        const QFont better = uiFontFallback(QFont(u"DejaVu Sans"_s));
        QVERIFY(!better.family().isEmpty());
    }

private:
    static void schemes()
    {
        QTest::addColumn<Scheme>("scheme");
        QTest::addRow("light") << Scheme::Light;
        QTest::addRow("dark") << Scheme::Dark;
    }

    static void compare(const Meeting &meeting, double least)
    {
        QFETCH(Scheme, scheme);
        setScheme(scheme);
        for (const Token front : meeting.fronts)
            for (const Token ground : meeting.grounds) {
                const double figure = contrast(token(front), token(ground));
                QVERIFY2(figure >= least,
                         qPrintable(u"token %1 on %2: %3"_s.arg(int(front)).arg(int(ground)).arg(figure, 0, 'f', 2)));
            }
    }
};

QTEST_MAIN(TestLook)
#include "tst_look.moc"
