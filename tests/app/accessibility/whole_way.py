"""whole_way.py MAILWALK   a whole walk by accessible actions alone, and everything that can be met on the way has name, role and state."""

import sys
import traceback

from screen_reader import Atspi, Missing, Program, act, faults_of, is_enabled, said_by, text_of, wait_for

STATIONS = ["This PC", "Network", "Name service", "Autodiscover", "Directory", "Mailbox"]


def expect(is_so, what):
    if not is_so:
        raise AssertionError(what)


def expect_no_faults(program, where):
    found = faults_of(program)
    expect(not found, "%s: %s" % (where, "; ".join(found[:20])))


def choose_fault(program, words):
    """By the search field, which leaves one fault; its row is selected as a screen reader selects one."""
    search = program.wait("Search what can be broken", ["text", "entry"])
    Atspi.EditableText.set_text_contents(search, words)
    tree = program.wait("What is broken", ["tree"])
    walk = program.wait("Walk", ["push button"])

    def select():
        for row in range(Atspi.Table.get_n_rows(tree)):
            node = Atspi.Table.get_accessible_at(tree, row, 0)
            if node and words in said_by(node):
                Atspi.Table.add_row_selection(tree, row)
                return is_enabled(walk)
        return False
    wait_for("a fault is selected", select)


def plain(text):
    return text.replace("\u200b", "")


def begin_practice(program, words):
    program.press("Practise with a made-up company")
    program.wait("Account", ["combo box", "label"])
    expect_no_faults(program, "practice page")
    choose_fault(program, words)
    program.press("Walk")


def stations_of(program):
    path = program.wait("The path to the mailbox")
    return [path.get_child_at_index(i) for i in range(path.get_child_count())]


def expect_stations(program):
    stations = stations_of(program)
    expect(len(stations) >= 7, "stations: %s" % [said_by(node) for node in stations])
    for station in stations:
        expect(":" in said_by(station), "a station names its state: %r" % said_by(station))
        expect(station.get_role_name() not in ("unknown", "invalid", "filler", "panel"), "role of %r: %s" % (said_by(station), station.get_role_name()))
        expect(station.get_description(), "a station explains itself: %r" % said_by(station))
        expect(station.get_state_set().contains(Atspi.StateType.FOCUSABLE), "by keyboard: %r" % said_by(station))
    said = " ".join(said_by(node) for node in stations)
    for name in STATIONS:
        expect(name.lower() in said.lower(), "no station %s in %s" % (name, said))


def walks_and_copies_the_message(program):
    expect_no_faults(program, "first page")
    begin_practice(program, "Alice may not use Outlook")
    letter = program.wait("Message to send")
    expect_no_faults(program, "result page")
    expect_stations(program)
    expect("mapi" in text_of(letter).lower() or len(text_of(letter)) > 80, "the message: %r" % text_of(letter))
    program.press("Copy message")
    program.wait("The message is copied")


def answers_what_is_asked(program):
    begin_practice(program, "Autodiscover is with a hoster, in another domain")
    no = program.wait("No", ["push button"])
    expect_no_faults(program, "question")
    act(no)
    program.wait("What this means")
    expect_stations(program)


def stops(program):
    begin_practice(program, "The directory's port accepts and never answers")
    program.press("Stop")
    program.wait("Steps", ["page tab"])


def reads_the_ports(program):
    program.press("I only want to know which ports are needed")
    sentence = wait_for("the sentence", lambda: next((node for node in program.nodes() if "135" in said_by(node)), None))
    expect("directory server" in said_by(sentence), "the sentence: %r" % said_by(sentence))
    expect_no_faults(program, "ports page")
    act(program.wait("Rules", ["page tab"]))
    rules = program.wait("Rules for a firewall", ["table"])
    expect(Atspi.Table.get_n_rows(rules) > 5, "rules")
    cell = Atspi.Table.get_accessible_at(rules, 0, 2)
    expect("Port: " in said_by(cell), "a cell names its column: %r" % said_by(cell))
    expect_no_faults(program, "rules")
    act(program.wait("Preview", ["page tab"]))
    preview = program.wait("Preview", ["text", "entry"])
    expect("135" in text_of(preview), "the preview: %r" % text_of(preview)[:200])
    program.press("Copy")
    program.wait("Copied: paste it where you need it.")


def walks_many_times(program):
    begin_practice(program, "Directory servers are named in turns, and one of three is dead")
    program.press("Repeat this walk")
    times = program.wait("How many walks", ["spin button"])
    expect(Atspi.Value.set_current_value(times, 3), "how many walks")
    expect_no_faults(program, "repeat page")
    program.press("Start")
    culprit = program.wait("Had a part in every failing walk")
    expect("gc2.corp.test" in plain(said_by(culprit)), "who it is: %r" % said_by(culprit))
    grid = program.wait("Walks by step", ["table"])
    cell = wait_for("three walks", lambda: Atspi.Table.get_n_columns(grid) == 5 and Atspi.Table.get_accessible_at(grid, 0, 2))
    expect(", run 1: " in said_by(cell), "a cell names step and walk: %r" % said_by(cell))


def compares_two_walks(program):
    begin_practice(program, "Alice may not use Outlook")
    program.wait("Message to send")
    program.press("Back")
    choose_fault(program, "The store is too busy for every second who comes")
    program.press("Walk")
    program.press("Compare with")
    wait_for("two walks", lambda: program.find("First difference: "))
    expect_no_faults(program, "compare page")
    differences = program.wait("Differences", ["table"])
    expect(Atspi.Table.get_n_rows(differences) > 0, "differences")
    cell = Atspi.Table.get_accessible_at(differences, 0, 2)
    expect("What differs: " in said_by(cell), "a cell names its column: %r" % said_by(cell))


def main():
    failed = 0
    for story in (walks_and_copies_the_message, answers_what_is_asked, stops, reads_the_ports, walks_many_times, compares_two_walks):
        try:
            with Program(sys.argv[1]) as program:
                try:
                    story(program)
                except Exception:
                    for node in program.nodes():
                        print("    %-16s %r" % (node.get_role_name(), said_by(node)))
                    raise
            print("passed: %s" % story.__name__)
        except (AssertionError, Missing) as fault:
            traceback.print_exc()
            print("failed: %s: %s" % (story.__name__, fault))
            failed += 1
    return failed


if __name__ == "__main__":
    sys.exit(main())
