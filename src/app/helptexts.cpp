// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/helptexts.h"

#include <QAction>
#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Help)
};

QString line(const QString &keys, const QString &what)
{
    return keys.leftJustified(28) + u"  "_s + what;
}

} // namespace

QString filterHelp()
{
    const QStringList lines{
        Texts::tr("Activation Keys lists every key of the subscription. What you type or tick there is staged;"),
        Texts::tr(
            "nothing is sent before you press Apply in the review. Activity shows what was sent and what came of it."),
        QString(),
        Texts::tr("The filter takes words and clauses; all of them must hold:"),
        QString(),
        line(u"frankfurt"_s, Texts::tr("a word in title, owner, tags, id or the end of the key")),
        line(u"owner:\"Dana Ruiz\""_s, Texts::tr("a field and a value; quotes keep blanks together")),
        line(u"module:FIM -module:VM"_s, Texts::tr("with FIM and without VM; - or ! excludes")),
        line(u"left:<10  used:>=90%"_s, Texts::tr("numbers and percentages of the limit; 5..20 is a range")),
        line(u"expires:<30d  expires:2026-12"_s, Texts::tr("days from now, or a month; also today and never")),
        line(u"is:expiring  is:changed"_s, Texts::tr("also is:full, is:disabled, is:unused, is:selected, is:failed")),
        line(u"has:tag  no:owner  no:module.FIM"_s, Texts::tr("whether there is any")),
        line(u"tag:(EU, Servers)"_s, Texts::tr("one of a list")),
        line(u"title~\"^Lab .*\""_s, Texts::tr("a regular expression")),
        line(u"(tag:EU OR tag:US) limit:>50"_s, Texts::tr("OR and parentheses")),
        QString(),
        Texts::tr(
            "Field names may be shortened as long as they are clear. Ctrl+Space offers what can be typed, Up brings"),
        Texts::tr("earlier filters back. A filter that makes no sense yet leaves the last result in place."),
        Texts::tr("Ctrl+Shift+S saves a filter under a name; the bookmark at its end, Edit and Ctrl+K bring it back."),
        QString(),
        Texts::tr("Ctrl+K goes anywhere and does anything. A letter and a blank say what is meant:"),
        QString(),
        line(u"k frankfurt"_s, Texts::tr("activation keys; t is for those with a tag")),
        line(u"a os:windows"_s, Texts::tr("a filter for the agents")),
        line(u"w shop"_s, Texts::tr("web apps")),
        line(u"f leaver"_s, Texts::tr("saved and earlier filters")),
        line(u"> theme"_s, Texts::tr("commands only")),
    };
    return lines.join(u'\n');
}

QString shortcutHelp(const QList<QAction *> &actions)
{
    QStringList lines;
    for (const QAction *action : actions) {
        QStringList keys;
        for (const QKeySequence &sequence : action->shortcuts())
            keys << sequence.toString(QKeySequence::NativeText);
        if (!keys.isEmpty())
            lines << line(keys.join(u", "_s), action->text().remove(u'&'));
    }
    lines << QString() << Texts::tr("In a table:") << line(u"Space"_s, Texts::tr("Tick or untick the current row"))
          << line(u"Shift+Up, Shift+Down"_s, Texts::tr("Tick a range"))
          << line(u"Ctrl+Up, Ctrl+Down"_s, Texts::tr("Move without ticking"))
          << line(u"Ctrl+A"_s, Texts::tr("Tick all rows shown")) << line(u"Enter, F2"_s, Texts::tr("Edit"))
          << line(u"Ctrl+C"_s, Texts::tr("Copy the ticked rows, keys masked"));
    return lines.join(u'\n');
}
