#pragma once

#include "trace/trace.h"

/// Walks that no server was needed for.
namespace mailwalk::test {

/// Alice's new profile, directly: found, referred, and then nothing answers on the directory server's own port (hop 10).
trace::Trace aliceIsStopped();

/// The same as far as it goes, then the mailbox opens.
trace::Trace aliceArrives();

/// As long as this: groups of a hundred connections, every tenth of them failed.
trace::Trace longWalk(std::size_t hops);

/// Names that are markup, turn the direction of writing, hold line ends, or have no end.
trace::Trace hostileWalk();

} // namespace mailwalk::test
