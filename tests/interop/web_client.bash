# One visit of our client to a web server, as its record tells it; to be sourced after say.bash.

visit_record='' # a file

visit() { # URL ADDRESS CA-FILE [OPTIONS]: a password, if any, on standard input
    "$BUILD/tests/http_client" "$@" >"$visit_record" 2>&1
    cat "$visit_record" >>"$visit_record.all"
}

visits_keep() { # SECRET SENTENCE: it is nowhere, plain or as Basic codes it with any user
    local coded
    coded=$(for pad in '' 1 12; do printf '%s%s' "$pad" "$1" | base64 -w0 | sed -E 's/^.{4}//; s/.{4}$//'; echo; done)
    [[ -s $visit_record.all ]] && ! grep -qF -e "$1" -e "$coded" "$visit_record.all"
    say $? "$2"
}

visited() { # KIND: how its hops ended
    sed -nE "s/^$1 //p" "$visit_record" | paste -sd';'
}

told() { # FACT: its values in all hops
    sed -nE "s/^  $1: //p" "$visit_record" | paste -sd';'
}

expect_visited() { # EXPECTED KIND SENTENCE
    say_equal "$1" "$(visited "$2")" "$3" || sed 's/^/# /' "$visit_record"
}

expect_told() { # EXPECTED FACT SENTENCE
    say_equal "$1" "$(told "$2")" "$3" || sed 's/^/# /' "$visit_record"
}
