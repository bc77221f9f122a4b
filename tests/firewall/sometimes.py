"""What works only sometimes: one dead directory server of three, and a router that forgets quiet connections."""
import json
import os
import tempfile

from firewalls import apply
from laboratory import INSIDE, run
from walk import TYPED, check, result

RUNS = 20
DEAD = "gc2.corp.test"
THREE = {"directories": ("gc1.corp.test", DEAD, "gc3.corp.test")}  # handed out in turns
DIRECT = [*TYPED, "--via", "direct", "--outlook", "2007"]
FORGETFUL = """
add rule inet lab through ct state established,related accept
add rule inet lab through tcp flags & (syn | ack) == syn accept
add rule inet lab through meta l4proto tcp drop
"""


def named_by_repeats(laboratory, site, names):
    """Every third walk is sent to the dead one."""
    laboratory.resolve_by(names.INSIDE)
    apply(laboratory, "company", "second-directory", "drop")
    repeats = check(laboratory, site, options=[*DIRECT, "--repeat", str(RUNS)])
    summary, expected = repeats["summary"], len(range(1, RUNS, 3))
    culprit = summary["culprit"] or {}
    complaints = [
        None if summary["failed"] == {"bad": expected, "all": RUNS} else f"failed {summary['failed']}",
        None if culprit.get("name") in (DEAD, INSIDE[DEAD]) else f"culprit {culprit}",
        None if DEAD in summary["sentence"] else f"sentence {summary['sentence']}",
        *(_complaint_of(run, number % 3 == 1) for number, run in enumerate(repeats["walks"])),
    ]
    return "; ".join(filter(None, complaints)) or _compared(repeats["walks"][0], repeats["walks"][1])


def _complaint_of(walk, is_sent_to_dead):
    got = result(walk)
    expected = ("fails", "look-up", "connect") if is_sent_to_dead else ("works", "-", "-")
    return None if (got["outcome"], got["stage"], got["hop"]) == expected else f"a walk that {got}"


def _compared(good, bad):
    """What differs first, after the verdict, is the directory server."""
    with tempfile.TemporaryDirectory() as folder:
        files = [_saved(walk, f"{folder}/{name}.json") for name, walk in (("good", good), ("bad", bad))]
        compared = json.loads(run(os.path.join(os.environ["BUILD"], "bin", "mailwalk-cli"), "compare", *files, "--json", "-"))
    first = next(each for each in compared["differences"] if each["change"] != "verdict")
    return "" if DEAD in json.dumps(first) else f"the first difference is {first}"


def _saved(walk, path):
    with open(path, "w") as file:
        json.dump(walk, file)
    return path


def forgotten_by_the_router(laboratory, site, names):
    """The router at home forgets a connection on which nobody has spoken for 20 s; it does not say so."""
    laboratory.resolve_by(names.INSIDE)
    laboratory.inside("home", "sysctl", "-qw", "net.netfilter.nf_conntrack_tcp_timeout_established=20",
                      "net.netfilter.nf_conntrack_tcp_loose=0")
    laboratory.nft("home", FORGETFUL)
    return _quiet(laboratory, site, ["idle-timeout-short"])


def remembered_by_the_router(laboratory, site, names):
    laboratory.resolve_by(names.INSIDE)
    return _quiet(laboratory, site, [])


def _quiet(laboratory, site, expected):
    walk = check(laboratory, site, options=[*DIRECT, "--idle", "60"])
    got = walk["verdict"]["outcome"], [finding["cause"] for finding in walk["verdict"]["findings"]]
    return "" if got == ("works", expected) else f"{got}"


CASES = [("20 repeats and a compare with one dead directory server of three", named_by_repeats, THREE),
         ("a quiet connection is forgotten by the router at home", forgotten_by_the_router, {}),
         ("a quiet connection is remembered", remembered_by_the_router, {})]
