import { expect, test } from 'vitest';
import { readProject } from '../../pipelines/config/project.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { lineageOf, parseAll } from '../../pipelines/measure/lineage.ts';
import { edgesIn, madeFrom } from '../../pipelines/warehouse/parse-tree.ts';
import { checkout } from '../pipeline/sample-home.ts';
import { memoryWarehouse } from '../property/temporary.ts';

const { warehouse } = await memoryWarehouse();

test('a column is made from what its expression, its common table expressions and its joins name', async () => {
  const [tree] = await parseAll(warehouse, [
    `with first as (select code, min(due) as due_at from landing.x group by code)
     select x.code, coalesce(f.due_at, received) as due_at, h.name as hamlet, * replace (fee * 2 as fee)
     from current.x left join first f on f.code = x.code left join hamlets h on fold(h.name) = fold(x.place)`,
  ]);
  const made = (name: string) => [...madeFrom([name], [edgesIn(tree)])].sort();
  expect(made('due_at')).toEqual(['code', 'due', 'due_at', 'f', 'received', 'x']);
  expect(made('hamlet')).toEqual(['h', 'hamlet', 'name', 'place', 'x']);
  expect(made('fee')).toEqual(['fee']);
});

test('the shipped facts say from which columns of the exports theirs are made', async () => {
  const project = await readProject(projectFiles(checkout));
  const lineage = await lineageOf(warehouse, project);
  const dossier = lineage('dossier');
  expect(dossier.sourceColumns(['fee'])).toEqual(['fee']);
  expect(dossier.sourceColumns(['ended_at'])).toEqual(['closed_at', 'returned_at', 'status']);
  expect(dossier.sourceColumns(['pause'])).toEqual(['supplement_requested_at', 'supplemented_at']);
  expect(dossier.sourceColumns(['due_at'])).toEqual(
    expect.arrayContaining(['due_at', 'received_at', 'time_limit_days']),
  );
  expect(dossier.isKey('dossier_code')).toBe(true);
  expect(lineage('unit_return').sourceColumns(['quantity'])).toEqual(['numerator', 'value']);
  expect(lineage('parcel').sourceColumns(['is_complete'])).toContain('owner_id');
  expect(lineage('document').sourceColumns(['issued_digitally'])).toEqual(['sent_online', 'signed']);
});
