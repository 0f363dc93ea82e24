// SPDX-FileCopyrightText: 2026 The Latchkey authors
// SPDX-License-Identifier: Apache-2.0
#include "panes/launchsheet.h"

#include "domain/webapprules.h"
#include "models/scannertexts.h"
#include "models/scantexts.h"
#include "panes/words.h"
#include "widgets/formlabel.h"
#include "widgets/label.h"
#include "widgets/latchkeystyle.h"
#include "widgets/segmented.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QLocale>
#include <QMap>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

enum ScannerChoice { DefaultScanner, ExternalScanner, NamedAppliance };

/// What the sign-in box holds besides ids.
constexpr qint64 anonymous = 0, appDefault = -1;

bool isLocked(const WebApp &app)
{
    return app.scanner.locked.value_or(false);
}

bool hasNoRecord(const WebApp &app)
{
    return !app.defaultAuthRecord && app.authRecords.isEmpty();
}

bool hasToChoose(const WebApp &app)
{
    return !app.defaultAuthRecord && app.authRecords.size() > 1;
}

QString nameFor(const WebApp &app)
{
    const QString day = QLocale().toString(QDate::currentDate(), QLocale::ShortFormat);
    //: how a new scan is named: web app, day
    return LaunchSheet::tr("%1, %2").arg(app.name.trimmed().left(longestWebAppName - day.size() - 2), day);
}

} // namespace

LaunchSheet::LaunchSheet(Subscription &subscription, QList<WebApp> apps, QWidget *window)
    : Sheet(window)
    , m_subscription(subscription)
    , m_apps(subscription.client())
    , m_targets(std::move(apps))
    , m_name(new QLineEdit(this))
    , m_appliance(new QLineEdit(this))
    , m_type(new Segmented(this))
    , m_profile(new QComboBox(this))
    , m_auth(new QComboBox(this))
    , m_scanner(new QComboBox(this))
    , m_hours(new QSpinBox(this))
    , m_scannerNote(new Label(TextStyle::Small, Token::Text2, this))
    , m_authNote(new Label(TextStyle::Small, Token::Text2, this))
    , m_note(new Label(TextStyle::Small, Token::Text2, this))
    , m_problem(new Label(TextStyle::Small, Token::BadInk, this))
    , m_stage(new QPushButton(
          areSeveral() ? tr("Stage %Ln launches", nullptr, int(m_targets.size())) : tr("Stage launch"), this))
{
    setSheetWidth(560);
    const WebApp &first = m_targets.first();
    setTitle(areSeveral() ? tr("Scan %Ln web apps", nullptr, int(m_targets.size())) : tr("Scan “%1”").arg(first.name),
             tr("Nothing is sent yet: a launch is reviewed like any other change."));
    m_name->setText(nameFor(first));
    buildBody();
    auto *cancel = new QPushButton(tr("Cancel"), this);
    setButtonRole(m_stage, ButtonRole::Primary);
    m_stage->setDefault(true);
    addFootButton(cancel, Side::Right);
    addFootButton(m_stage, Side::Right);
    connect(cancel, &QPushButton::clicked, this, &Sheet::dismiss);
    connect(m_stage, &QPushButton::clicked, this, &LaunchSheet::finish);
    fillProfiles();
    fillAuth();
    showApp();
    if (!areSeveral() && !first.isWhole)
        readApp();
    readPickers();
}

LaunchSheet::~LaunchSheet() = default;

