import { conformance } from './conformance';

const { status, output, complaint } = conformance(process.argv.slice(2));
if (output !== '') console.log(output);
if (complaint !== '') console.error(complaint);
process.exitCode = status;
