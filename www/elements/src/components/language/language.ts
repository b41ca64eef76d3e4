/** `<tb-language>`: which language the pages speak. Each is named in itself. */

import { css, html, type CSSResultGroup } from 'lit';
import type { Lang } from '../../engine/port.ts';
import { textLanguage } from '../../text/texts.ts';
import { TbElement, define } from '../element.ts';

const NAMES: [Lang, string][] = [
  ['zh-Hans', '简体中文'],
  ['zh-Hant', '繁體中文'],
  ['en', 'English'],
];

export class TbLanguage extends TbElement {
  static override styles: CSSResultGroup = [
    TbElement.styles,
    css`
      select {
        min-height: var(--tb-target);
        font-size: 1rem;
      }
    `,
  ];

  protected override render(): unknown {
    const current = textLanguage();
    return html`<select
      aria-label=${`${this.t('language')} / Language`}
      @change=${(event: Event) => this.send('tb-language', { lang: (event.target as HTMLSelectElement).value })}
    >
      ${NAMES.map(([lang, name]) => html`<option value=${lang} lang=${lang} ?selected=${lang === current}>${name}</option>`)}
    </select>`;
  }
}

define('tb-language', TbLanguage);
