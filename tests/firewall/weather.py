"""A slow line that loses packets: every walk is right all the same, whether it works or is stopped."""
from firewalls import apply
from matrix import differences, typed
from walk import check, result

LINE = (50, 2)  # ms each way, percent
PATIENCE = 8  # seconds for one act; a lost packet is sent again after 1, 3 and 7
WORKS = {"outcome": "works", "stage": "-", "hop": "-", "code": "-", "causes": "-", "fixers": "-"}
BLOCKED = {"outcome": "fails", "stage": "look-up", "hop": "connect", "code": "refused", "causes": "mapped-port-refused",
           "fixers": "exchange-admin, company-it"}

# how often, from where, what is typed, what is done where, what comes out
WALKS = [
    (5, "vpn", "alice direct", None, WORKS),
    (5, "internet", "alice proxy", None, WORKS),
    (5, "vpn", "alice address", None, WORKS),
    (5, "vpn", "alice direct", ("company", "directory-nspi", "reset"), BLOCKED),
]


def perform(seen, walk, done, expected, laboratory, site, names):
    laboratory.resolve_by(names.OUTSIDE if seen == "internet" else names.INSIDE)
    if done:
        apply(laboratory, *done)
    account, options = typed(walk)
    trace = check(laboratory, site, account, options, patience=PATIENCE)
    return differences(expected, result(trace))
