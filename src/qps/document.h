// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "qps/structure.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringView>

#include <pugixml.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace qps {

/// A complete answer as it came: the body decides, the status helps, the content type comes last.
struct Raw
{
    QByteArray body;
    int status = 200;
    QByteArray contentType = "application/xml";
};

/// A parsed answer and the bytes it points into.
class Document
{
public:
    pugi::xml_node root() const { return m_tree->document_element(); }

    /// XML in whatever encoding it declares (UTF-8 without), or JSON turned into the tree the XML form would have made.
    /// Elements that are `unread` may come out missing, since it is cheaper not to parse them.
    static Result<Document> parse(QByteArray body, const StructureCaps &caps = {}, Unread unread = {});

private:
    QByteArray m_bytes; ///< the tree is parsed in place
    std::unique_ptr<pugi::xml_document> m_tree;
};

/// Bad content of an answer, noted while reading on; one is enough to make the answer unreadable.
class Issues
{
public:
    void note(pugi::xml_node element, QStringView what);
    bool isEmpty() const { return m_first.isEmpty(); }
    const QString &first() const { return m_first; }

private:
    QString m_first;
};

/// Words that stand in an answer again and again: a page of a thousand keys names the same dozen modules ten thousand
/// times. Each is made once and shared from then on, as long as there is room for it.
class RepeatedWords
{
public:
    QString of(std::string_view utf8);

private:
    struct Entry
    {
        std::string bytes;
        QString word; ///< null when there is none yet
    };
    std::vector<Entry> m_table;
};

/// Local name, without a namespace prefix.
std::string_view localName(pugi::xml_node node);
std::string_view localName(std::string_view name);

/// Calls `use(name, child)` for each element in `parent`. Each question to a node is a call into the parser's library;
/// only what has no name, such as a piece of text, has to be asked whether it is there at all.
template <typename Use>
void forEachElement(pugi::xml_node parent, Use use)
{
    for (pugi::xml_node child = parent.first_child();; child = child.next_sibling()) {
        const std::string_view name = child.name();
        if (!name.empty())
            use(name, child);
        else if (!child)
            return;
    }
}

/// Whether an element of this name stands before it; the log says so.
bool isRepeated(pugi::xml_node field);

/// Calls `use(name, child)` for each field of a record. Where a name occurs again the first one counts, whatever the
/// field: a read that follows decides.
template <typename Use>
void forEachField(pugi::xml_node record, Use use)
{
    quint64 seen = 0; // a bit for some of the names, so that few are compared
    forEachElement(record, [&](std::string_view name, pugi::xml_node child) {
        const std::size_t mixed = 7 * name.size() + 3UL * quint8(name.front()) + quint8(name.back());
        const quint64 bit = quint64(1) << (mixed & 63);
        if ((seen & bit) != 0 && isRepeated(child))
            return;
        seen |= bit;
        use(name, child);
    });
}

/// All character data of the element; white space around it is dropped only where it contains a line end, since real
/// names may end in a blank and documentation pads.
QString readText(pugi::xml_node element);
QString readText(pugi::xml_node element, RepeatedWords &words);
/// For ids, codes and words: trimmed.
QString readWord(pugi::xml_node element);
QString readWord(pugi::xml_node element, RepeatedWords &words);
qint64 readNumber(pugi::xml_node element, Issues &issues);
bool readFlag(pugi::xml_node element, Issues &issues);
/// UTC; "2022-06-01T14:05:33Z", with fractions or without zone too (read as UTC). Empty is a null time, no issue.
QDateTime readTime(pugi::xml_node element, Issues &issues);

} // namespace qps
