#include "practice/organisation.h"

#include <gtest/gtest.h>

namespace mailwalk::practice {

TEST(Organisation, StandsAndFalls)
{
    Organisation organisation({});
    EXPECT_EQ(organisation.detours().size(), 3u);
}

} // namespace mailwalk::practice
