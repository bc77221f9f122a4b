# A Samba domain controller of our own for the length of one piece; to be sourced. Everything lies in $domain_dir, /etc/samba is not
# read; it listens on $domain_address alone. Its ports are below 1024, so it needs root.

domain_host=dc1.example.test
domain_dir='' domain_address='' domain_process='' domain_services='rpc, ldap, cldap, dns'

domain_settings() {
    local option
    for option in "interfaces=$domain_address/8" 'bind interfaces only=yes' "pid directory=$domain_dir/run" \
        "log file=$domain_dir/log/log.samba" "ncalrpc dir=$domain_dir/ncalrpc" "winbindd socket directory=$domain_dir/winbindd" \
        "ntp signd socket directory=$domain_dir/ntp" 'usershare path=' 'panic action=' 'dns forwarder=' \
        "server services=$domain_services" 'rpc server dynamic port range=49152-49251'; do
        printf -- '--option=%s\n' "$option"
    done
}

domain_provision() {
    local options
    mapfile -t options < <(domain_settings)
    mkdir -p "$domain_dir"/{run,log,etc,ncalrpc,winbindd,ntp}
    : >"$domain_dir/base.conf"
    samba-tool domain provision --configfile="$domain_dir/base.conf" --targetdir="$domain_dir" --server-role=dc --realm=EXAMPLE.TEST \
        --domain=EXAMPLE --adminpass="$(domain_password)" --dns-backend=SAMBA_INTERNAL --host-name=dc1 --host-ip="$domain_address" \
        "${options[@]}" --quiet &&
        # provisioning drops these
        sed -i '/^\[global\]/a\	tls enabled = no\n	printing = bsd\n	load printers = no\n	disable spoolss = yes\n	dns update command = /bin/true' \
            "$domain_dir/etc/smb.conf"
}

domain_password() { printf 'Made-up.%s' "$(od -An -N8 -tx1 /dev/urandom | tr -d ' ')"; }

# USER: its password is one line on standard input
domain_add_user() {
    local password
    read -r password
    printf '%s\n%s\n' "$password" "$password" | samba-tool user create "$1" --configfile="$domain_dir/etc/smb.conf" >/dev/null
}

# As strict as the strictest: what a walk does to an account shows in its counter.
domain_lock_after_three() {
    samba-tool domain passwordsettings set --account-lockout-threshold=3 --configfile="$domain_dir/etc/smb.conf" >/dev/null
}

domain_refusals() { # USER: how many wrong passwords the directory has counted
    ldbsearch -H "$domain_dir/private/sam.ldb" "(sAMAccountName=$1)" badPwdCount 2>/dev/null | sed -n 's/^badPwdCount: //p'
}

domain_answers() { # PORT
    (: <"/dev/tcp/$domain_address/$1") 2>/dev/null
}

domain_make() { # leaves a provisioned directory; start comes after the users
    ((EUID == 0)) || { echo "not ok - the domain controller needs root for its ports 53 and 135"; return 1; }
    domain_address=127.20.$((RANDOM % 254 + 1)).$((RANDOM % 254 + 1))
    domain_dir=$(mktemp -d)
    domain_provision && domain_lock_after_three
}

domain_start() {
    local tries
    samba -s "$domain_dir/etc/smb.conf" --foreground --no-process-group -M single --debug-stdout -d1 >"$domain_dir/log/stdout" 2>&1 &
    domain_process=$!
    for ((tries = 0; tries < 200; ++tries)); do
        domain_answers 135 && domain_answers 53 && return
        kill -0 "$domain_process" 2>/dev/null || break
        sleep 0.1
    done
    echo "not ok - the domain controller does not start"
    tail -n 20 "$domain_dir/log/stdout"
    return 1
}

domain_end() {
    [[ -z $domain_process ]] || { kill "$domain_process"; wait "$domain_process"; } 2>/dev/null
    [[ -z $domain_dir ]] || rm -rf "$domain_dir"
}
