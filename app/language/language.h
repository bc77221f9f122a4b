#pragma once

namespace mailwalk::language {

/// Installs the translation for the system's language into the application that runs, and the English one below it: English has
/// plurals too. Once, right after the application is made.
void speak();

} // namespace mailwalk::language
