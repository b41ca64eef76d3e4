/**
 * `<tb-roster>`: a firm's table for a list of rows. Choose a file, watch it being read, stop it, see what is wrong in which cell,
 * say what unknown columns are, keep the list of findings, take the rows into the application.
 *
 * Needs `read`, which reads a table, and `take`, which takes rows over or throws the engine's reason why not.
 */

import { css, html, nothing, type CSSResultGroup } from 'lit';
import type { Facts, Roster, RosterFinding } from '../../engine/port.ts';
import { TbElement, define, plain, words } from '../element.ts';
import { Unreadable, tableOf } from './file.ts';
import { remember, remembered, type Mapping } from './headings.ts';

/** Findings shown at once. */
const SHOWN = 50;

/** Reads a table with what the firm's headings mean. */
export type ReadRoster = (
  table: Uint8Array | string[][],
  options: {
    group: string;
    mapping: Record<string, string | null>;
    onProgress: (progress: { rows: number; bytes: number; size: number }) => void;
    signal: AbortSignal;
  },
) => Promise<Roster>;

/** What becomes of the rows that are in the list already. */
export type Taking = 'replace' | 'append';

/** Takes rows over; throws when the engine refuses them, and then nothing has changed. */
export type TakeRows = (group: string, rows: Facts[], taking: Taking) => void;

export class TbRoster extends TbElement {
  static override styles: CSSResultGroup = [
    TbElement.styles,
    css`
      :host {
        display: block;
        margin: 1rem 0;
        padding: 1rem 1.25rem;
        border: 0.0625rem solid var(--tb-rule);
        border-radius: var(--tb-radius);
        background: var(--tb-paper);
      }
      input[type='file'] {
        max-width: 100%;
        min-height: var(--tb-target);
      }
      progress {
        width: min(100%, 24rem);
        height: 1rem;
        vertical-align: middle;
      }
      ol {
        margin: 0.75rem 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: minmax(4rem, max-content) minmax(0, 1fr);
        gap: 0 1rem;
        padding: 0.5rem 0;
        border-bottom: 0.0625rem solid var(--tb-rule);
        overflow-wrap: anywhere;
      }
      .cell {
        font-weight: 700;
        font-variant-numeric: tabular-nums;
      }
      .error .cell {
        color: var(--tb-bad);
      }
      .what {
        color: var(--tb-ink-soft);
        font-size: 0.9375rem;
      }
      .columns {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 16rem), 1fr));
        gap: 0.75rem 1.5rem;
        margin: 0.75rem 0;
      }
      .columns label {
        display: grid;
        gap: 0.25rem;
      }
      .problem {
        color: var(--tb-bad);
        font-weight: 600;
      }
      .asks {
        margin: 1rem 0 0;
        padding: 1rem;
        border-left: 0.25rem solid var(--tb-primary);
        background: var(--tb-primary-wash);
      }
      .asks p {
        margin: 0 0 0.75rem;
      }
      .asks div {
        display: flex;
        flex-wrap: wrap;
        gap: 0.75rem;
      }
      .sums {
        color: var(--tb-ink-soft);
      }
    `,
  ];
  static override properties = {
    group: {},
    owner: {},
    read: { attribute: false },
    take: { attribute: false },
    have: { attribute: false },
    most: { attribute: false },
    asks: { state: true },
    roster: { state: true },
    at: { state: true },
    problem: { state: true },
    from: { state: true },
    taken: { state: true },
  };

  /** Path of the list of rows. */
  declare group: string;
  /** Whose headings are remembered: the unit, and the list. */
  declare owner: string;
  declare read: ReadRoster;
  declare take: TakeRows;
  /** Rows in the list already, and the most that it takes. */
  declare have: number;
  declare most: number;
  /** Whether it asks what becomes of the rows that are there. */
  declare asks: boolean;
  declare roster: Roster | undefined;
  declare at: { rows: number; share: number } | undefined;
  declare problem: string | undefined;
  /** The first finding shown. */
  declare from: number;
  declare taken: number | undefined;
  #table: Uint8Array | string[][] | undefined;
  #name = '';
  /** What was said of headings here. */
  #said: Record<string, string | null> = {};
  #stop: AbortController | undefined;

  constructor() {
    super();
    this.from = 0;
    this.have = 0;
    this.most = Infinity;
    this.asks = false;
  }

  override disconnectedCallback(): void {
    this.#stop?.abort();
    super.disconnectedCallback();
  }

  protected override render(): unknown {
    return html`<section aria-labelledby="roster-title">
      <h3 id="roster-title">${this.say('roster.title')}</h3>
      <p class="what">${this.say('roster.hint')}</p>
      <label>
        <span class="unseen">${this.say('roster.choose')}</span>
        <input
          id="roster-file"
          type="file"
          accept=".csv,.txt,.xlsx,.xls,text/csv"
          ?disabled=${this.at !== undefined}
          @change=${(event: Event) => void this.#choose(event.target as HTMLInputElement)}
        />
      </label>
      <div role="status" aria-live="polite">${this.#status()}</div>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      ${this.at === undefined && this.roster ? this.#found(this.roster) : nothing}
    </section>`;
  }

