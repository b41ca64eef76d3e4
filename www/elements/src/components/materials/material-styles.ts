import { css } from 'lit';

export const materialStyles = css`
  h2 {
    margin-top: 2rem;
    padding-bottom: 0.5rem;
    border-bottom: 0.125rem solid var(--tb-primary);
  }
  .material {
    padding: 1.125rem 0;
    border-bottom: 0.0625rem solid var(--tb-rule);
  }
  .material:last-child {
    border-bottom: 0;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.25rem 0.75rem;
  }
  .name {
    font-weight: 600;
  }
  .meta {
    margin: 0.125rem 0 0;
    color: var(--tb-ink-soft);
    font-size: 0.9375rem;
    line-height: 1.6;
  }
  .lines,
  .way blockquote {
    white-space: pre-line;
  }
  .ways {
    display: flex;
    flex-direction: column;
    gap: 0.75rem;
    margin-top: 0.75rem;
  }
  .way {
    padding: 0.875rem 1rem;
    border-radius: var(--tb-radius);
    background: var(--tb-ground);
  }
  .way > .given {
    margin-top: 0;
  }
  .way p:first-child {
    margin-top: 0;
  }
  .way blockquote {
    margin: 0.375rem 0 0.75rem;
    padding-inline-start: 0.875rem;
    border-inline-start: 0.1875rem solid var(--tb-primary);
  }
  .files {
    margin: 0.5rem 0 0;
    padding: 0;
    list-style: none;
  }
  .files li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.75rem;
    overflow-wrap: anywhere;
  }
  .given {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.75rem;
    margin-top: 0.5rem;
  }
  .pick {
    position: relative;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    min-height: var(--tb-target);
    padding: 0.5rem 1.25rem;
    border: 0.0625rem solid var(--tb-primary);
    border-radius: var(--tb-radius);
    background: var(--tb-paper);
    color: var(--tb-primary);
    font-weight: 600;
    line-height: 1.4;
    cursor: pointer;
  }
  .pick:hover {
    background: var(--tb-primary-wash);
  }
  .pick:focus-within {
    outline: 0.1875rem solid var(--tb-ink);
    outline-offset: 0.125rem;
    box-shadow: 0 0 0 0.3125rem var(--tb-focus);
  }
  .pick input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    min-height: 0;
    padding: 0;
    opacity: 0;
    cursor: pointer;
  }
  .problem {
    margin: 0.375rem 0 0;
    color: var(--tb-bad);
    font-weight: 600;
  }
`;
