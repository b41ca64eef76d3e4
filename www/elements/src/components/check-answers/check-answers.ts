/** `<tb-check-answers>`: every answer and every material once more, each with a link to change it. */

import { css, html, nothing, type CSSResultGroup } from 'lit';
import type { Field, Page, Row, View } from '../../engine/port.ts';
import { TbElement, define, plain, words } from '../element.ts';
import { valueWords } from '../field/values.ts';

/** Rows of a list that are shown once more; the others stand in the form. */
const ROWS = 100;

export class TbCheckAnswers extends TbElement {
  static override styles: CSSResultGroup = [
    TbElement.styles,
    css`
      section {
        margin-top: 2rem;
      }
      .entry {
        display: grid;
        grid-template-columns: minmax(9rem, 2fr) 3fr minmax(4rem, max-content);
        gap: 0.25rem 1.25rem;
        align-items: baseline;
        padding: 0.625rem 0;
        border-bottom: 0.0625rem solid var(--tb-rule);
      }
      dt {
        font-weight: 600;
      }
      dd {
        overflow-wrap: anywhere;
      }
      .empty {
        color: var(--tb-bad);
      }
      .left {
        color: var(--tb-ink-soft);
      }
      .row {
        margin: 0.75rem 0 0;
      }
      @media (max-width: 40rem) {
        .entry {
          grid-template-columns: 1fr auto;
        }
        .entry dt {
          grid-column: 1 / -1;
          font-weight: 400;
          color: var(--tb-ink-soft);
          font-size: 0.9375rem;
        }
      }
    `,
  ];
  static override properties = { view: { attribute: false }, mask: { type: Boolean } };

  declare view: View;
  /** Others may look on: sensitive values show their ends only. */
  declare mask: boolean;

  protected override render(): unknown {
    if (!this.view) return nothing;
    return html`${this.view.pages.filter((page) => page.visible).map((page) => this.#page(page))}
      <section>
        <h2>${this.say('materials.title')}</h2>
        <dl>
          ${this.view.materials
            .filter((material) => material.state !== 'not-needed')
            .map(
              (material) => html`<div class="entry">
                <dt>${words(material.name)}</dt>
                <dd class=${material.given ? '' : material.state === 'needed' ? 'empty' : 'left'}>
                  ${material.given
                    ? html`${this.say(`brief.${material.given}`)}${material.files.map((file) => html`<br /><span class="soft small">${file.name}</span>`)}`
                    : this.say(material.state === 'needed' ? 'material.missing' : 'material.perhaps')}
                </dd>
                <dd>${this.#change(`material:${material.id}`, plain(material.name))}</dd>
              </div>`,
            )}
        </dl>
      </section>`;
  }

  #page(page: Page): unknown {
    const paths = page.sections.flatMap((section) => section.fields);
    const fields = paths
      .map((path) => this.view.fields.find((field) => field.path === path))
      .filter((field): field is Field => field?.visible === true);
    if (fields.length === 0) return nothing;
    return html`<section>
      <h2>${words(page.title)}</h2>
      <dl>${fields.filter((field) => field.widget.type !== 'group').map((field) => this.#entry(field))}</dl>
      ${fields.filter((field) => field.widget.type === 'group').map((field) => this.#group(field))}
    </section>`;
  }

  #entry(field: Field): unknown {
    const value = valueWords(field, this.mask);
    const missing = value === '' && field.required;
    return html`<div class="entry" data-path=${field.path}>
      <dt>${words(field.label)}</dt>
      <dd class=${missing ? 'empty' : value === '' ? 'left' : ''}>
        ${value === '' ? this.say(missing ? 'answer.missing' : 'answer.left-empty') : value}
        ${field.disputed ? html`<span class="tag warn">${this.say('dispute.made')}</span>` : nothing}
      </dd>
      <dd>${field.readOnly && field.origin !== 'register' ? nothing : this.#change(field.path, plain(field.label))}</dd>
    </div>`;
  }

  #group(group: Field): unknown {
    const rows = group.rows ?? [];
    return html`${rows.slice(0, ROWS).map(
      (row, index) => html`<h3 class="row">${words(group.label)} ${index + 1}</h3>
        <dl>${shown(row).filter((cell) => cell.widget.type !== 'group').map((cell) => this.#entry(cell))}</dl>
        ${shown(row).filter((cell) => cell.widget.type === 'group').map((cell) => this.#group(cell))}`,
    )}
    ${rows.length > ROWS ? html`<p>${this.say('rows.part', { first: 1, last: ROWS, count: rows.length })}</p>` : nothing}
    <dl>
      <div class="entry">
        <dt>${words(group.label)}</dt>
        <dd>${valueWords(group)}</dd>
        <dd>${this.#change(group.path, plain(group.label))}</dd>
      </div>
    </dl>`;
  }

  #change(focus: string, name: string): unknown {
    return html`<button class="link" @click=${() => this.send('tb-focus', { focus })}>
      ${this.say('change')}<span class="unseen"> ${name}</span>
    </button>`;
  }
}

/** What a row shows. */
function shown(row: Row): Field[] {
  return row.fields.filter((cell) => cell.visible);
}

define('tb-check-answers', TbCheckAnswers);
