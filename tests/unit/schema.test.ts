import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeContractSchema } from '../../pipelines/config/read-contract.ts';

it('the JSON Schema for editors is the one the program uses (else: npm run schema)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nq57-kpi-schema-'));
  try {
    await writeContractSchema(join(folder, 'schema.json'));
    expect(readFileSync('sources/source.schema.json', 'utf8')).toBe(
      readFileSync(join(folder, 'schema.json'), 'utf8'),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
