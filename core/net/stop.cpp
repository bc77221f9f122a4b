#include "net/stop.h"

#include <algorithm>

namespace mailwalk::net {

void Stop::ring() const
{
    const std::lock_guard lock(*mutex_);
    asked_ = true;
    for (const Bell *bell : bells_)
        bell->ring();
}

Stop::Rings::Rings(const Stop &stop, const Bell &bell) : stop_(stop), bell_(bell)
{
    const std::lock_guard lock(*stop_.mutex_);
    stop_.bells_.push_back(&bell_);
    if (stop_.asked_)
        bell_.ring();
}

// Waits for a ring that is under way: afterwards nobody touches the bell any more.
Stop::Rings::~Rings()
{
    const std::lock_guard lock(*stop_.mutex_);
    stop_.bells_.erase(std::find(stop_.bells_.begin(), stop_.bells_.end(), &bell_));
}

} // namespace mailwalk::net
