#include "support/company.h"

namespace mailwalk::test {

namespace {

practice::Plan changed(const std::function<void(practice::Plan &)> &change)
{
    practice::Plan plan = practice::wholePlan();
    change(plan);
    return plan;
}

} // namespace

Company::Company(const std::function<void(practice::Plan &)> &change) : plan_(changed(change)), organisation_(plan_) {}

wizard::Surroundings Company::surroundings() const
{
    wizard::Surroundings found{{organisation_.nameServer(), {}}, {{organisation_.authority()}}, {}};
    for (const practice::Detour &detour : organisation_.detours())
        found.detours.push_back({detour.from, detour.to});
    return found;
}

void Company::typeAccount(Driver &driver) const
{
    const practice::Account &alice = account();
    driver.session().setSurroundings(surroundings());
    driver.choose("new-profile");
    driver.waitForPage("account");
    driver.type("address", QString::fromStdString(alice.address));
    driver.type("password", QString::fromStdString(alice.password));
}

void Company::beginWalk(Driver &driver) const
{
    typeAccount(driver);
    driver.next();
    driver.waitForPage("walking");
}

} // namespace mailwalk::test
