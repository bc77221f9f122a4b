#include "wizard/repeat/words.h"

#include "report/repeat_words.h"
#include "wizard/words.h"

#include <QCoreApplication>

namespace mailwalk::wizard {

namespace {

class Many
{
    Q_DECLARE_TR_FUNCTIONS(mailwalk::wizard::repeat)
};

} // namespace

QString sentenceFor(const Repeating &repeating)
{
    if (!repeating.trouble().empty())
        return Many::tr("The walks could not begin. %1").arg(shown(repeating.trouble()));
    const auto repeats = repeating.repeats();
    const QString whatItIs = repeats                 ? repeats->summary.sentence
                             : repeating.isWalking() ? Many::tr("The first walk is under way.")
                                                     : QString();
    const QString why = repeating.isWalking() ? QString() : report::repeated::endNote(repeating.series());
    return why.isEmpty() ? whatItIs : whatItIs + QLatin1Char(' ') + why;
}

QString culpritIn(const diagnosis::Repetition &summary)
{
    if (summary.culprit)
        return Many::tr("Had a part in every failing walk, and in no good one: %1 %2. Failed there: %3.")
            .arg(report::repeated::wordFor(summary.culprit->group), shown(summary.culprit->name),
                 report::repeated::ratio(summary.culprit->failed));
    return {}; // the sentence says that it is nobody
}

QString timesIn(const diagnosis::Repetition &summary)
{
    return summary.times ? report::repeated::times(*summary.times) : QString();
}

} // namespace mailwalk::wizard
