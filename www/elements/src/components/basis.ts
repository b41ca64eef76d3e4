/** Cited sources (依据), as a small list under what they stand behind. */

import { css, html, nothing, type TemplateResult } from 'lit';
import type { Basis, Because } from '../engine/port.ts';
import { text } from '../text/texts.ts';
import { words } from './element.ts';

export const basisStyles = css`
  .basis {
    margin: 0.25rem 0 0;
    color: var(--tb-ink-soft);
    font-size: 0.9375rem;
    line-height: 1.6;
  }
  .basis details > summary {
    display: inline-block;
    min-height: 0;
    padding: 0.125rem 0;
    color: inherit;
    text-decoration: underline dotted;
    text-underline-offset: 0.1875rem;
  }
  .basis blockquote {
    margin: 0.25rem 0 0.5rem;
    padding-inline-start: 0.875rem;
    border-inline-start: 0.1875rem solid var(--tb-rule);
  }
  .because {
    margin: 0.25rem 0 0;
    color: var(--tb-ink-soft);
    font-size: 0.9375rem;
    line-height: 1.6;
  }
`;

export function basisList(basis: Basis[]): TemplateResult | typeof nothing {
  if (basis.length === 0) return nothing;
  return html`<div class="basis">
    ${basis.map((entry) =>
      entry.text
        ? html`<details>
            <summary>${text('basis')}${words(entry.title)}</summary>
            <blockquote>${words(entry.text)}</blockquote>
          </details>`
        : html`<div>${text('basis')}${words(entry.title)}</div>`,
    )}
  </div>`;
}

/** Why something is not decided, in words. */
export function becauseLine(because: Because[]): TemplateResult | typeof nothing {
  if (because.length === 0) return nothing;
  const names = (reason: string) => because.filter((entry) => entry.reason === reason);
  const part = (reason: string) => {
    const entries = names(reason);
    if (entries.length === 0) return nothing;
    return html`<p class="because">
      ${text(`because.${reason}`)}${entries.map(
        (entry, index) => html`${index > 0 ? text('list.comma') : nothing}${words(entry.name)}`,
      )}
    </p>`;
  };
  return html`${part('not-asked')}${part('unreachable')}${part('no-data')}`;
}
