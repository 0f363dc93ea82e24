// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/keyservice.h"

#include "domain/keyrules.h"
#include "domain/modules.h"
#include "sandbox/keyinput.h"
#include "sandbox/keyrows.h"
#include "sandbox/paging.h"

#include <QUuid>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {

using namespace sandbox;
using sandbox::refusal::invalidRequest;

/// The documented ones. The title is not among them: clients filter it themselves.
constexpr auto keyFilters = std::to_array<FilterField>({
    {"id", FieldType::Long, "id"},
    {"activationKey", FieldType::Text, "key_text", "EQUALS"},
    {"countPurchased", FieldType::Long, "count_purchased"},
    {"isDisabled", FieldType::Boolean, "disabled"},
});

Checked<Where> keysAskedFor(const Call &call)
{
    const QList<AskedCriterion> criteria = criteriaOf(call);
    Checked<Where> where = whereOf(criteria, keyFilters);
    // "isDisabled … by default false": who does not name it sees enabled keys alone.
    if (where && std::ranges::none_of(criteria, [](const AskedCriterion &c) { return c.field == "isDisabled"_L1; }))
        where->add("disabled = ?", qint64(0));
    if (const FaultRule *lag = call.faults.find(FaultKind::IndexLag); where && lag)
        where->add("created_ms <= ?", call.now.toMSecsSinceEpoch() - lag->argument.toLongLong() * 1000);
    return where;
}

Reply search(const Call &call)
{
    const Checked<Where> where = keysAskedFor(call);
    if (!where)
        return where.error();
    return searchPage(call, *where,
                      {"activation_key", [&](const QList<qint64> &ids) {
                           QList<Node> records;
                           for (const ActivationKey &key : loadKeys(call.database, ids, call.fields.wants(u"agents")))
                               records << call.fields.of(keyNode(key));
                           return records;
                       }});
}

Reply count(const Call &call)
{
    const Checked<Where> where = keysAskedFor(call);
    return where ? countOf(call, *where, "activation_key") : where.error();
}

Reply get(const Call &call)
{
    const QList<ActivationKey> keys = loadKeys(call.database, {call.id}, call.fields.wants(u"agents"));
    if (keys.isEmpty())
        return refusal::notFound();
    return {.count = 1, .data = {call.fields.of(keyNode(keys.first()))}, .object = call.id};
}

/// Modules that the subscription lacks are dropped without a word, as recorded. Words that nobody knows go the same
/// way, except that a key keeps what it has: whoever sends a key back as it was read changes nothing.
QStringList grantedModules(SQLite::Database &database, const QStringList &wanted, const QStringList &before)
{
    QStringList granted;
    for (const QString &word : wanted) {
        const QString known = moduleOfKeyWord(word) ? moduleOfKeyWord(word)->key.toString() : word;
        const bool licensed = sql::value(database, "SELECT count(*) FROM licence WHERE word = ?", known) > 0;
        if ((licensed || before.contains(word, Qt::CaseInsensitive)) && !granted.contains(known, Qt::CaseInsensitive))
            granted << known;
    }
    return granted;
}

/// Tags that do not exist are passed over, since a tag that was sent has vanished without a word (founding document
/// 000). Tags may be named instead of numbered; the first of that name counts.
QList<TagRef> knownTags(SQLite::Database &database, const QStringList &wanted)
{
    QList<TagRef> tags;
    for (const QString &item : wanted) {
        SQLite::Statement row(database, "SELECT id, name FROM tag WHERE id = ? OR name = ? ORDER BY id LIMIT 1");
        const bool named = item.startsWith("name:"_L1);
        sql::bindAll(row, named ? qint64(0) : item.toLongLong(), named ? item.sliced(5) : QString());
        if (row.executeStep())
            tags.append({{sql::number(row, 0)}, sql::text(row, 1)});
    }
    return tags;
}

QStringList idsOf(const QList<TagRef> &tags)
{
    QStringList ids;
    for (const TagRef &tag : tags)
        ids << tag.id.toString();
    return ids;
}

/// The key as the request wants it; a limit that the type does not have is forgotten.
ActivationKey wantedKey(SQLite::Database &database, const KeyInput &input, const ActivationKey &before)
{
    ActivationKey key = before;
    key.title = input.title.value_or(before.title);
    key.type = input.type.value_or(before.type);
    key.countPurchased = limitsCount(key.type) ? input.countPurchased.value_or(before.countPurchased) : 0;
    if (!limitsTime(key.type))
        key.expires.reset();
    else if (input.expires)
        key.expires = input.expires;
    key.networkId = input.networkId.value_or(before.networkId);
    key.disabled = input.disabled.value_or(before.disabled);
    key.suspendSelfPatch = input.suspendSelfPatch.value_or(before.suspendSelfPatch);
    key.owner = {input.owner.value_or(before.owner.value)};
    key.modules =
        grantedModules(database, input.modules.appliedTo(before.modules, Qt::CaseInsensitive), before.modules);
    key.tags = knownTags(database, input.tags.appliedTo(idsOf(before.tags), Qt::CaseSensitive));
    return key;
}

