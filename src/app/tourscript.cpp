// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "app/tourkit.h"

#include "app/actions.h"
#include "app/controller.h"
#include "app/mainwindow.h"
#include "app/theme.h"
#include "domain/keyfields.h"
#include "panes/activitypane.h"
#include "panes/installsheet.h"
#include "panes/keyinspector.h"
#include "panes/keyspane.h"
#include "panes/reviewsheet.h"
#include "panes/signinsheet.h"
#include "widgets/bulkkeyform.h"
#include "widgets/chiprow.h"
#include "widgets/filterbar.h"
#include "widgets/moduletoggles.h"
#include "widgets/ownerpicker.h"
#include "widgets/segmented.h"
#include "widgets/tableview.h"
#include "widgets/toast.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTextStream>

using namespace Qt::StringLiterals;

namespace {

const QString newTitle = u"Frankfurt DMZ, spring"_s;

/// The script, and what its steps remember for one another.
class KeyTour : public TourKit
{
    Q_OBJECT
public:
    using TourKit::TourKit;

    int run()
    {
        if (!QDir().mkpath(m_folder)) {
            QTextStream(stderr) << "The folder " << m_folder << " cannot be made.\n";
            return 2;
        }
        m_controller.start();
        m_window = &m_controller.window();
        m_window->resize(1366, 768);
        followRuns();
        begin();
        makeKey();
        handOver();
        undo();
        switchModules();
        manageWebApps();
        rest();
        connect(&m_tour, &Tour::ended, this, [](bool allWell) { QApplication::exit(allWell ? 0 : 1); });
        m_tour.start();
        const bool well = QApplication::exec() == 0;
        QTextStream(stdout) << (well ? "Every step was read back from the server. Pictures are in "
                                     : "The tour ended early. Pictures up to here are in ")
                            << QDir::toNativeSeparators(m_folder) << Qt::endl;
        return well ? 0 : 1;
    }

private:
    KeyList &list() { return subscription().keyList; }
    KeysPane &keys() { return *m_window->keysPane(); }
    FilterBar &filter() { return *keys().filterBar(); }
    void begin()
    {
        picture(u"firstrun"_s);
        m_tour.step(
            u"open the sign-in"_s, [this] { emit m_window->signInWanted(); },
            [this] { return qobject_cast<SignInSheet *>(m_window->currentSheet()); });
        m_tour.step({}, [this] {
            auto *sheet = static_cast<SignInSheet *>(m_window->currentSheet());
            sheet->userField()->setText(u"lrksp2mb1"_s); // its mark preselects US Platform 2
            sheet->passwordField()->setText(u"not the real one"_s);
        });
        picture(u"signin"_s);
        m_tour.step(
            u"start the demo subscription and sign in"_s, [this] { m_controller.openDemo(); },
            [this] {
                return m_controller.subscription() &&
                       m_controller.subscription()->keyList.state() == KeyList::State::Loaded;
            });
        m_tour.step(u"know users and tags"_s, {},
                    [this] { return !subscription().tags().isEmpty() && subscription().users().all().size() > 2; });
        m_tour.step({}, [this] { chooseRoles(); });
        picture(u"keys"_s);
        m_tour.step(
            u"filter by a half-typed clause: the last result stays"_s,
            [this] {
                filter().setText(u"module:VM expires:<soon"_s);
                filter().setFocus();
            },
            [this] { return filter().isExplaining() && shown() > 0; });
        picture(u"filter"_s);
        m_tour.step({}, [this] { filter().setText(u"left:<0 is:disabled owner:nobody"_s); });
        picture(u"empty"_s);
        m_tour.step({}, [this] { filter().clear(); });
    }

    int shown() { return keys().tableView().rows()->rowCount(); }

    /// The leaver is whoever owns most keys besides the person signed in, known by name or not; the successor has the
    /// most of those who have a name.
    void chooseRoles()
    {
        QHash<UserId, int> owned;
        for (const ActivationKey &key : list().all())
            ++owned[key.owner];
        for (const User &user : subscription().users().all()) {
            if (user.login != subscription().identity.user && owned.value(user.id) > owned.value(m_leaver))
                m_leaver = user.id;
        }
        for (const User &user : subscription().users().all())
            if (!displayName(user).isEmpty() && user.id != m_leaver && user.login != subscription().identity.user &&
                owned.value(user.id) > owned.value(m_successor))
                m_successor = user.id;
    }