  #status(): unknown {
    if (this.taken !== undefined) return html`<p id="roster-taken" tabindex="-1">${this.say('roster.taken', { count: this.taken })}</p>`;
    if (!this.at) return nothing;
    return html`<p>
      <progress max="1" .value=${this.at.share} aria-label=${this.t('roster.reading', { count: this.at.rows })}></progress>
      ${this.say('roster.reading', { count: this.at.rows })}
      <button class="link" id="roster-stop" @click=${() => this.#stop?.abort()}>${this.say('roster.stop')}</button>
    </p>`;
  }

  #found(roster: Roster): unknown {
    const { summary, findings } = roster;
    const shown = findings.slice(this.from, this.from + SHOWN);
    const good = summary.rows - summary.refused;
    return html`<p id="roster-summary" tabindex="-1">
        <strong>${this.say('roster.summary', { rows: summary.rows, refused: summary.refused, review: summary.review })}</strong>
      </p>
      ${roster.counts.map((count) => html`<p class="sums">${words(count.name)}：${count.options.map(([option, often]) => `${plain(option.name)} ${often}`).join('，')}</p>`)}
      ${roster.sums.map((sum) => html`<p class="sums">${words(sum.name)}：${this.say('roster.sum', { sum: sum.sum ?? '?', count: sum.count })}</p>`)}
      ${this.#columns(roster)}
      ${findings.length > 0
        ? html`<h4>${this.say('roster.findings', { count: summary.findings })}</h4>
            <ol start=${this.from + 1}>${shown.map((finding) => this.#finding(finding))}</ol>
            ${this.#pages(findings.length)}
            <p><button class="second" id="roster-save" @click=${() => this.#save(findings)}>${this.say('roster.save')}</button></p>`
        : html`<p>${this.say('roster.clean')}</p>`}
      ${summary.unusable || summary.rows === 0
        ? nothing
        : this.asks
          ? this.#question(summary.rows)
          : html`<p>
              <button id="roster-take" @click=${() => this.#ask()}>
                ${summary.refused > 0 ? this.say('roster.take-some', { rows: summary.rows, refused: summary.refused, good }) : this.say('roster.take', { rows: summary.rows })}
              </button>
            </p>`}`;
  }

  /** There are rows already: are they to go, or to stay? */
  #question(rows: number): unknown {
    const { have, most } = this;
    const fits = have + rows <= most;
    return html`<div class="asks" role="group" aria-labelledby="roster-asks" id="roster-question" tabindex="-1">
      <p id="roster-asks">
        <strong>${this.say('roster.asks', { have, rows })}</strong>
        ${fits ? nothing : this.say('roster.asks-too-many', { all: have + rows, most })}
      </p>
      <div>
        ${fits ? html`<button id="roster-append" @click=${() => void this.#take('append')}>${this.say('roster.append', { have, rows })}</button>` : nothing}
        <button class="second" id="roster-replace" @click=${() => void this.#take('replace')}>${this.say('roster.replace', { have, rows })}</button>
        <button class="link" id="roster-leave" @click=${() => void this.#leave()}>${this.say('roster.leave')}</button>
      </div>
    </div>`;
  }

  #finding(finding: RosterFinding): unknown {
    const where = `${finding.column ?? ''}${finding.row ?? ''}`;
    return html`<li class=${finding.severity}>
      <span class="cell">${where || '–'}</span>
      <span>${finding.heading ? html`${words(finding.heading)}：` : nothing}${words(finding.message)}${finding.value ? html` <span class="what">${finding.value}</span>` : nothing}</span>
    </li>`;
  }

  #pages(count: number): unknown {
    if (count <= SHOWN) return nothing;
    const last = Math.min(this.from + SHOWN, count);
    return html`<p>
      <button class="second" id="roster-before" ?disabled=${this.from === 0} @click=${() => (this.from -= SHOWN)}>${this.say('roster.before')}</button>
      <span>${this.say('roster.part', { first: this.from + 1, last, count })}</span>
      <button class="second" id="roster-after" ?disabled=${last === count} @click=${() => (this.from += SHOWN)}>${this.say('roster.after')}</button>
    </p>`;
  }

  /** Columns that nobody knows, while some fact has none: what are they? */
  #columns(roster: Roster): unknown {
    const known = new Set(roster.columns.map((column) => column.fact));
    const left = roster.facts.filter((fact) => !known.has(fact.id));
    const unread = roster.columns.filter((column) => column.fact === null && column.heading !== '');
    if (left.length === 0 || unread.length === 0) return nothing;
    return html`<details ?open=${roster.summary.unusable}>
      <summary>${this.say('roster.columns', { count: unread.length })}</summary>
      <div class="columns">
        ${unread.map(
          (column) => html`<label>
            <span>${column.letter} ${column.heading}</span>
            <select data-heading=${column.heading} @change=${(event: Event) => void this.#map(column.heading, (event.target as HTMLSelectElement).value)}>
              <option value="">${this.say('roster.unread')}</option>
              ${left.map((fact) => html`<option value=${fact.id}>${plain(fact.name)}</option>`)}
            </select>
          </label>`,
        )}
      </div>
    </details>`;
  }

  async #choose(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    // Chosen again after it was mended, the same name is a change too.
    if (!file) return;
    this.#name = file.name;
    this.problem = undefined;
    try {
      this.#table = await tableOf(file);
    } catch (problem) {
      this.roster = undefined;
      this.problem = this.t(problem instanceof Unreadable ? problem.key : 'roster.unreadable');
      return;
    } finally {
      input.value = '';
    }
    await this.#run();
  }

  /** The engine folds headings, and gives them back folded to be remembered. */
  async #map(heading: string, fact: string): Promise<void> {
    if (fact === '') return;
    this.#said = { ...this.#said, [heading]: fact };
    await this.#run();
  }

  /** Reads the table; what was remembered counts unless the engine refuses it: another release may ask for other facts. */
  async #run(known?: Mapping): Promise<void> {
    const table = this.#table;
    if (table === undefined) return;
    const stop = new AbortController();
    this.#stop = stop;
    this.taken = undefined;
    this.problem = undefined;
    this.roster = undefined;
    this.asks = false;
    this.from = 0;
    this.at = { rows: 0, share: 0 };
    const before = known ?? (await remembered(this.owner));
    try {
      const roster = await this.read(table, {
        group: this.group,
        mapping: { ...before, ...this.#said },
        signal: stop.signal,
        onProgress: ({ rows, bytes, size }) => (this.at = { rows, share: size === 0 ? 1 : bytes / size }),
      });
      this.roster = roster;
      if (Object.keys(this.#said).length > 0) await remember(this.owner, { ...before, ...roster.mapping });
    } catch (problem) {
      const { code, message } = problem as { code?: unknown; message?: unknown };
      if (code === 'roster.mapping' && Object.keys(before).length > 0) {
        await remember(this.owner, {});
        return await this.#run({});
      }
      if (stop.signal.aborted) this.problem = this.t('roster.stopped');
      else if (code === 'roster.encoding') this.problem = this.t('roster.encoding');
      else if (code === 'value.too-large' || code === 'roster.too-large') this.problem = this.t('roster.too-large');
      else this.problem = `${this.t('roster.unreadable')} (${String(code ?? message)})`;
    } finally {
      this.at = undefined;
    }
    await this.#focus('#roster-summary');
  }

  /** Takes the rows over where there are none yet; else asks first. */
  #ask(): void {
    if (this.have === 0) return void this.#take('replace');
    this.asks = true;
    void this.#focus('#roster-question');
  }

  async #leave(): Promise<void> {
    this.asks = false;
    await this.#focus('#roster-take');
  }

  /** Says that rows were taken over only when they were. */
  async #take(taking: Taking): Promise<void> {
    const { roster } = this;
    if (!roster) return;
    this.problem = undefined;
    this.asks = false;
    try {
      this.take(this.group, roster.rows(), taking);
    } catch (problem) {
      this.problem = this.t('roster.refused', { why: String((problem as { message?: unknown }).message ?? problem) });
      return;
    }
    this.taken = roster.summary.rows;
    this.roster = undefined;
    this.#table = undefined;
    await this.#focus('#roster-taken');
  }

  async #focus(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  /** The findings as a table, to mend the file by. */
  #save(findings: readonly RosterFinding[]): void {
    const cell = (value: unknown): string => `"${String(value ?? '').replaceAll('"', '""')}"`;
    const head = ['roster.col-cell', 'roster.col-heading', 'roster.col-message', 'roster.col-value'].map((key) => this.t(key));
    const lines = findings.map((finding) => [`${finding.column ?? ''}${finding.row ?? ''}`, finding.heading, plain(finding.message), finding.value]);
    // The mark makes spreadsheets read UTF-8; a leading apostrophe keeps a value from becoming a formula.
    const text = [head, ...lines].map((line) => line.map((value) => cell(/^[=+\-@]/u.test(String(value ?? '')) ? `'${value}` : value)).join(',')).join('\r\n');
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['\u{FEFF}', text], { type: 'text/csv;charset=utf-8' }));
    link.download = `${this.#name.replace(/\.[^.]*$/u, '')}-${this.t('roster.file')}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }
}

define('tb-roster', TbRoster);
