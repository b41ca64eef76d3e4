/** A tiny stand-in for the engine: one item, decided by a few lines, in the engine's shapes. For tests and the story page only. */

import { readable } from './fake-texts.ts';
import type {
  About,
  Changes,
  Draft,
  Engine,
  Field,
  FileRef,
  Guide,
  ItemSummary,
  Lang,
  Material,
  OpenOptions,
  Packet,
  Reason,
  Session,
  Suggestion,
  View,
  Widget,
  WireValue,
} from '../src/engine/port.ts';

const ITEM: ItemSummary = {
  id: 'flexible-enrolment',
  code: 'A06',
  group: 'A',
  name: '灵活就业人员参保登记',
  summary: '没有固定单位的人，以个人身份参加职工养老保险。',
  audience: ['person'],
  insurance: ['pension'],
  handling: 'instant',
  online: true,
  citywide: true,
  fast: true,
  channels: ['portal', 'counter', 'bank', 'kiosk'],
};

function field(path: string, label: string, widget: Widget, more: Partial<Field> = {}): Field {
  return {
    path,
    fact: path,
    label,
    hint: null,
    widget,
    visible: true,
    required: true,
    readOnly: false,
    knowledge: 'not-asked',
    value: null,
    raw: null,
    origin: null,
    disputed: null,
    sources: ['asked'],
    violations: [],
    sensitive: false,
    ...more,
  };
}

const TEXT: Widget = { type: 'text', maxChars: 60, long: false };
const DATE: Widget = { type: 'date', min: null, max: null };

function fields(): Field[] {
  return [
    field('name', '姓名', TEXT, { sources: ['card:name', 'register:person.name', 'asked'] }),
    field('birthDate', '出生日期', DATE, { hint: '按身份证上的日期填写', sources: ['card:birthDate', 'asked'] }),
    field('householdRegion', '户籍所在地', {
      type: 'region',
      options: Array.from({ length: 20 }, (_, index) => ({ id: `5001${10 + index}`, name: `第${index + 1}区` })),
    }),
    field('insured', '现在是否已参保', { type: 'boolean' }),
    field('wage', '申报的月缴费基数', { type: 'number', min: '0', max: '99999', scale: 2, unit: '元' }),
    field('document', '居住方式', {
      type: 'enum',
      options: [
        { id: 'own', name: '自有住房' },
        { id: 'rent', name: '租住' },
      ],
    }),
    field('paidMonths', '已缴费月数', { type: 'number', min: null, max: null, scale: 0, unit: '个月' }, {
      readOnly: true,
      required: false,
      sources: ['register:pension.paidMonths'],
    }),
    field('jobs', '工作经历', { type: 'group', columns: [field('employer', '单位名称', TEXT)], minRows: 0, maxRows: 3 }, {
      required: false,
      rows: [],
      complete: false,
    }),
  ];
}

function material(id: string, name: string, ways: Material['ways']): Material {
  return {
    id,
    code: 'M01',
    name,
    state: 'needed',
    because: [],
    reason: null,
    issuer: '公安机关',
    points: ['在有效期内'],
    forms: ['original'],
    ways,
    given: null,
    files: [],
    media: ['image/png'],
    maxBytes: 1_000_000,
    maxFiles: 2,
    basis: [],
  };
}

const BASIS = [{ id: 'JB18', kind: 'regulation', title: '社会保险经办条例 第十八条', text: null }];

export class FakeSession implements Session {
  #fields = fields();
  #given = new Map<string, { how: string; files: FileRef[] }>();
  #rows = 0;
  #spell: boolean | undefined;
  closed = false;
  readonly options: OpenOptions;

  constructor(options: OpenOptions) {
    this.options = options;
    for (const [path, { value, origin }] of Object.entries(options.draft?.facts ?? {})) {
      this.#put(path, { value, origin, knowledge: 'known' });
    }
  }

