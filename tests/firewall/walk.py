"""A walk from the PC at home, and what its record says."""
import json
import os

PASSWORDS = {"alice": "Practice-Alice-1", "bob": "Practice-Bob-2"}  # made up, as in core/practice
TYPED = ["--server", "ex1.corp.test"]
PROXY = ["--rpc-proxy", "mail.corp.test", "--auth", "ntlm"]
ALICE = "/o=Corp/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=alice"
OUTLOOK = ["--outlook", "2007"]

# What a person types, by the words that the tables use.
WALKS = {
    "direct": [*TYPED, "--via", "direct", *OUTLOOK],
    "proxy": [*TYPED, *PROXY, "--via", "rpc-https", *OUTLOOK],
    "both": [*TYPED, *PROXY, *OUTLOOK],
    "straight": ["--via", "direct", *OUTLOOK],  # behind a server of the row's own
    "address": OUTLOOK,
    "finished": ["--profile", "finished", "--mailbox", ALICE, "--directory", "gc1.corp.test"],
    "agreed": [w for host in ("ex1", "ex2", "gc1", "gc2", "gc3") for w in ("--accept", host + ".corp.test")],
}


def check(laboratory, site, account="alice", options=(), profile=None, patience=2):
    """The trace that `mailwalk-cli check` writes."""
    command = [os.path.join(os.environ["BUILD"], "bin", "mailwalk-cli"), "check", f"{account}@corp.test", *options,
               "--password-stdin", "--ca", site.authority + ".crt", "--timeout", str(patience), "--json", "-"]
    process = laboratory.start("client", *command, stdin=-1, stdout=-1, stderr=-1, text=True)
    try:
        out, said = process.communicate(PASSWORDS[account] + "\n", timeout=120)
    finally:
        laboratory.end(process)
    if not out.strip():
        raise RuntimeError(f"check ended with {process.returncode}: {said.strip()[-400:]}")
    return json.loads(out)


def result(trace):
    """What the tables hold: outcome, stage, kind of hop, code, the causes in order, and all who are named as fixers."""
    verdict = trace["verdict"]
    hop = next((h for h in trace["hops"] if h["id"] == verdict.get("hop")), {})
    causes = [finding["cause"] for finding in verdict["findings"]]
    fixers = dict.fromkeys(fixer for finding in verdict["findings"] for fixer in finding["fixers"])
    return {"outcome": verdict["outcome"], "stage": verdict.get("stage") or "-", "hop": hop.get("kind", "-"),
            "code": verdict.get("code") or "-", "causes": " + ".join(causes) or "-", "fixers": ", ".join(fixers) or "-"}


def keep(trace, name):
    """A walk of the laboratory as a test file: nothing of the day and of the computer."""
    trace["started"] = "2026-01-01T00:00:00Z"
    trace["program"]["system"] = "firewall laboratory"
    trace["hops"] = [{name: value for name, value in hop.items() if value is not None} for hop in trace["hops"]]
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "walks", "firewall")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name + ".json"), "w") as file:
        json.dump(trace, file, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        file.write("\n")
