#pragma once

#include "practice/organisation.h"
#include "practice/plan.h"
#include "support/driver.h"

namespace mailwalk::test {

/// A company in this process that a window walks to as to a real one: by an address and a password that are typed.
class Company
{
public:
    explicit Company(const std::function<void(practice::Plan &)> &change = [](practice::Plan &) {});

    wizard::Surroundings surroundings() const;
    const practice::Account &account() const { return organisation_.accounts().front(); } ///< alice's
    void typeAccount(Driver &driver) const; ///< alice's, on the account page; from the first page on
    void beginWalk(Driver &driver) const;   ///< until the walking page is there

private:
    practice::Plan plan_;
    practice::Organisation organisation_;
};

} // namespace mailwalk::test