  view(): View {
    const of = (...paths: string[]) => [{ title: null, fields: paths }];
    const insured = this.#value('insured');
    return {
      item: ITEM.id,
      name: ITEM.name,
      asOf: this.options.asOf,
      region: this.options.region ?? null,
      pages: [
        { id: 'person', title: '参保人', sections: of('name', 'birthDate', 'householdRegion', 'paidMonths'), visible: true },
        { id: 'plan', title: '参保方式', sections: of('insured', 'wage', 'document', 'jobs'), visible: true },
      ],
      fields: this.#fields.map((entry) => this.#judged(entry)),
      conditions: [
        {
          id: 'not-insured',
          name: '没有以其他方式参加职工养老保险',
          state: insured === null ? 'unknown' : insured ? 'not-met' : 'met',
          because: insured === null ? [{ what: 'insured', name: '现在是否已参保', reason: 'not-asked' }] : [],
          message: '现在已经参保，不能重复参保',
          remedy: '先办理停保，再来登记',
          basis: BASIS,
          focus: 'insured',
        },
      ],
      materials: this.#materials(),
      risks: [this.#risk()],
      route: { id: null, target: 'here', region: null, post: 'done', reason: '本地办理', because: [] },
      deadline: {
        id: null,
        promised: { amount: 5, kind: 'working-days', date: '2026-11-30', text: '5个工作日', basis: [] },
        statutory: null,
        because: [],
      },
      verdict: this.#verdict(),
    };
  }

  next() {
    return [];
  }

  check(): Reason[] {
    const reasons: Reason[] = [];
    const reason = (code: string, kind: string, message: string, focus: string) =>
      reasons.push({ code, kind, message, focus, basis: kind === 'blocks' ? BASIS : [] });
    if (this.#value('insured') === true) reason('condition:not-insured', 'blocks', '现在已经参保，不能重复参保', 'insured');
    for (const entry of this.#fields) {
      if (entry.required && this.#value(entry.path) === null) reason(`field:${entry.path}`, 'missing', `请填写${entry.label}`, entry.path);
    }
    for (const entry of this.#materials()) {
      if (entry.state === 'needed' && !entry.given) reason(`material:${entry.id}`, 'missing', `还缺${entry.name}`, `material:${entry.id}`);
    }
    return reasons;
  }

  set(path: string, value: WireValue, { origin = 'asked' }: { origin?: 'asked' | 'card' | 'register' } = {}): Changes {
    if (path === 'activeSpell') this.#spell = value === true;
    this.#put(path, { value, origin, knowledge: value === null ? 'absent' : 'known', raw: null });
    return this.#all();
  }

  setMany(facts: Record<string, WireValue>): Changes {
    for (const [path, value] of Object.entries(facts)) this.set(path, value);
    return this.#all();
  }

  unknown(path: string, reason: 'unreachable' | 'no-data' | 'not-asked'): Changes {
    this.#put(path, { knowledge: reason });
    return this.#all();
  }

  addRow(group: string) {
    this.#rows += 1;
    const row = `r${this.#rows}`;
    const old = this.#fields.find((entry) => entry.path === group)?.rows ?? [];
    this.#put(group, { rows: [...old, { id: row, fields: [field(`${group}[${row}].employer`, '单位名称', TEXT)] }] });
    return { row, changes: this.#all() };
  }

  removeRow(group: string, row: string): Changes {
    const old = this.#fields.find((entry) => entry.path === group)?.rows ?? [];
    this.#put(group, { rows: old.filter((entry) => entry.id !== row) });
    return this.#all();
  }

  confirm(group: string, complete = true): Changes {
    this.#put(group, { complete });
    return this.#all();
  }

  async attach(id: string, file: FileRef): Promise<Changes> {
    const old = this.#given.get(id)?.files ?? [];
    this.#given.set(id, { how: 'provided', files: [...old, file] });
    return this.#all();
  }

  detach(id: string, sha256: string): Changes {
    const files = this.#given.get(id)?.files.filter((file) => file.sha256 !== sha256) ?? [];
    if (files.length > 0) this.#given.set(id, { how: 'provided', files });
    else this.#given.delete(id);
    return this.#all();
  }

  promise(id: string): Changes {
    return this.#give(id, 'promised');
  }
  defer(id: string): Changes {
    return this.#give(id, 'deferred');
  }
  sign(id: string): Changes {
    return this.#give(id, 'rendered');
  }
  shared(id: string): Changes {
    return this.#give(id, 'shared');
  }
  fetch(id: string): Changes {
    return this.#give(id, 'fetched');
  }
  withdraw(id: string): Changes {
    this.#given.delete(id);
    return this.#all();
  }
  dispute(path: string, reason: string): Changes {
    this.#put(path, { disputed: reason });
    return this.#all();
  }

  draft(): Draft {
    const known = this.#fields.filter((entry) => entry.knowledge === 'known');
    return {
      schema: 'tongban.draft/1',
      item: ITEM.id,
      module: 'a'.repeat(64),
      asOf: this.options.asOf,
      region: this.options.region ?? null,
      facts: Object.fromEntries(known.map(({ path, value, origin }) => [path, { value, origin: origin ?? 'asked' }])),
      complete: [],
      materials: {},
    };
  }

  packet(id: string): Packet {
    const { facts } = this.draft();
    const decision = Object.fromEntries(Object.entries(facts).map(([path, fact]) => [path, fact.value]));
    return {
      schema: 'tongban.packet/1',
      id,
      decision,
      decisionDigest: 'd'.repeat(64),
      facts,
      complete: [],
      materials: Object.fromEntries(this.#given),
    };
  }

  setLang(): View {
    return this.view();
  }

  notes(): ReturnType<Session['notes']> {
    const message = '新增的问题：联系电话';
    return this.options.draft ? [{ code: 'draft.new', severity: 'hint', message, where: { ref: 'phone' } }] : [];
  }

  close(): void {
    this.closed = true;
  }

  #value(path: string): WireValue {
    return this.#fields.find((entry) => entry.path === path)?.value ?? null;
  }

  #put(path: string, change: Partial<Field>): void {
    this.#fields = this.#fields.map((entry) => {
      if (entry.path === path) return { ...entry, ...change };
      const rows = entry.rows?.map((row) => ({
        ...row,
        fields: row.fields.map((cell) => (cell.path === path ? { ...cell, ...change } : cell)),
      }));
      return rows ? { ...entry, rows } : entry;
    });
  }

  #judged(entry: Field): Field {
    const wrong = (code: string, message: string): Field => ({
      ...entry,
      violations: [{ code, severity: 'error', message, basis: [] }],
    });
    if (entry.widget.type === 'date' && typeof entry.value === 'string' && !/^\d{4}-\d\d-\d\d$/.test(entry.value)) {
      return wrong('type', '这不是一个日期，请按年、月、日填写');
    }
    if (entry.required && entry.value === null) return wrong('required', `请填写${entry.label}`);
    return entry;
  }

