import { css } from 'lit';

export const fieldStyles = css`
  :host {
    margin: 0 0 1.75rem;
  }
  fieldset {
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
  }
  .label {
    display: block;
    font-weight: 600;
    line-height: 1.5;
  }
  .optional {
    margin-inline-start: 0.375rem;
    color: var(--tb-ink-soft);
    font-size: 0.9375rem;
    font-weight: 400;
  }
  .hint {
    margin: 0.125rem 0 0;
    color: var(--tb-ink-soft);
    font-size: 0.9375rem;
    line-height: 1.6;
  }
  .input {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
    margin-top: 0.5rem;
  }
  .wrong {
    padding-inline-start: 0.875rem;
    border-inline-start: 0.25rem solid var(--tb-bad);
  }
  .review {
    padding-inline-start: 0.875rem;
    border-inline-start: 0.25rem solid var(--tb-warn);
  }
  .message {
    margin: 0.375rem 0 0;
    color: var(--tb-bad);
    font-weight: 600;
    line-height: 1.6;
  }
  .message.review {
    padding: 0;
    border: 0;
    color: var(--tb-warn);
  }
  .message.hint-only {
    color: var(--tb-ink-soft);
    font-weight: 400;
  }
  .wrong input,
  .wrong select,
  .wrong textarea {
    border-color: var(--tb-bad);
    border-width: 0.125rem;
  }
  input.text {
    width: 100%;
    max-width: 28rem;
  }
  input.short {
    max-width: min(14rem, 100%);
  }
  input.number {
    width: min(11rem, 100%);
    font-variant-numeric: tabular-nums;
  }
  select {
    min-width: min(14rem, 100%);
    max-width: 100%;
    padding-inline-end: 2rem;
  }
  .unit {
    color: var(--tb-ink-soft);
  }
  .date label {
    display: flex;
    flex-direction: column;
    gap: 0.125rem;
    color: var(--tb-ink-soft);
    font-size: 0.9375rem;
  }
  .date input {
    width: 4.25rem;
    font-size: var(--tb-text);
    font-variant-numeric: tabular-nums;
  }
  .date .year input {
    width: 6rem;
  }
  .choices {
    display: flex;
    flex-direction: column;
    gap: 0.5rem;
    max-width: 36rem;
    margin-top: 0.5rem;
  }
  .choices.line {
    max-width: none;
    flex-flow: row wrap;
    gap: 0.5rem 0.75rem;
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    min-height: var(--tb-target);
    padding: 0.375rem 1.125rem 0.375rem 0.875rem;
    border: 0.0625rem solid var(--tb-rule-strong);
    border-radius: var(--tb-radius);
    background: var(--tb-paper);
    cursor: pointer;
  }
  .choice:hover {
    background: var(--tb-primary-wash);
  }
  .choice:has(:checked) {
    border-color: var(--tb-primary);
    background: var(--tb-primary-wash);
    box-shadow: inset 0 0 0 0.0625rem var(--tb-primary);
  }
  .choice:has(:focus-visible) {
    outline: 0.1875rem solid var(--tb-ink);
    outline-offset: 0.125rem;
    box-shadow: 0 0 0 0.3125rem var(--tb-focus);
  }
  .choice input {
    flex: none;
    width: 1.375rem;
    height: 1.375rem;
    min-height: 0;
    margin: 0;
    accent-color: var(--tb-primary);
  }
  .choice input:focus,
  .choice input:focus-visible {
    outline: none;
    box-shadow: none;
  }
  .known {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.75rem;
    margin-top: 0.25rem;
    padding: 0.5rem 0.875rem;
    border-radius: var(--tb-radius);
    background: var(--tb-ground);
  }
  .label .tag {
    margin-inline-start: 0.375rem;
    font-weight: 400;
  }
  .known .value {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .dispute {
    margin-top: 0.75rem;
    padding: 1rem;
    border: 0.0625rem solid var(--tb-rule);
    border-radius: var(--tb-radius);
  }
  .dispute label {
    display: block;
    margin-bottom: 0.75rem;
    font-weight: 600;
  }
  /* On a narrow screen with large letters the three boxes still stand side by side. */
  @media (max-width: 30rem) {
    .date {
      flex-wrap: nowrap;
    }
    .date label {
      flex: 0 1 4.25rem;
      min-width: 0;
    }
    .date .year {
      flex-basis: 6rem;
    }
    .date input,
    .date .year input {
      width: 100%;
      padding-inline: 0.5rem;
    }
  }
  @media (max-width: 40rem) {
    .choices.line .choice {
      flex: 1 1 8rem;
    }
  }
`;
