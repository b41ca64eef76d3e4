/**
 * `<tb-error-summary>`: everything that is missing or wrong, once, in a stable order (一次性告知).
 *
 * It takes the focus when it appears, so that a screen reader reads it first; each line leads to where it is mended
 * (`tb-focus {focus}`). Lines that nobody can mend on this page are text, not links.
 */

import { css, html, nothing, type CSSResultGroup, type PropertyValues } from 'lit';
import type { Member, Reason } from '../../engine/port.ts';
import { basisList, basisStyles } from '../basis.ts';
import { ofMember } from '../of-member.ts';
import { TbElement, define, plain, words } from '../element.ts';

/** Kinds in the order people can act on them. */
const KINDS = ['blocks', 'missing', 'correct', 'waits', 'deferred', 'review'] as const;
/** Kinds that somebody has to settle. */
const OPEN: readonly string[] = ['blocks', 'missing', 'correct'];

/** Lines of one kind that are shown: what is mended makes room for the next. */
const SHOWN = 100;

export class TbErrorSummary extends TbElement {
  static override styles: CSSResultGroup = [
    TbElement.styles,
    basisStyles,
    css`
      .box {
        margin: 1.25rem 0 2rem;
        padding: 1.25rem 1.5rem;
        border: 0.1875rem solid var(--tb-bad);
        border-radius: 0.5rem;
        background: var(--tb-paper);
      }
      .box.calm {
        border-color: var(--tb-warn);
      }
      .box:focus {
        outline: 0.1875rem solid var(--tb-ink);
        box-shadow: 0 0 0 0.3125rem var(--tb-focus);
      }
      h3 {
        margin-top: 1rem;
      }
      li {
        margin: 0.375rem 0;
      }
      li a {
        color: var(--tb-bad);
        font-weight: 600;
      }
      li.settled a {
        color: var(--tb-ink);
        font-weight: 400;
      }
    `,
  ];
  static override properties = { reasons: { attribute: false }, members: { attribute: false }, heading: {}, quiet: { type: Boolean } };

  declare reasons: Reason[];
  /** Items of a bundle: a reason that belongs to one (`condition:<item>/<id>`) says to which. */
  declare members: Member[];
  /** Replaces the usual heading. */
  declare heading: string;
  /** Do not take the focus. */
  declare quiet: boolean;

  constructor() {
    super();
    this.reasons = [];
    this.members = [];
    this.heading = '';
    this.quiet = false;
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.box')?.focus();
    this.scrollIntoView?.({ block: 'start' });
  }

  protected override firstUpdated(_changed: PropertyValues<this>): void {
    if (!this.quiet && this.reasons.length > 0) this.focus();
  }

  protected override render(): unknown {
    if (this.reasons.length === 0) return nothing;
    const kinds = KINDS.filter((kind) => this.reasons.some((reason) => reason.kind === kind));
    const count = this.reasons.filter((reason) => OPEN.includes(reason.kind)).length;
    return html`<div class="box ${count > 0 ? '' : 'calm'}" role="group" aria-labelledby="title" tabindex="-1">
      <h2 id="title">${this.heading || this.say(count > 0 ? 'errors.title' : 'errors.none-open', { count })}</h2>
      ${kinds.map(
        (kind) => {
          const all = this.reasons.filter((reason) => reason.kind === kind);
          return html`${kinds.length > 1 ? html`<h3>${this.say(`reason.${kind}`)}</h3>` : nothing}
            <ul>
              ${all.slice(0, SHOWN).map((reason) => this.#line(reason))}
            </ul>
            ${all.length > SHOWN ? html`<p>${this.say('errors.more', { count: all.length - SHOWN })}</p>` : nothing}`;
        },
      )}
    </div>`;
  }

  #whose({ code }: Reason): unknown {
    const member = ofMember(this.members, code);
    return member ? html`<span class="soft">${this.say('member.whose', { name: plain(member.name) })}</span>` : nothing;
  }

  #line(reason: Reason): unknown {
    const { focus } = reason;
    const line = focus
      ? html`<a
          href="#focus"
          data-focus=${focus}
          @click=${(event: Event) => {
            event.preventDefault();
            this.send('tb-focus', { focus });
          }}
          >${words(reason.message)}</a
        >`
      : html`<span>${words(reason.message)}</span>`;
    return html`<li class=${OPEN.includes(reason.kind) ? '' : 'settled'} data-code=${reason.code}>${this.#whose(reason)}${line}${basisList(reason.basis)}</li>`;
  }
}

define('tb-error-summary', TbErrorSummary);
