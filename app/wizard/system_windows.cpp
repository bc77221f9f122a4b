#ifdef _WIN32

#include "wizard/system.h"

namespace mailwalk::wizard {

void setUpProcess() {}

} // namespace mailwalk::wizard

#endif
