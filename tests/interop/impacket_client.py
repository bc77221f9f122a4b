"""Impacket, which nobody here wrote, as client of the practice organisation: mapper, referral and address book over TCP.

Where impacket departs from the interface definitions
(it sends NspiGetSpecialTable's and NspiGetProps' STAT behind a pointer and counts one property too many), stubs are made by hand.
"""
import struct

from announced import Announced, finish, say, say_equal
from impacket.dcerpc.v5 import epm, nspi, oxabref, rpcrt, transport
from impacket.uuid import uuidtup_to_bin

RFR = uuidtup_to_bin(("1544F5E0-613C-11D1-93DF-00C04FD7BD09", "1.0"))
NSPI = uuidtup_to_bin(("F5CC5A18-4264-101A-8C59-08002B2F8426", "56.0"))
EMSMDB = uuidtup_to_bin(("A4F1DB00-CA47-1067-B31F-00DD010662DA", "0.81"))
SAMR = uuidtup_to_bin(("12345778-1234-ABCD-EF00-0123456789AC", "1.0"))
LEVELS = {"connect": rpcrt.RPC_C_AUTHN_LEVEL_CONNECT, "integrity": rpcrt.RPC_C_AUTHN_LEVEL_PKT_INTEGRITY,
          "privacy": rpcrt.RPC_C_AUTHN_LEVEL_PKT_PRIVACY}
SITE = "/o=Corp/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)"
DISPLAY_NAME, EMAIL, HOME_MDB, NETWORK_ADDRESS = 0x3001001F, 0x3003001E, 0x8006001E, 0x8170101E

def fault_of(act):
    """The fault of a call as impacket words it; None when it went well."""
    try:
        act()
    except (rpcrt.DCERPCException, OSError) as error:
        return str(error)
    return None


class Organisation(Announced):
    def connect(self, address, port):
        dce = transport.DCERPCTransportFactory(f"ncacn_ip_tcp:{address}[{port}]").get_dce_rpc()
        dce.connect()
        return dce

    def port_of(self, host, interface):
        dce = self.connect(*self.mappers[host])
        binding = epm.hept_map(host, interface, protocol="ncacn_ip_tcp", dce=dce)
        dce.disconnect()
        return int(binding.split("[")[1].rstrip("]"))

    def bound(self, host, interface, level=None, user="alice", password=None):
        dce = self.connect(self.mappers[host][0], self.port_of(host, interface))
        if level:
            password = password or self.password_of(user)
            dce.get_rpc_transport().set_credentials(user, password, "CORP")
            dce.set_auth_type(rpcrt.RPC_C_AUTHN_WINNT)
            dce.set_auth_level(LEVELS[level])
        dce.bind(interface)
        return dce


def raw(dce, opnum, stub):
    dce.call(opnum, stub)
    return dce.recv()


def stat(record=0, code_page=1252):
    return struct.pack("<9I", 0, 0, record, 0, 0, 0, code_page, 0x409, 0x409)


def tags(*values):
    return struct.pack(f"<5I{len(values)}I", 0x20000, len(values) + 1, len(values), 0, len(values), *values)


def test_mapper(org):
    for host, interface, name in (("ex1.corp.test", RFR, "referral"), ("gc1.corp.test", NSPI, "address book"), ("ex2.corp.test", EMSMDB, "store")):
        say(org.port_of(host, interface) > 1023, f"the mapper of {host} tells the port of its {name}")
    missing = fault_of(lambda: org.port_of("ex1.corp.test", SAMR))
    say("not_registered" in (missing or "") or "0x16c9a0d6" in (missing or ""), f"an unknown interface is not registered ({missing})")


def test_referral(org, level):
    dce = org.bound("ex1.corp.test", RFR, level)
    answer = oxabref.hRfrGetNewDSA(dce, SITE + "/cn=Recipients/cn=alice")
    say_equal("gc1.corp.test", answer["ppszServer"], f"RfrGetNewDSA at level {level}")
    answer = oxabref.hRfrGetFQDNFromServerDN(dce, SITE + "/cn=Configuration/cn=Servers/cn=EX2")
    say_equal("ex2.corp.test", answer["ppszServerFQDN"], f"RfrGetFQDNFromServerDN at level {level}")
    dce.disconnect()


def resolve(dce, handle, names):
    answer = nspi.hNspiResolveNamesW(dce, handle, pPropTags=[DISPLAY_NAME, EMAIL, HOME_MDB], paStr=names)
    rows = nspi.simplifyPropertyRowSet(answer["ppRows"])
    return [mid["Data"] for mid in answer["ppMIds"]["aulPropTag"]], rows


