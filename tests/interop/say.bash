# How a piece of tests/interop tells what it found; to be sourced. False when it did not hold.

said_no=0

say() { # STATUS SENTENCE
    if (($1 == 0)); then
        echo "ok - $2"
        return
    fi
    echo "not ok - $2"
    said_no=1
    return 1
}

say_equal() { # EXPECTED GOT SENTENCE
    if [[ $1 == "$2" ]]; then
        say 0 "$3"
    else
        say 1 "$3: expected '$1', got '$2'"
    fi
}
