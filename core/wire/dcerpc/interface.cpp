#include "wire/dcerpc/interface.h"

namespace mailwalk::wire::dcerpc {

std::string_view nameOf(const SyntaxId &syntax)
{
    for (const Interface *known : {&epmInterface, &rfrInterface, &nspiInterface, &emsmdbInterface, &asyncEmsmdbInterface,
                                   &drsuapiInterface, &mgmtInterface})
        if (known->syntax() == syntax)
            return known->name;
    return {};
}

} // namespace mailwalk::wire::dcerpc
