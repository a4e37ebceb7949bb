# Sourced by the commands beside it: sets root, java (of a JDK 25 or newer) and jar (the benchmarks,
# built when absent or older than a source).

java_release=25
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
jar=$root/benchmarks/target/benchmarks.jar

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
    echo "benchmarks: needs a JDK $java_release or newer; install one, or set JAVA_HOME to it" >&2
    exit 1
}

build_jar() {
    local module newer=
    if [[ -f $jar ]]; then
        for module in engine nn meta benchmarks; do
            newer+=$(find "$root/$module/src/main" "$root/$module/pom.xml" -newer "$jar" -print -quit)
        done
        [[ -n $newer ]] || return 0
    fi
    echo 'benchmarks: building the jar ...' >&2
    (cd "$root" && JAVA_HOME=$(dirname "$(dirname "$java")") \
        mvn -q -pl benchmarks -am -DskipTests package) >&2
}

find_jdk
build_jar
