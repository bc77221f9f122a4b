"""The firewall matrix: every row of matrix.txt, walked."""
import os
import re
from dataclasses import dataclass

import firewalls
from walk import WALKS, check, keep, result

HERE = os.path.dirname(os.path.abspath(__file__))
COLUMNS = ("id", "seen", "where", "leg", "action", "walk", "outcome", "stage", "hop", "code", "causes", "fixers")
VERDICT = COLUMNS[6:]


@dataclass
class Row:
    id: str
    seen: str
    where: str
    leg: str
    action: str
    walk: str
    verdict: dict

    @property
    def name(self):
        return self.id if self.where == "-" else f"{self.id}-{self.where}"


def rows():
    with open(os.path.join(HERE, "matrix.txt")) as file:
        lines = [line.strip() for line in file if line.strip() and not line.startswith("#")]
    return [row for line in lines for row in _rows_in(line)]


def _rows_in(line):
    cells = dict(zip(COLUMNS, re.split(r"\s*\|\s*", line), strict=True))
    verdict = {name: cells.pop(name) for name in VERDICT}
    for where in cells.pop("where").split(","):
        yield Row(where=where, verdict=verdict, **cells)


def typed(walk):
    """The account, and the options: "alice direct", "bob --server ex1.corp.test --via direct"."""
    account, *words = walk.split()
    return account, [option for word in words for option in WALKS.get(word, [word])]


def perform(row, laboratory, site, names, record):
    laboratory.resolve_by(names.OUTSIDE if row.seen == "internet" else names.INSIDE)
    firewalls.apply(laboratory, row.where, row.leg, row.action)
    account, options = typed(row.walk)
    trace = check(laboratory, site, account, options)
    if record:
        keep(trace, row.name)
    return differences(row.verdict, result(trace))


def differences(expected, got):
    """A sentence for what is not as expected; empty when all is."""
    return "; ".join(f"{name} {got[name]} and not {expected[name]}" for name in expected if got[name] != expected[name])
