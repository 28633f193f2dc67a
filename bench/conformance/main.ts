import { conformance } from './conformance';

// A reader that has seen enough closes the pipe, which is no fault of anyone.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const { status, output, complaint } = conformance(process.argv.slice(2));
if (output !== '') console.log(output);
if (complaint !== '') console.error(complaint);
process.exitCode = status;
