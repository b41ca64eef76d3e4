/**
 * `<tb-receipt>`: the receipt: number, QR code, what was decided otherwise, and what is still to be corrected.
 *
 * Printed, it is one page without buttons.
 */

import { css, html, nothing, type CSSResultGroup } from 'lit';
import type { View } from '../../engine/port.ts';
import type { Receipt } from '../../gateway/types.ts';
import { textLanguage } from '../../text/texts.ts';
import { TbElement, define, when, words } from '../element.ts';
import { differenceLines } from './differences.ts';
import { stateWords } from '../state-words.ts';
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
    const { own, staff } = whoseTurn(receipt.corrections);
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
            ${when(receipt.route.target, (target) => html`<dt>${this.say('route')}</dt><dd>${this.say(`route.${target}`)}</dd>`)}
            ${when(receipt.deadline.text ?? receipt.deadline.date, (limit) => html`<dt>${this.say('limit.promised')}</dt><dd>${words(limit)}</dd>`)}
            ${when(receipt.secret, (secret) => html`<dt>${this.say('receipt.secret')}</dt><dd class="secret numbers">${secret}</dd>`)}
          </dl>
        </div>
        <figure>
          ${qrCode(link, this.t('receipt.qr'))}
          <figcaption>${this.say('receipt.qr')}</figcaption>
        </figure>
      </div>
      ${own.length > 0
        ? html`<section>
            <h2>${this.say(blocked ? 'receipt.open' : 'receipt.corrections')}</h2>
            <p>${this.say(blocked ? 'receipt.open-note' : 'receipt.corrections-note')}</p>
            <ol>
              ${own.map((entry) => html`<li data-code=${entry.code}>${words(entry.message)}</li>`)}
            </ol>
          </section>`
        : nothing}
      ${staff.length > 0
        ? html`<section>
            <h2>${this.say('receipt.reviewed')}</h2>
            <p>${this.say('receipt.reviewed-note')}</p>
            <ul>
              ${staff.map((entry) => html`<li data-code=${entry.code}>${words(entry.message)}</li>`)}
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
}

/** What the person settles, and what the staff look into without them. */
export function whoseTurn<T extends { kind: string }>(corrections: T[]): { own: T[]; staff: T[] } {
  const review = (entry: T) => entry.kind === 'review';
  return { own: corrections.filter((entry) => !review(entry)), staff: corrections.filter(review) };
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
