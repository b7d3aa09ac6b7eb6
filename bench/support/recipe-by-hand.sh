#!/bin/sh
# A recipe's life as a careful person writes it down: docker's own commands, `stack deploy`, `stack rm`, and waits that poll.
# usage: recipe-by-hand.sh side-by-side|stage-each RECIPE PREVIOUS-TAG TOOLBOX-IMAGE PREFIX
set -eu
mode=$1 recipe=$2 previous=$3 toolbox=$4 prefix=$5
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LETS_ENCRYPT_ENV= SITE_VERSION=v1 RESTIC_PASSWORD=throw-away
mkdir "$work/previous"
git -C "$recipe" archive "$previous" | tar -x -C "$work/previous"

until_ok() { # TRIES COMMAND…: ten times a second
  tries=$1
  shift
  while ! "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || { echo "gave up: $*" >&2; exit 1; }
    sleep 0.1
  done
}
deploy() { # STACK FOLDER
  STACK_NAME=$1 DOMAIN=$1.test docker stack deploy --resolve-image never -c "$2/compose.yml" "$1" >/dev/null
}
is_up() { [ "$(docker service ls --filter "name=$1_app" --format '{{.Replicas}}')" = 1/1 ]; }
is_rolled() { [ "$(docker service inspect --format '{{.UpdateStatus.State}}' "$1_app")" = completed ]; }
container() { docker ps --quiet --filter "label=com.docker.swarm.service.name=$1_app" --filter health=healthy | head -n 1; }
answers() {
  id=$(docker ps --no-trunc --quiet --filter "label=com.docker.swarm.service.name=$1_app" | head -n 1)
  address=$(docker network inspect docker_gwbridge --format "{{(index .Containers \"$id\").IPv4Address}}")
  curl -fsS -H "Host: $1.test" "http://${address%/*}/"
}
gone() {
  [ -z "$(docker ps --all --quiet --filter "label=com.docker.stack.namespace=$1")" ] &&
    [ -z "$(docker network ls --quiet --filter "label=com.docker.stack.namespace=$1")" ]
}
remove() { # STACK, and its toolbox and volumes
  docker rm --force "$1_toolbox" >/dev/null 2>&1 || true
  docker stack rm "$1" >/dev/null
  until_ok 300 gone "$1"
  until_ok 100 docker volume rm --force "$1_content" "$1_backup"
}
write() { docker exec "$(container "$1")" sh -c "echo $2 >/var/www/html/marker"; }
reads() { [ "$(docker exec "$(container "$1")" cat /var/www/html/marker)" = "$2" ]; }
open_toolbox() { # STACK REPOSITORY-VOLUME
  docker run --detach --name "$1_toolbox" --network none --env RESTIC_PASSWORD --env RESTIC_REPOSITORY=/backup \
    --volume "$1_content:/volumes/content" --volume "$2:/backup" --entrypoint sleep "$toolbox" 600 >/dev/null
}
backup() {
  open_toolbox "$1" "$1_backup"
  docker exec "$1_toolbox" restic init --quiet
  docker exec "$1_toolbox" restic backup --quiet /volumes
}
spoil() { docker exec "$(container "$1")" sh -c 'echo changed >/var/www/html/marker; rm /var/www/html/index.html'; }
restore() { docker exec "$1_toolbox" restic restore --quiet latest --target /; }
install() { deploy "$1" "$recipe"; until_ok 600 is_up "$1"; until_ok 100 answers "$1"; }
upgrade() {
  deploy "$1" "$work/previous"
  until_ok 600 is_up "$1"
  write "$1" kept
  deploy "$1" "$recipe"
  until_ok 600 is_rolled "$1"
  until_ok 600 is_up "$1"
  reads "$1" kept
}
restored_in_place() { spoil "$1"; restore "$1"; reads "$1" kept; }
restored_elsewhere() { # FROM TO
  docker run --rm --network none --env RESTIC_PASSWORD --env RESTIC_REPOSITORY=/backup --volume "$2_content:/volumes/content" \
    --volume "$1_backup:/backup" --entrypoint restic "$toolbox" restore --quiet latest --target /
  reads "$2" kept
}

case $mode in
  side-by-side)
    a=${prefix}a b=${prefix}b
    (install "$a" && deploy "$a" "$recipe" && until_ok 600 is_up "$a") &
    fresh=$!
    upgrade "$b"
    backup "$b"
    restored_in_place "$b"
    wait "$fresh"
    restored_elsewhere "$b" "$a"
    remove "$b" &
    gone=$!
    remove "$a"
    wait "$gone"
    ;;
  stage-each)
    install "${prefix}a"
    remove "${prefix}a"
    upgrade "${prefix}b"
    remove "${prefix}b"
    install "${prefix}c" && write "${prefix}c" kept && backup "${prefix}c" && restored_in_place "${prefix}c"
    install "${prefix}d"
    restored_elsewhere "${prefix}c" "${prefix}d"
    remove "${prefix}d"
    remove "${prefix}c"
    install "${prefix}e" && deploy "${prefix}e" "$recipe" && until_ok 600 is_up "${prefix}e"
    remove "${prefix}e"
    ;;
esac
