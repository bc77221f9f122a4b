#pragma once

#include "diagnosis/scene.h"

namespace mailwalk::diagnosis {

/// Where Outlook asks for its settings, in its order ([MS-OXDISCO] 3.1.5).
enum class Candidate { website, subdomain, plainRedirect, service };

/// The candidate that this hop is about; nothing outside Autodiscover, and for what is signed in to afterwards.
std::optional<Candidate> candidateOf(const Scene &scene);

/// Outlook comes by here before it finds what it looks for.
bool isAskedBeforeWinner(const Scene &scene);

/// How much a failure of the settings' search says: a refusal most, then an answer of the service itself, a certificate, a line,
/// and least that a name does not exist. A website that knows nothing of mail says nothing at all.
int tellingInDiscovery(const Scene &failed);

} // namespace mailwalk::diagnosis
