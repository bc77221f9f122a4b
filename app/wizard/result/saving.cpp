#include "wizard/result/saving.h"

#include "paper/pdf.h"
#include "report/html.h"
#include "report/json.h"
#include "report/keep.h"
#include "report/text.h"
#include "wizard/preferences.h"
#include "wizard/words.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QJsonDocument>

namespace mailwalk::wizard {

using report::Masking;

namespace {

struct Kind {
    const char *suffix, *title, *filter;
};

const Kind &kindOf(Form form)
{
    static constexpr Kind kinds[] = {
        {"json", QT_TRANSLATE_NOOP("mailwalk::wizard::Saving", "Save this walk"),
         QT_TRANSLATE_NOOP("mailwalk::wizard::Saving", "Saved walks (*.json)")},
        {"html", QT_TRANSLATE_NOOP("mailwalk::wizard::Saving", "Save the report as a web page"),
         QT_TRANSLATE_NOOP("mailwalk::wizard::Saving", "Web pages (*.html)")},
        {"pdf", QT_TRANSLATE_NOOP("mailwalk::wizard::Saving", "Save the report as PDF"),
         QT_TRANSLATE_NOOP("mailwalk::wizard::Saving", "PDF files (*.pdf)")},
        {"txt", QT_TRANSLATE_NOOP("mailwalk::wizard::Saving", "Save the report as text"),
         QT_TRANSLATE_NOOP("mailwalk::wizard::Saving", "Text files (*.txt)")},
    };
    return kinds[std::size_t(form)];
}

// What every file system takes; a name that was typed or saved may be anything.
QString harmless(const QString &text, qsizetype most)
{
    QString name;
    for (const QChar c : text.left(most))
        name += c.isLetterOrNumber() || c == QLatin1Char('-') ? c : QLatin1Char('_');
    return name;
}

// A file whose names were replaced before it was saved stays a masked one.
Masking maskingOf(const Told &told, Masking wished)
{
    return wished == Masking::masked ? wished : report::maskingOf(told.document);
}

QByteArray recordOf(const Told &told, Masking masking)
{
    // What a file has that this version does not know cannot be masked, so it stays behind.
    if (masking == Masking::none)
        return QJsonDocument(report::toJson(told.document, told.verdict, masking)).toJson();
    trace::Document document{told.masked, {}};
    if (told.maskedCounterpart)
        document.companion = told.maskedCounterpart->trace;
    return QJsonDocument(report::toJson(document, told.maskedVerdict, masking)).toJson();
}

} // namespace

QString fileNameFor(const Told &told, const Wish &wish)
{
    const trace::Trace &trace = told.document.trace;
    QStringList parts{QStringLiteral("mailwalk")};
    parts += harmless(QString::fromStdString(trace.started.substr(0, 10)), 10);
    if (wish.masking == Masking::none)
        parts += harmless(QString::fromStdString(trace.asked.address.value_or("")).section(QLatin1Char('@'), 0, 0), 40);
    parts.removeAll(QString());
    return parts.join(QLatin1Char('-')) + QLatin1Char('.') + QLatin1String(kindOf(wish.form).suffix);
}

QByteArray contentFor(const Told &told, const Wish &wish)
{
    const trace::Trace &trace = told.trace(wish.masking);
    const diagnosis::Verdict &verdict = told.verdictFor(wish.masking);
    const Masking masking = maskingOf(told, wish.masking);
    switch (wish.form) {
    case Form::json: return recordOf(told, wish.masking);
    case Form::html: return QByteArray::fromStdString(report::html(trace, verdict, masking));
    case Form::pdf: return paper::pdf(trace, verdict, masking);
    case Form::text: return QByteArray::fromStdString(report::text(trace, verdict, masking));
    }
    return {};
}

Saving::Saving(QWidget *page) : QObject(page), page_(page) {}

Saving::~Saving()
{
    if (thread_.joinable())
        thread_.join();
}

void Saving::ask(std::shared_ptr<const Told> walk, const Wish &wish, Masking screen)
{
    const Kind &kind = kindOf(wish.form);
    screen_ = screen;
    const Masking named = screen == Masking::masked ? screen : wish.masking;
    askFor(tr(kind.title), fileNameFor(*walk, {wish.form, named}), tr(kind.filter),
           [this, walk, wish](const QString &file) { save(walk, wish, file); });
}

void Saving::askForMessage(const QString &text)
{
    askFor(tr("Save the message"), tr("message") + QStringLiteral(".txt"), tr("Text files (*.txt)"),
           [this, text](const QString &file) {
               start([text] { return text.toUtf8(); }, [file](const QByteArray &content) { return report::keep(file, content); },
                     file);
           });
}

// Of what was made already; it is small.
void Saving::askFor(const QString &title, const QString &name, const QByteArray &content, Masking screen)
{
    askFor(title, name, [content] { return content; }, screen);
}

void Saving::askFor(const QString &title, const QString &name, std::function<QByteArray()> make, Masking screen)
{
    screen_ = screen;
    const QString filter = tr("%1 files (*.%2)").arg(QFileInfo(name).suffix().toUpper(), QFileInfo(name).suffix());
    askFor(title, name, filter, [this, make = std::move(make)](const QString &file) {
        start(make, [file](const QByteArray &made) { return report::keep(file, made); }, file);
    });
}

void Saving::askFor(const QString &title, const QString &name, const QString &filter, std::function<void(QString)> then)
{
    auto *dialog = new QFileDialog(page_, title, Preferences().folder(), filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QFileInfo(name).suffix());
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this, [then = std::move(then)](const QString &file) {
        Preferences().setFolderOf(file);
        then(file);
    });
    dialog->open();
}