void LaunchSheet::buildBody()
{
    m_type->addSegment(ScanTexts::typeName(u"VULNERABILITY"_s), u"VULNERABILITY"_s);
    m_type->addSegment(ScanTexts::typeName(u"DISCOVERY"_s), u"DISCOVERY"_s);
    m_type->setCurrent(u"VULNERABILITY"_s);
    m_hours->setRange(0, mostCancelHours);
    m_hours->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_hours->setSpecialValueText(tr("As the web app says"));
    m_hours->setSuffix(tr(" h", "hours"));
    m_appliance->setPlaceholderText(tr("Name of the appliance"));
    m_appliance->setAccessibleName(tr("Name of the appliance"));
    m_appliance->hide();
    auto *scanner = new QWidget(this);
    auto *column = new QVBoxLayout(scanner);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(s(4));
    for (QWidget *part : std::initializer_list<QWidget *>{m_scanner, m_appliance, m_scannerNote})
        column->addWidget(part);
    auto *auth = new QWidget(this);
    auto *records = new QVBoxLayout(auth);
    records->setContentsMargins(0, 0, 0, 0);
    records->setSpacing(s(4));
    records->addWidget(m_auth);
    records->addWidget(m_authNote);
    for (Label *label : {m_scannerNote, m_authNote, m_note, m_problem})
        label->setWordWrap(true);

    auto *body = new QWidget(this);
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(s(20), s(14), s(20), s(14));
    layout->setSpacing(s(10));
    auto *form = new QGridLayout;
    QList<FormRow> rows{formRow(tr("Kind"), m_type), formRow(tr("Profile"), m_profile),
                        formRow(tr("Sign-in"), auth, m_auth), formRow(tr("Scanner"), scanner, m_scanner),
                        formRow(tr("Cancel after"), m_hours)};
    if (areSeveral()) {
        m_name->hide();
        m_notes << tr("Each scan is named after its web app and the day.");
    } else {
        rows.prepend(formRow(tr("Name"), m_name));
    }
    arrangeForm(*form, rows);
    layout->addLayout(form);
    layout->addWidget(m_note);
    layout->addWidget(m_problem);
    setBody(body);

    connect(m_name, &QLineEdit::textChanged, this, &LaunchSheet::follow);
    connect(m_appliance, &QLineEdit::textChanged, this, &LaunchSheet::follow);
    connect(m_type, &Segmented::changed, this, &LaunchSheet::follow);
    connect(m_profile, &QComboBox::currentIndexChanged, this, &LaunchSheet::follow);
    connect(m_auth, &QComboBox::activated, this, [this] {
        m_isAuthChosen = true;
        follow();
    });
    connect(m_scanner, &QComboBox::currentIndexChanged, this, &LaunchSheet::follow);
    connect(m_hours, &QSpinBox::valueChanged, this, &LaunchSheet::follow);
}

void LaunchSheet::readApp()
{
    m_reading = true;
    m_appTicket = m_apps.get(m_targets.first().id, [this](const Result<WebApp> &app) {
        m_reading = false;
        if (app)
            m_targets.first() = *app;
        else
            m_notes << tr("The web app could not be read, so its lock and defaults are not known here. %1")
                           .arg(sentenceOf(app.error()).what);
        fillProfiles();
        fillAuth();
        showApp();
    });
    follow();
}

/// A refusal is ordinary: without a list the defaults of the app are left.
void LaunchSheet::readPickers()
{
    const auto tell = [this](const QString &text, const Failure &failure) {
        m_notes << text.arg(sentenceOf(failure).what);
        follow();
    };
    m_profileTicket = m_subscription.wasPickers.optionProfiles([this, tell](const Result<QList<OptionProfile>> &list) {
        if (!list)
            return tell(tr("Option profiles could not be read: %1"), list.error());
        m_profiles = *list;
        fillProfiles();
    });
    m_authTicket = m_subscription.wasPickers.authRecords([this, tell](const Result<QList<WebAppAuthRecord>> &list) {
        if (!list)
            return tell(tr("Authentication records could not be read: %1"), list.error());
        m_records = *list;
        fillAuth();
    });
}

/// What was chosen stays chosen: a list or the app itself may arrive at any time.
void LaunchSheet::fillProfiles()
{
    const QVariant chosen = m_profile->currentData();
    const QSignalBlocker silent(m_profile);
    m_profile->clear();
    const WebApp &first = m_targets.first();
    if (areSeveral())
        m_profile->addItem(tr("Default of each web app"), qint64(0));
    else if (!first.isWhole || first.profile)
        m_profile->addItem(first.profile.name.isEmpty() ? tr("Default of the web app")
                                                        : tr("Default: %1").arg(first.profile.name),
                           qint64(0));
    else
        m_profile->addItem(tr("Choose a profile"), qint64(0));
    for (const OptionProfile &profile : std::as_const(m_profiles))
        m_profile->addItem(profile.name, profile.id.value);
    m_profile->setCurrentIndex(std::max(0, m_profile->findData(chosen)));
    follow();
}

