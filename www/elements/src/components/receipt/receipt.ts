/**
 * `<tb-receipt>`: the receipt: number, QR code, what was decided otherwise, and what is still to be corrected.
 *
 * Printed, it is one page without buttons.
 */

import { css, html, nothing, type CSSResultGroup } from 'lit';
import type { View } from '../../engine/port.ts';
import type { Correction, Receipt, ReceiptMember } from '../../gateway/types.ts';
import { textLanguage } from '../../text/texts.ts';
import { TbElement, define, plain, when, words } from '../element.ts';
import { differenceLines } from './differences.ts';
import { ofMember } from '../of-member.ts';
import { stateTone, stateWords } from '../state-words.ts';
import { qrCode } from './qr.ts';

export class TbReceipt extends TbElement {
  static override styles: CSSResultGroup = [
    TbElement.styles,
    css`
      .slip {
        padding: 2rem;
        border: 0.125rem solid var(--tb-primary);
        border-radius: 0.5rem;
        background: var(--tb-paper);
      }
      .top {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 1.5rem;
      }
      .number {
        margin: 0.25rem 0 0.75rem;
        font-size: 1.75rem;
        font-weight: 700;
        line-height: 1.3;
        letter-spacing: 0.04em;
        font-variant-numeric: tabular-nums;
        overflow-wrap: anywhere;
      }
      .qr {
        display: block;
        width: min(10.5rem, 100%);
        height: auto;
      }
      figure {
        max-width: 100%;
        margin: 0;
      }
      figcaption {
        max-width: 10.5rem;
        color: var(--tb-ink-soft);
        font-size: 0.875rem;
        line-height: 1.5;
        text-align: center;
      }
      dl.facts {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.25rem 1.25rem;
      }
      dt {
        color: var(--tb-ink-soft);
      }
      section {
        margin-top: 1.75rem;
        padding-top: 1.25rem;
        border-top: 0.0625rem solid var(--tb-rule);
      }
      .members {
        padding-inline-start: 1.25rem;
        overflow-wrap: anywhere;
      }
      .members li {
        padding: 0.5rem 0;
      }
      .members li::marker {
        font-weight: 650;
      }
      .members h3,
      .members p {
        margin: 0.125rem 0;
      }
      .digest {
        font-family: ui-monospace, 'Noto Sans Mono', monospace;
        font-size: 0.8125rem;
        overflow-wrap: anywhere;
      }
      .secret {
        font-size: 1.25rem;
        letter-spacing: 0.08em;
      }
      @media (max-width: 40rem) {
        .slip {
          padding: 1.25rem;
        }
        .number {
          font-size: 1.375rem;
        }
        .secret {
          font-size: 1.0625rem;
        }
      }
      @media print {
        .slip {
          border-color: #000000;
        }
        section {
          break-inside: avoid;
        }
      }
    `,
  ];
  static override properties = { receipt: { attribute: false }, view: { attribute: false } };

  declare receipt: Receipt;
  /** What was handed in. */
  declare view: View | undefined;

  protected override render(): unknown {
    const { receipt } = this;
    if (!receipt) return nothing;
    const link = progressLink(receipt);
    const blocked = receipt.verdict === 'blocked';
    const { own, waits, staff } = whoseTurn(receipt.corrections);
    // Of a bundle some items may be blocked and others not.
    const written = receipt.members && !blocked ? own.filter((entry) => entry.kind === 'blocks') : [];
    const mend = own.filter((entry) => !written.includes(entry));
    const lines = differenceLines(receipt.differences, this.view);
    return html`<article class="slip" data-receipt=${receipt.number} data-decision=${receipt.decisionDigest}>
      <div class="top">
        <div>
          <span class="soft">${this.say('receipt.number')}</span>
          <p class="number">${receipt.number}</p>
          <dl class="facts">
            <dt>${this.say('receipt.item')}</dt>
            <dd>${words(receipt.itemName ?? this.view?.name)}</dd>
            <dt>${this.say('receipt.received')}</dt>
            <dd class="numbers">${timeWords(receipt.receivedAt)}</dd>
            <dt>${this.say('receipt.verdict')}</dt>
            <dd>${this.say(`verdict.${receipt.verdict}`)}</dd>
            <dt>${this.say('receipt.state')}</dt>
            <dd>${stateWords(receipt, (key) => this.t(key))}</dd>
            ${when(!receipt.members && receipt.route.target, (target) => html`<dt>${this.say('route')}</dt><dd>${this.say(`route.${target}`)}</dd>`)}
            ${when(!receipt.members && (receipt.deadline.text ?? receipt.deadline.date), (limit) => html`<dt>${this.say('limit.promised')}</dt><dd>${words(limit)}</dd>`)}
            ${when(receipt.secret, (secret) => html`<dt>${this.say('receipt.secret')}</dt><dd class="secret numbers">${secret}</dd>`)}
          </dl>
        </div>
        <figure>
          ${qrCode(link, this.t('receipt.qr'))}
          <figcaption>${this.say('receipt.qr')}</figcaption>
        </figure>
      </div>
      ${when(receipt.members, (members) => this.#members(members))}
      ${this.#open(written, true)} ${this.#open(mend, blocked)}
      ${waits.length > 0
        ? html`<section>
            <h2>${this.say('reason.waits')}</h2>
            <ul>
              ${waits.map((entry) => html`<li data-code=${entry.code}>${this.#message(entry)}</li>`)}
            </ul>
          </section>`
        : nothing}
      ${staff.length > 0
        ? html`<section>
            <h2>${this.say('receipt.reviewed')}</h2>
            <p>${this.say('receipt.reviewed-note')}</p>
            <ul>
              ${staff.map((entry) => html`<li data-code=${entry.code}>${this.#message(entry)}</li>`)}
            </ul>
          </section>`
        : nothing}
      ${lines.length > 0
        ? html`<section>
            <h2>${this.say('receipt.differences')}</h2>
            ${receipt.differences.some((entry) => entry.review) ? html`<p>${this.say('receipt.differences-note')}</p>` : nothing}
            <ul>
              ${lines.map((line) => html`<li>${line}</li>`)}
            </ul>
          </section>`
        : nothing}
      <section>
        <details>
          <summary class="small">${this.say('receipt.audit')}</summary>
          <dl class="small">
            <dt>${this.say('receipt.decision-digest')}</dt>
            <dd class="digest" data-decision-digest>${receipt.decisionDigest}</dd>
            ${when(
              receipt.redecidedDigest !== receipt.decisionDigest && receipt.redecidedDigest,
              (digest) => html`<dt>${this.say('receipt.redecided-digest')}</dt><dd class="digest">${digest}</dd>`,
            )}
            <dt>${this.say('receipt.packet-digest')}</dt>
            <dd class="digest">${receipt.packetDigest}</dd>
          </dl>
        </details>
      </section>
    </article>`;
  }

