# Sourced by the commands beside it: sets root, java (of a JDK 25 or newer) and jar (the benchmarks,
# built when absent or older than a source).

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
jar=$root/benchmarks/target/benchmarks.jar
source "$root/benchmarks/jdk.sh"

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

build_jar
