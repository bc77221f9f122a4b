#pragma once

#include "base/bytes.h"

namespace mailwalk {

/// A password or a key. It has no printer and no comparison, moves but is copied only by name, and its memory is
/// cleared when it goes.
class Secret
{
public:
    Secret() = default;
    explicit Secret(Bytes bytes) : bytes_(std::move(bytes)) {}
    explicit Secret(std::string &&text); ///< takes the characters and clears the string they came in
    Secret(Secret &&other) noexcept : bytes_(std::move(other.bytes_)) { other.bytes_.clear(); }
    Secret &operator=(Secret &&other) noexcept;
    ~Secret() { clear(); }

    Secret copy() const { return Secret(Bytes(bytes_)); }
    bool empty() const { return bytes_.empty(); }
    View reveal() const { return bytes_; } ///< for the computation that needs it, and for nothing else

private:
    void clear();
    Bytes bytes_;
};

/// Overwrites memory in a way that the compiler does not remove.
void wipe(void *memory, std::size_t size);

} // namespace mailwalk
