import { writeContractSchema } from '../../pipelines/config/read-contract.ts';

// `npm run schema`: what editors check contracts against, made from the schema the program itself uses.
await writeContractSchema('sources/source.schema.json');
