"""The Exchange organisation in the laboratory: one firewall_site inside, one in the perimeter."""
import os
import subprocess

from laboratory import DMZ, INSIDE

PINS = {"referral": 59001, "store": 59002, "dsproxy": 59003, "gc": 59004}
IN_PERIMETER = ("mail.corp.test", "autodiscover.corp.test")
EXCHANGE = ("ex1.corp.test", "ex2.corp.test")
DIRECTORIES = ("gc1.corp.test", "gc2.corp.test", "gc3.corp.test")


class Site:
    """`version` of Exchange; `directories` in the order in which they are handed out; without `pinned` ports are dynamic."""

    def __init__(self, laboratory, folder, version="2007", directories=DIRECTORIES[:1], pinned=True):
        self.laboratory, self.directories = laboratory, directories
        self.authority = os.path.join(folder, "authority.pem")
        self.programs, self.ports = [], {}
        inside, perimeter = (*EXCHANGE, *directories), IN_PERIMETER[:1] if version == "2003" else IN_PERIMETER
        known = [f"{host}={(INSIDE | DMZ)[host]}" for host in (*inside, *perimeter)]
        plan = ["--authority", self.authority, "--exchange", version, *each("--directory", directories), *each("--place", known)]
        self._serve("inside", inside, plan + (each("--pin", pins(directories)) if pinned else []))
        self._serve("dmz", perimeter, plan)

    def _serve(self, place, hosts, plan):
        program = self.laboratory.start(place, os.path.join(os.environ["BUILD"], "tests", "firewall_site"), *plan,
                                        *each("--serve", hosts), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.programs.append(program)
        for line in program.stdout:
            if line.strip() == "ready":
                return
            host, what, _, port = line.split()
            self.ports[host, what] = int(port)
        raise RuntimeError(f"firewall_site {place} ended with {program.wait()}")

    def end(self):
        for program in self.programs:
            self.laboratory.end(program)


def each(option, values):
    return [word for value in values for word in (option, value)]


def pins(directories):
    wishes = [f"{host}/{what}={PINS[what]}" for host in EXCHANGE for what in ("referral", "store", "dsproxy")]
    return wishes + [f"{host}/gc={PINS['gc']}" for host in directories]
