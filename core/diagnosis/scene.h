#pragma once

#include "trace/trace.h"

namespace mailwalk::diagnosis {

/// A hop in its trace, and what the rules ask about it.
struct Scene {
    const trace::Trace &trace;
    const trace::Hop &hop;

    std::optional<trace::Stage> stage() const;         ///< of the hop, or of the group it lies in
    std::optional<trace::Transport> transport() const; ///< likewise
    /// Whose interface the hop is about: refer is RFR, lookUp NSPI, open EMSMDB. The stage where the hop does not say.
    std::optional<trace::Stage> desk() const;

    std::string host() const; ///< that was asked, by the name it was asked by; of a channel the proxy's. May be empty
    std::optional<std::uint16_t> port() const; ///< that was asked, before any detour
    std::string inner() const;                 ///< what an RPC proxy was to connect to: "ex1.corp.test:6001"; may be empty
    std::string domain() const;                ///< of the address that was asked for; may be empty
    bool isTyped() const;                      ///< the host is the one that was typed; discover and refer then go to no other
    bool isByAddress() const;                  ///< nothing was typed but an address: every host is what Autodiscover told
    bool isPrivateAddress() const;             ///< what was asked is on no public address; false when no address is known

    trace::Code code() const;                    ///< of the failure; internal without one
    std::optional<std::uint32_t> status() const; ///< the number in what came back
    bool got(std::string_view text) const;       ///< what came back, or its technical line, holds this text
    bool is(std::string_view method) const;      ///< the call of this name
};

/// The host in "gc1.corp.test:49155", "[2001:db8::1]:135", "NSPI at gc1.corp.test:135", "gc1.corp.test" or a URL.
std::string hostIn(std::string_view target);
std::optional<std::uint16_t> portIn(std::string_view target);

inline constexpr std::uint16_t mapperPort = 135;
inline constexpr std::uint32_t notRegistered = 0x16c9a0d6; ///< ept_s_not_registered, [C706] appendix E

} // namespace mailwalk::diagnosis
