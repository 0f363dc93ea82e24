// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "store/webappcache.h"

#include "domain/webappfields.h"
#include "store/sqlitefile.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

using namespace Qt::StringLiterals;

namespace {

constexpr int schema = 1;

std::string textOf(const Scanner &scanner)
{
    return QJsonDocument(toJson(scanner).toObject()).toJson(QJsonDocument::Compact).toStdString();
}

std::optional<Scanner> scannerIn(const SQLite::Column &column)
{
    if (column.isNull())
        return std::nullopt;
    return scannerFromJson(QJsonDocument::fromJson(QByteArray::fromStdString(column.getString())).object());
}

QDateTime timeIn(const SQLite::Column &column)
{
    return QDateTime::fromMSecsSinceEpoch(column.getInt64(), Qt::UTC);
}

} // namespace

/// What lives on the cache's thread.
class WebAppCache::Worker : public QObject
{
public:
    explicit Worker(QString file)
        : m_path(std::move(file))
    {
    }

    Result<KeptScanners> load()
    {
        return run<KeptScanners>([this] {
            KeptScanners all;
            SQLite::Statement rows(*m_database, "SELECT id, updated, read_at, locked, scanner FROM scanner");
            while (rows.executeStep()) {
                KeptScanner one{
                    .updated = timeIn(rows.getColumn(1)), .readAt = timeIn(rows.getColumn(2)), .setting = {}};
                one.setting.locked = rows.getColumn(3).getInt() != 0;
                one.setting.scanner = scannerIn(rows.getColumn(4));
                all.insert({rows.getColumn(0).getInt64()}, one);
            }
            return all;
        });
    }

    void keep(const KeptScanners &scanners)
    {
        (void)run<bool>([&] {
            SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
            SQLite::Statement insert(*m_database, "INSERT OR REPLACE INTO scanner VALUES (?, ?, ?, ?, ?)");
            for (auto it = scanners.cbegin(); it != scanners.cend(); ++it) {
                insert.bind(1, int64_t(it.key().value));
                insert.bind(2, int64_t(it->updated.toMSecsSinceEpoch()));
                insert.bind(3, int64_t(it->readAt.toMSecsSinceEpoch()));
                insert.bind(4, it->setting.locked.value_or(false) ? 1 : 0);
                if (it->setting.scanner)
                    insert.bind(5, textOf(*it->setting.scanner));
                else
                    insert.bind(5);
                insert.exec();
                insert.reset();
            }
            transaction.commit();
            return true;
        });
    }

private:
    /// What is damaged or of another schema is made anew, once: all of it can be read again.
    template <typename T, typename F>
    Result<T> run(F work)
    {
        Failure last;
        for (int attempt = 0; attempt < 2; ++attempt) {
            try {
                if (const Outcome opened = open(); !opened)
                    return tl::unexpected(opened.error());
                return work();
            } catch (const SQLite::Exception &exception) {
                last = sqlitefile::failureOf(exception);
                m_database.reset();
                if (!sqlitefile::isDamage(exception.getErrorCode()))
                    break;
                remove();
            }
        }
        return tl::unexpected(last);
    }

    Outcome open()
    {
        if (m_database)
            return {};
        if (const Outcome made = sqlitefile::makePrivate(m_path); !made)
            return made;
        openFile();
        const int found = sqlitefile::pragma(*m_database, "user_version");
        if (found != 0 && found != schema) {
            m_database.reset();
            remove();
            if (const Outcome made = sqlitefile::makePrivate(m_path); !made)
                return made;
            openFile();
        }
        m_database->exec("CREATE TABLE IF NOT EXISTS scanner (id INTEGER PRIMARY KEY, updated INTEGER NOT NULL, "
                         "read_at INTEGER NOT NULL, locked INTEGER NOT NULL, scanner TEXT)");
        m_database->exec("PRAGMA user_version = " + std::to_string(schema));
        return {};
    }

    void openFile()
    {
        m_database = std::make_unique<SQLite::Database>(QFile::encodeName(m_path).toStdString(),
                                                        SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 5'000);
        m_database->exec("PRAGMA synchronous = OFF"); // what is lost is read again
    }

    void remove() const
    {
        for (const QLatin1StringView companion : {""_L1, "-journal"_L1, "-wal"_L1, "-shm"_L1})
            QFile::remove(m_path + companion);
    }

    const QString m_path;
    std::unique_ptr<SQLite::Database> m_database;
};

QString WebAppCache::fileFor(const QString &dataFolder, const QString &fingerprint)
{
    return QDir(dataFolder).filePath(u"cache/webapps-%1.db"_s.arg(fingerprint.left(32)));
}

WebAppCache::WebAppCache(QString file, QObject *parent)
    : QObject(parent)
    , m_worker(u"web app cache"_s, std::make_shared<Worker>(std::move(file)))
{
}

WebAppCache::~WebAppCache() = default;

void WebAppCache::load(std::function<void(const Result<KeptScanners> &)> done)
{
    m_worker.ask<KeptScanners>(this, [](Worker &worker) { return worker.load(); }, std::move(done));
}

void WebAppCache::keep(const KeptScanners &scanners)
{
    m_worker.run([scanners](Worker &worker) { worker.keep(scanners); });
}
