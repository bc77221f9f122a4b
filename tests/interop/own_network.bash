# A network of our own, with nothing but a loopback interface: some servers listen everywhere, and here that harms nobody. To be
# sourced first, in the folder of the piece: it begins the piece anew in there.
if [[ ${own_network:-} != "${0##*/}" ]]; then
    export own_network=${0##*/}
    exec unshare --net "./$own_network"
    echo "not ok - ${0##*/} needs root, for a network of its own"
    exit 1
fi
ip link set lo up || exit

own_network_answers() { # ADDRESS PORT PROCESS
    local tries
    for ((tries = 0; tries < 100; ++tries)); do
        (: <"/dev/tcp/$1/$2") 2>/dev/null && return
        kill -0 "$3" 2>/dev/null || break
        sleep 0.05
    done
    return 1
}
