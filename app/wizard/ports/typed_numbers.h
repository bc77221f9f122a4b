#pragma once

#include <QString>
#include <optional>
#include <string>
#include <vector>

/// Ports and addresses as a person types them.
namespace mailwalk::wizard {

std::optional<std::uint16_t> portFrom(const QString &text); ///< 1 to 65535

/// Numbers, with commas or spaces between, each alone or with the length of a network: "192.0.2.7, 2001:db8::/64". Nothing when
/// one of them is none.
std::optional<std::vector<std::string>> addressesFrom(const QString &text);

} // namespace mailwalk::wizard