  #materials(): Material[] {
    const provided = { kind: 'provided', text: null, due: null };
    const list = [
      material('identity', '居民身份证', [provided, { kind: 'shared', text: null, due: null }]),
      material('residence', '居住证明', [
        provided,
        { kind: 'promised', text: '本人承诺在上述地址实际居住，如有不实愿承担责任。', due: null },
        { kind: 'deferred', text: null, due: '2026-12-20' },
      ]),
      material('form', '参保登记表', [{ kind: 'rendered', text: '灵活就业人员参保登记表', due: null }]),
    ];
    const way = this.#value('document');
    return list.map((entry) => {
      const state = entry.id !== 'residence' ? 'needed' : way === null ? 'perhaps' : way === 'rent' ? 'needed' : 'not-needed';
      const because = state === 'perhaps' ? [{ what: 'document', name: '居住方式', reason: 'not-asked' }] : [];
      const given = this.#given.get(entry.id);
      return { ...entry, state, because, given: given?.how ?? null, files: given?.files ?? [] };
    });
  }

  /** Waits for a register's answer that no page asks. */
  #risk() {
    const state = this.#spell === undefined ? 'unknown' : this.#spell ? 'fired' : 'silent';
    const because = state === 'unknown' ? [{ what: 'activeSpell', name: '在保记录', reason: 'unreachable' }] : [];
    return { id: 'double', code: 'R01', name: '重复参保', state, level: 'review1', message: null, because, backOffice: true, basis: [], focus: null };
  }

  #verdict() {
    const reasons = this.check();
    const kind = reasons.some((reason) => reason.kind === 'blocks') ? 'blocked' : reasons.length > 0 ? 'incomplete' : 'ready';
    const text = { blocked: '不符合办理条件', incomplete: '还有内容没有填完', ready: '材料齐全，可以提交' }[kind] ?? '';
    return { kind, text, reasons };
  }

  #give(id: string, how: string): Changes {
    this.#given.set(id, { how, files: [] });
    return this.#all();
  }

  #all(): Changes {
    const view = this.view();
    return { ...view, pages: {} };
  }
}

