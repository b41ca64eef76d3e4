import { zipSync, strToU8, type Zippable } from 'fflate';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Facts, Roster } from '../../engine/port.ts';
import { tableOf } from './file.ts';
import { remember, remembered } from './headings.ts';
import { useTexts } from '../../text/texts.ts';
import './roster.ts';
import type { Taking, TbRoster } from './roster.ts';
import { MOST_UNPACKED } from './xlsx.ts';

const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The smallest spreadsheet with these rows, as XML. */
function spreadsheet(rows: string, more: Zippable = {}): File {
  const parts = {
    'xl/workbook.xml': strToU8(`<workbook xmlns="${SHEET}" xmlns:r="${RELATIONS}"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>`),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet xmlns="${SHEET}"><sheetData>${rows}</sheetData></worksheet>`),
    ...more,
  };
  return new File([zipSync(parts) as Uint8Array<ArrayBuffer>], '表.xlsx');
}

const cell = (place: string, text: string) => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;

describe('a chosen file', () => {
  it('is read by what it holds', async () => {
    const file = spreadsheet(`<row r="1">${cell('A1', '姓名')}${cell('B1', '工资')}</row><row r="2">${cell('A2', '张三')}<c r="B2"><v>8500.5</v></c></row>`);
    expect(await tableOf(file)).toEqual([
      ['姓名', '工资'],
      ['张三', '8500.5'],
    ]);
  });

  it('is not read at all when it is too large', async () => {
    let read = 0;
    const file = new File(['x'], 'a.csv');
    Object.defineProperties(file, { size: { value: (64 << 20) + 1 }, arrayBuffer: { value: () => Promise.resolve((read += 1)) } });
    await expect(tableOf(file)).rejects.toMatchObject({ key: 'roster.too-large' });
    expect(read).toBe(0);
  });

  it('is not unpacked beyond the bound', async () => {
    const file = spreadsheet('');
    const bytes = new Uint8Array(await file.arrayBuffer());
    // What the archive's list says that its last part unpacks to.
    const listed = bytes.findLastIndex((_, at) => [0x50, 0x4b, 0x01, 0x02].every((byte, place) => bytes[at + place] === byte));
    new DataView(bytes.buffer).setUint32(listed + 24, MOST_UNPACKED, true);
    await expect(tableOf(new File([bytes], 'a.xlsx'))).rejects.toMatchObject({ key: 'roster.too-large' });
    const parts = Object.fromEntries(Array.from({ length: 1_001 }, (_, place) => [`xl/${place}.xml`, new Uint8Array()]));
    await expect(tableOf(spreadsheet('', parts))).rejects.toMatchObject({ key: 'roster.too-large' });
    await expect(tableOf(new File([bytes.subarray(0, 200)], 'a.xlsx'))).rejects.toMatchObject({ key: 'roster.unreadable' });
  });

  it('has no cell so far out that the rows between would fill the memory', async () => {
    const far = [`<row r="1">${cell('XFD1', 'x')}</row><row r="1048576">${cell('A1048576', 'x')}</row>`, `<row r="99999999999">${cell('A9', 'x')}</row>`, `<row r="&#57;9999999"></row>`];
    for (const rows of far) await expect(tableOf(spreadsheet(rows)), rows).rejects.toMatchObject({ key: 'roster.too-large' });
  });
});

describe('headings of a firm', () => {
  beforeEach(() => localStorage.clear());

  it('are remembered without its number', async () => {
    await remember('91500103MA5U00001A|staff-change|staff', { 工号: 'staffDocumentNumber' });
    expect(await remembered('91500103MA5U00001A|staff-change|staff')).toEqual({ 工号: 'staffDocumentNumber' });
    expect(await remembered('91500103MA5U00002B|staff-change|staff')).toEqual({});
    const kept = JSON.stringify({ ...localStorage });
    expect(kept).toContain('工号');
    expect(kept).not.toContain('91500103MA5U00001A');
  });

  it('are bounded, and what was kept by number goes', async () => {
    localStorage.setItem('tongban.headings', JSON.stringify([['91500103MA5U00001A|x', { 工号: 'a' }]]));
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, place) => [`列${place}`, 'a']));
    await remember('b', { ...many, ['长'.repeat(300)]: 'a' });
    const kept = localStorage.getItem('tongban.headings') ?? '';
    expect(kept).not.toContain('91500103MA5U00001A');
    expect(kept).not.toContain('长');
    expect(Object.keys(await remembered('b'))).toHaveLength(200);
    await remember('', { 工号: 'a' });
    expect(localStorage.getItem('tongban.headings')).toBe(kept);
  });
});

describe('taking rows over', () => {
  const rows = [{ name: '甲' }, { name: '乙' }];
  const roster = {
    summary: { rows: 2, blank: 0, refused: 0, review: 0, noted: 0, findings: 0, unusable: false },
    findings: [],
    columns: [],
    facts: [],
    counts: [],
    sums: [],
    mapping: {},
    rows: () => rows,
  } as unknown as Roster;

  async function shown(have: number, take: (group: string, rows: Facts[], taking: Taking) => void, most = 100) {
    const element = document.createElement('tb-roster') as TbRoster;
    Object.assign(element, { group: 'staff', owner: '', have, most, take, read: () => Promise.resolve(roster), roster });
    document.body.append(element);
    await element.updateComplete;
    const press = async (id: string) => {
      (element.renderRoot.querySelector(`#${id}`) as HTMLElement).click();
      await new Promise((done) => setTimeout(done, 0));
      await element.updateComplete;
    };
    const has = (id: string) => element.renderRoot.querySelector(`#${id}`) !== null;
    return { element, press, has };
  }

  it('asks first where there are rows already', async () => {
    const taken: unknown[] = [];
    const { press, has } = await shown(3, (...all) => taken.push(all));
    await press('roster-take');
    expect(taken).toEqual([]);
    await press('roster-leave');
    expect(has('roster-question')).toBe(false);
    await press('roster-take');
    await press('roster-append');
    expect(taken).toEqual([['staff', rows, 'append']]);
    expect(has('roster-taken')).toBe(true);
  });

  it('does not offer to add more than the list takes', async () => {
    const taken: unknown[] = [];
    const { press, has } = await shown(99, (...all) => taken.push(all));
    await press('roster-take');
    expect(has('roster-append')).toBe(false);
    await press('roster-replace');
    expect(taken).toEqual([['staff', rows, 'replace']]);
  });

  it('says why when the engine refuses the rows, and that they were taken over only when they were', async () => {
    useTexts({ 'page.roster.refused': '没有填入：{why}' }, 'zh-Hans');
    const { element, press, has } = await shown(0, () => {
      throw new Error('at most 1 row');
    });
    await press('roster-take');
    expect(has('roster-taken')).toBe(false);
    expect(element.problem).toContain('at most 1 row');
    // The table is still there, to be tried again.
    expect(has('roster-take')).toBe(true);
  });
});
