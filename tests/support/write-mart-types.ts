import { writeFile } from 'node:fs/promises';
import { martTypes } from './mart-types.ts';
import { withPublishedMarts } from './published-marts.ts';

// `npm run types`: what components are given, made from the marts as the program makes them.
await writeFile('reports/components/marts.d.ts', await withPublishedMarts(martTypes));
