#pragma once

#include "diagnosis/scene.h"

namespace mailwalk::diagnosis {

/// The causes that the failed hop's signature fits; several when they look the same from here, none when no rule fits.
std::vector<std::string_view> causesOf(const Scene &scene);

/// A signature and what it means. Empty lists and absent members fit everything.
struct Rule {
    std::vector<trace::Kind> kinds;
    std::vector<trace::Code> codes;
    std::vector<std::uint32_t> statuses;
    bool (*also)(const Scene &);
    std::vector<std::string_view> causes;
};

/// In the order in which they are tried: the first that fits decides.
const std::vector<Rule> &rules();

// Their parts, in this order.
const std::vector<Rule> &discoveryRules();
const std::vector<Rule> &tlsRules();
const std::vector<Rule> &proxyRules();
const std::vector<Rule> &deskRules(); ///< names, lines and services of the direct way; services behind a proxy too

inline bool always(const Scene &) { return true; }

} // namespace mailwalk::diagnosis
