#ifndef _WIN32

#include "wizard/system.h"

#include <csignal>

namespace mailwalk::wizard {

void setUpProcess() { std::signal(SIGXFSZ, SIG_IGN); }

} // namespace mailwalk::wizard

#endif
