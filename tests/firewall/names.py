"""The organisation's name service: NSD inside with private addresses, NSD in the perimeter with those of the internet."""
import os
import subprocess

from laboratory import BROKEN_IPV6, DMZ, INSIDE, eventually, public

CONFIGURATION = """
server:
  ip-address: {address}
  username: ""
  zonesdir: "{folder}"
  pidfile: "{folder}/pid"
  database: ""
  xfrdfile: ""
  zonelistfile: "{folder}/list"
  logfile: "{folder}/log"
  server-count: 1
remote-control:
  control-enable: no
zone:
  name: corp.test
  zonefile: corp.test.zone
zone:
  name: broken.test
  zonefile: never-written.zone
"""  # a zone without a file is answered with SERVFAIL

HEAD = """$ORIGIN corp.test.
$TTL 60
@ SOA ns.corp.test. hostmaster.corp.test. 1 3600 600 86400 60
@ NS ns.corp.test.
"""


def lines(inside_address, directories):
    """`inside_address` gives the address of a machine of the inside as this zone tells it; directory servers are listed as Active
    Directory lists its own."""
    hosts = {host: inside_address(host) for host in INSIDE} | DMZ
    answers = [f"{host}. A {address}" for host, address in hosts.items()]
    answers += [f"wrong.corp.test. A {inside_address('gc1.corp.test')}",
                f"both.corp.test. A {inside_address('nobody.corp.test')}",
                f"both.corp.test. A {inside_address('ex1.corp.test')}",
                f"six.corp.test. A {inside_address('ex1.corp.test')}", f"six.corp.test. AAAA {BROKEN_IPV6}",
                "failing.corp.test. CNAME failing.broken.test."]
    answers += [f"_gc._tcp.corp.test. SRV 0 100 3268 {host}." for host in directories]
    return HEAD + "\n".join(answers) + "\n"


class NameServers:
    INSIDE, OUTSIDE = INSIDE["ns.corp.test"], DMZ["ns.corp.test"]

    def __init__(self, laboratory, folder, directories):
        self.laboratory, self.directories = laboratory, directories
        self._start("inside", self.INSIDE, os.path.join(folder, "names-inside"), INSIDE.get)
        self._start("dmz", self.OUTSIDE, os.path.join(folder, "names-outside"), public)

    def _start(self, place, address, folder, inside_address):
        os.makedirs(folder)
        with open(f"{folder}/nsd.conf", "w") as file:
            file.write(CONFIGURATION.format(address=address, folder=folder))
        with open(f"{folder}/corp.test.zone", "w") as file:
            file.write(lines(inside_address, self.directories))
        server = self.laboratory.start(place, "/usr/sbin/nsd", "-d", "-c", f"{folder}/nsd.conf",
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if not eventually(lambda: self._answers(place, address)):
            raise RuntimeError(f"nsd at {address} does not answer (ended with {server.poll()})")

    def _answers(self, place, address):
        listening = self.laboratory.inside(place, "ss", "-Hlnu", f"src {address}")
        return ":53" in listening
