"""The ports adviser, proven: the rules that `mailwalk-cli ports` prints are loaded at the company's router, and nothing else is open
there. A walk works; without any one of them it fails where the adviser says, or works where the adviser says so."""
import json
import os
from dataclasses import dataclass

from laboratory import CLIENT, DMZ, INSIDE, run
from organisation import PINS
from walk import ALICE, PROXY, TYPED, check, result


@dataclass(frozen=True)
class Situation:
    version: str  # of Exchange, and of the Outlook of its time
    via: str
    pinned: bool
    profile: str

    @property
    def name(self):
        ports = {"rpc-https": "rpc-https", "direct": "direct " + ("pinned" if self.pinned else "dynamic")}[self.via]
        return f"{self.version}, {ports}, {self.profile}"

    @property
    def site(self):
        return {"version": self.version, "pinned": self.pinned}

    def names(self, servers):
        return servers.INSIDE if self.via == "direct" else servers.OUTSIDE

    def advice(self, form, servers):
        where = "vpn" if self.via == "direct" else "internet"
        pins = ["--pin", ",".join(f"{name}={port}" for name, port in PINS.items())] if self.pinned else []
        return run(os.path.join(os.environ["BUILD"], "bin", "mailwalk-cli"), "ports", "--exchange", self.version,
                   "--outlook", self.version, "--via", self.via, "--where", where, "--profile", self.profile, *pins,
                   "--client", CLIENT, "--exchange-host", INSIDE["ex1.corp.test"], "--directory", INSIDE["gc1.corp.test"],
                   "--rpc-proxy", DMZ["mail.corp.test"], "--autodiscover", DMZ["autodiscover.corp.test"],
                   "--dns", self.names(servers), "--format", form)

    # Exchange 2003 has no Autodiscover, and a finished profile does not ask it: there the server is known.
    def typed(self):
        isKnown = self.version == "2003" or self.profile == "finished"
        proxy = PROXY if self.via == "rpc-https" and isKnown else []
        stored = ["--profile", "finished", "--mailbox", ALICE] if self.profile == "finished" else []
        directory = ["--directory", "gc1.corp.test"] if stored and self.via == "direct" else []
        return [*(TYPED if isKnown else []), *proxy, *stored, *directory, "--via", self.via, "--outlook", self.version]


SITUATIONS = [Situation(version, via, pinned, profile) for version in ("2003", "2007")
              for via, pinned in (("direct", False), ("direct", True), ("rpc-https", True)) for profile in ("new", "finished")]


def rules_of(situation, servers):
    """Those that are loaded (what is optional is printed, but closed), and that stand between machines on two sides of the router."""
    loaded = situation.advice("nft", servers).splitlines()
    rules = json.loads(situation.advice("json", servers))["rules"]
    return [rule for rule in rules if crosses(rule) and any(is_of(rule["id"], line) for line in loaded)]


def crosses(rule):
    return rule["from"] == "client" or (rule["from"], rule["to"]) == ("proxy", "exchange")


def is_of(rule, line):
    return f'comment "{rule}"' in line and not line.lstrip().startswith("#")


def walk_behind(situation, taken, laboratory, site, names):
    """The walk with all the rules but one, or with all of them."""
    loaded = situation.advice("nft", names).splitlines()
    kept = [line for line in loaded if not (taken and is_of(taken, line))]
    laboratory.resolve_by(situation.names(names))
    laboratory.nft("company", "\n".join(kept) + "\n")
    try:
        return check(laboratory, site, options=situation.typed())
    finally:
        laboratory.nft("company", "delete table inet mailwalk\n")


def works(situation, laboratory, site, names):
    got = result(walk_behind(situation, None, laboratory, site, names))
    return "" if got["outcome"] == "works" else f"with every rule the walk {got}"


def fails_without(situation, rule, laboratory, site, names):
    got = result(walk_behind(situation, rule["id"], laboratory, site, names))
    expected = {"outcome": "fails", "stage": rule["stage"], "hop": rule["kind"]} if rule["stage"] else {"outcome": "works"}
    return "; ".join(f"{name} {got[name]} and not {expected[name]}" for name in expected if got[name] != expected[name])
