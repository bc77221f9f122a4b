"""Impacket, which nobody here wrote, as client of the practice organisation's RPC proxy: by its library, and its own exchanger."""
import contextlib
import getpass
import io
import runpy
import socket
import sys

from announced import Announced, finish, say, say_equal
from impacket.dcerpc.v5 import nspi, oxabref, rpcrt, transport
from impacket.http import AUTH_BASIC, AUTH_NTLM, HTTPClientSecurityProvider
from impacket.uuid import uuidtup_to_bin

EXCHANGER = "/usr/share/doc/python3-impacket/examples/exchanger.py"
PROXY = "mail.corp.test"
RFR = uuidtup_to_bin(("1544F5E0-613C-11D1-93DF-00C04FD7BD09", "1.0"))
NSPI = uuidtup_to_bin(("F5CC5A18-4264-101A-8C59-08002B2F8426", "56.0"))
EMSMDB = uuidtup_to_bin(("A4F1DB00-CA47-1067-B31F-00DD010662DA", "0.81"))
SITE = "/o=Corp/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)"
DISPLAY_NAME, EMAIL, HOME_MDB = 0x3001001F, 0x3003001E, 0x8006001E
SCHEMES = (AUTH_NTLM, AUTH_BASIC)


def connect_elsewhere(places):
    """Impacket knows no --connect-to, and goes to ports 443 and 80 alone."""
    original = socket.create_connection
    socket.create_connection = lambda address, *rest, **named: original(places[address], *rest, **named)


def prefer(scheme):
    """Impacket offers NTLM first, and has no option for Basic."""
    HTTPClientSecurityProvider.__init__.__defaults__ = (scheme,)


def tunnel(server, port, user="alice", password=None):
    way = transport.DCERPCTransportFactory(f"ncacn_http:{server}[{port},RpcProxy={PROXY}:443]")
    dce = way.get_dce_rpc()
    for signing_in in (way, dce):  # to the proxy, and to the server behind it
        signing_in.set_credentials(user, password or org.password_of(user), "CORP")
    return dce


def bound(interface, server, port, level=rpcrt.RPC_C_AUTHN_LEVEL_PKT_PRIVACY):
    dce = tunnel(server, port)
    dce.set_auth_level(level)
    dce.connect()
    dce.bind(interface)
    return dce


def fault_of(act):
    try:
        act()
    except Exception as error:  # impacket raises them bare
        return f"{error} {getattr(error, 'proxy_error', '')}"
    return None


def test_referral(scheme):
    dce = bound(RFR, "ex1.corp.test", 6002)
    answer = oxabref.hRfrGetNewDSA(dce, SITE + "/cn=Recipients/cn=alice")
    say_equal("ex1.corp.test", answer["ppszServer"], f"{scheme}: RfrGetNewDSA through 6002")
    dce.disconnect()


def test_address_book(scheme):
    dce = bound(NSPI, "ex1", 6004)
    handle = nspi.hNspiBind(dce)["contextHandle"]
    answer = nspi.hNspiResolveNamesW(dce, handle, pPropTags=[DISPLAY_NAME, EMAIL, HOME_MDB], paStr=["alice"])
    rows = nspi.simplifyPropertyRowSet(answer["ppRows"])
    say_equal(["Alice Archer"], [row[DISPLAY_NAME].rstrip("\0") for row in rows], f"{scheme}: NspiResolveNamesW through 6004")
    page = nspi.hNspiQueryRows(dce, handle, Count=50, pPropTags=[DISPLAY_NAME, EMAIL, HOME_MDB])
    received, enough = len(page.getData()), 300 * 1024  # more than the window of 256 KiB that impacket announces
    rounds = enough // received + 1
    for _ in range(rounds):
        again = nspi.hNspiQueryRows(dce, handle, Count=50, pPropTags=[DISPLAY_NAME, EMAIL, HOME_MDB])
    say(page.getData() == again.getData(), f"{scheme}: {rounds} answers, more than one window, come over one connection")
    say_equal(1, nspi.hNspiUnbind(dce, handle)["ErrorCode"], f"{scheme}: NspiUnbind")
    dce.disconnect()


def test_store(scheme):
    dce = bound(EMSMDB, "ex2.corp.test", 6001)
    say("op_rng_error" in str(fault_of(lambda: (dce.call(99, b""), dce.recv()))), f"{scheme}: the store is bound to through 6001")
    dce.disconnect()


def test_refusals(scheme):
    nobody = fault_of(lambda: bound(NSPI, "ex1.corp.test", 6003))
    say("0x6ba" in str(nobody), f"{scheme}: where nobody listens: RPC Error 6ba ({nobody})")
    unknown = fault_of(lambda: bound(NSPI, "nobody.corp.test", 6004))
    say(" 404 " in str(unknown), f"{scheme}: a server that the proxy does not know: 404 ({unknown})")
    wrong = fault_of(tunnel("ex1.corp.test", 6004, "bob", "not his").connect)
    say("401" in str(wrong), f"{scheme}: a wrong password is refused ({wrong})")


def exchanger(*arguments):
    """What it prints. Its password is asked for at a terminal that is not there."""
    getpass.getpass = lambda *_: org.password_of("alice")
    sys.argv = ["exchanger.py", f"CORP/alice@{PROXY}", "-rpc-hostname", "ex1.corp.test", "nspi", *arguments]
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(said), contextlib.suppress(SystemExit):
        runpy.run_path(EXCHANGER, run_name="__main__")
    said.flush()
    return said.buffer.getvalue().decode()


# Its other commands move by NspiUpdateStat, which Outlook has no use for when it sets up a profile, and our address book knows not.
def test_exchanger(scheme):
    printed = exchanger("list-tables")
    say("Default Global Address List" in printed and "All Users" in printed, f"{scheme}: exchanger lists the address lists")
    if "All Users" not in printed:
        print("# " + printed.replace("\n", "\n# "))


org = Announced()
connect_elsewhere(org.places)
for each in SCHEMES:
    prefer(each)
    for test in (test_referral, test_address_book, test_store, test_refusals, test_exchanger):
        test(each)
say("401" in str(fault_of(tunnel("ex1.corp.test", 6004, "bob", "still not his").connect)), "a third wrong password is refused")
say("401" in str(fault_of(tunnel("ex1.corp.test", 6004, "bob").connect)), "after three wrong tries the right one is refused as well")
finish()
