#pragma once

#include "wire/dcerpc/bind.h"

namespace mailwalk::wire::dcerpc {

/// An RPC interface by its identity and the name that people know it by.
struct Interface {
    Guid uuid;
    std::uint16_t major{}, minor{};
    const char *name{};

    SyntaxId syntax() const { return {uuid, major, minor}; }
    bool operator==(const Interface &other) const { return syntax() == other.syntax(); }
};

inline const Interface epmInterface{"e1af8308-5d1f-11c9-91a4-08002b14a0fa"_guid, 3, 0, "EPM"};        // [C706] appendix O
inline const Interface rfrInterface{"1544f5e0-613c-11d1-93df-00c04fd7bd09"_guid, 1, 0, "RFR"};        // [MS-OXABREF] 1.9
inline const Interface nspiInterface{"f5cc5a18-4264-101a-8c59-08002b2f8426"_guid, 56, 0, "NSPI"};     // [MS-NSPI] 1.9
inline const Interface emsmdbInterface{"a4f1db00-ca47-1067-b31f-00dd010662da"_guid, 0, 81, "EMSMDB"}; // [MS-OXCRPC] 1.9
inline const Interface asyncEmsmdbInterface{"5261574a-4572-206e-b268-6b199213b4e4"_guid, 0, 1, "AsyncEMSMDB"};
inline const Interface drsuapiInterface{"e3514235-4b06-11d1-ab04-00c04fc2dcd2"_guid, 4, 0,
                                        "DRSUAPI"}; // [MS-DRSR] 1.9, every domain controller
inline const Interface mgmtInterface{"afa8bd80-7d8a-11c9-bef4-08002b102989"_guid, 1, 0, "MGMT"}; // [C706] appendix Q

/// The name of a known interface, empty for a stranger.
std::string_view nameOf(const SyntaxId &syntax);

} // namespace mailwalk::wire::dcerpc
