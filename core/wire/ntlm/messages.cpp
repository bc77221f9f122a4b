#include "wire/ntlm/messages.h"

namespace mailwalk::wire::ntlm {

bool isNtlm(View token)
{
    static constexpr Byte begin[] = {'N', 'T', 'L', 'M', 'S', 'S', 'P', 0};
    return token.size() >= sizeof begin && std::equal(std::begin(begin), std::end(begin), token.begin());
}

std::string Challenge::targetType() const
{
    if (flags & flag::targetIsDomain)
        return "domain";
    return flags & flag::targetIsServer ? "server" : "not said";
}

} // namespace mailwalk::wire::ntlm
