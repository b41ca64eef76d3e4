/** The input of each widget: what a person types or picks, as a template. */

import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Choice, Field, WireValue } from '../../engine/port.ts';
import { text } from '../../text/texts.ts';
import { plain, words } from '../element.ts';
import type { DateParts } from './dates.ts';
import { typedText } from './values.ts';

/** More regions than this get a search box. */
const MOST_UNSEARCHED = 12;

/** What an input needs from its field. */
export interface InputHost {
  field: Field;
  describedBy: string;
  invalid: boolean;
  commit(value: WireValue): void;
}

export function booleanInput(host: InputHost): TemplateResult {
  const chosen = host.field.value === true || host.field.value === 'true' ? 'true' : host.field.value === null ? '' : 'false';
  const options = [
    { id: 'true', name: text('yes') },
    { id: 'false', name: text('no') },
  ];
  return radios(host, options, chosen, (id) => host.commit(id === 'true'), true);
}

/** As buttons when there are few of them, else as a list to pick from. */
export function enumInput(host: InputHost, options: Choice[], buttons: boolean): TemplateResult {
  const chosen = typeof host.field.value === 'string' ? host.field.value : '';
  if (!buttons) return selectInput(host, options, chosen);
  return radios(host, options, chosen, (id) => host.commit(id), options.every((option) => plain(option.name).length <= 6));
}

export function regionInput(
  host: InputHost,
  options: Choice[],
  query: string,
  onQuery: (query: string) => void,
): TemplateResult {
  const chosen = typeof host.field.value === 'string' ? host.field.value : '';
  if (options.length <= MOST_UNSEARCHED) return selectInput(host, options, chosen);
  const wanted = query.trim();
  const fits = (option: Choice) => plain(option.name).includes(wanted) || option.id.startsWith(wanted);
  const found = options.filter((option) => option.id === chosen || fits(option));
  return html`<input
      class="short"
      type="search"
      autocomplete="off"
      aria-label=${text('region.search')}
      placeholder=${text('region.search')}
      .value=${query}
      @input=${(event: Event) => onQuery((event.target as HTMLInputElement).value)}
    />${selectInput(host, found, chosen)}`;
}

export function selectInput(host: InputHost, options: Choice[], chosen: string): TemplateResult {
  return html`<select
    id="input"
    aria-describedby=${host.describedBy || nothing}
    aria-invalid=${host.invalid ? 'true' : nothing}
    aria-required=${host.field.required ? 'true' : nothing}
    @change=${(event: Event) => host.commit((event.target as HTMLSelectElement).value || null)}
  >
    <option value="" ?selected=${chosen === ''}>${text('choose')}</option>
    ${repeat(
      options,
      (option) => option.id,
      (option) => html`<option value=${option.id} ?selected=${option.id === chosen}>${plain(option.name)}</option>`,
    )}
  </select>`;
}

export function numberInput(host: InputHost, unit: string | null): TemplateResult {
  return html`<input
      id="input"
      class="number"
      type="text"
      inputmode="decimal"
      autocomplete="off"
      aria-describedby=${[host.describedBy, unit ? 'unit' : ''].join(' ').trim() || nothing}
      aria-invalid=${host.invalid ? 'true' : nothing}
      aria-required=${host.field.required ? 'true' : nothing}
      .value=${typedText(host.field)}
      @change=${(event: Event) => host.commit((event.target as HTMLInputElement).value.trim() || null)}
    />${unit ? html`<span class="unit" id="unit">${words(unit)}</span>` : nothing}`;
}

export function textInput(host: InputHost, maxChars: number, long: boolean): TemplateResult {
  const commit = (event: Event) =>
    host.commit((event.target as HTMLInputElement | HTMLTextAreaElement).value.trim() || null);
  if (long) {
    return html`<textarea
      id="input"
      rows="4"
      aria-describedby=${host.describedBy || nothing}
      aria-invalid=${host.invalid ? 'true' : nothing}
      aria-required=${host.field.required ? 'true' : nothing}
      .value=${typedText(host.field)}
      @change=${commit}
    ></textarea>`;
  }
  return html`<input
    id="input"
    class=${maxChars <= 20 ? 'text short' : 'text'}
    type="text"
    autocomplete=${AUTOCOMPLETE[host.field.fact] ?? 'off'}
    inputmode=${/mobile|phone/i.test(host.field.fact) ? 'tel' : nothing}
    spellcheck="false"
    aria-describedby=${host.describedBy || nothing}
    aria-invalid=${host.invalid ? 'true' : nothing}
    aria-required=${host.field.required ? 'true' : nothing}
    .value=${typedText(host.field)}
    @change=${commit}
  />`;
}

export function dateInput(
  host: InputHost,
  parts: DateParts,
  onPart: (part: keyof DateParts, typed: string) => void,
): TemplateResult {
  const box = (part: keyof DateParts, length: number) => html`<label class=${part}>
    ${text(`date.${part}`)}
    <input
      id=${part === 'year' ? 'input' : part}
      type="text"
      inputmode="numeric"
      autocomplete="off"
      maxlength=${part === 'year' ? 10 : length}
      aria-describedby=${host.describedBy || nothing}
      aria-invalid=${host.invalid ? 'true' : nothing}
      .value=${parts[part]}
      @input=${(event: Event) => onPart(part, (event.target as HTMLInputElement).value)}
    />
  </label>`;
  return html`${box('year', 4)}${box('month', 2)}${box('day', 2)}`;
}

function radios(
  host: InputHost,
  options: Choice[],
  chosen: string,
  pick: (id: string) => void,
  inLine: boolean,
): TemplateResult {
  return html`<div class=${inLine ? 'choices line' : 'choices'}>
    ${options.map(
      (option, index) => html`<label class="choice">
        <input
          id=${index === 0 ? 'input' : `input-${index}`}
          type="radio"
          name="choice"
          value=${option.id}
          aria-describedby=${host.describedBy || nothing}
          .checked=${option.id === chosen}
          @change=${() => pick(option.id)}
        />
        <span>${words(option.name)}</span>
      </label>`,
    )}
  </div>`;
}

const AUTOCOMPLETE: Record<string, AutoFill> = { name: 'name', mobile: 'tel', newMobile: 'tel', email: 'email' };
