"""The window as a screen reader has it: a tree of names, roles, states and actions. No pointer, no keys, no pixels."""

import os
import subprocess
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = 60  # seconds; only a failing test waits so long
NAMELESS = {"filler", "panel", "frame", "scroll pane", "viewport", "separator", "scroll bar", "layered pane", "split pane", "label",
            "unknown", "list item", "table cell", "tree item", "menu bar", "tool bar", "page tab list", "status bar", "root pane"}


class Missing(Exception):
    pass


def wait_for(what, find):
    """What `find` gives, once it gives something; a tree that changes meanwhile is looked at again."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            found = find()
            if found:
                return found
        except GLib.Error:
            pass
        time.sleep(0.05)
    raise Missing(what)


class Program:
    """The program, and its tree."""

    def __init__(self, *command):
        Atspi.get_desktop(0).get_child_count()  # the registry is there before the program looks for it
        self.process = subprocess.Popen(command)
        self.root = wait_for("the program in the accessibility tree", self._find)

    def _find(self):
        while GLib.MainContext.default().iteration(False):  # news of programs that have come
            pass
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child and child.get_process_id() == self.process.pid and child.get_child_count():
                return child
        return None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)

    def nodes(self, showing=True):
        """All nodes that can be seen, each before what it holds."""
        waiting = [self.root]
        while waiting:
            node = waiting.pop()
            try:
                if node is not self.root and showing and not is_showing(node):
                    continue
                yield node
                count = min(node.get_child_count(), 2000)
                waiting += [child for child in (node.get_child_at_index(i) for i in reversed(range(count))) if child]
            except GLib.Error:
                continue  # it has gone meanwhile

    def find(self, name=None, roles=None, showing=True):
        for node in self.nodes(showing):
            if (roles is None or node.get_role_name() in roles) and (name is None or name in said_by(node)):
                return node
        return None

    def wait(self, name=None, roles=None):
        return wait_for("%s %s" % (roles, name), lambda: self.find(name, roles))

    def press(self, name, roles=("push button", "radio button", "check box", "toggle button", "menu item")):
        node = self.wait(name, roles)
        wait_for("%s is enabled" % name, lambda: is_enabled(node))
        act(node)
        return node


def is_showing(node):
    states = node.get_state_set()
    return states.contains(Atspi.StateType.SHOWING) or states.contains(Atspi.StateType.VISIBLE)


def is_enabled(node):
    return node.get_state_set().contains(Atspi.StateType.ENABLED)


def said_by(node):
    return (node.get_name() or "").replace("&", "")


def text_of(node):
    return Atspi.Text.get_text(node, 0, -1) if "Text" in node.get_interfaces() else ""


def act(node, names=("Press", "Toggle", "press", "toggle", "Check", "click")):
    offered = [Atspi.Action.get_action_name(node, i) for i in range(Atspi.Action.get_n_actions(node))]
    for name in names:
        if name in offered:
            Atspi.Action.do_action(node, offered.index(name))
            return
    raise Missing("an action of %s among %s" % (said_by(node), offered))


def faults_of(program):
    """What of the nodes that can be seen has no name or no role."""
    found = []
    for node in program.nodes():
        role = node.get_role_name()
        if role in ("invalid", ""):
            found.append("no role: %r" % said_by(node))
        elif role not in NAMELESS and not said_by(node) and node is not program.root:
            found.append("no name: %s in %r" % (role, said_by(node.get_parent())))
        elif not node.get_state_set().get_states():
            found.append("no state: %s %r" % (role, said_by(node)))
    return found
