#pragma once

#include "diagnosis/verdict.h"
#include "trace/json.h"

#include <QString>
#include <QStringList>

/// A new and a finished profile, both walked: what the reports say of the two. Translated.
namespace mailwalk::report {

struct ProfilesTold {
    QString sentence;        ///< what it comes to
    QStringList differences; ///< step by step, the one that explains most first: a line each
};

/// Nothing when the document has no companion. The new profile is the first walk, whichever of the two is the document's.
std::optional<ProfilesTold> profilesIn(const trace::Document &document);

QString titleOfProfiles();

} // namespace mailwalk::report