    void makeKey()
    {
        m_tour.step(u"make a key with owner, limit, modules and a tag"_s, [this] {
            m_window->actions().newKey->trigger();
            QWidget &form = keys().inspector();
            in<QLineEdit>(&form, u"titleEdit"_s)->setText(newTitle);
            auto *owner = in<OwnerPicker>(&form, u"ownerPicker"_s);
            owner->setCurrentIndex(owner->findData(m_successor.value));
            emit owner->activated(owner->currentIndex());
            clickSegment(*in<Segmented>(&form, u"typeChoice"_s), 1);
            in<QSpinBox>(&form, u"limitBox"_s)->setValue(200);
            for (QAbstractButton *module :
                 in<ModuleToggles>(&form, u"moduleToggles"_s)->findChildren<QAbstractButton *>())
                if (module->text() == "FIM"_L1)
                    module->click();
            in<ChipRow>(&form, u"tagChips"_s)->addButton()->click();
        });
        m_tour.step({}, [this] { chooseTag(u"DMZ"_s); });
        picture(u"newkey"_s);
        m_tour.step(
            u"stage it"_s, [this] { clickStage(); }, [this] { return subscription().staging.changes().size() == 1; });
        reviewAndApply(u"newkey-review"_s);
        m_tour.step(
            u"read it back from the server"_s, [this] { list().refresh(); },
            [this] {
                return loaded() && std::ranges::any_of(list().all(), [this](const ActivationKey &key) {
                           return key.title == newTitle && key.owner == m_successor && key.countPurchased == 200 &&
                                  key.modules.contains(u"FIM"_s) && key.tags.size() == 1;
                       });
            });
    }

    void handOver()
    {
        m_tour.step(
            u"find the keys of a colleague who left"_s,
            [this] {
                filter().setText(u"owner:"_s + m_leaver.toString() + u' ');
                keys().tableView().selectAll();
            },
            [this] { return keys().chosenIds().size() >= 2; });
        m_tour.step({}, [this] {
            m_handed = keys().chosenIds();
            auto *owner = keys().inspector().bulkForm()->ownerPicker();
            owner->setCurrentIndex(owner->findData(m_successor.value));
            emit owner->activated(owner->currentIndex());
        });
        picture(u"bulk"_s);
        m_tour.step(
            u"hand them to the successor"_s, [this] { clickStage(); },
            [this] { return subscription().staging.changes().size() == m_handed.size(); });
        m_tour.step(
            u"disable one of them"_s,
            [this] {
                const auto active =
                    std::ranges::find_if(m_handed, [this](qint64 id) { return !list().find({id})->disabled; });
                m_disabled = active == m_handed.end() ? 0 : *active;
                keys().showRecord(m_disabled);
                in<QAbstractButton>(&keys().inspector(), u"stateSwitch"_s)->click();
                clickStage();
            },
            [this] {
                const Change *change = subscription().staging.find(m_disabled);
                return change && change->desired.contains(keyfields::disabled);
            });
        picture(u"staged"_s);
        reviewAndApply(u"review"_s);
        m_tour.step(
            u"read the new owner of each back from the server"_s, [this] { list().refresh(); },
            [this] {
                return loaded() && list().find({m_disabled})->disabled &&
                       std::ranges::all_of(m_handed, [this](qint64 id) {
                           return list().find({id}) && list().find({id})->owner == m_successor;
                       });
            });
        m_tour.step({}, [this] {
            filter().clear();
            m_window->showPane(u"activity"_s);
            m_window->activityPane()->verifyChain();
        });
        m_tour.step({}, {}, [this] { return m_window->activityPane()->isVisible(); });
        picture(u"activity"_s);
    }

    void undo()
    {
        undoLastPlan(u"undo-review"_s);
        m_tour.step(
            u"read the old owner of each back from the server"_s, [this] { list().refresh(); },
            [this] {
                return loaded() && !list().find({m_disabled})->disabled &&
                       std::ranges::all_of(m_handed, [this](qint64 id) {
                           return list().find({id}) && list().find({id})->owner == m_leaver;
                       });
            });
    }

    void rest()
    {
        m_tour.step(
            u"show install commands, secrets masked"_s,
            [this] {
                m_window->showPane(u"keys"_s);
                const auto made = std::ranges::find(list().all(), newTitle, &ActivationKey::title);
                keys().showRecord(made->id.value);
                m_window->actions().install->trigger();
            },
            [this] { return qobject_cast<InstallSheet *>(m_window->currentSheet()); });
        picture(u"install"_s);
        m_tour.step({}, [this] { m_window->currentSheet()->dismiss(); });
        m_tour.step(
            u"lose the connection: the rows stay"_s,
            [this] {
                m_window->toastWidget().hide();
                m_controller.stopDemoServer();
                list().refresh();
            },
            [this] {
                return subscription().client().isOffline() && list().state() == KeyList::State::Failed && shown() > 0;
            });
        picture(u"offline"_s);
    }

    bool loaded() { return list().state() == KeyList::State::Loaded; }

    void clickStage()
    {
        for (QPushButton *stage : keys().inspector().findChildren<QPushButton *>())
            if (stage->isVisible() && stage->text().startsWith(KeyInspector::tr("Stage change")))
                stage->click();
    }

    UserId m_leaver, m_successor;
    QList<qint64> m_handed;
    qint64 m_disabled = 0;
};

} // namespace

int runTour(Options options, Theme &theme)
{
    // Its own data folder: a tour leaves nothing behind and meets nothing from before.
    QTemporaryDir data;
    options.dataFolder = data.path();
    options.theme = u"light"_s;
    // A scan takes minutes in the demo; first, so that whoever gives another pace has it.
    options.sandboxArguments = QStringList{u"--scan-pace"_s, u"1000"_s} + options.sandboxArguments;
    return KeyTour(std::move(options), theme).run();
}

#include "tourscript.moc"
