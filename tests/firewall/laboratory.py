"""A network of namespaces: a PC at home, three routers, and an organisation behind the last of them.

    client -- home -- provider -- company -- dmz
                                          \\- inside

The machines inside have private addresses, as by VPN or a line of the company's own, and each a public one that the company's
router translates: what is right to say of a shut port depends on which of them a walk meets.
"""
import contextlib
import ipaddress
import os
import shutil
import subprocess
import time

INSIDE = {"ex1.corp.test": "10.20.0.11", "ex2.corp.test": "10.20.0.12", "gc1.corp.test": "10.20.0.21",
          "gc2.corp.test": "10.20.0.22", "gc3.corp.test": "10.20.0.23", "ns.corp.test": "10.20.0.53",
          "nobody.corp.test": "10.20.0.60"}
DMZ = {"mail.corp.test": "198.51.100.20", "autodiscover.corp.test": "198.51.100.21", "ns.corp.test": "198.51.100.29"}
NOBODY_HERE = ("nobody.corp.test",)  # has an address, and no machine
CLIENT = "192.168.1.10"
BROKEN_IPV6 = "2001:db8:4::20"  # has a route, and no machine

ROUTERS = ("home", "provider", "company")
TOWARDS_INSIDE = {"home": "lan", "provider": "homes", "company": "line"}  # where a packet of the client comes in
PLACES = ("client", *ROUTERS, "dmz", "inside")

def public(host):
    """The address by which the internet knows a machine of the inside."""
    return str(ipaddress.ip_address("198.51.100.64") + int(INSIDE[host].rsplit(".")[-1]))


# namespace, interface, addresses; two lines in a row are the two ends of a cable
CABLES = [
    ("client", "eth0", CLIENT + "/24", "2001:db8:1::10/64"), ("home", "lan", "192.168.1.1/24", "2001:db8:1::1/64"),
    ("home", "wan", "203.0.113.2/30", "2001:db8:2::2/64"), ("provider", "homes", "203.0.113.1/30", "2001:db8:2::1/64"),
    ("provider", "firms", "198.51.100.1/30", "2001:db8:3::1/64"), ("company", "line", "198.51.100.2/30", "2001:db8:3::2/64"),
    ("company", "perimeter", "198.51.100.17/28", "2001:db8:4::1/64"), ("dmz", "eth0", *(a + "/28" for a in DMZ.values())),
    ("company", "servers", "10.20.0.1/24"),
    ("inside", "eth0", *(a + "/24" for host, a in INSIDE.items() if host not in NOBODY_HERE)),
]
ROUTES = [
    ("client", "default", "192.168.1.1"), ("client", "default", "2001:db8:1::1"),
    ("home", "default", "203.0.113.1"), ("home", "default", "2001:db8:2::1"),
    ("provider", "192.168.1.0/24", "203.0.113.2"), ("provider", "2001:db8:1::/64", "2001:db8:2::2"),
    ("provider", "198.51.100.0/24", "198.51.100.2"), ("provider", "10.20.0.0/24", "198.51.100.2"),
    ("provider", "2001:db8:4::/64", "2001:db8:3::2"),
    ("company", "default", "198.51.100.1"), ("company", "default", "2001:db8:3::1"),
    ("dmz", "default", "198.51.100.17"), ("inside", "default", "10.20.0.1"),
]
EMPTY_TABLE = """
table inet lab {
  chain through { type filter hook forward priority 0; policy accept; }
  chain own { type filter hook output priority 0; policy accept; }
}"""
TRANSLATION = """
table ip published {
  chain before { type nat hook prerouting priority dstnat; dnat ip prefix to ip daddr map { 198.51.100.64/26 : 10.20.0.0/26 }; }
}"""


