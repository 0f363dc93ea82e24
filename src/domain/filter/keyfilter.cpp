// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "domain/filter/keyfilter.h"

#include "domain/filter/folding.h"
#include "domain/filter/valuetests.h"
#include "domain/modules.h"

using namespace Qt::StringLiterals;

namespace {

using Predicate = KeyFilter::Predicate;

QString nameOf(const TagRef &tag, const TagTree *tree)
{
    const Tag *known = tag.name.isEmpty() && tree ? tree->find(tag.id) : nullptr;
    return known ? known->name : tag.name;
}

/// Names are few and repeat on many keys: each is looked at once.
template <typename IdType>
class Remembered
{
public:
    template <typename Test>
    bool operator()(IdType id, const Test &test) const
    {
        const auto it = m_answers.constFind(id);
        return it != m_answers.constEnd() ? *it : *m_answers.insert(id, test());
    }

private:
    mutable QHash<IdType, bool> m_answers;
};

Predicate ownerPredicate(const TextTest &test, const UserDirectory *users)
{
    return [test, users, remembered = Remembered<UserId>()](const ActivationKey &key) {
        return remembered(key.owner, [&] {
            if (!key.owner)
                return test(QStringView());
            const User *user = users ? users->find(key.owner) : nullptr;
            return test(key.owner.toString()) || (user && (test(displayName(*user)) || test(user->login)));
        });
    };
}

Predicate tagPredicate(const TextTest &test, const TagTree *tree)
{
    return [test, tree, remembered = Remembered<TagId>()](const ActivationKey &key) {
        return std::ranges::any_of(key.tags, [&](const TagRef &tag) {
            return remembered(tag.id, [&] { return test(nameOf(tag, tree)) || (tree && test(tree->path(tag.id))); });
        });
    };
}

/// A value that names a module means it; any other is a beginning, so that rows do not vanish while "FIM" is typed.
Predicate modulePredicate(const FilterClause &clause)
{
    if (clause.op == FilterOp::Matches)
        return [test = textTest(clause)](const ActivationKey &key) {
            return std::ranges::any_of(key.modules, [&](const QString &word) { return test(moduleCode(word)); });
        };
    QStringList exact, beginnings;
    for (const FilterValue &value : clause.values)
        (clause.op != FilterOp::Has || moduleOfCode(value.text) || moduleOfKeyWord(value.text) ? exact : beginnings)
            << value.text;
    for (QString &word : exact)
        word = moduleKeyWord(word);
    return [exact, beginnings](const ActivationKey &key) {
        return std::ranges::any_of(key.modules, [&](const QString &word) {
            return exact.contains(word, Qt::CaseInsensitive) ||
                   std::ranges::any_of(beginnings, [&](const QString &beginning) {
                       return moduleCode(word).startsWith(beginning, Qt::CaseInsensitive);
                   });
        });
    };
}

/// The last six characters, which are shown anyway, or the whole value.
Predicate keyPredicate(const FilterClause &clause)
{
    if (clause.op == FilterOp::Matches)
        return [test = textTest(clause)](const ActivationKey &key) {
            return test(QStringView(key.key).right(shownOfKey));
        };
    QStringList words;
    for (const FilterValue &value : clause.values)
        words << value.text;
    return [words](const ActivationKey &key) {
        return std::ranges::any_of(words, [&](const QString &word) {
            return QStringView(key.key).right(shownOfKey).contains(word, Qt::CaseInsensitive) ||
                   key.key.compare(word, Qt::CaseInsensitive) == 0;
        });
    };
}

Predicate negatedIf(bool negated, Predicate predicate)
{
    if (!negated)
        return predicate;
    return [predicate = std::move(predicate)](const ActivationKey &key) { return !predicate(key); };
}

Predicate statePredicate(const QString &word, const KeyFilterContext &context)
{
    const auto in = [](const QSet<ActivationKeyId> &ids) -> Predicate {
        return [ids](const ActivationKey &key) { return ids.contains(key.id); };
    };
    const auto state = [now = context.now](KeyState wanted) -> Predicate {
        return [now, wanted](const ActivationKey &key) { return stateOf(key, now) == wanted; };
    };
    if (word == "active"_L1)
        return state(KeyState::Active);
    if (word == "disabled"_L1)
        return state(KeyState::Disabled);
    if (word == "expired"_L1)
        return [now = context.now](const ActivationKey &key) { return daysLeft(key, now).value_or(0) < 0; };
    if (word == "full"_L1)
        return [](const ActivationKey &key) { return usageOf(key).value_or(0) >= 1; };
    if (word == "nearly-full"_L1)
        return [](const ActivationKey &key) { return usageOf(key).value_or(0) >= nearlyFull; };
    if (word == "expiring"_L1)
        return [now = context.now](const ActivationKey &key) {
            const std::optional<qint64> days = daysLeft(key, now);
            return days && *days >= 0 && *days <= expiresSoonDays;
        };
    if (word == "unlimited"_L1)
        return [](const ActivationKey &key) { return key.type == KeyType::Unlimited; };
    if (word == "unused"_L1)
        return [](const ActivationKey &key) { return key.countUsed == 0; };
    if (word == "new"_L1)
        return [](const ActivationKey &key) { return key.id.value < 0; };
    if (word == "dynamic"_L1)
        return [tree = context.tags](const ActivationKey &key) {
            return tree && std::ranges::any_of(key.tags, [tree](const TagRef &ref) {
                       const Tag *tag = tree->find(ref.id);
                       return tag && isDynamic(*tag);
                   });
        };
    if (word == "changed"_L1 || word == "staged"_L1)
        return in(context.staged);
    if (word == "failed"_L1)
        return in(context.failed);
    if (word == "conflict"_L1)
        return in(context.conflicts);
    return in(context.selected);
}

/// What has: asks of a key, for a part such as "tag" or "module.FIM".
Predicate partPredicate(const QString &part, const KeyFilterContext &context)
{
    const qsizetype dot = part.indexOf(u'.');
    const QString word = part.left(dot < 0 ? part.size() : dot);
    const QString rest = dot < 0 ? QString() : part.mid(dot + 1);
    FilterClause clause{.values = {FilterValue{.text = rest}}};
    if (word == "module"_L1)
        return rest.isEmpty() ? Predicate([](const ActivationKey &key) { return !key.modules.isEmpty(); })
                              : modulePredicate(clause);
    if (word == "tag"_L1)
        return rest.isEmpty() ? Predicate([](const ActivationKey &key) { return !key.tags.isEmpty(); })
                              : tagPredicate(textTest(clause), context.tags);
    if (word == "owner"_L1)
        return [](const ActivationKey &key) { return bool(key.owner); };
    if (word == "title"_L1)
        return [](const ActivationKey &key) { return !key.title.trimmed().isEmpty(); };
    if (word == "expires"_L1)
        return [](const ActivationKey &key) { return limitsTime(key.type) && key.expires; };
    if (word == "limit"_L1)
        return [](const ActivationKey &key) { return usageOf(key).has_value(); };
    if (word == "agents"_L1)
        return [](const ActivationKey &key) { return key.countUsed > 0; };
    if (word == "network"_L1)
        return [](const ActivationKey &key) { return key.networkId != 0; };
    return [](const ActivationKey &key) { return !key.key.isEmpty(); };
}

/// The clause holds when it does for one of its words, and != when for none.
template <typename Make>
Predicate anyWord(const FilterClause &clause, const Make &make)
{
    std::vector<Predicate> options;
    for (const FilterValue &value : clause.values)
        options.push_back(make(value.text));
    return negatedIf(clause.op == FilterOp::NotEqual, [options](const ActivationKey &key) {
        return std::ranges::any_of(options, [&](const Predicate &option) { return option(key); });
    });
}

Predicate typePredicate(const QString &word)
{
    const KeyType type = word == "count"_L1 || word == "COUNT_LIMITED"_L1       ? KeyType::CountLimited
                         : word == "time"_L1 || word == "TIME_LIMITED"_L1       ? KeyType::TimeLimited
                         : word == "both"_L1 || word == "COUNT_TIME_LIMITED"_L1 ? KeyType::CountTimeLimited
                                                                                : KeyType::Unlimited;
    return [type](const ActivationKey &key) { return key.type == type; };
}

Predicate figurePredicate(const FilterClause &clause, QLatin1StringView name)
{
    const NumberTest test = numberTest(clause);
    const bool percent = std::ranges::any_of(clause.values, &FilterValue::percent);
    if (name == "used"_L1 && percent)
        return [test](const ActivationKey &key) { return usageOf(key) && test(*usageOf(key) * 100); };
    if (name == "used"_L1)
        return [test](const ActivationKey &key) { return test(double(key.countUsed)); };
    if (name == "left"_L1 && percent)
        return [test](const ActivationKey &key) {
            return usageOf(key) && test(double(*agentsLeft(key)) * 100 / double(key.countPurchased));
        };
    if (name == "left"_L1)
        return [test](const ActivationKey &key) { return agentsLeft(key) && test(double(*agentsLeft(key))); };
    if (name == "limit"_L1)
        return [test](const ActivationKey &key) { return limitsCount(key.type) && test(double(key.countPurchased)); };
    if (name == "network"_L1)
        return [test](const ActivationKey &key) { return test(double(key.networkId)); };
    return [test](const ActivationKey &key) { return test(double(key.id.value)); };
}

Predicate clausePredicate(const FilterClause &clause, const KeyFilterContext &context)
{
    const QLatin1StringView name = clause.field->name;
    const bool negated = clause.op == FilterOp::NotEqual;
    FilterClause positive = clause;
    if (negated)
        positive.op = FilterOp::Equal;
    if (name == "title"_L1)
        return [test = textTest(clause)](const ActivationKey &key) { return test(key.title); };
    if (name == "owner"_L1)
        return negatedIf(negated, ownerPredicate(textTest(positive), context.users));
    if (name == "tag"_L1)
        return negatedIf(negated, tagPredicate(textTest(positive), context.tags));
    if (name == "module"_L1)
        return negatedIf(negated, modulePredicate(positive));
    if (name == "key"_L1)
        return negatedIf(negated, keyPredicate(positive));
    if (name == "type"_L1)
        return anyWord(clause, typePredicate);
    if (name == "status"_L1 || name == "is"_L1)
        return anyWord(clause, [&](const QString &word) { return statePredicate(word, context); });
    if (name == "has"_L1)
        return anyWord(clause, [&](const QString &word) { return partPredicate(word, context); });
    if (name == "no"_L1)
        return anyWord(clause, [&](const QString &word) { return negatedIf(true, partPredicate(word, context)); });
    if (name == "expires"_L1)
        return [test = momentTest(clause, context.now, context.zone)](const ActivationKey &key) {
            return test(limitsTime(key.type) ? key.expires : std::nullopt);
        };
    if (name == "created"_L1)
        return [test = momentTest(clause, context.now, context.zone)](const ActivationKey &key) {
            return test(key.purchased.isValid() ? std::optional(key.purchased) : std::nullopt);
        };
    if (name == "apply-on-agents"_L1)
        return anyWord(clause, [&](const QString &word) -> Predicate {
            const bool wanted = word == "yes"_L1 || word == "true"_L1;
            return [wanted, ids = context.applyOnAgents](const ActivationKey &key) {
                return ids.contains(key.id) == wanted;
            };
        });
    return figurePredicate(clause, name);
}

/// A word is looked for wherever a person can see it: title, id, owner, tags and the end of the key.
Predicate wordPredicate(const QString &word, const KeyFilterContext &context)
{
    const Needle needle(word);
    const TextTest within = [needle](QStringView text) { return needle.within(text); };
    const bool digits = !word.isEmpty() && std::ranges::all_of(word, [](QChar c) { return c.digitValue() >= 0; });
    return [needle, digits, owner = ownerPredicate(within, context.users),
            tag = tagPredicate(within, context.tags)](const ActivationKey &key) {
        return needle.within(key.title) || needle.within(QStringView(key.key).right(shownOfKey)) ||
               (digits && needle.within(key.id.toString())) || owner(key) || tag(key);
    };
}

Predicate nodePredicate(const FilterNode &node, const KeyFilterContext &context)
{
    if (node.kind == FilterNode::Kind::Word)
        return wordPredicate(node.word, context);
    if (node.kind == FilterNode::Kind::Clause)
        return clausePredicate(node.clause, context);
    std::vector<Predicate> parts;
    parts.reserve(node.children.size());
    for (const FilterNode &child : node.children)
        parts.push_back(nodePredicate(child, context));
    if (parts.size() == 1)
        return negatedIf(node.kind == FilterNode::Kind::Not, parts.front());
    if (node.kind == FilterNode::Kind::Any)
        return [parts](const ActivationKey &key) {
            return std::ranges::any_of(parts, [&](const Predicate &part) { return part(key); });
        };
    return [parts](const ActivationKey &key) {
        return std::ranges::all_of(parts, [&](const Predicate &part) { return part(key); });
    };
}

} // namespace

KeyFilter::KeyFilter(const Query &query, const KeyFilterContext &context)
{
    if (!query.isEmpty() && query.isValid())
        m_accepts = nodePredicate(query.root, context);
}
