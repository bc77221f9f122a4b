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
    """Passwords by user, and for each machine where its mapper listens."""

    def __init__(self):
        announced = json.loads(sys.stdin.readline())
        self.passwords = {account["user"]: account["password"] for account in announced["accounts"]}
        self.mappers = {}
        for option, value in zip(announced["arguments"], announced["arguments"][1:]):
            if option == "--connect-to":
                host, _, address, port = value.split(":")
                self.mappers[host] = (address, int(port))

    def password_of(self, account):
        return self.passwords[f"{account}@corp.test"]


def finish():
    sys.exit(failed)
