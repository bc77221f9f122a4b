#!/usr/bin/python3
"""line.py NAMESPACE INTERFACE NAMESPACE INTERFACE DELAY_MS LOSS_PERCENT

A line between two namespaces that takes its time and loses packets; not every kernel has a queueing discipline for that. Prints
"up" when both interfaces are there. Losses are spread at random, but never so dense that a second try is lost with the first: what
is tested here is patience, not luck.
"""
import collections
import contextlib
import ctypes
import fcntl
import os
import random
import select
import struct
import sys
import time

CLONE_NEWNET = 0x40000000
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
MOST_BYTES = 65536


def interface(namespace, name):
    """The end of a TUN device that packets come out of, made in that namespace."""
    libc = ctypes.CDLL(None, use_errno=True)
    own, other = (os.open(path, os.O_RDONLY) for path in ("/proc/self/ns/net", "/run/netns/" + namespace))
    if libc.setns(other, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "setns " + namespace)
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TUN | IFF_NO_PI))
    libc.setns(own, CLONE_NEWNET)
    return device


class Direction:
    def __init__(self, source, target, delay, loss):
        self.source, self.target, self.delay, self.loss = source, target, delay, loss
        self.waiting = collections.deque()  # (when, packet), in order
        self.until_next = self.gap()

    def gap(self):
        return random.randint(int(50 / self.loss), int(150 / self.loss)) if self.loss else None

    def take(self):
        try:
            packet = os.read(self.source, MOST_BYTES)
        except BlockingIOError:
            return
        if self.until_next is not None:
            self.until_next -= 1
            if not self.until_next:
                self.until_next = self.gap()
                return
        self.waiting.append((time.monotonic() + self.delay, packet))

    def give(self):
        while self.waiting and self.waiting[0][0] <= time.monotonic():
            with contextlib.suppress(OSError):  # the other end is not up yet
                os.write(self.target, self.waiting.popleft()[1])


def carry(directions):
    by_source = {each.source: each for each in directions}
    while True:
        due = [each.waiting[0][0] for each in directions if each.waiting]
        patience = max(0, min(due) - time.monotonic()) if due else None
        for source in select.select(by_source, [], [], patience)[0]:
            by_source[source].take()
        for each in directions:
            each.give()


def main():
    ends = [interface(*sys.argv[1:3]), interface(*sys.argv[3:5])]
    delay, loss = float(sys.argv[5]) / 1000, float(sys.argv[6])
    print("up", flush=True)
    carry([Direction(*ends, delay, loss), Direction(*reversed(ends), delay, loss)])


if __name__ == "__main__":
    main()