void LaunchSheet::fillAuth()
{
    const QVariant chosen = m_auth->currentData();
    const QSignalBlocker silent(m_auth);
    m_auth->clear();
    const WebApp &app = m_targets.first();
    const bool mayHaveDefault = areSeveral() || !app.isWhole || app.defaultAuthRecord;
    if (mayHaveDefault)
        m_auth->addItem(areSeveral() ? tr("Record of each web app") : tr("Default record of the web app"), appDefault);
    m_auth->addItem(tr("None: as an anonymous visitor"), anonymous);
    QSet<qint64> own;
    for (const auto &record : areSeveral() ? QList<Named<WebAppAuthRecord>>() : app.authRecords) {
        own << record.id.value;
        m_auth->addItem(record.name.isEmpty() ? u'#' + record.id.toString() : record.name, record.id.value);
    }
    for (const WebAppAuthRecord &record : std::as_const(m_records))
        if (!own.contains(record.id.value))
            m_auth->addItem(record.name, record.id.value);
    // A scan that does not sign in sees little, so whoever has a record starts with it.
    const int first = mayHaveDefault || own.isEmpty() ? 0 : 1;
    const int kept = m_isAuthChosen ? m_auth->findData(chosen) : first;
    m_auth->setCurrentIndex(kept < 0 ? first : kept);
    if (kept < 0) {
        m_isAuthChosen = false;
        m_notes << tr("The web app does not have the sign-in that you chose. Check what is chosen now.");
    }
    follow();
}

/// Of the scanner chosen so far a lock leaves nothing, and that is said.
void LaunchSheet::showApp()
{
    const ScannerSetting &setting = m_targets.first().scanner;
    const bool locked = countOf(&isLocked) == m_targets.size();
    const int chosen = m_scanner->currentData().toInt();
    {
        const QSignalBlocker silent(m_scanner);
        m_scanner->clear();
        m_scanner->addItem(areSeveral() ? tr("Default of each web app")
                           : setting.scanner
                               ? tr("Default: %1").arg(scannerText(*setting.scanner, &m_subscription.tags()))
                               : tr("Default of the web app"),
                           DefaultScanner);
        if (!locked) {
            m_scanner->addItem(tr("External scanners"), ExternalScanner);
            m_scanner->addItem(tr("One appliance"), NamedAppliance);
        }
        m_scanner->setCurrentIndex(std::max(0, m_scanner->findData(chosen)));
    }
    m_scanner->setEnabled(!locked);
    m_scannerNote->setText(lockText(chosen));
    m_scanner->setToolTip(locked ? m_scannerNote->text() : QString());
    m_scanner->setAccessibleDescription(m_scannerNote->text());
    follow();
}

int LaunchSheet::countOf(bool (*is)(const WebApp &)) const
{
    return int(std::ranges::count_if(m_targets, is));
}

QString LaunchSheet::lockText(int scannerBefore) const
{
    const int locked = countOf(&isLocked);
    if (areSeveral())
        return locked > 0 ? tr("%Ln of them are locked to their default scanner and keep it.", nullptr, locked)
                          : QString();
    if (locked > 0 && scannerBefore != DefaultScanner)
        return tr("The web app is locked to its default scanner, so the one you chose is not used. Unlock the web app "
                  "to choose another.");
    if (locked > 0)
        return tr("The web app is locked to its default scanner. Unlock it to choose another.");
    return m_targets.first().scanner.locked
               ? QString()
               : tr("Whether the web app is locked to its scanner is not known; the service decides.");
}