void Saving::save(std::shared_ptr<const Told> walk, const Wish &wish, const QString &file)
{
    start([walk = std::move(walk), wish] { return contentFor(*walk, wish); },
          [file](const QByteArray &content) { return report::keep(file, content); }, file);
}

void Saving::copy(std::shared_ptr<const Told> walk, const Wish &wish)
{
    start([walk = std::move(walk), wish] { return contentFor(*walk, wish); },
          [this](const QByteArray &content) {
              const auto paste = [text = QString::fromUtf8(content)] { QGuiApplication::clipboard()->setText(text); };
              QMetaObject::invokeMethod(this, paste, Qt::QueuedConnection); // the clipboard belongs to the window's thread
              return QString();
          },
          {});
}

void Saving::start(std::function<QByteArray()> make, std::function<QString(const QByteArray &)> deliver, const QString &file)
{
    if (busy_)
        return Q_EMIT told(tr("The file before this one is still being written. Try again in a moment."));
    if (thread_.joinable())
        thread_.join(); // it has said that it is done
    busy_ = true;
    thread_ = std::thread([this, make = std::move(make), deliver = std::move(deliver), file] {
        QString trouble;
        try {
            trouble = deliver(make());
        } catch (const std::exception &exception) {
            trouble = tr("This program met a fault of its own: %1").arg(shown(exception.what()));
        }
        QMetaObject::invokeMethod(
            this, [this, file, trouble] { finish(file, trouble); }, Qt::QueuedConnection);
    });
}

void Saving::finish(const QString &file, const QString &trouble)
{
    busy_ = false;
    if (!trouble.isEmpty()) {
        const QString shared = tr("The file could not be written."); // the reason names folders, and so perhaps the person
        return Q_EMIT told(tr("%1 Nothing is lost: it is all still here, and can be saved in another place.")
                               .arg(screen_ == Masking::masked ? shared : trouble));
    }
    if (file.isEmpty())
        return Q_EMIT told(tr("The report is copied: paste it where you write."));
    const QString name = screen_ == Masking::masked ? QFileInfo(file).fileName() : QDir::toNativeSeparators(file);
    Q_EMIT told(tr("Saved to %1").arg(shown(name.toStdString(), 1000)));
    Q_EMIT saved(file);
}

} // namespace mailwalk::wizard