  /** Of a bundle: the case of each item. */
  #members(members: ReceiptMember[]): unknown {
    const names = new Map(members.map((member) => [member.item, member.itemName]));
    const list = (ids: string[]) => ids.map((id) => plain(names.get(id) ?? id)).join(this.t('list.comma'));
    return html`<section>
      <h2>${this.say('member.title')}</h2>
      <p>${this.say('member.note')}</p>
      <ol class="members">
        ${members.map(
          (member) => html`<li data-member=${member.item} data-state=${member.state}>
            <h3>${words(member.itemName)}</h3>
            <p class="line">
              <span class="tag ${stateTone(member.state)}">${stateWords(member, (key) => this.t(key))}</span>
              <span class="soft small numbers">${member.number}</span>
            </p>
            <p>${this.say(member.state === 'waiting' ? 'member.waits-for' : `verdict.${member.verdict}`, { names: list(member.waitsFor) })}</p>
            ${when(member.deadline.text ?? member.deadline.date, (limit) => html`<p class="small">${this.say('limit.promised')}${this.say('list.colon')}${words(limit)}</p>`)}
            ${member.state === 'waiting' ? html`<p class="small">${this.say('member.clock')}</p>` : nothing}
          </li>`,
        )}
      </ol>
    </section>`;
  }

  /** What the person settles, or what is answered in writing. */
  #open(entries: Correction[], written: boolean): unknown {
    if (entries.length === 0) return nothing;
    return html`<section>
      <h2>${this.say(written ? 'receipt.open' : 'receipt.corrections')}</h2>
      <p>${this.say(written ? 'receipt.open-note' : 'receipt.corrections-note')}</p>
      <ol>
        ${entries.map((entry) => html`<li data-code=${entry.code}>${this.#message(entry)}</li>`)}
      </ol>
    </section>`;
  }

  /** In a bundle with the item that it is about. */
  #message({ code, message }: Correction): unknown {
    const member = ofMember(this.receipt.members, code);
    return html`${member ? html`<span class="soft">${this.say('member.whose', { name: plain(member.itemName) })}</span>` : nothing}${words(message)}`;
  }
}

/** What the person settles, what an item done first settles, and what the staff look into without them. */
export function whoseTurn<T extends { kind: string }>(corrections: T[]): { own: T[]; waits: T[]; staff: T[] } {
  const of = (kind: string) => corrections.filter((entry) => entry.kind === kind);
  return { own: corrections.filter((entry) => !['review', 'waits'].includes(entry.kind)), waits: of('waits'), staff: of('review') };
}

/** What the QR code holds: the gateway's own text, else the progress page; a secret stands only behind `#`. */
export function progressLink(receipt: Receipt): string {
  if (receipt.qr) return receipt.qr;
  return receipt.progressUrl ?? `${location.origin}/#/progress/${encodeURIComponent(receipt.number)}`;
}

/** A time stamp as people at the office read it, in the language of the page. */
export function timeWords(stamp: string): string {
  const time = new Date(stamp);
  if (Number.isNaN(time.valueOf())) return stamp;
  // The Swedish form is year-month-day, as the other dates in English texts are.
  return new Intl.DateTimeFormat(textLanguage() === 'en' ? 'sv-SE' : 'zh-CN', {
    timeZone: 'Asia/Shanghai',
    dateStyle: textLanguage() === 'en' ? 'short' : 'medium',
    timeStyle: 'short',
    hour12: false,
  }).format(time);
}

define('tb-receipt', TbReceipt);
