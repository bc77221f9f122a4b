#include "wire/dcerpc/call.h"

#include <algorithm>
#include <array>

namespace mailwalk::wire::dcerpc {
namespace {

struct Name {
    std::uint32_t value;
    std::string_view name;
};

// [MS-ERREF] 2.2 and [C706] appendix E, sorted.
constexpr std::array names{
    Name{0x5, "ERROR_ACCESS_DENIED"},
    Name{0x6, "RPC_X_SS_CONTEXT_MISMATCH"},
    Name{0x46a, "RPC_S_SERVER_OUT_OF_MEMORY"},
    Name{0x6b5, "RPC_S_UNKNOWN_IF"},
    Name{0x6b9, "RPC_S_OUT_OF_RESOURCES"},
    Name{0x6ba, "RPC_S_SERVER_UNAVAILABLE"},
    Name{0x6bb, "RPC_S_SERVER_TOO_BUSY"},
    Name{0x6be, "RPC_S_CALL_FAILED"},
    Name{0x6bf, "RPC_S_CALL_FAILED_DNE"},
    Name{0x6c0, "RPC_S_PROTOCOL_ERROR"},
    Name{0x6c2, "RPC_S_UNSUPPORTED_TRANS_SYN"},
    Name{0x6c4, "RPC_S_UNSUPPORTED_TYPE"},
    Name{0x6c5, "RPC_S_INVALID_TAG"},
    Name{0x6c6, "RPC_S_INVALID_BOUND"},
    Name{0x6d1, "RPC_S_PROCNUM_OUT_OF_RANGE"},
    Name{0x6d3, "RPC_S_UNKNOWN_AUTHN_SERVICE"},
    Name{0x6d4, "RPC_S_UNKNOWN_AUTHN_LEVEL"},
    Name{0x6d8, "EPT_S_CANT_PERFORM_OP"},
    Name{0x6d9, "EPT_S_NOT_REGISTERED"},
    Name{0x6e4, "RPC_S_CANNOT_SUPPORT"},
    Name{0x6e6, "RPC_S_INTERNAL_ERROR"},
    Name{0x6ef, "RPC_X_SS_IN_NULL_CONTEXT"},
    Name{0x6f4, "RPC_X_NULL_REF_POINTER"},
    Name{0x6f7, "RPC_X_BAD_STUB_DATA"},
    Name{0x71a, "RPC_S_CALL_CANCELLED"},
    Name{0x71c, "RPC_S_COMM_FAILURE"},
    Name{0x71d, "RPC_S_UNSUPPORTED_AUTHN_LEVEL"},
    Name{0x721, "RPC_S_SEC_PKG_ERROR"},
    Name{0x1c000001, "nca_s_fault_int_div_by_zero"},
    Name{0x1c000002, "nca_s_fault_addr_error"},
    Name{0x1c000006, "nca_s_fault_invalid_tag"},
    Name{0x1c000007, "nca_s_fault_invalid_bound"},
    Name{0x1c000008, "nca_s_rpc_version_mismatch"},
    Name{0x1c000009, "nca_s_unspec_reject"},
    Name{0x1c00000b, "nca_s_who_are_you_failed"},
    Name{0x1c00000c, "nca_s_manager_not_entered"},
    Name{0x1c00000d, "nca_s_fault_cancel"},
    Name{0x1c000012, "nca_s_fault_unspec"},
    Name{0x1c00001a, "nca_s_fault_context_mismatch"},
    Name{0x1c00001b, "nca_s_fault_remote_no_memory"},
    Name{0x1c00001c, "nca_s_invalid_pres_context_id"},
    Name{0x1c00001d, "nca_s_unsupported_authn_level"},
    Name{0x1c00001f, "nca_s_invalid_checksum"},
    Name{0x1c010001, "nca_s_comm_failure"},
    Name{0x1c010002, "nca_s_op_rng_error"},
    Name{0x1c010003, "nca_s_unk_if"},
    Name{0x1c010006, "nca_s_wrong_boot_time"},
    Name{0x1c010009, "nca_s_you_crashed"},
    Name{0x1c01000b, "nca_s_proto_error"},
    Name{0x1c010013, "nca_s_out_args_too_big"},
    Name{0x1c010014, "nca_s_server_too_busy"},
    Name{0x1c010017, "nca_s_unsupported_type"},
};

} // namespace

std::string_view nameOf(FaultStatus status)
{
    const auto value = static_cast<std::uint32_t>(status);
    const auto found =
        std::lower_bound(names.begin(), names.end(), value, [](const Name &n, std::uint32_t v) { return n.value < v; });
    return found != names.end() && found->value == value ? found->name : std::string_view{};
}

} // namespace mailwalk::wire::dcerpc