/// Of several: who sees little.
QString LaunchSheet::signInText() const
{
    if (!areSeveral() || m_auth->currentData().toLongLong() != appDefault)
        return {};
    QStringList sentences;
    if (const int without = countOf(&hasNoRecord); without > 0)
        sentences << tr("%Ln of them have no record and are scanned as by an anonymous visitor.", nullptr, without);
    if (const int first = countOf(&hasToChoose); first > 0)
        sentences << tr("%Ln of them have several records and no default: the first one is used.", nullptr, first);
    return sentences.join(u'\n');
}

ScanLaunch LaunchSheet::launchOf(const WebApp &app) const
{
    ScanLaunch launch;
    launch.name = areSeveral() ? nameFor(app) : m_name->text().trimmed();
    launch.type = m_type->current().toString();
    launch.app = app.id;
    const auto from = ScannerChoice(m_scanner->currentData().toInt());
    if (from == ExternalScanner)
        launch.scanner = Scanner{};
    else if (from == NamedAppliance)
        launch.scanner =
            Scanner{.kind = ScannerKind::Appliance, .appliance = m_appliance->text().trimmed(), .pool = {}};
    const qint64 record = m_auth->currentData().toLongLong();
    launch.defaultAuth = record == appDefault && (!areSeveral() || app.defaultAuthRecord);
    if (record > 0)
        launch.authRecord = {record};
    else if (record == appDefault && areSeveral() && !launch.defaultAuth && !app.authRecords.isEmpty())
        launch.authRecord = app.authRecords.first().id;
    launch.profile = {m_profile->currentData().toLongLong()};
    if (m_hours->value() > 0) {
        launch.cancelAfterHours = m_hours->value();
        launch.cancelOption = u"SPECIFIC"_s;
    }
    if (areSeveral() && isLocked(app))
        launch.scanner.reset();
    return withinLock(launch, app);
}

QStringList LaunchSheet::problems() const
{
    QStringList sentences;
    QMap<QString, QStringList> names;
    for (const WebApp &app : m_targets)
        for (const WebAppProblem &problem : checkLaunch(launchOf(app), app))
            names[QCoreApplication::translate("WebAppRules", explanationOf(problem.kind))] << app.name.trimmed();
    constexpr qsizetype most = 3;
    for (auto it = names.cbegin(); it != names.cend(); ++it) {
        const QString some =
            it->first(std::min(most, it->size())).join(u", "_s) + (it->size() > most ? u" …"_s : QString());
        //: %1 is a sentence, such as "It needs a name.", %2 are web apps
        sentences << (areSeveral() ? tr("%1 (%2)").arg(it.key(), some) : it.key());
    }
    return sentences;
}

void LaunchSheet::follow()
{
    m_appliance->setVisible(m_scanner->currentData().toInt() == NamedAppliance);
    const QStringList wrong = problems();
    m_problem->setText(wrong.join(u'\n'));
    m_problem->setVisible(!wrong.isEmpty());
    m_note->setText(m_reading ? tr("Reading the web app…") : m_notes.join(u'\n'));
    m_note->setVisible(!m_note->text().isEmpty());
    m_authNote->setText(signInText());
    m_authNote->setVisible(!m_authNote->text().isEmpty());
    m_scannerNote->setVisible(!m_reading && !m_scannerNote->text().isEmpty());
    m_stage->setEnabled(wrong.isEmpty() && !m_reading);
    m_stage->setToolTip(m_reading ? m_note->text() : m_problem->text());
    m_stage->setAccessibleDescription(m_stage->toolTip());
}

void LaunchSheet::finish()
{
    QList<Change> changes;
    qint64 object = m_subscription.staging.nextNewId();
    for (const WebApp &app : std::as_const(m_targets)) {
        const ScanLaunch wanted = launchOf(app);
        changes.append({.type = ObjectType::Scan,
                        .operation = Operation::Create,
                        .object = object--,
                        .label = wanted.name,
                        .desired = launchToFields(wanted)});
    }
    emit launchWanted(changes, areSeveral() ? tr("launch of %Ln scans", nullptr, int(changes.size()))
                                            : tr("launch of a scan of “%1”").arg(m_targets.first().name));
    dismiss();
}
