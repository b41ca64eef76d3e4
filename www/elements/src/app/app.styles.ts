import { css } from 'lit';

export const appStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 100vh;
  }
  .skip {
    position: absolute;
    inset-inline-start: -100vw;
    border-radius: 0;
    background: var(--tb-focus);
    color: var(--tb-focus-ink);
  }
  .skip:focus {
    inset-inline-start: 0;
    z-index: 3;
  }
  header {
    border-top: 0.375rem solid var(--tb-primary);
    border-bottom: 0.0625rem solid var(--tb-rule);
    background: var(--tb-paper);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1.5rem;
    max-width: var(--tb-width);
    margin: 0 auto;
    padding: 0.75rem 1.25rem;
  }
  .brand {
    display: flex;
    align-items: baseline;
    gap: 0.75rem;
    margin-inline-end: auto;
    color: var(--tb-ink);
    text-decoration: none;
  }
  .brand strong {
    color: var(--tb-primary);
    font-size: 1.5rem;
    font-weight: 750;
    letter-spacing: 0.08em;
    line-height: 1.2;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
  }
  nav {
    background: var(--tb-primary);
    color: #ffffff;
  }
  nav .bar {
    padding-block: 0;
  }
  nav a,
  nav button.link {
    display: inline-flex;
    align-items: center;
    min-height: var(--tb-target);
    padding: 0.25rem 0;
    color: #ffffff;
    text-decoration: none;
  }
  nav a:hover,
  nav button.link:hover {
    background: none;
    color: #ffffff;
    text-decoration: underline;
    text-decoration-thickness: 0.1875rem;
  }
  nav a[aria-current] {
    font-weight: 650;
    box-shadow: inset 0 -0.25rem 0 #ffffff;
  }
  nav a:focus-visible,
  nav button:focus-visible {
    outline-color: #ffffff;
  }
  nav .who {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 1rem;
    margin-inline-start: auto;
  }
  main {
    flex: 1;
    width: 100%;
    max-width: var(--tb-width);
    margin: 0 auto;
    padding: 2rem 1.25rem 4rem;
  }
  main.narrow > * {
    max-width: 48rem;
  }
  main:focus-visible {
    outline: none;
  }
  .trouble {
    margin: 0 0 1.5rem;
    padding: 1rem 1.25rem;
    border: 0.1875rem solid var(--tb-bad);
    border-radius: 0.5rem;
    background: var(--tb-paper);
  }
  .trouble p {
    margin: 0.25rem 0;
  }
  .trouble .message {
    font-weight: 650;
  }
  footer {
    padding: 1.25rem 0;
    border-top: 0.0625rem solid var(--tb-rule);
    background: var(--tb-ground);
    color: var(--tb-ink-soft);
    font-size: 0.9375rem;
  }
  footer .bar {
    padding-block: 0;
  }
  .keys {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1rem;
  }
  kbd {
    padding: 0 0.375rem;
    border: 0.0625rem solid var(--tb-rule-strong);
    border-radius: 0.25rem;
    background: var(--tb-paper);
    font: inherit;
    font-size: 0.8125rem;
  }
  @media (max-width: 40rem) {
    .bar {
      padding-inline: 1rem;
    }
    .brand .sub {
      display: none;
    }
    nav .bar {
      gap: 0 1.125rem;
    }
    nav .who {
      gap: 0 1rem;
      font-size: 0.9375rem;
    }
    main {
      padding: 1.25rem 1rem 3rem;
    }
  }
  @media print {
    header,
    nav,
    footer,
    .skip {
      display: none;
    }
    main {
      max-width: none;
      padding: 0;
    }
  }
`;
