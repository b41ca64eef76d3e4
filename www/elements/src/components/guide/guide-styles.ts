/** What the guides of an item and of a bundle look like alike. */

import { css } from 'lit';

export const guideStyles = css`
  section {
    margin-top: 2.25rem;
  }
  .lead {
    margin: 0.5rem 0 0;
    color: var(--tb-ink-soft);
    font-size: 1.1875rem;
    line-height: 1.65;
  }
  .notice {
    margin-top: 2rem;
    padding: 0.875rem 1rem;
    border-inline-start: 0.25rem solid var(--tb-rule-strong);
    background: var(--tb-ground);
  }
`;
