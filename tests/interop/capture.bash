# What went over the loopback interface, as tshark reads it; to be sourced. Capturing needs root.

capture_folder='' capture_process='' capture_marks=''

# A datagram to the discard port of an address that nobody uses tells that capturing has begun, and at the end that all before it
# lies in the file. Sent again until it is there.
capture_sees() { # TEXT
    local tries
    for ((tries = 0; tries < 100; ++tries)); do
        kill -0 "$capture_process" 2>/dev/null || break
        { echo "$1" >"/dev/udp/$capture_marks/9"; } 2>/dev/null
        ! grep -aqs "$1" "$capture_folder/capture" || return 0
        sleep 0.1
    done
    sed 's/^/# /' "$capture_folder/log"
    return 1
}

capture_begin() { # FOLDER FILTER
    capture_folder=$1
    capture_marks=127.21.$((RANDOM % 254 + 1)).$((RANDOM % 254 + 1))
    mkdir -p "$capture_folder"/{sealed,opened}
    dumpcap -q -i lo -f "($2) or dst host $capture_marks" -w "$capture_folder/capture" 2>"$capture_folder/log" &
    capture_process=$!
    capture_sees 'mailwalk: begin'
}

capture_end() {
    capture_sees 'mailwalk: end'
    local status=$?
    { kill -INT "$capture_process" && wait "$capture_process"; } 2>/dev/null
    capture_process=''
    return $status
}

capture_abandon() { [[ -z $capture_process ]] || { kill "$capture_process" && wait "$capture_process"; } 2>/dev/null; }

# What stands on standard input decrypts NTLM's seals for capture_opened. It lies in a file, since arguments can be seen.
capture_password() {
    local password
    read -r password
    (umask 077 && printf 'ntlmssp.nt_password: %s\n' "$password" >"$capture_folder/opened/preferences")
}

capture_read() { # sealed|opened FILTER [TSHARK ARGUMENTS]: whatever number a port happens to have
    local settings=$capture_folder/$1 filter=$2
    shift 2
    WIRESHARK_CONFIG_DIR=$settings tshark -n -r "$capture_folder/capture" -o tcp.try_heuristic_first:TRUE \
        -Y "not ip.dst == $capture_marks and ($filter)" "$@" 2>"$capture_folder/log"
}

# The interfaces of all binds, as tshark names them; one that it does not know stands there as a UUID.
capture_interfaces() { # sealed|opened
    capture_read "$1" 'dcerpc.pkt_type == 11' -T fields -e _ws.col.Info | sed -nE 's/.*context items: (.*) V[0-9]+\.[0-9]+ .*/\1/p' | sort -u | xargs
}

capture_methods() { # sealed|opened FILTER: the calls whose stubs it has read
    capture_read "$1" "dcerpc.pkt_type == 0 and ($2)" -T fields -e _ws.col.Info | sed -nE 's/^([A-Za-z0-9_]+) request.*/\1/p' | sort -u | xargs
}

# No packet that it cannot make sense of, but for what capture_exceptions says of tshark itself.
capture_is_well_formed() { # sealed|opened FILTER SENTENCE
    local bad known
    bad=$(capture_read "$1" "($2) and (_ws.malformed or _ws.expert.group == \"Malformed\")" -T fields -e frame.number -e _ws.col.Info -e _ws.expert.message)
    for known in ${capture_exceptions[@]+"${capture_exceptions[@]}"}; do
        bad=$(grep -vE "$known" <<<"$bad")
    done
    [[ -z $bad && -n $(capture_read "$1" "$2" | head -n 1) ]]
    say $? "$3"
    [[ -z $bad ]] || sed 's/^/# /' <<<"$bad"
}
