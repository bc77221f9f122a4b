#pragma once

#include "path/walk.h"

#include <QString>

/// What stands in the fields of the account page, as a value: whether it can be walked with, and what it means.
namespace mailwalk::wizard {

struct Typed {
    QString address{}, user{}, mailbox{}, server{}, rpcProxy{}, principal{}, directory{}; ///< trimmed
    bool hasPassword{};
    path::Profile profile = path::Profile::fresh;
    path::Outlook outlook = path::Outlook::v2016;
    std::optional<trace::Transport> via{};
};

enum class Field { address, user, mailbox, server, rpcProxy, principal, directory, password };

/// What keeps it from being walked with: one sentence that helps, and where it is to be mended. No sentence repeats what was
/// typed: it could be a misplaced password, and others may see the screen.
struct Obstacle {
    Field field{};
    QString sentence;
};
std::optional<Obstacle> obstacleIn(const Typed &typed);

/// Only once obstacleIn() has none. The password's memory is handed on.
path::Request requestFrom(const Typed &typed, Secret password);

/// What a person would have typed for it, but the password.
Typed typedFrom(const path::Request &request);

} // namespace mailwalk::wizard
