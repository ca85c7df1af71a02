#!/usr/bin/env bash
# The step of action.yml. Everything that comes from outside is a value of the environment; nothing of it becomes code.
set -euo pipefail

work="${RUNNER_TEMP:?}/refarch"
mkdir -p "$work/reports"

# In a directory of its own: a setting of npm in the checkout must not decide from where packages come.
if [ -z "${REFARCH_PROGRAM:-}" ]; then
  case "${INPUT_PACKAGE:-}" in
    '')
      # The action is a checkout of refarch at the commit that the workflow pins: that is what runs.
      mkdir -p "$work/build"
      cp -R "${GITHUB_ACTION_PATH:?}/." "$work/build"
      (cd "$work/build" && npm ci --silent --no-audit --no-fund --ignore-scripts && npm run --silent build >/dev/null)
      REFARCH_PROGRAM="$work/build/bin/refarch.js"
      ;;
    https://* | /* | refarch@* | @*/refarch@*)
      (cd "$work" && npm install --silent --no-save --no-audit --no-fund --ignore-scripts --prefix "$work" -- "$INPUT_PACKAGE")
      REFARCH_PROGRAM="$work/node_modules/.bin/refarch"
      ;;
    *)
      echo 'refarch: the input "package" is neither an https address, nor an absolute path, nor refarch@VERSION.' >&2
      exit 2
      ;;
  esac
fi

words=(audit)
option() { if [ -n "$2" ]; then words+=("$1=$2"); fi; }
# One value a line.
options() {
  local line
  while IFS= read -r line; do option "$1" "$line"; done <<<"$2"
}
option --fail-on "${INPUT_FAIL_ON:-}"
option --config "${INPUT_CONFIG:-}"
option --trusted-config "${INPUT_TRUSTED_CONFIG:-}"
option --baseline "${INPUT_BASELINE:-}"
option --max-new "${INPUT_MAX_NEW:-}"
options --min-level "${INPUT_MIN_LEVEL:-}"
options --require "${INPUT_REQUIRE:-}"
options --format "${INPUT_FORMAT:-}"
for format in json sarif html github-summary; do words+=("--format=$format=$work/reports/refarch.$format"); done
words+=(--format=github --)
while IFS= read -r line; do if [ -n "$line" ]; then words+=("$line"); fi; done <<<"${INPUT_PATH:-}"

code=0
node "$REFARCH_PROGRAM" "${words[@]}" || code=$?

reports="$work/reports"
level=''
if [ -f "$reports/refarch.json" ]; then
  level=$(node -e '
    const { maturity } = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
    const google = maturity.find((m) => m.model === "google-mlops");
    if (google?.assessable && Number.isInteger(google.level)) process.stdout.write(String(google.level));
  ' "$reports/refarch.json")
  cat "$reports/refarch.github-summary" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
fi
{
  echo "exit-code=$code"
  echo "level=$level"
  echo "sarif=$reports/refarch.sarif"
  echo "report=$reports/refarch.html"
} >>"${GITHUB_OUTPUT:?}"
exit "$code"