/// The key with what a fault silently ignores as it was before.
ActivationKey keptKey(const ActiveFaults &faults, const ActivationKey &wanted, const ActivationKey &before)
{
    ActivationKey key = wanted;
    const auto keep = [&](QStringView field, auto member) {
        if (faults.ignores(field))
            key.*member = before.*member;
    };
    keep(u"title", &ActivationKey::title);
    keep(u"type", &ActivationKey::type);
    keep(u"countPurchased", &ActivationKey::countPurchased);
    keep(u"expireDate", &ActivationKey::expires);
    keep(u"networkId", &ActivationKey::networkId);
    keep(u"isDisabled", &ActivationKey::disabled);
    keep(u"suspendSelfPatch", &ActivationKey::suspendSelfPatch);
    keep(u"ownerId", &ActivationKey::owner);
    keep(u"modules", &ActivationKey::modules);
    keep(u"tags", &ActivationKey::tags);
    return key;
}

Reply fieldRefused(const QString &field, const QString &why, const QString &advice)
{
    return invalidRequest(u"AgentActKey: '%1' %2"_s.arg(field, why), advice);
}

std::optional<Reply> refusalOf(KeyProblem problem, const ActivationKey &key)
{
    using enum KeyProblem::Kind;
    switch (problem.kind) {
    case TitleTaken:
        return refusal::duplicateTitle(key.title);
    case TitleMissing:
        return fieldRefused(u"title"_s, u"must not be empty."_s, u"Specify a title."_s);
    case TitleHasControlCharacters:
        return fieldRefused(u"title"_s, u"has control characters."_s, u"Remove them."_s);
    case LimitTooSmall:
        return fieldRefused(u"countPurchased"_s, u"is too small for type %1."_s.arg(toWire(key.type)),
                            u"Specify a value of 1 or more."_s);
    case ExpiryMissing:
        return fieldRefused(u"expireDate"_s, u"is required for type %1."_s.arg(toWire(key.type)), u"Specify a date."_s);
    case ExpiryPast:
        return fieldRefused(u"expireDate"_s, u"is in the past."_s, u"Specify a date in the future."_s);
    case PcWithSca:
        return fieldRefused(u"modules"_s, u"must not have both PC_LICENSE and SCA."_s, u"Remove one of them."_s);
    case SwcaWithoutVm:
        return fieldRefused(u"modules"_s, u"must not have SWCA without VM_LICENSE."_s, u"Add VM_LICENSE."_s);
    case NetworkNegative:
        return fieldRefused(u"networkId"_s, u"is not a network."_s, u"Specify 0 or the id of a network."_s);
    case LimitBelowUsed:
        break; // allowed: the key is full at once
    }
    return std::nullopt;
}

/// What an update may leave as it was although nobody could create it so: keys without a title and expired ones exist.
bool isAsBefore(KeyProblem problem, const ActivationKey &key, const ActivationKey &before)
{
    if (problem.kind == KeyProblem::Kind::TitleMissing)
        return before.id && before.title.isEmpty();
    return problem.kind == KeyProblem::Kind::ExpiryPast && before.id && key.expires == before.expires;
}

std::optional<Reply> problemOf(const Call &call, const KeyInput &input, const ActivationKey &key,
                               const ActivationKey &before)
{
    if (!input.type)
        return fieldRefused(u"type"_s, u"is required."_s,
                            u"Specify one of UNLIMITED, COUNT_LIMITED, TIME_LIMITED, COUNT_TIME_LIMITED."_s);
    if (limitsCount(*input.type) && !input.countPurchased)
        return fieldRefused(u"countPurchased"_s, u"is required for type %1."_s.arg(toWire(*input.type)),
                            u"Specify a value of 1 or more."_s);
    if (limitsTime(*input.type) && !input.expires)
        return fieldRefused(u"expireDate"_s, u"is required for type %1."_s.arg(toWire(*input.type)),
                            u"Specify a date."_s);
    const bool taken = sql::value(call.database, "SELECT count(*) FROM activation_key WHERE title = ? AND id <> ?",
                                  key.title, before.id.value) > 0;
    for (const KeyProblem problem : checkKey(key, call.now, taken ? QStringList{key.title} : QStringList()))
        if (const std::optional<Reply> refused = refusalOf(problem, key); refused && !isAsBefore(problem, key, before))
            return refused;
    // An owner who left stays known. One that the key already has is never looked at again.
    if (key.owner.value != 0 && key.owner != before.owner &&
        sql::value(call.database, "SELECT count(*) FROM user WHERE id = ?", key.owner.value) == 0)
        return fieldRefused(u"ownerId"_s, u"is not a user of this subscription (%1)."_s.arg(key.owner.value),
                            u"Specify the id of a user."_s);
    return std::nullopt;
}

