// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/tokens.h"

#include "widgets/qtversion.h"

#include <array>

namespace {

struct Pair
{
    Token name;
    QRgb light, dark; ///< 0xAARRGGBB
};

constexpr QRgb solid(QRgb rgb)
{
    return 0xFF000000u | rgb;
}

constexpr Pair same(Token name, QRgb rgb)
{
    return {name, solid(rgb), solid(rgb)};
}

constexpr Pair pair(Token name, QRgb light, QRgb dark)
{
    return {name, solid(light), solid(dark)};
}

// The contrast of each pair that meets on the screen is computed by tst_look.
constexpr Pair table[] = {
    pair(Token::Chrome, 0xECEEF2, 0x15171C),
    pair(Token::Surface, 0xFFFFFF, 0x1C1F25),
    pair(Token::Panel, 0xF6F7F9, 0x21252C),
    pair(Token::Raised, 0xFFFFFF, 0x282D35),
    pair(Token::Hover, 0xF0F3F8, 0x252A32),
    pair(Token::HoverChrome, 0xDFE3EA, 0x272B33),
    pair(Token::Pressed, 0xD3D8E1, 0x313742),
    pair(Token::Button, 0xE4E7ED, 0x343A45),
    pair(Token::ButtonHover, 0xD9DDE5, 0x3E4551),
    pair(Token::ButtonDown, 0xCBD1DB, 0x48505E),
    pair(Token::Line, 0xE9ECF0, 0x282C34),
    pair(Token::LineStrong, 0xCFD4DC, 0x3A414C),
    pair(Token::Control, 0x788090, 0x7C8594),
    pair(Token::Scroll, 0x838B99, 0x666E7B),
    {Token::Scrim, 0x66141A26, 0xA60A0C10},
    {Token::Shadow, 0xFF141A26, 0xFF000000},
    pair(Token::Sheet, 0xFFFFFF, 0x21252C),
    pair(Token::SheetFoot, 0xF6F7F9, 0x1C1F25),
    pair(Token::SheetLine, 0xCFD4DC, 0x3A414C),
    pair(Token::Toast, 0x222936, 0x3A414D),
    same(Token::ToastText, 0xFFFFFF),
    pair(Token::ToastLink, 0xA9C4FF, 0xB7CEFF),
    pair(Token::ToastLine, 0x222936, 0x4C5462),
    same(Token::ToastOk, 0x7BDDB0),
    same(Token::ToastWarn, 0xF1B65C),
    same(Token::ToastBad, 0xFFA19A),

    pair(Token::Text, 0x1A2130, 0xE6E9EE),
    pair(Token::Text2, 0x535D6E, 0xAAB2BF),
    pair(Token::Text3, 0x626B7B, 0x98A1AF),
    pair(Token::TextOff, 0xA0A7B3, 0x666E7B),
    pair(Token::Icon, 0x5A6475, 0xAAB2BF),
    pair(Token::Link, 0x2353C6, 0x86ACFF),
    same(Token::OnAccent, 0xFFFFFF),

    pair(Token::Accent, 0x2B5CD9, 0x3D6FE6),
    pair(Token::AccentHover, 0x244FBF, 0x3463D3),
    pair(Token::AccentDown, 0x1D429F, 0x2B55BB),
    pair(Token::Focus, 0x2B5CD9, 0x8FB3FF),
    pair(Token::Sel, 0xDBE6FC, 0x263860),
    pair(Token::SelLine, 0xCBDAF7, 0x2E4069),
    pair(Token::Marked, 0xEFF4FE, 0x1F2738),
    pair(Token::MarkedLine, 0xE2EAFA, 0x293246),
    pair(Token::Bulk, 0xE4ECFD, 0x222E4A),
    pair(Token::Tint, 0xE8EFFD, 0x202B45),

    pair(Token::OkInk, 0x1C6E4A, 0x7BDDB0),
    pair(Token::OkTint, 0xDDF1E7, 0x173227),
    pair(Token::WarnInk, 0x9A5200, 0xF1B65C),
    pair(Token::WarnTint, 0xFBEBCF, 0x3A2B10),
    pair(Token::BadInk, 0xA51D18, 0xFF8A82),
    pair(Token::BadTint, 0xFBE3E0, 0x421E1C),
    pair(Token::StagedInk, 0x7029B8, 0xD2AEFC),
    pair(Token::StagedTint, 0xF2E9FC, 0x30234A),
    pair(Token::IdleInk, 0x5A6475, 0xAAB2BF),
    pair(Token::IdleTint, 0xE6E9EE, 0x343A45),
    pair(Token::BadSolid, 0xC1352C, 0xC9443B),
    pair(Token::BadSolidHover, 0xA92D25, 0xB53B33),
    pair(Token::BadSolidDown, 0x92251E, 0xA0332C),
    pair(Token::WarnSolid, 0x8A5000, 0xF1B65C),
    pair(Token::WarnSolidText, 0xFFFFFF, 0x16181D),

    pair(Token::Bar, 0x5F7299, 0x8298C4),
    pair(Token::Track, 0xDDE1E8, 0x3A414C),
    pair(Token::BarWarn, 0xB86E00, 0xD9982F),
    pair(Token::BarBad, 0xC1352C, 0xE8685E),
    pair(Token::ModuleOn, 0xCBD8F1, 0x2F4068),
    pair(Token::ModuleTick, 0x2F4B84, 0xC3D4F8),
    pair(Token::ToggleOn, 0xDCE5F6, 0x2B3A5A),
    pair(Token::ToggleText, 0x2F4B84, 0xC3D4F8),
    pair(Token::Series1, 0x41588C, 0xA9BCE6),
    pair(Token::Series2, 0x7C93C9, 0x6680BD),
    pair(Token::Series3, 0xB86E00, 0xD9982F),
    pair(Token::Series4, 0x788090, 0x7C8594),
    pair(Token::Series1Text, 0xFFFFFF, 0x10141C),
    same(Token::Series2Text, 0x10141C),
    pair(Token::Heat0, 0xF3F5F9, 0x252A33),
    pair(Token::Heat1, 0xDEE5F2, 0x2C3850),
    pair(Token::Heat2, 0xBAC8E3, 0x3B4E77),
    pair(Token::Heat3, 0x5A6F9F, 0x8298C4),
    pair(Token::Heat4, 0x34497B, 0xB9C9EC),
    pair(Token::HeatHi, 0xFFFFFF, 0x10141C),
    pair(Token::Grid, 0xE3E7EC, 0x2E333C),
};
static_assert(std::size(table) == size_t(Token::Count));
static_assert(
    [] {
        for (size_t i = 0; i < std::size(table); ++i)
            if (size_t(table[i].name) != i)
                return false;
        return true;
    }(),
    "the table follows the order of the enum");

Scheme currentScheme = Scheme::Light;
QPalette contrastPalette;

/// What stands out is text, what is chosen is highlight, the rest is ground: no tints.
QPalette::ColorRole contrastRole(Token token)
{
    using enum Token;
    switch (token) {
    case Chrome:
        return QPalette::Window;
    case Button:
    case ButtonHover:
    case ButtonDown:
        return QPalette::Button;
    case Accent:
    case AccentHover:
    case AccentDown:
    case Focus:
    case SelLine:
    case BadSolid:
    case BadSolidHover:
    case BadSolidDown:
    case WarnSolid:
        return QPalette::Highlight;
    case OnAccent:
    case WarnSolidText:
        return QPalette::HighlightedText;
    case Link:
    case ToastLink:
        return QPalette::Link;
    case Surface:
    case Panel:
    case Raised:
    case Hover:
    case HoverChrome:
    case Pressed:
    case Scrim:
    case Shadow:
    case Sheet:
    case SheetFoot:
    case Toast:
    case Sel:
    case Marked:
    case MarkedLine:
    case Bulk:
    case Tint:
    case OkTint:
    case WarnTint:
    case BadTint:
    case StagedTint:
    case IdleTint:
    case Track:
    case ModuleOn:
    case ToggleOn:
    case Series1Text:
    case Series2Text:
    case Heat0:
    case Heat1:
    case Heat2:
    case HeatHi:
    case Grid:
        return QPalette::Base;
    default:
        return QPalette::Text;
    }
}

QColor contrastColor(Token name)
{
    if (name == Token::TextOff)
        return contrastPalette.color(QPalette::Disabled, QPalette::Text);
    QColor color = contrastPalette.color(QPalette::Active, contrastRole(name));
    if (name == Token::Scrim)
        color.setAlphaF(0.75F);
    return color;
}

} // namespace