class Laboratory:
    """Builds itself when entered, and takes everything away when left, also what it started."""

    def __init__(self, prefix, line=None):
        """`line`: delay in ms and loss in percent of the line between home and provider."""
        self.prefix, self.line = prefix, line
        self.processes, self.widths = [], []

    def __enter__(self):
        try:
            self._build()
        except BaseException:
            self._remove()
            raise
        return self

    def __exit__(self, *why):
        self._remove()

    def _build(self):
        for place in PLACES:
            run("ip", "netns", "add", self.name(place))
            self.inside(place, "sysctl", "-qw", "net.ipv6.conf.all.accept_dad=0", "net.ipv6.conf.default.accept_dad=0",
                        "net.ipv4.icmp_ratelimit=0", "net.ipv6.icmp.ratelimit=0")
            self._ip(place, ["link set lo up"])
        for end, other in zip(CABLES[::2], CABLES[1::2]):
            self._lay(end, other)
        for place, target, gateway in ROUTES:
            self._ip(place, [f"route add {target} via {gateway}"])
        for router in ROUTERS:
            self.inside(router, "sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1")
            self.nft(router, EMPTY_TABLE)
        self.nft("company", TRANSLATION)

    def _lay(self, end, other):
        if self.line and other[0] == "provider":
            self._lay_line(end, other)
        else:
            self._lay_cable(end, other)
        for place, interface, *addresses in (end, other):
            self._address(place, interface, addresses)

    def _lay_line(self, end, other):
        program = os.path.join(os.path.dirname(os.path.abspath(__file__)), "line.py")
        ends = [word for place, interface, *_ in (end, other) for word in (self.name(place), interface)]
        process = subprocess.Popen([program, *ends, *map(str, self.line)], stdout=subprocess.PIPE, text=True)
        self.processes.append(process)
        if process.stdout.readline().strip() != "up":
            raise RuntimeError("the line is not up")

    def _lay_cable(self, end, other):
        run("ip", "-n", self.name(end[0]), "link", "add", end[1], "type", "veth", "peer", "name", other[1],
            "netns", self.name(other[0]))

    def _address(self, place, interface, addresses):
        lines = [f"address add {a} dev {interface}" + (" nodad" if ":" in a else "") for a in addresses]
        self._ip(place, [f"link set {interface} up"] + lines)

    def _ip(self, place, lines):
        run("ip", "-n", self.name(place), "-batch", "-", input="\n".join(lines) + "\n")

    def _remove(self):
        for process in reversed(self.processes):
            stop(process)
        for place in PLACES:
            subprocess.run(["ip", "netns", "del", self.name(place)], stderr=subprocess.DEVNULL, check=False)
            shutil.rmtree(self._settings(place), ignore_errors=True)

    def name(self, place):
        return f"{self.prefix}-{place}"

    def _settings(self, place):
        return f"/etc/netns/{self.name(place)}"

    def inside(self, place, *command, **options):
        return run("ip", "netns", "exec", self.name(place), *command, **options)

    def start(self, place, *command, **options):
        process = subprocess.Popen(["ip", "netns", "exec", self.name(place), *command], **options)
        self.processes.append(process)
        return process

    def end(self, process):
        stop(process)
        self.processes.remove(process)

    def resolve_by(self, address):
        """What `ip netns exec` shows to the client as its /etc/resolv.conf and /etc/hosts."""
        os.makedirs(self._settings("client"), exist_ok=True)
        with open(self._settings("client") + "/resolv.conf", "w") as file:
            file.write(f"nameserver {address}\noptions timeout:1 attempts:1\n")
        with open(self._settings("client") + "/hosts", "w") as file:
            file.write("127.0.0.1 localhost\n")

    # firewalls

    def nft(self, router, rules):
        self.inside(router, "nft", "-f", "-", input=rules)

    def width(self, router, interface, size):
        """How much one packet may hold."""
        self._ip(router, [f"link set {interface} mtu {size}"])
        self.widths.append((router, interface))

    def open_all(self):
        """Widths first: as long as a line is narrow, nobody may say so, or the servers would remember."""
        while self.widths:
            router, interface = self.widths.pop()
            self._ip(router, [f"link set {interface} mtu 1500"])
        for router in ROUTERS:
            self.nft(router, "flush chain inet lab through\nflush chain inet lab own\n")
        for end in ("client", "dmz", "inside"):
            self._ip(end, ["route flush cache"])


def run(*command, **options):
    done = subprocess.run(command, text=True, capture_output=True, check=False, **options)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout


def stop(process):
    if process.stdin:
        with contextlib.suppress(OSError):
            process.stdin.close()
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def eventually(question, seconds=20):
    """Asks until it is so; false when it never was."""
    last = time.monotonic() + seconds
    while not question():
        if time.monotonic() > last:
            return False
        time.sleep(0.02)
    return True
