"""What `mailwalk-cli practice --json` announces, and how a piece of tests/interop says what it found."""
import json
import sys

failed = False


def say(holds, sentence):
    global failed
    failed = failed or not holds
    print(("ok - " if holds else "not ok - ") + sentence, flush=True)


def say_equal(expected, got, sentence):
    say(expected == got, sentence if expected == got else f"{sentence}: expected {expected!r}, got {got!r}")


class Announced:
    """Passwords by user, and where the machines really listen: each for its mapper, and any of them by host and port."""

    def __init__(self):
        announced = json.loads(sys.stdin.readline())
        self.passwords = {account["user"]: account["password"] for account in announced["accounts"]}
        self.authority = announced["ca"]
        self.places = {}
        for option, value in zip(announced["arguments"], announced["arguments"][1:]):
            if option == "--connect-to":
                host, asked, address, port = value.split(":")
                self.places[host, int(asked)] = (address, int(port))
        self.mappers = {host: place for (host, asked), place in self.places.items() if asked == 135}

    def password_of(self, account):
        return self.passwords[f"{account}@corp.test"]


def finish():
    sys.exit(failed)
