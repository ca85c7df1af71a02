/** Programs that no table knows. */
import type { Fact } from '../../../facts/types.js';
import type { Invocation } from './invocation.js';
import { optionValues } from './options.js';

/** Programs of a Unix system and of development environments; they run nothing of the repository. */
const SYSTEM_PROGRAMS = new Set(
  (
    '[ [[ . : addgroup adduser alias apk apt apt-get awk az aws base64 basename bc brew bg break bunzip2 bzip2 cat cd chmod chown clear cmp ' +
    'column command comm conda continue corepack cp curl cut dash date dd declare df diff dig dirname dnf docker-credential-gcr ' +
    'dpkg du echo egrep env envsubst eval exit export expr exec false fg fgrep file find fold free gawk gcloud gcc getent getopts git gpg ' +
    'grep groupadd groups gsutil gunzip gzip head hostname id install import ip iptables jobs join jq kill killall less let link ln local locale ls lsof ' +
    'mamba md5sum micromamba mkdir minikube mktemp more mount mv nano nc netstat node nohup npm npx nvm od openssl paste patch pgrep ping ' +
    'pip pip3 pipenv pipx pkg pkill poetry popd printenv printf ps pushd pwd pyenv rbenv read readlink readonly realpath ' +
    'redis-cli return rm rmdir rsync ruby scp sed seq service set setx sha256sum shift shopt sleep sort sqlite3 ssh ssh-add ' +
    'ssh-agent ssh-keygen ssh-keyscan stat su sudo systemctl tail tar tee test time timeout touch tput tr trap tree true type ' +
    'typeset ulimit umask umount uname uniq unset until unzip update-alternatives useradd usermod uv vi vim virtualenv wait watch wc wget ' +
    'which whoami xargs yarn yes yq yum zcat zip zstd cmake gpg2 cargo go mvn gradle java javac dotnet rustup psql mysql bun'
  ).split(' '),
);

/**
 * A program that no table knows: a script of the repository (`./run.sh`, `bin/train`), or a command that a Python
 * package of it installs (`train-model`, target `script:train-model`).
 */
export function factsForProgram(call: Invocation): Fact[] {
  const program = call.command.words[0] ?? '';
  const words = call.words;
  if (program !== call.tool || /\.(?:sh|bash|py)$/.test(call.tool)) {
    return /^[\w.{][\w./{} -]*$/.test(program) ? call.link('runs', 'path', program) : [];
  }
  // `hatch run test:unit` names an environment in front of the script.
  const script = call.tool.replace(/^[A-Za-z][\w.-]*:(?=[A-Za-z])/, '');
  if (!/^[A-Za-z][\w-]*$/.test(script) || SYSTEM_PROGRAMS.has(script)) return [];
  const module = optionValues(words, ['--module-name', '--module'])[0];
  return [
    ...call.link('runs', 'target', `script:${script}`),
    ...(module && /^[A-Za-z_][\w.]*$/.test(module) ? call.link('runs', 'python-module', module) : []),
  ];
}
