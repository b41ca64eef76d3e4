/** Styles that every component shares: type, links, buttons, inputs. Sizes in rem, so that large text scales all of it. */

import { css } from 'lit';

export const base = css`
  :host {
    display: block;
    box-sizing: border-box;
    color: var(--tb-ink);
    font-family: var(--tb-font);
    font-size: var(--tb-text);
    line-height: var(--tb-line);
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3 {
    margin: 0;
    font-weight: 650;
    line-height: 1.35;
  }
  /* Balanced Chinese lines break inside a word; Latin ones between words. */
  :is(h1, h2, h3):lang(en) {
    text-wrap: balance;
  }
  h1 {
    font-size: 1.875rem;
    letter-spacing: 0.01em;
  }
  h2 {
    font-size: 1.375rem;
  }
  h3 {
    font-size: 1.125rem;
  }
  h1:focus {
    outline: none;
  }
  p {
    margin: 0.5rem 0;
  }
  ul,
  ol {
    margin: 0.5rem 0;
    padding-inline-start: 1.375rem;
  }
  ul.plain,
  ol.plain {
    padding: 0;
    list-style: none;
  }
  a {
    color: var(--tb-primary);
    text-decoration-thickness: 0.0625rem;
    text-underline-offset: 0.1875rem;
  }
  a:hover {
    color: var(--tb-primary-dark);
    text-decoration-thickness: 0.1875rem;
  }
  a:focus-visible,
  button:focus-visible,
  summary:focus-visible,
  [tabindex]:focus-visible {
    outline: 0.1875rem solid var(--tb-ink);
    outline-offset: 0.125rem;
    box-shadow: 0 0 0 0.3125rem var(--tb-focus);
    border-radius: 0.125rem;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
    min-height: var(--tb-target);
    padding: 0.5rem 1.25rem;
    border: 0.0625rem solid transparent;
    border-radius: var(--tb-radius);
    background: var(--tb-primary);
    color: #ffffff;
    font: inherit;
    font-weight: 600;
    line-height: 1.4;
    cursor: pointer;
    touch-action: manipulation;
  }
  button:hover {
    background: var(--tb-primary-dark);
  }
  button.second {
    border-color: var(--tb-primary);
    background: var(--tb-paper);
    color: var(--tb-primary);
  }
  button.second:hover {
    background: var(--tb-primary-wash);
  }
  button.link {
    padding: 0.25rem 0.125rem;
    border: 0;
    background: none;
    color: var(--tb-primary);
    font-weight: 400;
    text-decoration: underline;
    text-decoration-thickness: 0.0625rem;
    text-underline-offset: 0.1875rem;
  }
  button.link:hover {
    color: var(--tb-primary-dark);
    text-decoration-thickness: 0.1875rem;
  }
  button[disabled] {
    background: var(--tb-rule);
    color: var(--tb-ink-soft);
    cursor: default;
  }
  input,
  select,
  textarea {
    min-height: var(--tb-target);
    padding: 0.4375rem 0.75rem;
    border: 0.0625rem solid var(--tb-rule-strong);
    border-radius: var(--tb-radius);
    background: var(--tb-paper);
    color: var(--tb-ink);
    font: inherit;
    line-height: 1.5;
  }
  input:focus,
  select:focus,
  textarea:focus {
    outline: 0.1875rem solid var(--tb-ink);
    outline-offset: 0;
    box-shadow: 0 0 0 0.3125rem var(--tb-focus);
  }
  textarea {
    width: 100%;
    resize: vertical;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem 1rem;
    align-items: center;
    margin-top: 1.75rem;
  }
  .card {
    padding: 1.5rem;
    border: 0.0625rem solid var(--tb-rule);
    border-radius: 0.5rem;
    background: var(--tb-paper);
  }
  .soft {
    color: var(--tb-ink-soft);
  }
  .small {
    font-size: 0.9375rem;
    line-height: 1.6;
  }
  .numbers {
    font-variant-numeric: tabular-nums;
    letter-spacing: 0.02em;
  }
  .tag {
    display: inline-block;
    padding: 0.0625rem 0.5rem;
    border: 0.0625rem solid currentColor;
    border-radius: 0.25rem;
    background: var(--tb-paper);
    color: var(--tb-ink-soft);
    font-size: 0.875rem;
    line-height: 1.5;
    white-space: nowrap;
  }
  .tag.good {
    background: var(--tb-good-wash);
    color: var(--tb-good);
  }
  .tag.warn {
    background: var(--tb-warn-wash);
    color: var(--tb-warn);
  }
  .tag.bad {
    background: var(--tb-bad-wash);
    color: var(--tb-bad);
  }
  .zh-mark {
    margin-inline-start: 0.25rem;
    padding: 0 0.25rem;
    border: 0.0625rem solid var(--tb-rule-strong);
    border-radius: 0.125rem;
    color: var(--tb-ink-soft);
    font-size: 0.75em;
    font-weight: 400;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    padding: 0;
    overflow: hidden;
    clip-path: inset(50%);
    border: 0;
    white-space: nowrap;
  }
  details > summary {
    min-height: var(--tb-target);
    padding: 0.5rem 0;
    color: var(--tb-primary);
    cursor: pointer;
  }
  dl {
    margin: 0;
  }
  dd {
    margin: 0;
  }
  @media (max-width: 40rem) {
    h1 {
      font-size: 1.625rem;
    }
    .card {
      padding: 1.125rem 1rem;
    }
    .actions button:not(.link) {
      flex: 1 1 100%;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    button,
    a {
      transition: background-color 120ms ease-out;
    }
  }
  @media (forced-colors: active) {
    button,
    .tag,
    .card {
      border: 0.0625rem solid ButtonText;
    }
  }
  @media print {
    button,
    .actions {
      display: none;
    }
  }
`;
