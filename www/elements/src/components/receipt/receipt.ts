/**
 * `<tb-receipt>`: the receipt: number, QR code, what was decided otherwise, and what is still to be corrected.
 *
 * Printed, it is one page without buttons.
 */

import { css, html, nothing, type CSSResultGroup } from 'lit';
import type { Correction, Receipt } from '../../gateway/types.ts';
import { dateWords, hasText } from '../../text/texts.ts';
import { TbElement, define, when, words } from '../element.ts';
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
        width: 10.5rem;
        height: 10.5rem;
      }
      figure {
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
  static override properties = { receipt: { attribute: false }, item: {}, region: {} };

  declare receipt: Receipt;
  /** Name of the item. */
  declare item: string;

  protected override render(): unknown {
    const { receipt } = this;
    if (!receipt) return nothing;
    const link = progressLink(receipt);
    return html`<article class="slip" data-receipt=${receipt.number} data-decision=${receipt.decisionDigest}>
      <div class="top">
        <div>
          <span class="soft">${this.say('receipt.number')}</span>
          <p class="number">${receipt.number}</p>
          <dl class="facts">
            <dt>${this.say('receipt.item')}</dt>
            <dd>${words(this.item)}</dd>
            <dt>${this.say('receipt.received')}</dt>
            <dd class="numbers">${timeWords(receipt.receivedAt)}</dd>
            <dt>${this.say('receipt.verdict')}</dt>
            <dd>${this.say(`verdict.${receipt.verdict}`)}</dd>
            ${when(routeWords(receipt, (key) => this.t(key)), (route) => html`<dt>${this.say('route')}</dt><dd>${route}</dd>`)}
            ${when(deadlineWords(receipt), (deadline) => html`<dt>${this.say('limit.promised')}</dt><dd>${deadline}</dd>`)}
            ${when(receipt.secret, (secret) => html`<dt>${this.say('receipt.secret')}</dt><dd class="secret numbers">${secret}</dd>`)}
          </dl>
        </div>
        <figure>
          ${qrCode(link, this.t('receipt.qr'))}
          <figcaption>${this.say('receipt.qr')}</figcaption>
        </figure>
      </div>
      ${receipt.corrections.length > 0
        ? html`<section>
            <h2>${this.say('receipt.corrections')}</h2>
            <p>${this.say('receipt.corrections-note')}</p>
            <ol>
              ${receipt.corrections.map((entry) => html`<li>${correctionWords(entry)}</li>`)}
            </ol>
          </section>`
        : nothing}
      ${receipt.differences.length > 0
        ? html`<section>
            <h2>${this.say('receipt.differences')}</h2>
            <p>${this.say('receipt.differences-note')}</p>
            <ul>
              ${receipt.differences.map((entry) => html`<li>${words(entry.message ?? entry.what ?? '')}</li>`)}
            </ul>
          </section>`
        : nothing}
      <section>
        <details>
          <summary class="small">${this.say('receipt.audit')}</summary>
          <dl class="small">
            <dt>${this.say('receipt.decision-digest')}</dt>
            <dd class="digest" data-decision-digest>${receipt.decisionDigest}</dd>
            <dt>${this.say('receipt.packet-digest')}</dt>
            <dd class="digest">${receipt.packetDigest}</dd>
          </dl>
        </details>
      </section>
    </article>`;
  }
}

/** What the QR code holds: the gateway's own text, else the progress page; a secret stands only behind `#`. */
export function progressLink(receipt: Receipt): string {
  if (receipt.qr) return receipt.qr;
  return receipt.progressUrl ?? `${location.origin}/#/progress/${encodeURIComponent(receipt.number)}`;
}

/** A time stamp as people at the office read it. */
export function timeWords(stamp: string): string {
  const time = new Date(stamp);
  if (Number.isNaN(time.valueOf())) return stamp;
  return new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'medium',
    timeStyle: 'short',
    hour12: false,
  }).format(time);
}

/** A correction with its due date. */
export function correctionWords(entry: Correction): unknown {
  return html`${words(entry.message)}${when(entry.due, (due) => html` <span class="soft">${dateWords(due)}</span>`)}`;
}

function routeWords(receipt: Receipt, t: (key: string) => string): string {
  const { route } = receipt;
  if (!route) return '';
  const target = typeof route === 'string' ? route : route.target;
  if (!target) return '';
  return hasText(`route.${target}`) ? t(`route.${target}`) : target;
}

function deadlineWords(receipt: Receipt): string {
  const { deadline } = receipt;
  if (!deadline) return '';
  if (typeof deadline === 'string') return dateWords(deadline);
  return deadline.date ? dateWords(deadline.date) : (deadline.text ?? '');
}

define('tb-receipt', TbReceipt);
