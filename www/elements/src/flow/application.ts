/** One application under way, of an item or of a bundle of items: the engine's session, its view, the files, and the draft that is kept. */

import type { Capability, Changes, Engine, Facts, Input, FileRef, Lang, Packet, Reason, Session, View } from '../engine/port.ts';
import type { DraftRecord, DraftStore } from './drafts.ts';
import { newPacketId, sha256 } from './ids.ts';
import { applyChanges, otherMembers, pageOf } from './view-model.ts';

/** A draft is saved this long after the last change, in milliseconds. */
const SAVE_AFTER = 400;

export interface ApplicationOptions {
  item: string;
  asOf: string;
  region: string | undefined;
  lang: Lang;
  owner: string;
  capabilities: Capability[];
}

export class Application extends EventTarget {
  readonly id: string;
  readonly options: ApplicationOptions;
  readonly #drafts: DraftStore;
  readonly #session: Session;
  #view: View;
  #files = new Map<string, Blob>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  #notesRead = false;

  private constructor(
    drafts: DraftStore,
    options: ApplicationOptions,
    id: string,
    session: Session,
    files: Map<string, Blob>,
  ) {
    super();
    this.#drafts = drafts;
    this.options = options;
    this.id = id;
    this.#session = session;
    this.#view = session.view();
    this.#files = files;
  }

  /** Opens a new application. */
  static open(engine: Engine, drafts: DraftStore, options: ApplicationOptions): Application {
    const session = engine.open(options.item, openOptions(options));
    return new Application(drafts, options, newPacketId(), session, new Map());
  }

  /** Goes on with a kept one. */
  static async resume(
    engine: Engine,
    drafts: DraftStore,
    options: ApplicationOptions,
    record: DraftRecord,
  ): Promise<Application> {
    const files = await drafts.files(record.id);
    const session = engine.open(options.item, { ...openOptions(options), draft: record.draft });
    return new Application(drafts, options, record.id, session, files);
  }

  get view(): View {
    return this.#view;
  }

  /** Pages that have something to ask. */
  get pages(): View['pages'] {
    return this.#view.pages.filter((page) => page.visible);
  }

  /** What another release changed since the draft was made, in words; nothing once the person went on. */
  get notes(): string[] {
    return this.#notesRead ? [] : this.#session.notes().map((note) => note.message);
  }

  /** The person has seen the notes. */
  readNotes(): void {
    this.#notesRead = true;
  }

  /** Everything missing or wrong, in a stable order. */
  check(): Reason[] {
    return this.#session.check();
  }

  /** What `check` says about the answers of one page that the person can settle. */
  checkPage(page: string): Reason[] {
    return this.check().filter(
      ({ code, kind, focus }) =>
        (kind === 'missing' || kind === 'correct') &&
        focus !== null &&
        code.startsWith('field:') &&
        pageOf(this.#view, focus) === page,
    );
  }

  /** Does something to the session and takes its changes over. */
  change(run: (session: Session, view: View) => Changes | Changes[]): void {
    const changes = run(this.#session, this.#view);
    this.#take(Array.isArray(changes) ? changes : [changes]);
  }

  /** What is answered outside lists of rows, for checks of rows that look beyond them. */
  outside(): Facts {
    const known = Object.entries(this.#session.draft().facts).flatMap(([path, fact]): [string, Input][] => {
      if (path.includes('[') || Array.isArray(fact.value)) return [];
      if (fact.unknown) return [[path, { $unknown: fact.unknown }]];
      return [[path, fact.value as Input]];
    });
    return Object.fromEntries(known);
  }

  /**
   * Takes a table's rows over: instead of those that are there, or after them. Whether the list is complete is for the person
   * to say, who has not seen it yet. Throws the engine's reason when it refuses them; then nothing has changed.
   */
  takeRows(group: string, rows: Facts[], taking: 'replace' | 'append'): void {
    const session = this.#session;
    if (taking === 'replace') {
      session.set(group, rows, { origin: 'asked' });
    } else {
      const added: string[] = [];
      try {
        for (const facts of rows) {
          const { row } = session.addRow(group);
          added.push(row);
          const cells = Object.entries(facts).map(([fact, value]): [string, Input] => [`${group}[${row}].${fact}`, value]);
          session.setMany(Object.fromEntries(cells), { origin: 'asked' });
        }
      } catch (problem) {
        for (const row of added) session.removeRow(group, row);
        throw problem;
      }
    }
    session.confirm(group, false);
    // Thousands of rows: drawn anew at once, not change by change.
    this.#view = session.view();
    this.#changed();
  }

  /** Keeps a file's bytes and tells the engine its name, size and digest. */
  async attach(material: string, file: File): Promise<void> {
    const digest = await sha256(await file.arrayBuffer());
    const described: FileRef = { name: file.name, media: file.type, size: file.size, sha256: digest };
    const changes = await this.#session.attach(material, described);
    this.#files.set(digest, file);
    await this.#drafts.saveFile(this.id, digest, file);
    this.#take([changes]);
  }

  /** The bytes of a file that was attached. */
  file(digest: string): Blob | undefined {
    return this.#files.get(digest);
  }

  packet(): Packet {
    return this.#session.packet(this.id);
  }

  /** Speaks another language from now on; answers stay. */
  translate(lang: Lang): void {
    this.options.lang = lang;
    this.#view = this.#session.setLang(lang);
    this.#changed();
  }

  /** Saves the draft now. */
  async save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#closed) return;
    await this.#drafts.save({
      id: this.id,
      owner: this.options.owner,
      item: this.options.item,
      itemName: this.#view.name,
      region: this.options.region,
      savedAt: Date.now(),
      draft: this.#session.draft(),
    });
  }

  /** Ends it; with `forget` the draft and its files go too. */
  async close(forget: boolean): Promise<void> {
    if (this.#closed) return;
    if (!forget) await this.save();
    clearTimeout(this.#timer);
    this.#closed = true;
    this.#session.close();
    this.#files.clear();
    if (forget) await this.#drafts.remove(this.id);
  }

  #take(changes: Changes[]): void {
    const others = changes.some((entry) => otherMembers(this.#view, entry));
    if (others) this.#view = this.#session.view();
    else for (const entry of changes) this.#view = applyChanges(this.#view, entry);
    this.#changed();
    if (others) this.dispatchEvent(new Event('members'));
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.save().catch(() => this.dispatchEvent(new Event('unsaved')));
    }, SAVE_AFTER);
  }
}

function openOptions(options: ApplicationOptions) {
  const { asOf, region, capabilities, lang } = options;
  return { asOf, capabilities, lang, ...(region === undefined ? {} : { region }) };
}
