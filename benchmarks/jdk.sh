# Sourced by commands: sets java, that of a JDK 25 or newer, or ends them.

java_release=25

# Sets java if the folder is a JDK that is new enough; asks its release file, which costs no JVM.
try_jdk() {
    [[ -n $1 && -x $1/bin/java && -r $1/release ]] || return 1
    local version
    version=$(sed -n 's/^JAVA_VERSION="*\([0-9][0-9]*\).*/\1/p' "$1/release")
    [[ ${version:-0} -ge $java_release ]] || return 1
    java=$1/bin/java
}

find_jdk() {
    local folder found
    found=$(command -v java || true)
    [[ -z $found ]] || found=$(dirname "$(dirname "$(readlink -f "$found")")")
    for folder in "${JAVA_HOME:-}" "$found" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* \
        "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        try_jdk "$folder" && return
    done
    echo "$0: needs a JDK $java_release or newer; install one, or set JAVA_HOME to it" >&2
    exit 1
}

find_jdk