/// The written key. With --quirks as thin as printed once, and with the old title behind the new one as printed another
/// time (founding documents 000 and 001).
Node writtenKey(const Call &call, const ActivationKey &key, const ActivationKey &before, bool applyOnAgents)
{
    if (!call.quirks)
        return keyNode(key, applyOnAgents);
    ActivationKey thin = key;
    thin.modules.clear();
    thin.tags.clear();
    thin.title = before.title;
    Node node = keyNode(thin, false);
    node.children.insert(1, Node::text(u"title"_s, key.title));
    return node;
}

Reply create(const Call &call)
{
    const Checked<KeyInput> input = readKeyInput(call.request);
    if (!input)
        return input.error();
    const ActivationKey wanted = wantedKey(call.database, *input, {});
    if (const std::optional<Reply> problem = problemOf(call, *input, wanted, {}))
        return *problem;
    ActivationKey key = keptKey(call.faults, wanted, {});
    key.key = QUuid::createUuid().toString(QUuid::WithoutBraces);
    key.purchased = call.now;
    key.id = {insertKey(call.database, key, call.now.toMSecsSinceEpoch())};
    if (call.faults.ignoresEverything()) // the number was given, the key is not there
        sql::run(call.database, "DELETE FROM activation_key WHERE id = ?", key.id.value);
    return {.count = 1, .data = {keyNode(key)}, .applied = !call.faults.ignoresEverything(), .object = key.id.value};
}

Reply update(const Call &call)
{
    const Checked<KeyInput> input = readKeyInput(call.request);
    if (!input)
        return input.error();
    if (call.id != 0 && input->id && *input->id != call.id)
        return fieldRefused(u"id"_s, u"differs from the id in the URL."_s, u"Specify the same id."_s);
    const qint64 id = call.id != 0 ? call.id : input->id.value_or(0);
    if (id == 0)
        return fieldRefused(u"id"_s, u"is required."_s, u"Specify the id in the URL or in the request."_s);
    const std::optional<ActivationKey> before = loadKey(call.database, id);
    if (!before)
        return refusal::notFound();
    const ActivationKey wanted = wantedKey(call.database, *input, *before);
    if (const std::optional<Reply> problem = problemOf(call, *input, wanted, *before))
        return *problem;
    const ActivationKey key = keptKey(call.faults, wanted, *before);
    updateKey(call.database, key);
    if (input->applyOnAgents && !call.faults.ignores(u"applyOnAgents"))
        applyToAgents(call.database, key, before->tags);
    return {.count = 1,
            .data = {writtenKey(call, key, *before, input->applyOnAgents)},
            .applied = !call.faults.ignoresEverything(),
            .object = id};
}

Reply remove(const Call &call)
{
    const std::optional<ActivationKey> key = loadKey(call.database, call.id);
    if (!key)
        return refusal::notFound();
    const qint64 agents =
        sql::value(call.database, "SELECT count(*) FROM agent WHERE key_id = ? AND active = 1", call.id);
    if (agents > 0)
        return refusal::keyInUse(key->title.isEmpty() ? key->id.toString() : key->title, agents);
    if (!call.faults.ignoresEverything()) {
        sql::run(call.database, "UPDATE agent SET key_id = NULL WHERE key_id = ?", call.id);
        sql::run(call.database, "DELETE FROM activation_key WHERE id = ?", call.id);
    }
    return {.count = 1,
            .data = {Node::group(u"AgentActKey"_s, {Node::number(u"id"_s, call.id)})},
            .applied = !call.faults.ignoresEverything(),
            .object = call.id};
}

struct Operation
{
    QLatin1StringView name;
    bool Account::*permission;
    Reply (*answer)(const Call &);
    bool needsId = false;
};

constexpr auto operations = std::to_array<Operation>({
    {"search"_L1, &Account::viewsKeys, &search},
    {"count"_L1, &Account::viewsKeys, &count},
    {"get"_L1, &Account::viewsKeys, &get, true},
    {"create"_L1, &Account::createsKeys, &create},
    {"update"_L1, &Account::editsKeys, &update},
    {"delete"_L1, &Account::deletesKeys, &remove, true},
});

} // namespace

Reply sandbox::answerKeys(const Call &call)
{
    const auto operation = std::ranges::find(operations, call.operation, &Operation::name);
    if (operation == operations.end())
        return refusal::operationNotSupported();
    if (!(call.account.*operation->permission))
        return refusal::unauthorized();
    if (operation->needsId && call.id == 0)
        return fieldRefused(u"id"_s, u"is required."_s, u"Specify the id in the URL."_s);
    return operation->answer(call);
}
