import { readerWithin } from '../../pipelines/read/reader-process.ts';

// Reads a file that never ends, until somebody kills it; says so when it has begun.
const [path = ''] = process.argv.slice(2);
const told = readerWithin({ memory_mb: 8192, seconds: 600 }).run('sheets', path, 'ods');
const first = told.next();
process.stdout.write('reading\n');
await first;
