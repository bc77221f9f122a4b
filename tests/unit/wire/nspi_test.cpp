#include "support/golden.h"
#include "wire/nspi/nspi.h"

using namespace mailwalk;
using namespace mailwalk::wire;
using namespace mailwalk::test;
using mapi::PropertyTag;

namespace {

template <class Message> void staysTheSame(const std::string &name)
{
    EXPECT_EQ(toHex(rewritten<Message>(golden(name))), toHex(golden(name))) << name;
}

} // namespace

TEST(Nspi, VectorsAreReadAndWrittenUnchanged)
{
    staysTheSame<nspi::Bind::Request>("nspi-bind-request");
    staysTheSame<nspi::Bind::Answer>("nspi-bind-answer");
    staysTheSame<nspi::Unbind::Request>("nspi-unbind-request");
    staysTheSame<nspi::Unbind::Answer>("nspi-unbind-answer");
    staysTheSame<nspi::GetSpecialTable::Request>("nspi-special-table-request");
    staysTheSame<nspi::DnToMid::Request>("nspi-dn-to-mid-request");
    staysTheSame<nspi::DnToMid::Answer>("nspi-dn-to-mid-answer");
    staysTheSame<nspi::GetProps::Request>("nspi-get-props-request");
    staysTheSame<nspi::GetProps::Answer>("nspi-get-props-answer");
    staysTheSame<nspi::QueryRows::Request>("nspi-query-rows-request");
    staysTheSame<nspi::ResolveNamesW::Request>("nspi-resolve-names-request");
    staysTheSame<nspi::ResolveNamesW::Answer>("nspi-resolve-names-answer");
    staysTheSame<nspi::GetMatches::Request>("nspi-get-matches-request");
}
