#include "report/profiles.h"

#include "diagnosis/compare.h"

#include <QCoreApplication>

namespace mailwalk::report {

using diagnosis::Result;
using diagnosis::Verdict;

namespace {

struct Profiles {
    static QString tr(const char *text) { return QCoreApplication::translate("report", text); }
};

QString sentenceOf(const Verdict &fresh, const Verdict &finished)
{
    const QString one = QString::fromStdString(fresh.sentence), other = QString::fromStdString(finished.sentence);
    if (fresh.outcome == Result::works && finished.outcome == Result::works)
        return Profiles::tr("A new profile can be set up, and a finished profile works.");
    if (finished.outcome == Result::works)
        return Profiles::tr("A finished profile works, a new one cannot be set up. The new one: %1").arg(one);
    if (fresh.outcome == Result::works)
        return Profiles::tr("A new profile can be set up, but a finished profile was not seen to work. The finished one: %1")
            .arg(other);
    return one == other ? Profiles::tr("A new and a finished profile stop alike. %1").arg(one)
                        : Profiles::tr("The new profile: %1 The finished profile: %2").arg(one, other);
}

} // namespace

QString titleOfProfiles() { return Profiles::tr("New and finished profile (first and second walk)"); }

std::optional<ProfilesTold> profilesIn(const trace::Document &document)
{
    if (!document.companion)
        return std::nullopt;
    const bool isFinishedFirst = document.trace.asked.profile == "finished";
    const trace::Trace &fresh = isFinishedFirst ? *document.companion : document.trace;
    const trace::Trace &finished = isFinishedFirst ? document.trace : *document.companion;
    ProfilesTold told{sentenceOf(diagnosis::diagnose(fresh), diagnosis::diagnose(finished)), {}};
    for (const diagnosis::Difference &each : diagnosis::compareProfiles(fresh, finished).differences)
        told.differences += each.text;
    return told;
}

} // namespace mailwalk::report
