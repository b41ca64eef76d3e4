// @vitest-environment node
import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { IndexedDrafts, type DraftRecord } from './drafts.ts';

function record(id: string, owner: string, savedAt: number): DraftRecord {
  return { id, owner, item: 'flexible-enrolment', itemName: '灵活就业人员参保登记', region: '500103', savedAt, draft: { schema: 'tongban.draft/1' } as never };
}

let drafts: IndexedDrafts;
beforeEach(async () => {
  drafts = new IndexedDrafts();
  await drafts.wipe();
});

it('lists what belongs to the one who is signed in, newest first', async () => {
  await drafts.save(record('a', 'zhang', 1));
  await drafts.save(record('b', 'zhang', 2));
  await drafts.save(record('c', 'li', 3));
  expect((await drafts.list('zhang')).map((entry) => entry.id)).toEqual(['b', 'a']);
});

it('saving again replaces', async () => {
  await drafts.save(record('a', 'zhang', 1));
  await drafts.save(record('a', 'zhang', 5));
  expect((await drafts.list('zhang')).map((entry) => entry.savedAt)).toEqual([5]);
});

it('files go with their application', async () => {
  await drafts.save(record('a', 'zhang', 1));
  await drafts.saveFile('a', 'f1', new Blob(['one']));
  await drafts.saveFile('b', 'f2', new Blob(['two']));
  expect([...(await drafts.files('a')).keys()]).toEqual(['f1']);
  await drafts.remove('a');
  expect((await drafts.files('a')).size).toBe(0);
  expect((await drafts.files('b')).size).toBe(1);
});

it('a wipe forgets everybody, and the store works again afterwards', async () => {
  await drafts.save(record('a', 'zhang', 1));
  await drafts.wipe();
  expect(await drafts.list('zhang')).toEqual([]);
  await drafts.save(record('b', 'zhang', 2));
  expect(await drafts.list('zhang')).toHaveLength(1);
});
