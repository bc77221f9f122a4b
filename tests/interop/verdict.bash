# What a walk has come to, in one line; to be sourced.

verdict_in() { # FILE
    /usr/bin/python3 - "$1" <<'END_READ'
import json, sys
walk = json.load(open(sys.argv[1]))
verdict = walk["verdict"]
kind = {hop["id"]: hop["kind"] for hop in walk["hops"]}.get(verdict["hop"])
print(verdict["outcome"], verdict["stage"], kind, verdict["code"], *[finding["cause"] for finding in verdict["findings"]])
END_READ
}
