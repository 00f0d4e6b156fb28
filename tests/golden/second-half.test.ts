import { tryCases } from './try-cases.ts';

await tryCases(1);
