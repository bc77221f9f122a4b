"""The address book's dialogue of a walk, by impacket: the same calls at the same level of protection."""

import time

from impacket.dcerpc.v5 import nspi, transport
from impacket.dcerpc.v5.rpcrt import RPC_C_AUTHN_LEVEL_PKT_PRIVACY, RPC_C_AUTHN_WINNT

COLUMNS = [0x3001001F, 0x3003001E, 0x39FE001F, 0x8006001E, 0x39000003]
NETWORK_ADDRESS = 0x8170101E


def connected(address, port, user, password):
    tcp = transport.DCERPCTransportFactory("ncacn_ip_tcp:%s[%d]" % (address, port))
    tcp.set_credentials(user, password, "", "", "")
    dce = tcp.get_dce_rpc()
    dce.set_auth_type(RPC_C_AUTHN_WINNT)
    dce.set_auth_level(RPC_C_AUTHN_LEVEL_PKT_PRIVACY)
    dce.connect()
    dce.bind(nspi.MSRPC_UUID_NSPI)
    return dce


# A reference pointer has no form on the wire. Impacket's own classes of these two calls send one for pStat.


class GetSpecialTable(nspi.NDRCALL):  # [MS-NSPI] 3.1.4.3
    opnum = 12
    structure = (("hRpc", nspi.handle_t), ("dwFlags", nspi.DWORD), ("pStat", nspi.STAT), ("lpVersion", nspi.DWORD))


class GetProps(nspi.NDRCALL):  # [MS-NSPI] 3.1.4.7
    opnum = 9
    structure = (("hRpc", nspi.handle_t), ("dwFlags", nspi.DWORD), ("pStat", nspi.STAT), ("pPropTags", nspi.PPropertyTagArray_r))


def get_special_table(dce, handle):
    request = GetSpecialTable()
    request["hRpc"] = handle
    request["dwFlags"] = nspi.NspiUnicodeStrings
    request["pStat"]["CodePage"] = nspi.CP_TELETEX
    dce.call(request.opnum, request)
    return nspi.NspiGetSpecialTableResponse(dce.recv())


def get_props(dce, handle, record, tag):
    request = GetProps()
    request["hRpc"] = handle
    request["dwFlags"] = nspi.fSkipObjects
    request["pStat"]["CurrentRec"] = record
    request["pStat"]["CodePage"] = nspi.CP_TELETEX
    wanted = nspi.DWORD()
    wanted["Data"] = tag
    request["pPropTags"]["aulPropTag"].append(wanted)
    request["pPropTags"]["cValues"] = 1
    request.fields["pPropTags"].fields["Data"].fields["aulPropTag"].fields["MaximumCount"] = 2
    dce.call(request.opnum, request)
    return nspi.NspiGetPropsResponse(dce.recv())


def dialogue(address, port, user, password, name, server_dn):
    """Connect, bind, six calls, disconnect. Returns milliseconds."""
    began = time.monotonic()
    dce = connected(address, port, user, password)
    handle = nspi.hNspiBind(dce)["contextHandle"]
    get_special_table(dce, handle)
    nspi.hNspiResolveNamesW(dce, handle, pPropTags=COLUMNS, paStr=[name])
    mid = nspi.hNspiDNToMId(dce, handle, [server_dn])["ppOutMIds"]["aulPropTag"][0]["Data"]
    get_props(dce, handle, mid, NETWORK_ADDRESS)
    nspi.hNspiUnbind(dce, handle)
    dce.disconnect()
    return (time.monotonic() - began) * 1000
