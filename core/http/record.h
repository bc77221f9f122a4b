#pragma once

#include "http/veil.h"
#include "net/step.h"
#include "wire/http/message.h"

/// What of an answer goes into the record. Everything in it was chosen by a stranger.
namespace mailwalk::http {

/// Status and the telling headers as facts of the hop. Of a cookie only the name.
void record(const net::Step &hop, const wire::http::ResponseHead &head, const Veil &veil);

/// The start of a text as the hop's excerpt; nothing of what is no text.
void recordText(const net::Step &hop, View body, const Veil &veil);

/// Something else than HTTP/1.x answers here: what it looks like, and the failure.
[[noreturn]] void failOtherProtocol(const net::Step &hop, View first, const Veil &veil);

/// The failure for an answer that breaks the rules (malformed), or a limit (too-large).
trace::Failure failureOf(const wire::Fault &fault);

} // namespace mailwalk::http
