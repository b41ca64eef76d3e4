/** `<tb-app>`: the frame of every channel: header, navigation, the screen of the moment, what went wrong, footer. */

import { html, nothing, type CSSResultGroup, type PropertyValues } from 'lit';
import { define, words } from '../components/element.ts';
import type { TbRows } from '../components/rows/rows.ts';
import type { TbField } from '../components/field/field.ts';
import type { TbTextSize } from '../components/text-size/text-size.ts';
import type { Lang, SetOrigin, WireValue } from '../engine/port.ts';
import type { Trouble } from '../flow/flow.ts';
import { fromHash, toHash, type Route } from '../flow/route.ts';
import type { TbMaterialsScreen } from '../screens/materials.ts';
import { appStyles } from './app.styles.ts';
import { FlowElement } from './flow-element.ts';
import { deepActive, deepFind, drawn } from '../components/focus.ts';
import { commandOf, HELP, takesText, type Command } from './hotkeys.ts';
import '../components/idle/idle.ts';
import '../components/keypad/keypad.ts';
import '../components/language/language.ts';
import '../components/text-size/text-size.ts';
import '../screens/index.ts';

/** A screen that a key can send forward. */
interface Forward extends HTMLElement {
  forward?(): void;
}

export class TbApp extends FlowElement {
  static override styles: CSSResultGroup = [FlowElement.styles, appStyles];

