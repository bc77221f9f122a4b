#pragma once

#include "diagnosis/verdict.h"
#include "http/consent.h"
#include "net/step.h"

namespace mailwalk::evidence {

/// When to look closer: after a failure, or because the symptom asks for it.
enum class Wish { whenItFailed, always };

/// What a verdict asks for, once, as one group hop `probe` behind the walk in the same record (parent 0): every address of every
/// name that was connected to, at the port that was asked; every directory server ever referred to; and for a port that swallows,
/// connects with a limited number of routers, to find the last one that still answers. Nothing is signed in to, nothing is sent
/// but connects. Only hosts that the walk connected to, or that may be gone to by its rules of consent; nobody is asked for more.
void lookCloser(const trace::Trace &walked, const diagnosis::Verdict &verdict, Wish wish, const http::Consent &consent,
                net::Journey &journey, const net::Stop &stop);

} // namespace mailwalk::evidence
