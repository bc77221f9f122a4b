#pragma once

#include "trace/trace.h"

#include <map>

/// Trace -> Verdict, a pure function: no network, no clock. A saved trace can be diagnosed again by a later version.
namespace mailwalk::diagnosis {

enum class Fixer { you, homeNetwork, internetProvider, companyIt, exchangeAdmin, directoryAdmin };
std::string_view nameOf(Fixer); ///< "you", "home-network", "internet-provider", "company-it", "exchange-admin", "directory-admin"

/// A cause, or an oddity, at a hop.
struct Finding {
    trace::HopId hop{};
    std::string cause; ///< id of the catalogue
    std::vector<Fixer> fixers;
    std::string text; ///< one sentence for a person, translated
};

enum class Result { works, fails, notOffered, notProven, notRun, cancelled };
std::string_view nameOf(Result); ///< "works", "fails", "not-offered", "not-proven", "not-run", "cancelled"

struct LaneVerdict {
    Result outcome = Result::notRun;
    std::optional<trace::Reason> reason;
    std::optional<trace::Stage> stage;
    std::optional<trace::HopId> hop;
    std::optional<trace::Code> code;
    std::vector<Finding> findings;
};

struct Verdict : LaneVerdict {
    std::string sentence; ///< one sentence for a person, translated: what happened and where
    std::map<trace::Transport, LaneVerdict> lanes;
};

Verdict diagnose(const trace::Trace &trace);

/// Whether a finding is why the walk stopped; any other is merely noticed.
bool isCause(const Finding &finding, const Verdict &verdict);

} // namespace mailwalk::diagnosis
