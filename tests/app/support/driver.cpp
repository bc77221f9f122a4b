#include "support/driver.h"

#include "wizard/result/saving.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTextEdit>
#include <QTimer>

namespace mailwalk::test {

namespace {

[[noreturn]] void fail(const std::string &what, const std::string &name) { throw std::runtime_error(what + ": " + name); }

// The first row, at any depth, that has this data or this text.
QModelIndex rowWith(const QAbstractItemModel &model, const QString &what, const QModelIndex &parent = {})
{
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        if (index.data(Qt::UserRole).toString() == what || index.data().toString() == what)
            return index;
        if (const QModelIndex below = rowWith(model, what, index); below.isValid())
            return below;
    }
    return {};
}

void fillFileDialog(QFileDialog &dialog, const QString &file)
{
    auto *name = dialog.findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
    name->setText(file);
    QTest::keyClick(name, Qt::Key_Return);
}

} // namespace

bool waitFor(const std::function<bool()> &isSo, int milliseconds) { return QTest::qWaitFor(isSo, milliseconds); }

QString fileWith(const QByteArray &content, const QString &name)
{
    static QTemporaryDir folder;
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        fail("cannot write", name.toStdString());
    return file.fileName();
}

Driver::Driver()
{
    QSettings().clear();
    wizard_ = std::make_unique<wizard::Wizard>();
    wizard_->show();
    if (!QTest::qWaitForWindowExposed(wizard_.get()))
        fail("not shown", "wizard");
}

Driver::~Driver() = default;

QString Driver::page() const { return wizard_->currentPage() ? wizard_->currentPage()->objectName() : QString(); }

void Driver::waitForPage(const char *name)
{
    if (!waitFor([&] { return page() == QLatin1String(name); }))
        fail("this page does not come, but " + page().toStdString(), name);
    QCoreApplication::processEvents(); // the layout follows
}

QWidget *Driver::seen(const char *name) const
{
    for (QWidget *found : wizard_->findChildren<QWidget *>(QLatin1String(name)))
        if (found->isVisible())
            return found;
    fail("not to be seen on page " + page().toStdString(), name);
}

bool Driver::isThere(const char *name) const
{
    for (const QWidget *found : wizard_->findChildren<QWidget *>(QLatin1String(name)))
        if (found->isVisible() && found->isEnabled())
            return true;
    return false;
}

void Driver::press(const char *button)
{
    auto &found = part<QAbstractButton>(button);
    if (!found.isEnabled())
        fail("greyed out on page " + page().toStdString(), button);
    QTest::keyClick(&found, Qt::Key_Space);
}

void Driver::trigger(const char *action)
{
    auto *found = wizard_->findChild<QAction *>(QLatin1String(action));
    if (!found || !found->isEnabled())
        fail("not to be chosen on page " + page().toStdString(), action);
    found->trigger();
}

void Driver::type(const char *field, const QString &text)
{
    auto &found = part<QLineEdit>(field);
    found.clear();
    QTest::keyClicks(&found, text);
}

void Driver::select(const char *list, const QString &what)
{
    QWidget *found = seen(list);
    auto *combo = qobject_cast<QComboBox *>(found);
    auto *view = qobject_cast<QAbstractItemView *>(found);
    const QModelIndex index = combo || view ? rowWith(combo ? *combo->model() : *view->model(), what) : QModelIndex();
    if (!index.isValid())
        fail("not in list " + std::string(list), what.toStdString());
    if (combo)
        combo->setCurrentIndex(index.row());
    else
        view->setCurrentIndex(index);
}

QString Driver::said(const char *name) const
{
    QWidget *found = seen(name);
    if (const auto *label = qobject_cast<QLabel *>(found))
        return label->text();
    if (const auto *text = qobject_cast<QPlainTextEdit *>(found))
        return text->toPlainText();
    if (const auto *text = qobject_cast<QTextEdit *>(found))
        return text->toPlainText();
    if (const auto *button = qobject_cast<QAbstractButton *>(found))
        return button->text();
    fail("says nothing", name);
}

void Driver::next()
{
    for (const auto which : {QWizard::NextButton, QWizard::CommitButton, QWizard::FinishButton}) {
        QAbstractButton *button = wizard_->button(which);
        if (button && button->isVisible() && button->isEnabled())
            return QTest::mouseClick(button, Qt::LeftButton);
    }
    fail("there is no way on", page().toStdString());
}

void Driver::back()
{
    QAbstractButton *button = wizard_->button(QWizard::BackButton);
    if (!button->isVisible() || !button->isEnabled())
        fail("there is no way back", page().toStdString());
    QTest::mouseClick(button, Qt::LeftButton);
}

void Driver::choose(const char *symptom)
{
    waitForPage("symptom");
    press(symptom);
    QCoreApplication::processEvents();
    if (page() == QLatin1String("symptom"))
        next();
}

void Driver::open(const QString &file)
{
    wizard_->openSaved(file);
    if (!waitFor([&] { return session().told() && session().file() == file; }))
        fail("not opened", file.toStdString());
    waitForPage("result");
}

void Driver::practise(const QString &fault, const QString &account)
{
    choose("practise");
    waitForPage("practice");
    press("chosen");
    select("fault", fault);
    if (!account.isEmpty())
        select("account", account);
    next();
    waitForPage("walking");
}

void Driver::walkThrough(const QString &fault, const QString &account)
{
    practise(fault, account);
    waitForPage("result");
}

// Chance may choose what takes its deadlines, or asks: the choice is made here, and only called a surprise.
void Driver::beSurprised(const QString &fault)
{
    practise(fault);
    wizard_->findChild<QAbstractButton *>(QStringLiteral("surprise"))->setChecked(true);
    waitForPage("guess");
}

void Driver::willTakeFile(const QString &file)
{
    auto *timer = new QTimer(wizard_.get());
    QObject::connect(timer, &QTimer::timeout, timer, [timer, file] {
        auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
        if (!dialog || !dialog->isVisible())
            return;
        timer->deleteLater();
        fillFileDialog(*dialog, file);
    });
    timer->start(10);
}

void Driver::save(const char *action, const QString &file)
{
    const auto *saving = wizard_->findChild<wizard::Saving *>();
    willTakeFile(file);
    trigger(action);
    if (!waitFor([&] { return QFileInfo::exists(file) && !saving->isBusy(); }))
        fail("not written", file.toStdString());
}

void Driver::saveEverythingInto(const QString &folder)
{
    for (const auto &[action, name] :
         std::initializer_list<std::pair<const char *, const char *>>{{"save-plain", "walk.json"},
                                                                      {"save-masked", "masked-walk.json"},
                                                                      {"report-html", "report.html"},
                                                                      {"report-pdf", "report.pdf"},
                                                                      {"report-text", "report.txt"},
                                                                      {"report-html-masked", "masked-report.html"},
                                                                      {"report-pdf-masked", "masked-report.pdf"},
                                                                      {"report-text-masked", "masked-report.txt"}})
        save(action, folder + QLatin1Char('/') + QLatin1String(name));
}

} // namespace mailwalk::test
