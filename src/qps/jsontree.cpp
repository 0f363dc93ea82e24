// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "qps/jsontree.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace {

QByteArray textOf(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? "true" : "false";
    if (value.isDouble()) {
        const double number = value.toDouble();
        return number == double(value.toInteger()) ? QByteArray::number(value.toInteger()) : QByteArray::number(number);
    }
    return value.toString().toUtf8();
}

bool isWrapper(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    return value.isObject() && object.size() == 1 && object.begin()->isObject();
}

bool addValue(pugi::xml_node parent, const QString &name, const QJsonValue &value, int depth)
{
    if (depth <= 0)
        return false;
    if (value.isNull() || value.isUndefined())
        return true;
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        const bool wrapped =
            array.isEmpty() || std::ranges::all_of(array, [](const QJsonValue &v) { return isWrapper(v); });
        if (!wrapped) {
            for (const auto &item : array)
                if (!addValue(parent, name, item, depth - 1))
                    return false;
            return true;
        }
        pugi::xml_node element = parent.append_child(name.toUtf8().constData());
        for (const auto &item : array) {
            const QJsonObject object = item.toObject();
            if (!addValue(element, object.begin().key(), object.begin().value(), depth - 1))
                return false;
        }
        return true;
    }
    pugi::xml_node element = parent.append_child(name.toUtf8().constData());
    if (!value.isObject()) {
        element.append_child(pugi::node_pcdata).set_value(textOf(value).constData());
        return true;
    }
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        if (!addValue(element, it.key(), it.value(), depth - 1))
            return false;
    return true;
}

} // namespace

Outcome qps::buildTree(const QByteArray &json, pugi::xml_document &tree, int maxDepth)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return failed(Failure::Kind::Unreadable, u"%1 (byte %2)"_s.arg(error.errorString()).arg(error.offset));
    const QJsonObject object = document.object();
    // A gateway answer has no single root; give it one so that readers look in one place.
    const bool enveloped = object.size() == 1 && object.begin()->isObject();
    const QString name = enveloped ? object.begin().key() : u"json"_s;
    const QJsonValue value = enveloped ? object.begin().value() : QJsonValue(object);
    if (!addValue(tree, name, value, maxDepth))
        return failed(Failure::Kind::Unreadable, u"values nested too deeply"_s);
    return {};
}
