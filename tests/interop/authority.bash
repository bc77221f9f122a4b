# Authorities of our own, and certificates of theirs, sound and odd; to be sourced. Everything lies in $authority_folder.

authority_folder='' authority_key=ecdsa

authority_sign() { # NAME ISSUER (empty: itself) LINE-OF-THE-TEMPLATE...
    local name=$1 issuer=$2 how=(--generate-self-signed)
    shift 2
    [[ -z $issuer ]] ||
        how=(--generate-certificate --load-ca-certificate "$authority_folder/$issuer.pem" --load-ca-privkey "$authority_folder/$issuer.key")
    printf '%s\n' "$@" >"$authority_folder/$name.template"
    [[ -s $authority_folder/$name.key ]] ||
        certtool --generate-privkey --key-type "$authority_key" --outfile "$authority_folder/$name.key" &&
        certtool "${how[@]}" --load-privkey "$authority_folder/$name.key" --template "$authority_folder/$name.template" \
            --outfile "$authority_folder/$name.pem"
} >>"$authority_folder/log" 2>&1

authority_make() { # NAME [ISSUER]
    authority_sign "$1" "${2:-}" "cn = \"$1 of the tests\"" ca cert_signing_key 'expiration_days = 30'
}

# A server's certificate; what is odd about it comes as further lines of the template.
authority_certify() { # NAME ISSUER HOST [LINE...]
    local name=$1 issuer=$2 host=$3
    shift 3
    (($#)) || set -- 'expiration_days = 30'
    authority_sign "$name" "$issuer" "cn = \"$host\"" "dns_name = \"$host\"" tls_www_server signing_key encryption_key "$@"
}

authority_chain() { # NAME CERTIFICATE...: all of them, the leaf first, as NAME.chain
    local name=$1 each
    shift
    for each; do
        cat "$authority_folder/$each.pem" || return
    done >"$authority_folder/$name.chain"
}
