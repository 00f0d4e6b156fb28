import type { Contract } from '../config/contract.ts';
import { nearest } from '../config/nearest.ts';
import { readContracts } from '../config/read-contract.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { filesOf } from '../run/setting.ts';
import type { Context } from './context.ts';

export const unknownSource = (id: string, known: readonly string[]): KpiError =>
  new KpiError('unknown_source', messages().cli.unknownSource(id, known.join(', '), nearest(id, known)), {
    exitCode: 2,
  });

/** The contract of a source that a command names. Throws `unknown_source` (exit code 2) with those there are. */
export async function knownSource(context: Context, id: string): Promise<Contract> {
  const contracts = await readContracts(filesOf(context));
  const contract = contracts.find((candidate) => candidate.id === id);
  if (contract) return contract;
  throw unknownSource(
    id,
    contracts.map((candidate) => candidate.id),
  );
}
