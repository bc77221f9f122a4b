#include "net/skip.h"

#include <algorithm>

namespace mailwalk::net {

void Skip::ring() const
{
    const std::lock_guard lock(*mutex_);
    for (const Wait *wait : waits_) {
        wait->letGo_ = true;
        wait->bell_.ring();
    }
}

Skip::Wait::Wait(const Skip &skip, const Bell &bell) : skip_(skip), bell_(bell)
{
    const std::lock_guard lock(*skip_.mutex_);
    skip_.waits_.push_back(this);
}

// As with Stop: a ring that is under way is waited for.
Skip::Wait::~Wait()
{
    const std::lock_guard lock(*skip_.mutex_);
    skip_.waits_.erase(std::find(skip_.waits_.begin(), skip_.waits_.end(), this));
}

} // namespace mailwalk::net
