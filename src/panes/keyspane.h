// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/filter/keyfilter.h"
#include "panes/listpane.h"

class ActivationKeyModel;
class KeyActions;
class KeyInspector;
class KeyProxy;

/// Activation keys: filter, table, inspector and every state a list can be in.
class KeysPane final : public ListPane
{
    Q_OBJECT
public:
    explicit KeysPane(Subscription &subscription, QWidget *parent = nullptr);
    ~KeysPane() override;

    KeyInspector &inspector() { return *m_inspector; }
    KeyActions &actions() { return *m_actions; }
    ListFacts facts() const override;
    void refresh() override;
    void editCurrent() override;

    /// Keys that want attention: full, nearly full, or ending soon.
    int attention() const;
    void newKey();
    void duplicateKey(qint64 id);
    void copyKey();

signals:
    void attentionChanged();
    void copySecret(const QString &secret, const QString &what);
    void installWanted(const ActivationKey &key);
    void agentsWanted(const ActivationKey &key);

protected:
    void refilter() override;
    void updateHead() override;
    void updateVocabulary() override;
    void onSelectionChanged() override;
    void onStagingChanged() override;

private:
    void buildHead();
    void connectData();
    void connectInspector();
    void updateEmpty();
    void showMenu(const QPoint &at);
    const ActivationKey *oneKey() const;

    ActivationKeyModel *m_model;
    KeyProxy *m_proxy;
    KeyActions *m_actions;
    KeyInspector *m_inspector;
};
