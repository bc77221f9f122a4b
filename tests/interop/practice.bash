# Runs a foreign client, in Python, against a whole practice organisation; to be sourced after say.bash.

practise() { # CLIENT MODULE
    /usr/bin/python3 -c "import $2" 2>/dev/null || {
        say 1 "/usr/bin/python3 has the module $2"
        return 1
    }
    local announced ready
    coproc practice { exec "$BUILD/bin/mailwalk-cli" practice --json; }
    IFS= read -r -t 20 announced <&"${practice[0]}" && IFS= read -r -t 20 ready <&"${practice[0]}" && [[ $ready == ready ]]
    say $? "a practice organisation is ready"
    ((said_no)) || timeout 120 /usr/bin/python3 -B "$1" <<<"$announced"
    local ended=$? process=$practice_PID
    exec {practice[1]}>&- # the end of its input ends it
    wait "$process"
    return $ended
}
