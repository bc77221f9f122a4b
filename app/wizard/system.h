#pragma once

namespace mailwalk::wizard {

/// What the system would end the program for and it can tell in words instead: a file that grows too large for this user.
void setUpProcess();

} // namespace mailwalk::wizard
