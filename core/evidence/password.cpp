#include "evidence/password.h"

#include "diagnosis/repeated.h"
#include "path/walk.h"

namespace mailwalk::evidence {

bool isPasswordInDoubt(const trace::Trace &walk)
{
    const trace::Hop *whole = walk.hop(1);
    const std::string *password = whole ? whole->fact(path::passwordFact) : nullptr;
    return diagnosis::isPasswordRefused(walk) || (password && *password != "accepted");
}

} // namespace mailwalk::evidence
