"""What a row of the matrix does to the network: what is meant by its leg, and by its action."""
from laboratory import BROKEN_IPV6, INSIDE, TOWARDS_INSIDE, public
from organisation import PINS


def at(host, port):
    return f"ip daddr {{ {INSIDE[host]}, {public(host)} }} tcp dport {port}"


# To which machine and port. Behind the proxy a connection begins in the perimeter.
LEGS = {
    "exchange-mapper": at("ex1.corp.test", 135),
    "exchange-referral": at("ex1.corp.test", PINS["referral"]),
    "exchange-store": at("ex1.corp.test", PINS["store"]),
    "directory-mapper": at("gc1.corp.test", 135),
    "directory-nspi": at("gc1.corp.test", PINS["gc"]),
    "second-directory": f"ip daddr {INSIDE['gc2.corp.test']}",
    "home-mapper": at("ex2.corp.test", 135),
    "home-store": at("ex2.corp.test", PINS["store"]),
    "proxy": "ip daddr 198.51.100.20 tcp dport 443",
    "autodiscover": "ip daddr 198.51.100.21 tcp dport 443",
    "behind-6001": at("ex1.corp.test", 6001),
    "behind-6002": at("ex1.corp.test", 6002),
    "behind-6004": at("ex1.corp.test", 6004),
    "names": "meta l4proto { tcp, udp } th dport 53",
    "bad-address": f"ip daddr {{ {INSIDE['nobody.corp.test']}, {public('nobody.corp.test')} }}",
    "mapper-of-both": f"ip daddr {{ {INSIDE['ex1.corp.test']}, {INSIDE['nobody.corp.test']} }} tcp dport 135",
    "ipv6": f"ip6 daddr {BROKEN_IPV6}",
}
SHUT = {
    "drop": "drop",
    "reset": "reject with tcp reset",
    "admin-prohibited": "reject with icmpx type admin-prohibited",
    "host-unreachable": "reject with icmp type host-unreachable",
    "no-route": "reject with icmpx type no-route",
    "port-unreachable": "reject with icmpx type port-unreachable",
}


def apply(laboratory, where, leg, action):
    if action == "-":
        return
    kind, _, amount = action.partition(" ")
    comes_in = "perimeter" if leg.startswith("behind-") else TOWARDS_INSIDE[where]
    if kind in SHUT:
        _forbid(laboratory, where, comes_in, LEGS[leg], SHUT[kind])
    elif kind == "cut-by-reset":  # after so many bytes, in both directions together
        _forbid(laboratory, where, comes_in, f"{LEGS[leg]} ct bytes > {amount}", SHUT["reset"])
    elif kind == "cut-silently":
        back = LEGS[leg].replace("daddr", "saddr").replace("dport", "sport")
        laboratory.nft(where, f"add rule inet lab through {LEGS[leg]} ct bytes > {amount} drop\n"
                              f"add rule inet lab through {back} ct direction reply ct bytes > {amount} drop\n")
    elif kind == "inspect":  # a device that does not like the first words
        _forbid(laboratory, where, comes_in, f"{LEGS[leg]} ct original packets > 2", SHUT["reset"])
    elif kind == "narrow":  # a narrow line, and nobody may say so
        _narrow(laboratory, where, amount)
    else:
        raise ValueError(action)


def _forbid(laboratory, where, comes_in, what, action):
    """The interface is always named: a rule for a high port would also meet answers to the client's own ports."""
    laboratory.nft(where, f"add rule inet lab through iifname {comes_in} {what} {action}\n")


OUTWARDS = {"home": "lan", "provider": "homes", "company": "line"}


def _narrow(laboratory, where, size):
    laboratory.width(where, OUTWARDS[where], size)
    for answer in ("icmp type destination-unreachable icmp code frag-needed", "icmpv6 type packet-too-big"):
        laboratory.nft(where, f"add rule inet lab own {answer} drop\n")
