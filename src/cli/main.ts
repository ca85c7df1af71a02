/** Entry of the command line. Loads only what the command needs. */
import { EXIT } from './exit-codes.js';

const arguments_ = process.argv.slice(2);

if (arguments_.length === 1 && (arguments_[0] === '--version' || arguments_[0] === '-V')) {
  const { VERSION } = await import('../engine/version.js');
  process.stdout.write(`${VERSION}\n`);
} else {
  process.on('SIGINT', () => process.exit(EXIT.interrupted));
  // A reader that closes the pipe (`| head`) is no error of the audit.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.ok);
  });
  const { run } = await import('./run.js');
  process.exitCode = await run(process.argv);
}
