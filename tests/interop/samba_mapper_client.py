"""Samba's RPC client and our servers: binds with features and header signing, verification trailers, NTLM bare and inside SPNEGO."""
from announced import Announced, finish, say, say_equal
from samba import NTSTATUSError, credentials, param
from samba.dcerpc import epmapper, misc
from samba.ndr import ndr_unpack

# What it makes of fault 5: on the first request, and as the answer to an alter_context.
REFUSED = {"ntlm": 0xC0000022, "spnego": 0xC000006D}
RFR_TOWER = bytes.fromhex("4b0000004b000000" "0500" "13000d" "e0f544153c61d11193df00c04fd7bd09" "0100" "02000000"
                          "13000d" "045d888aeb1cc9119fe808002b104860" "0200" "02000000"
                          "01000b" "02000000" "010007" "02000000" "010009" "040000000000")


def signed_in(user, password):
    who = credentials.Credentials()
    who.guess(configuration)
    who.set_domain("CORP")
    who.set_username(user)
    who.set_password(password)
    who.set_kerberos_state(credentials.DONT_USE_KERBEROS)
    return who


def map_referral(options, user, password):
    address, port = org.mappers["ex1.corp.test"]
    mapper = epmapper.epmapper(f"ncacn_ip_tcp:{address}[{port},{options}]", configuration, signed_in(user, password))
    _, towers, status = mapper.epm_Map(None, ndr_unpack(epmapper.epm_twr_t, RFR_TOWER), misc.policy_handle(), 4)
    return status, towers[0].twr.tower.floors[3].rhs.port


def refusal(options, user, password):
    try:
        map_referral(options, user, password)
    except NTSTATUSError as error:
        return error.args[0] & 0xFFFFFFFF
    return 0


org = Announced()
configuration = param.LoadParm()
for kind in REFUSED:
    for level in ("connect", "sign", "seal"):
        status, port = map_referral(f"{level},{kind}", "alice", org.password_of("alice"))
        say(status == 0 and port > 1023, f"the mapper answers Samba with {kind}, {level}")
for kind in REFUSED:
    say_equal(hex(REFUSED[kind]), hex(refusal(f"seal,{kind}", "bob", "not his")), f"a wrong password is refused with {kind}")
map_referral("seal,spnego", "bob", org.password_of("bob"))
refusal("seal,spnego", "bob", "not his either")
say_equal(hex(REFUSED["spnego"]), hex(refusal("seal,spnego", "bob", org.password_of("bob"))), "after three wrong tries the right one is refused as well")
finish()