def test_address_book(org, level):
    dce = org.bound("gc1.corp.test", NSPI, level)
    handle = nspi.hNspiBind(dce)["contextHandle"]
    mids, rows = resolve(dce, handle, ["alice", "henry", "chris", "bob@corp.test"])
    say_equal([2, 0, 1, 2], mids, f"NspiResolveNamesW at level {level}: one found, one hidden, one ambiguous, one found")
    say_equal(["Alice Archer", "Bob Baker"], [row[DISPLAY_NAME].rstrip("\0") for row in rows], "rows for what was found, in its order")
    home = rows[0][HOME_MDB]
    say("EX1" in (home if isinstance(home, str) else home.decode()), "the home database names the server")

    table = nspi.hNspiGetSpecialTable(dce, handle, lpVersion=0)
    say(len(nspi.simplifyPropertyRowSet(table["ppRows"])) >= 1, "NspiGetSpecialTable has the global address list")
    page = nspi.hNspiQueryRows(dce, handle, Count=50, pPropTags=[DISPLAY_NAME])
    names = [row[DISPLAY_NAME].rstrip("\0") for row in nspi.simplifyPropertyRowSet(page["ppRows"])]
    say(names == sorted(names) and "Alice Archer" in names and "Henry Holt" not in names, f"NspiQueryRows pages through what is listed ({names})")

    server = SITE + "/cn=Configuration/cn=Servers/cn=EX1"
    mids = [mid["Data"] for mid in nspi.hNspiDNToMId(dce, handle, [server, "/o=Nobody"])["ppOutMIds"]["aulPropTag"]]
    say(mids[0] >= 0x10 and mids[1] == 0, "NspiDNToMId knows the server and not the stranger")
    stub = raw(dce, 9, handle.getData() + struct.pack("<I", 1) + stat(mids[0]) + tags(NETWORK_ADDRESS))
    say(b"ncacn_ip_tcp:ex1.corp.test\0" in stub and stub[-4:] == b"\0\0\0\0", "NspiGetProps tells the addresses of the server")
    say_equal(1, nspi.hNspiUnbind(dce, handle)["ErrorCode"], "NspiUnbind returns 1")
    say("context_mismatch" in str(fault_of(lambda: resolve(dce, handle, ["alice"]))), "a handle that was given back is refused")
    dce.disconnect()


def test_matches(org):
    dce = org.bound("gc1.corp.test", NSPI, "privacy")
    handle = nspi.hNspiBind(dce)["contextHandle"]
    restriction = struct.pack("<6I", 0x20004, 4, 4, 4, 0x360C001F, 0x20008) + struct.pack("<5I", 0x360C001F, 0, 0x1F, 0x2000C, 6)
    restriction += struct.pack("<2I", 0, 6) + "chris\0".encode("utf-16le")
    stub = handle.getData() + struct.pack("<I", 0) + stat() + struct.pack("<2I", 0, 0) + restriction + struct.pack("<2I", 0, 5000) + tags(DISPLAY_NAME)
    answer = raw(dce, 5, stub)
    status, = struct.unpack("<I", answer[-4:])
    say(status == 0 and answer.count("Chris Meyer".encode("utf-16le")) == 2, "NspiGetMatches finds both people of one name")
    cut = fault_of(lambda: raw(dce, 5, stub[:-6]))
    say("bad_stub_data" in str(cut), f"a stub that ends too early is refused ({cut})")
    dce.disconnect()


def test_refusals(org):
    dce = org.bound("gc1.corp.test", NSPI, "privacy")
    refused = struct.unpack("<I", raw(dce, 0, struct.pack("<I", 0) + stat(code_page=1200) + struct.pack("<I", 0))[-4:])[0]
    say_equal(0x8004011E, refused, "NspiBind refuses code page 1200")
    say("op_rng_error" in str(fault_of(lambda: raw(dce, 99, b""))), "an unknown operation is out of range")
    dce.disconnect()

    dce = org.bound("gc1.corp.test", NSPI)
    refused = struct.unpack("<I", raw(dce, 0, struct.pack("<I", 0) + stat() + struct.pack("<I", 0))[-4:])[0]
    say_equal(0x80040111, refused, "NspiBind refuses who did not sign in")
    dce.disconnect()
    dce = org.bound("ex1.corp.test", RFR)
    say("access_denied" in str(fault_of(lambda: oxabref.hRfrGetNewDSA(dce))), "the referral refuses who did not sign in")


def sign_in(org, user, password):
    def act():
        dce = org.bound("ex1.corp.test", RFR, "privacy", user, password)
        oxabref.hRfrGetNewDSA(dce)
    return fault_of(act)


def test_lockout(org):
    say("access_denied" in str(sign_in(org, "bob", "not his")), "a wrong password is refused")
    say(sign_in(org, "bob", None) is None, "and the right one still opens")
    say("access_denied" in str(sign_in(org, "stranger", "whatever")), "a stranger is refused alike")
    for _ in range(2):
        say("access_denied" in str(sign_in(org, "bob", "not his")), "a wrong password is refused again")
    say("access_denied" in str(sign_in(org, "bob", None)), "after three wrong tries the right password is refused as well")


organisation = Organisation()
test_mapper(organisation)
for level in LEVELS:
    test_referral(organisation, level)
    test_address_book(organisation, level)
test_matches(organisation)
test_refusals(organisation)
test_lockout(organisation)
finish()
