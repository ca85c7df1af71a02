/** Platforms and machines that take the sources as they are and start what is in them: by a push, a hook, or a restart after a pull. */
import type { Fact } from '../../../facts/types.js';
import { linkFacts } from '../effects.js';
import type { Handler } from './index.js';
import type { Invocation } from './invocation.js';

/** Remotes that run what is pushed to them. https://devcenter.heroku.com/articles/git, https://huggingface.co/docs/hub/spaces-github-actions */
const REMOTE =
  /^(?:heroku|dokku|space|spaces|hf)$|@git\.heroku\.com|git\.heroku\.com\/|huggingface\.co\/spaces\/|^dokku@|@hf\.co[:/]spaces\//;

/**
 * Deploy hooks: an address that a platform gives to a service, at which it builds and starts the repository anew.
 * https://render.com/docs/deploy-hooks, https://app.koyeb.com, https://vercel.com/docs/deploy-hooks
 */
const DEPLOY_HOOK = /api\.render\.com\/deploy\/|RENDER_\w*(?:HOOK|DEPLOY)|DEPLOY_?HOOK|\/deploy-hooks?\//i;

function hook(call: Invocation): Fact[] {
  const isHook = call.words.slice(1).some((word) => DEPLOY_HOOK.test(word));
  return isHook ? sourcesTaken(call) : [];
}

/** Services of a machine that are nobody's own program. */
const MACHINE =
  /^(?:nginx|apache2|httpd|docker|redis|postgres\w*|mysql\w*|cron|ssh\w*|caddy|traefik|daemon-reload|all)(?:\.service)?$/;

/** `git pull && systemctl restart api`: what the machine has fetched is started again. */
function restart(call: Invocation): Fact[] {
  const words = call.plain();
  const name = words[words.indexOf('restart') + 1] ?? '';
  if (!/^(?:restart|reload)$/.test(words[0] ?? '') || name === '' || MACHINE.test(name)) return [];
  const isFetched = call.script.commands
    .slice(0, call.index)
    .some(
      ({ words: [tool, verb] }) =>
        tool === 'rsync' || (tool === 'git' && /^(?:pull|fetch|clone|reset)$/.test(verb ?? '')),
    );
  return isFetched ? sourcesTaken(call) : [];
}

/** Whether what is pushed to a remote is put into operation there. */
export const isPlatform = (remote: string): boolean => REMOTE.test(remote);

/** The sources are taken as an application; a clone out of which they are pushed holds a copy of them. */
export const sourcesTaken = (call: Invocation): Fact[] => [
  ...linkFacts({ ...call.place, directory: call.context.directory }, 'deploys', 'application', '.'),
  ...call.trait('deploys'),
];

export const PLATFORM_HANDLERS: Record<string, Handler> = {
  curl: hook,
  wget: hook,
  http: hook,
  systemctl: restart,
  supervisorctl: restart,
  pm2: restart,
};