  #drawn: Route | undefined;
  #told: Trouble | undefined;
  readonly #hash = () => {
    const route = fromHash(location.hash);
    if (route && toHash(route) !== toHash(this.flow.route)) this.flow.go(route);
  };
  readonly #key = (event: KeyboardEvent) => this.#pressed(event);

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.#hash);
    window.addEventListener('keydown', this.#key);
    const on = <T>(type: string, run: (detail: T) => void) =>
      this.addEventListener(type, (event) => run((event as CustomEvent<T>).detail));
    on<{ path: string; value: WireValue }>('tb-set', ({ path, value }) => this.#set(path, value, 'asked'));
    on<{ path: string; reason: string; claimed: WireValue }>('tb-dispute', ({ path, reason, claimed }) =>
      this.#change((session) => session.dispute(path, reason, claimed ?? undefined)),
    );
    on<{ group: string }>('tb-add-row', ({ group }) => this.#change((session) => session.addRow(group).changes));
    on<{ group: string; row: string }>('tb-remove-row', ({ group, row }) => this.#change((session) => session.removeRow(group, row)));
    on<{ group: string; complete: boolean }>('tb-confirm', ({ group, complete }) =>
      this.#change((session) => session.confirm(group, complete)),
    );
    on<{ focus: string }>('tb-focus', ({ focus }) => void this.#show(focus));
    on<{ lang: Lang }>('tb-language', ({ lang }) => this.#speak(lang));
    on('tb-wipe', () => void this.#wipe());
  }

  override disconnectedCallback(): void {
    window.removeEventListener('hashchange', this.#hash);
    window.removeEventListener('keydown', this.#key);
    super.disconnectedCallback();
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const { route, trouble } = this.flow;
    if (trouble !== this.#told) {
      this.#told = trouble;
      // It stands at the top; the person may be at the end of a long page.
      if (trouble) this.renderRoot.querySelector<HTMLElement>('.trouble')?.focus();
    }
    if (this.#drawn === route) return;
    const first = this.#drawn === undefined;
    this.#drawn = route;
    const hash = toHash(route);
    if (location.hash !== hash) history[first ? 'replaceState' : 'pushState'](null, '', hash);
    const { focus } = this.flow;
    this.flow.focus = undefined;
    if (focus) void this.#focusOn(focus);
    else if (!first) void this.#focusHeading();
    void this.#title();
  }

  protected override render(): unknown {
    const { flow } = this;
    if (!flow) return nothing;
    const { profile, route, trouble } = flow;
    const { about } = flow.engine;
    return html`<header>
        <button class="skip" @click=${() => this.renderRoot.querySelector('main')?.focus()}>${this.say('skip')}</button>
        <div class="bar">
          <a class="brand" href=${flow.session ? '#/items' : '#/sign-in'}>
            <strong>${this.say('brand')}</strong><span class="sub">${this.say(`brand.${profile.channel}`)}</span>
          </a>
          <div class="tools">
            <tb-text-size ?shared=${profile.shared}></tb-text-size>
            <tb-language></tb-language>
          </div>
        </div>
      </header>
      ${flow.session ? this.#navigation() : nothing}
      <main id="main" class=${this.#narrow(route) ? 'narrow' : ''} tabindex="-1" aria-busy=${flow.busy ? 'true' : 'false'}>
        ${trouble
          ? html`<div class="trouble" role="alert" tabindex="-1">
              <p class="message">${trouble.message}</p>
              <p>${trouble.help}</p>
              ${trouble.details.length > 0
                ? html`<ul class="small">
                    ${trouble.details.map((detail) => html`<li>${detail}</li>`)}
                  </ul>`
                : nothing}
              ${trouble.retry
                ? html`<button class="second" @click=${() => trouble.retry?.()}>${this.say('problem.retry')}</button>`
                : nothing}
              <button class="link" @click=${() => flow.dismiss()}>${this.say('problem.dismiss')}</button>
            </div>`
          : nothing}
        ${this.#screen(route)}
      </main>
      <footer>
        <div class="bar">
          <span>${words(about.catalog.notice)}</span>
          ${profile.hotkeys
            ? html`<span class="keys">${HELP.map(([key, meaning]) => html`<span><kbd>${key}</kbd> ${this.say(meaning)}</span>`)}</span>`
            : nothing}
          ${profile.touch || profile.actor === 'person' ? html`<span>${this.say('help.staff')}</span>` : nothing}
          <span class="numbers">${this.say('footer.module', { digest: about.digest.slice(0, 12), version: about.catalog.version })}</span>
        </div>
      </footer>
      ${profile.touch ? html`<tb-keypad></tb-keypad>` : nothing}
      ${profile.idle
        ? html`<tb-idle ?active=${flow.occupied} quiet=${profile.idle.quiet} warning=${profile.idle.warning}></tb-idle>`
        : nothing}`;
  }

  #navigation(): unknown {
    const { flow } = this;
    const link = (step: Route['step'], hash: string, key: string) =>
      html`<a href=${hash} aria-current=${flow.route.step === step || (step === 'queue' && flow.route.step === 'desk') ? 'page' : nothing}>${this.say(key)}</a>`;
    const { actor } = flow.profile;
    const subject = actor === 'person' ? flow.session?.subject : flow.client?.subject;
    return html`<nav aria-label=${this.t('nav.label')}>
      <div class="bar">
        ${actor !== 'person' && !flow.client ? link('client', '#/client', 'nav.client') : link('items', '#/items', 'nav.items')}
        ${actor === 'person' ? link('cases', '#/cases', 'nav.cases') : nothing}
        ${flow.profile.channel === 'counter' ? link('queue', '#/queue', 'nav.queue') : nothing} ${link('progress', '#/progress', 'nav.progress')}
        <span class="who">
          ${actor === 'clerk' && flow.session?.label ? html`<span class="small">${flow.session.label}</span>` : nothing}
          ${subject ? html`<span data-subject>${this.say(actor === 'person' ? 'nav.me' : 'nav.client-name', { name: subject.name })}</span>` : nothing}
          ${actor !== 'person' && flow.client
            ? html`<button class="link" id="done" @click=${() => (actor === 'device' ? this.#wipe() : flow.nextClient())}>
                ${this.say(actor === 'device' ? 'client.leave' : 'client.next')}
              </button>`
            : nothing}
          ${actor === 'device' ? nothing : html`<button class="link" id="sign-out" @click=${() => flow.signOut()}>${this.say('sign-out')}</button>`}
        </span>
      </div>
    </nav>`;
  }

  #screen(route: Route): unknown {
    const { flow } = this;
    switch (route.step) {
      case 'sign-in':
        return html`<tb-sign-in .flow=${flow}></tb-sign-in>`;
      case 'client':
        return html`<tb-client .flow=${flow}></tb-client>`;
      case 'items':
        return html`<tb-items .flow=${flow}></tb-items>`;
      case 'guide':
        return html`<tb-guide-screen .flow=${flow} .item=${route.item}></tb-guide-screen>`;
      case 'start':
        return html`<tb-start .flow=${flow} .item=${route.item}></tb-start>`;
      case 'form':
        return html`<tb-form .flow=${flow} .page=${route.page} ?dense=${flow.profile.dense}></tb-form>`;
      case 'materials':
        return html`<tb-materials-screen .flow=${flow}></tb-materials-screen>`;
      case 'check':
        return html`<tb-check .flow=${flow}></tb-check>`;
      case 'receipt':
        return html`<tb-receipt-screen .flow=${flow}></tb-receipt-screen>`;
      case 'progress':
        return html`<tb-progress-screen .flow=${flow} .number=${route.number}></tb-progress-screen>`;
      case 'cases':
        return html`<tb-cases .flow=${flow}></tb-cases>`;
      case 'queue':
        return html`<tb-queue .flow=${flow}></tb-queue>`;
      case 'desk':
        return html`<tb-desk .flow=${flow} .number=${route.number}></tb-desk>`;
    }
  }

  /** Reading width, except where something stands beside the questions. */
  #narrow(route: Route): boolean {
    return !['items', 'form', 'sign-in', 'client'].includes(route.step);
  }

  #set(path: string, value: WireValue, origin: SetOrigin): void {
    this.#change((session) => session.set(path, value, { origin }));
  }

  #change(run: Parameters<NonNullable<FlowElement['flow']['application']>['change']>[0]): void {
    try {
      this.flow.application?.change(run);
    } catch (problem) {
      this.flow.fail(problem);
    }
  }

  #speak(lang: Lang): void {
    document.documentElement.lang = lang;
    this.flow.speak(lang);
    void this.#title();
  }

  async #wipe(): Promise<void> {
    deepActive()?.dispatchEvent(new Event('blur'));
    (this.renderRoot.querySelector('tb-text-size') as TbTextSize | null)?.reset();
    await this.flow.wipe();
    this.#speak('zh-Hans');
    // The way back must not show who was here before.
    history.replaceState(null, '', toHash(this.flow.route));
  }

  async #show(focus: string): Promise<void> {
    const before = toHash(this.flow.route);
    this.flow.show(focus);
    if (toHash(this.flow.route) === before) await this.#focusOn(focus);
  }

  async #focusOn(focus: string): Promise<void> {
    await this.updateComplete;
    await drawn(this.renderRoot as ShadowRoot);
    if (focus.startsWith('material:')) {
      const screen = this.renderRoot.querySelector<TbMaterialsScreen>('tb-materials-screen');
      await screen?.focusMaterial(focus.slice('material:'.length));
      return;
    }
    const seek = () => deepFind(this.renderRoot as ShadowRoot, `[data-path="${CSS.escape(focus)}"]:is(tb-field, tb-rows)`);
    let field = seek();
    if (!field && focus.includes('[')) {
      // A long list shows its rows in parts.
      const list = deepFind(this.renderRoot as ShadowRoot, `tb-rows[data-path="${CSS.escape(focus.slice(0, focus.indexOf('[')))}"]`);
      if ((list as TbRows | undefined)?.turnTo(focus)) {
        await drawn(this.renderRoot as ShadowRoot);
        field = seek();
      }
    }
    (field as TbField | TbRows | undefined)?.focusInput();
  }

  async #focusHeading(): Promise<void> {
    await this.updateComplete;
    await drawn(this.renderRoot as ShadowRoot);
    window.scrollTo(0, 0);
    const main = this.renderRoot.querySelector('main');
    if (main) deepFind(main, 'h1')?.focus({ preventScroll: true });
  }

  async #title(): Promise<void> {
    await this.updateComplete;
    const main = this.renderRoot.querySelector('main');
    if (main) await drawn(main);
    const heading = main ? deepFind(main, 'h1')?.textContent?.trim() : '';
    document.title = [heading, this.t('brand')].filter(Boolean).join(' · ');
  }

  #pressed(event: KeyboardEvent): void {
    if (!this.flow?.profile.hotkeys) return;
    const command = commandOf(event, takesText(deepActive()));
    if (command === undefined || !this.#obey(command)) return;
    event.preventDefault();
  }

  /** Whether the command meant something here. */
  #obey(command: Command): boolean {
    const { flow } = this;
    const main = this.renderRoot.querySelector('main');
    if (!main) return false;
    const press = (selector: string) => {
      const button = deepFind(main, selector);
      button?.click();
      return button !== undefined;
    };
    const put = (selector: string) => {
      const target = deepFind(main, selector);
      target?.focus();
      return target !== undefined;
    };
    if (typeof command === 'object') {
      const choices = ['button[data-identity]', 'button[data-card]', 'a[data-item]', 'a[data-case]'];
      return choices.some((selector) => this.#pick(main, selector, command.pick));
    }
    switch (command) {
      case 'next': {
        const active = deepActive();
        // What is half typed is taken over first.
        if (active instanceof HTMLElement) active.blur();
        const screen = main.firstElementChild?.matches('.trouble') ? main.children[1] : main.firstElementChild;
        const forward = screen as Forward | null | undefined;
        if (forward?.forward) forward.forward();
        else return press('#start') || press('#begin') || press('#ask');
        return true;
      }
      case 'back':
        return press('#back') || (history.back(), true);
      case 'search':
        return put('input[type=search]');
      case 'aside':
        return put('aside');
      case 'problem':
        return put('tb-error-summary .box') || put('.box[role=group]');
      case 'check':
        if (flow.application) flow.go({ step: 'check' });
        return flow.application !== undefined;
      case 'next-client':
        if (flow.client) void flow.nextClient();
        return flow.client !== undefined;
    }
  }

  #pick(main: Element, selector: string, number: number): boolean {
    const screen = main.querySelector(':scope > :not(.trouble)')?.shadowRoot;
    const list = screen?.querySelector('tb-item-list')?.shadowRoot ?? screen;
    const choice = list?.querySelectorAll<HTMLElement>(selector)[number - 1];
    choice?.click();
    return choice !== undefined;
  }
}

define('tb-app', TbApp);
