#include "wizard/background.h"

#include "wizard/words.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace mailwalk::wizard {

namespace {

class Reading
{
    Q_DECLARE_TR_FUNCTIONS(mailwalk::wizard)
};

QString nameOf(const QString &file) { return shown(QFileInfo(file).fileName().toStdString()); }

// A device or a pipe might never end.
QString objectionTo(const QString &file)
{
    const QFileInfo info(file);
    if (!info.exists())
        return Reading::tr("There is no file “%1”.").arg(nameOf(file));
    if (!info.isFile())
        return Reading::tr("“%1” is not a file that holds a walk.").arg(nameOf(file));
    if (info.size() > trace::mostFileBytes)
        return Reading::tr("“%1” is too large to be a saved walk.").arg(nameOf(file));
    return {};
}

QString unreadable(const QString &file, const trace::Broken &fault)
{
    const auto line = [](const QString &text) { return shown(text.toStdString()); };
    return Reading::tr("“%1” is not a walk that can be read. (At %2: %3.)")
        .arg(nameOf(file), line(fault.place), line(fault.text));
}

Outturn repeatsFrom(const QString &file, const QByteArray &bytes)
{
    auto repeats = report::repeatsFromJson(bytes);
    if (!repeats)
        return {{}, unreadable(file, repeats.error())};
    const QString many = Reading::tr("“%1” holds many walks, not one. Open it, choose one of them, and go on with that.");
    return {{}, many.arg(nameOf(file)), file, std::make_shared<const report::Repeats>(std::move(*repeats))};
}

} // namespace

Background::Background(std::function<Outturn()> work)
    : thread_([this, work = std::move(work)] {
          try {
              outturn_ = work();
          } catch (const std::exception &exception) {
              outturn_.trouble = Reading::tr("This program met a fault of its own: %1").arg(shown(exception.what()));
          }
          over_ = true;
      })
{
}

Background::~Background() { thread_.join(); }

Outturn diagnosed(trace::Document walked) { return {std::make_shared<const Told>(Told::of(std::move(walked))), {}}; }

Outturn readFrom(const QString &file)
{
    if (const QString objection = objectionTo(file); !objection.isEmpty())
        return {{}, objection};
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return {{}, Reading::tr("“%1” could not be opened: %2.").arg(nameOf(file), source.errorString())};
    const QByteArray bytes = source.read(trace::mostFileBytes);
    if (report::isOfRepeats(bytes))
        return repeatsFrom(file, bytes);
    auto document = trace::fromJson(bytes);
    if (!document)
        return {{}, unreadable(file, document.error())};
    Outturn outturn = diagnosed(std::move(*document));
    outturn.file = file;
    return outturn;
}

} // namespace mailwalk::wizard
