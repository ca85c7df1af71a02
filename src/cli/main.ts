/** Entry of the command line. Loads only what the command needs. */
import { setFlagsFromString } from 'node:v8';
import { EXIT } from './exit-codes.js';

const arguments_ = process.argv.slice(2);

if (arguments_.length === 1 && (arguments_[0] === '--version' || arguments_[0] === '-V')) {
  const { VERSION } = await import('../engine/version.js');
  process.stdout.write(`${VERSION}\n`);
} else {
  // A reader that closes the pipe (`| head`) is no error of the audit: the verdict and the other reports stay what they are.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') process.exitCode = EXIT.internal;
    });
  // V8 optimizes code that has run for a while, on threads of its own. In a process this short that is nearly half of all
  // the work, and takes the cores from the threads that read files; code that has to run six times as long first is not slower.
  setFlagsFromString('--interrupt-budget=400000');
  const { run } = await import('./run.js');
  // An interrupt ends the process by its signal, which shells report as 130; a handler would have to wait for the end of a file.
  process.exitCode = await run(process.argv);
}