QColor token(Token name)
{
    if (currentScheme == Scheme::HighContrast)
        return contrastColor(name);
    const Pair &entry = table[size_t(name)];
    return QColor::fromRgba(currentScheme == Scheme::Dark ? entry.dark : entry.light);
}

Scheme scheme()
{
    return currentScheme;
}

void setScheme(Scheme scheme, const QPalette &system)
{
    currentScheme = scheme;
    if (scheme == Scheme::HighContrast)
        contrastPalette = system;
}

int lineWidth()
{
    return currentScheme == Scheme::HighContrast ? 2 : 1;
}

QPalette tokenPalette()
{
    using R = QPalette;
    static constexpr std::pair<QPalette::ColorRole, Token> roles[] = {
        {R::Window, Token::Chrome},
        {R::WindowText, Token::Text},
        {R::Base, Token::Surface},
        {R::AlternateBase, Token::Panel},
        {R::Text, Token::Text},
        {R::Button, Token::Button},
        {R::ButtonText, Token::Text},
        {R::BrightText, Token::OnAccent},
        {R::ToolTipBase, Token::Raised},
        {R::ToolTipText, Token::Text},
        {R::PlaceholderText, Token::Text3},
        {R::Highlight, Token::Accent},
        {R::HighlightedText, Token::OnAccent},
        {R::Link, Token::Link},
        {R::LinkVisited, Token::Link},
        {R::Light, Token::Raised},
        {R::Midlight, Token::Line},
        {R::Mid, Token::LineStrong},
        {R::Dark, Token::Control},
        {R::Shadow, Token::Shadow},
    };
    QPalette palette;
    for (const auto &[role, name] : roles)
        palette.setColor(QPalette::All, role, token(name));
    for (const auto role : {R::WindowText, R::Text, R::ButtonText, R::HighlightedText, R::PlaceholderText, R::Link})
        palette.setColor(QPalette::Disabled, role, token(Token::TextOff));
    palette.setColor(QPalette::Disabled, R::Highlight, token(Token::Button));
    qtversion::setAccent(palette, token(Token::Accent));
    return palette;
}
