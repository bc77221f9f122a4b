#pragma once

#include "base/secret.h"

#include <string>
#include <vector>

namespace mailwalk::http {

/// What a request had to keep secret, cut out of all that is recorded of its answer: some servers and gateways echo a request.
class Veil
{
public:
    Veil() = default;
    explicit Veil(const Secret &authorization); ///< the value of that header

    std::string over(std::string text) const;

private:
    std::vector<Secret> hidden_;
};

} // namespace mailwalk::http
