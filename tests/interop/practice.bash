# A whole practice organisation, for foreign clients; to be sourced after say.bash.

practice_announced='' # the line of JSON

# It runs until its standard input ends.
practice_begin() {
    local ready
    coproc practice { exec "$BUILD/bin/mailwalk-cli" practice --json; }
    IFS= read -r -t 20 practice_announced <&"${practice[0]}" && IFS= read -r -t 20 ready <&"${practice[0]}" && [[ $ready == ready ]]
}

practice_end() { [[ -z ${practice_PID:-} ]] || { exec {practice[1]}>&- && wait "$practice_PID"; }; } 2>/dev/null

announced() { # PYTHON EXPRESSION over `all`, `places` ((host, port) to where it listens) and the first `account`: a list, line by line
    /usr/bin/python3 -c 'import json, sys
all = json.loads(sys.argv[1]); account = all["accounts"][0]
places = {tuple(a.split(":")[:2]): a.split(":")[2:] for a in all["arguments"] if a.count(":") == 3}
print(*eval(sys.argv[2]), sep="\n")' "$practice_announced" "$1"
}

practise() { # CLIENT MODULE: a foreign client in Python
    /usr/bin/python3 -c "import $2" 2>/dev/null || {
        say 1 "/usr/bin/python3 has the module $2"
        return 1
    }
    practice_begin
    say $? "a practice organisation is ready"
    ((said_no)) || timeout 120 /usr/bin/python3 -B "$1" <<<"$practice_announced"
    local ended=$?
    practice_end
    return $ended
}
