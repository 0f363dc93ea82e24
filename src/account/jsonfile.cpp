// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "account/jsonfile.h"

#include "account/privatefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largest = 4'194'304; // ours have a few kilobytes
constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner;
constexpr auto ownerFolder = ownerOnly | QFile::ExeOwner;
constexpr auto others =
    QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;

Failure notStored(const QString &code, const QString &detail)
{
    return {.kind = Failure::Kind::NotStored, .detail = detail, .code = code};
}

Outcome makePrivateFolder(const QString &folder)
{
    if (!QDir().mkpath(folder))
        return tl::unexpected(notStored(u"NOT_WRITTEN"_s, u"the folder %1 cannot be made"_s.arg(folder)));
    if ((QFileInfo(folder).permissions() & others) && !QFile::setPermissions(folder, ownerFolder))
        return tl::unexpected(notStored(u"NOT_WRITTEN"_s, u"the folder %1 is open to others"_s.arg(folder)));
    return {};
}

} // namespace

Result<JsonFile::Loaded> JsonFile::load()
{
    m_protected.reset();
    const QFileInfo info(m_path);
    if (!info.exists() && !info.isSymbolicLink())
        return Loaded{};
    QFile file(m_path);
    if (!info.isFile() || !file.open(QIODevice::ReadOnly))
        return protect(u"UNREADABLE"_s, info.isFile() ? file.errorString() : u"not a file"_s);
    const QByteArray bytes = file.read(largest + 1);
    if (file.error() != QFileDevice::NoError)
        return protect(u"UNREADABLE"_s, file.errorString());
    file.close();

    Loaded loaded;
    const QJsonDocument document = bytes.size() > largest ? QJsonDocument() : QJsonDocument::fromJson(bytes);
    loaded.root = document.object();
    loaded.format = loaded.root.value("format"_L1).toInt();
    if (loaded.format > m_format)
        return protect(u"NEWER"_s, u"format %1, known up to %2"_s.arg(loaded.format).arg(m_format));
    if (loaded.format > 0) {
        if (info.permissions() & others)
            QFile::setPermissions(m_path, ownerOnly); // reading goes on if it cannot be: saving makes a new file
        return loaded;
    }
    const QString aside = freeName();
    if (!QFile::rename(m_path, aside))
        return protect(u"SET_ASIDE"_s, u"the damaged file %1 cannot be renamed"_s.arg(m_path));
    return Loaded{.setAside = aside};
}

Result<QString> JsonFile::keepCopy()
{
    QString copy = freeName();
    if (!QFile::copy(m_path, copy) || !QFile::setPermissions(copy, ownerOnly))
        return protect(u"SET_ASIDE"_s, u"no copy of the damaged file %1 can be made"_s.arg(m_path));
    return copy;
}

Outcome JsonFile::save(QJsonObject root) const
{
    if (m_protected)
        return tl::unexpected(*m_protected);
    if (const Outcome folder = makePrivateFolder(QFileInfo(m_path).absolutePath()); !folder)
        return folder;
    root.insert("format"_L1, m_format);
    return writePrivateFile(m_path, QJsonDocument(root).toJson());
}

QString JsonFile::freeName() const
{
    QString name = m_path + u".bad"_s;
    for (int number = 2; QFileInfo::exists(name); ++number)
        name = m_path + u".bad%1"_s.arg(number);
    return name;
}

tl::unexpected<Failure> JsonFile::protect(const QString &code, const QString &detail)
{
    m_protected = notStored(code, detail);
    return tl::unexpected(*m_protected);
}
