#include "cli/outputs.h"

#include "base/text.h"
#include "cli/terminal.h"
#include "cli/values.h"
#include "paper/pdf.h"
#include "report/html.h"
#include "report/json.h"
#include "report/keep.h"
#include "report/mask.h"
#include "report/text.h"

#include <QtCore/QJsonDocument>

namespace mailwalk::cli {
namespace {

constexpr std::string_view standardOutput = "-";
constexpr std::size_t mostSaid = 1000; // characters of a sentence

bool endsIn(const QString &file, const char *ending) { return file.endsWith(QLatin1String(ending), Qt::CaseInsensitive); }

std::string reportFile(const std::string &file)
{
    const QString target = writableFile("report", file);
    if (!endsIn(target, ".html") && !endsIn(target, ".pdf") && !endsIn(target, ".txt"))
        throw WrongUsage{Cli::tr("--report takes a file name that ends in .html, .pdf or .txt.")};
    return target.toStdString();
}

void writeFile(const std::string &name, const QByteArray &content)
{
    if (const QString failure = report::keep(QString::fromStdString(name), content); !failure.isEmpty())
        throw NotWritten{failure};
}

QByteArray reportFor(const QString &file, const trace::Document &walk, const diagnosis::Verdict &verdict, report::Masking masking)
{
    if (endsIn(file, ".pdf"))
        return paper::pdf(walk, verdict, masking);
    return QByteArray::fromStdString(endsIn(file, ".html") ? report::html(walk, verdict, masking)
                                                           : report::text(walk, verdict, masking));
}

// Such characters stand only inside strings, where \uXXXX is the same value: what a server named must not steer a terminal.
bool steersTerminal(QChar c)
{
    switch (c.category()) {
    case QChar::Other_Control: return c.unicode() >= 0x7f; // the layout of the file has line ends
    case QChar::Other_Format:
    case QChar::Other_Surrogate: // halves of a character; some of those are format characters too
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph: return true;
    default: return false;
    }
}

std::string forTerminal(const QByteArray &json)
{
    QString text;
    for (const QChar c : QString::fromUtf8(json))
        text += steersTerminal(c) ? QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0')) : QString(c);
    return text.toStdString();
}

void save(const std::string &file, const QJsonObject &object)
{
    const QByteArray json = QJsonDocument(object).toJson();
    if (file == standardOutput)
        print(stdout, forTerminal(json));
    else
        writeFile(file, json);
}

// Standard output on a full disk does not cost the verdict either.
void say(const Delivery &delivery, const Outputs &outputs)
{
    const std::string sentence = oneLine(delivery.sentence, mostSaid);
    try {
        print(outputs.json == standardOutput ? stderr : stdout, outputs.quiet ? sentence + '\n' : delivery.text);
    } catch (const NotWritten &) {
        print(stderr, sentence + '\n');
        throw;
    }
}

// An output that takes nothing costs none of the others.
class Attempts
{
public:
    void attempt(auto write)
    {
        try {
            write();
        } catch (const NotWritten &failure) {
            failures_ += failure.sentence;
        }
    }
    void conclude() const
    {
        if (!failures_.isEmpty())
            throw NotWritten{failures_.join(QLatin1Char(' '))};
    }

private:
    QStringList failures_;
};

} // namespace

const std::vector<Option> &outputOptions()
{
    static const std::vector<Option> options{
        {"json", Takes::value, "FILE|-",
         QT_TRANSLATE_NOOP("cli", "Save the walk; - writes it to standard output, the text to standard error.")},
        {"report", Takes::value, "FILE.html|.pdf|.txt",
         QT_TRANSLATE_NOOP("cli", "Write the report too: as a web page, on paper, or as plain text.")},
        {"mask", Takes::nothing, "", QT_TRANSLATE_NOOP("cli", "Replace names and addresses in all outputs; no live lines.")},
        {"quiet", Takes::nothing, "", QT_TRANSLATE_NOOP("cli", "Only the sentence of the verdict.")},
    };
    return options;
}

Outputs outputsFrom(const Arguments &given)
{
    Outputs outputs;
    outputs.json = given.value("json");
    if (outputs.json && *outputs.json != standardOutput)
        outputs.json = writableFile("json", *outputs.json).toStdString();
    if (const auto file = given.value("report"))
        outputs.report = reportFile(*file);
    if (outputs.report && outputs.report == outputs.json)
        throw WrongUsage{Cli::tr("--json and --report name the same file.")};
    outputs.masked = given.has("mask");
    outputs.quiet = given.has("quiet");
    return outputs;
}

void deliver(const Delivery &delivery, const Outputs &outputs)
{
    Attempts outcome; // the verdict first: what comes after it may fail
    outcome.attempt([&] { say(delivery, outputs); });
    if (outputs.report)
        outcome.attempt([&] { writeFile(*outputs.report, delivery.report(QString::fromStdString(*outputs.report))); });
    if (outputs.json)
        outcome.attempt([&] { save(*outputs.json, delivery.json()); });
    outcome.conclude();
}

// What a file has that this version does not know cannot be masked, so it stays behind.
static trace::Document maskedDocument(const trace::Document &walk)
{
    std::vector<trace::Trace> both{walk.trace};
    if (walk.companion)
        both.push_back(*walk.companion);
    both = report::masked(std::move(both));
    return {both.front(), {}, walk.companion ? std::optional(both.back()) : std::nullopt};
}

diagnosis::Verdict deliver(const trace::Document &walk, const Outputs &outputs)
{
    const trace::Document shown = outputs.masked ? maskedDocument(walk) : walk;
    const auto masking = outputs.masked ? report::Masking::masked : report::maskingOf(walk);
    const auto verdict = diagnosis::diagnose(shown.trace);
    deliver({verdict.sentence, report::text(shown, verdict, masking),
             [&](const QString &file) { return reportFor(file, shown, verdict, masking); },
             [&] { return report::toJson(shown, verdict, masking); }},
            outputs);
    return verdict;
}

} // namespace mailwalk::cli