export class FakeEngine implements Engine {
  lang: Lang = 'zh-Hans';
  readonly digest = 'a'.repeat(64);
  readonly opened: FakeSession[] = [];

  get about(): About {
    return {
      digest: this.digest,
      engine: '0',
      catalog: { id: 'reference', name: '参考目录', version: '2026.11.0', revision: 1, effective: '2025-01-01', notice: '参考目录，非官方办事指南。' },
      locales: ['zh-Hans', 'zh-Hant', 'en'],
      regions: [
        { id: '500103', name: '渝中区' },
        { id: '500101', name: '万州区' },
      ],
    };
  }

  items({ query = '' } = {}): ItemSummary[] {
    return `${ITEM.name}${ITEM.code}`.includes(query) ? [ITEM] : [];
  }

  bundles(): ItemSummary[] {
    return [];
  }

  guide(item: string): Guide {
    if (item !== ITEM.id) throw new Error('there is no such item');
    const view = new FakeSession({ asOf: '2026-11-23' }).view();
    return {
      item: ITEM,
      basicCode: '502014901001',
      assurance: 'real-name',
      takenAt: ['市', '区县', '镇街'],
      handledAt: ['区县'],
      basis: BASIS,
      conditions: view.conditions,
      materials: view.materials,
      promised: view.deadline.promised,
      statutory: null,
      milestones: ['已收件', '已受理', '办结'],
      outputs: ['参保登记结果'],
      riskPoints: 3,
      notice: '参考目录，非官方办事指南。',
    };
  }

  /** The stand-in has no list of rows. */
  roster(): Promise<never> {
    return Promise.reject(new Error('no list of rows'));
  }

  /** Due once the months are known; the hidden fact is asked after the others. */
  suggest(facts: Record<string, WireValue>): Suggestion[] {
    const asked = 'activeSpell' in facts ? [] : [{ what: 'activeSpell', name: '有在保记录', reason: 'unreachable' }];
    const due = 'paidMonths' in facts;
    return [
      {
        item: ITEM,
        standing: due ? 'due' : 'possible',
        since: due ? '2026-08-01' : null,
        from: due ? '2026-11-01' : null,
        text: due ? `已缴费${String(facts['paidMonths'])}个月。` : null,
        reasons: [],
        missing: asked,
      },
    ];
  }

  messages(lang: Lang = this.lang): Record<string, string> {
    return readable(lang);
  }

  open(_item: string, options: OpenOptions): Session {
    const session = new FakeSession(options);
    this.opened.push(session);
    return session;
  }

  close(): void {}
}
