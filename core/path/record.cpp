#include "path/walk.h"

#include <QString>
#include <QSysInfo>

namespace mailwalk::path {

trace::Trace recordOf(const trace::Recorder &recorder)
{
    trace::Trace trace = recorder.trace();
    trace.system = QSysInfo::prettyProductName().toStdString();
    trace.version = MAILWALK_VERSION;
    return trace;
}

} // namespace mailwalk::path
