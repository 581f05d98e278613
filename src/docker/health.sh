#!/usr/bin/env bash
# Succeeds when the service is ready. The image has no curl.
set -e
exec 3<>"/dev/tcp/127.0.0.1/${MANAGEMENT_SERVER_PORT:-8081}"
printf 'GET /actuator/health/readiness HTTP/1.0\r\n\r\n' >&3
read -r _ status _ <&3
[ "$status" = 200 ]
