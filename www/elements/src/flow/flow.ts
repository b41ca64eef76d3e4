/**
 * The way through an application, the same in every channel:
 * sign in → (read the card) → item → guide → start → questions → materials → check → receipt → progress.
 *
 * It holds the state and talks to the engine and the gateway; screens only draw it and call it. It tells of every
 * change by a `change` event.
 */

import type { Engine, Guide, ItemSummary, Lang, Reason, Suggestion, View } from '../engine/port.ts';
import type { GatewayClient } from '../gateway/client.ts';
import type { ReadRoster, TakeRows } from '../components/roster/roster.ts';
import { GatewayProblem } from '../gateway/problem.ts';
import type { CaseSummary, Client, DemoCard, DemoIdentity, Lookup, Progress, Receipt, SessionInfo, StaffAction, StaffCase } from '../gateway/types.ts';
import { hasText, text, unmark, useTexts } from '../text/texts.ts';
import { Application } from './application.ts';
import type { DraftRecord, DraftStore } from './drafts.ts';
import { officeToday } from './ids.ts';
import { askableFacts, factsOfItem, factsOfMembers, fillFromCard, fillFromRegisters, fillHidden, hiddenFacts } from './prefill.ts';
import type { ChannelProfile } from './profile.ts';
import type { Route } from './route.ts';
import { submit, type Sending } from './submission.ts';
import { gather } from './suggestions.ts';
import { pageOf } from './view-model.ts';

export interface FlowParts {
  engine: Engine;
  gateway: GatewayClient;
  drafts: DraftStore;
  profile: ChannelProfile;
  lang: Lang;
  today?: () => string;
  /** Makes the worker that reads tables; none: they are read on this thread. */
  worker?: () => Worker;
}

/** An error in plain words, and whether trying again may help. */
export interface Trouble {
  message: string;
  help: string;
  details: string[];
  retry: (() => Promise<void>) | undefined;
}

export class Flow extends EventTarget {
  readonly engine: Engine;
  readonly gateway: GatewayClient;
  readonly profile: ChannelProfile;
  readonly #drafts: DraftStore;
  readonly #today: () => string;
  readonly #worker: (() => Worker) | null;
  /** Facts that were looked up for the application under way. */
  #asked = new Set<string>();
  /** Look-ups for items of a bundle that came to take part; the packet waits for them. */
  #filling: Promise<void> = Promise.resolve();

  route: Route = { step: 'sign-in' };
  lang: Lang;
  session: SessionInfo | undefined;
  client: Client | undefined;
  identities: DemoIdentity[] = [];
  cards: DemoCard[] = [];
  query = '';
  kept: DraftRecord[] = [];
  /** How the items stand for the person; none: nobody asked. */
  suggestions: Suggestion[] | undefined;
  application: Application | undefined;
  receipt: Receipt | undefined;
  /** What was handed in, for the words of the receipt. */
  receiptView: View | undefined;
  sending: Sending | undefined;
  cases: CaseSummary[] = [];
  progress: Progress | undefined;
  /** What waits for the clerk's posts. */
  queue: CaseSummary[] = [];
  /** The case on the clerk's desk. */
  desk: StaffCase | undefined;
  trouble: Trouble | undefined;
  busy = false;
  /** Where the focus goes after the next drawing: a path, `material:<id>`, or nothing for the heading. */
  focus: string | undefined;

  constructor(parts: FlowParts) {
    super();
    this.engine = parts.engine;
    this.gateway = parts.gateway;
    this.#drafts = parts.drafts;
    this.profile = parts.profile;
    this.lang = parts.lang;
    this.#today = parts.today ?? (() => officeToday());
    this.#worker = parts.worker ?? null;
    this.speak(parts.lang);
  }

  /** Looks whether somebody is signed in already; a device signs itself in. */
  async start(wanted?: Route): Promise<void> {
    await this.#attempt(async () => {
      this.session = await this.gateway.session();
      if (this.session && this.session.channel !== this.profile.channel) this.session = undefined;
      // A card that was read before the page was loaded again is not on the reader any more.
      if (this.session?.subject && this.profile.actor !== 'person') await this.gateway.forgetClient();
      if (!this.session) this.identities = await this.gateway.identities(this.profile.channel);
      const device = this.identities[0];
      if (!this.session && this.profile.actor === 'device' && device) this.session = await this.gateway.signIn(device.id);
      if (this.session) await this.#welcome();
    });
    this.go(wanted ?? this.#home());
  }

  async signIn(identity: string): Promise<void> {
    await this.#attempt(async () => {
      this.session = await this.gateway.signIn(identity);
      await this.#welcome();
      this.go(this.#home());
    });
  }

  async signOut(): Promise<void> {
    await this.#attempt(async () => {
      await this.#leave();
      await this.gateway.signOut();
      this.session = undefined;
      if (this.profile.shared) await this.#drafts.wipe();
      this.identities = await this.gateway.identities(this.profile.channel);
      this.go({ step: 'sign-in' });
    });
  }

  /** Binds the person whose card is on the reader. */
  async readCard(person: string): Promise<void> {
    await this.#attempt(async () => {
      this.client = await this.gateway.readCard(person);
      this.go({ step: 'items' });
    });
  }

  /** The person is done: the next one starts from nothing. */
  async nextClient(): Promise<void> {
    await this.#attempt(async () => {
      await this.#leave();
      this.go(this.#home());
    });
  }

  /** Forgets everything about everybody, here and at the gateway. */
  async wipe(): Promise<void> {
    this.focus = undefined;
    this.trouble = undefined;
    await this.application?.close(true).catch(() => undefined);
    this.application = undefined;
    this.client = undefined;
    this.#clear();
    await this.#drafts.wipe().catch(() => undefined);
    await this.gateway.signOut().catch(() => undefined);
    this.session = undefined;
    await this.start();
  }

  /** Whether somebody's data are open. */
  get occupied(): boolean {
    return this.client !== undefined || this.application !== undefined || this.receipt !== undefined || this.progress !== undefined;
  }

  items(): ItemSummary[] {
    return this.engine.items(this.#wanted(), this.lang);
  }

  /** Several items with one form (打包办). */
  bundles(): ItemSummary[] {
    return this.engine.bundles(this.#wanted(), this.lang);
  }

  /** Names of all items by id, for what names them. */
  itemNames(): Map<string, string> {
    return new Map(this.engine.items({}, this.lang).map((item) => [item.id, item.name]));
  }

  /** Says what the person might do now; they asked for it. */
  async suggest(): Promise<void> {
    const { session, client } = this;
    await this.#attempt(async () => {
      const found = await gather({
        engine: this.engine,
        lookUp: (item, facts) => this.gateway.lookup(item, facts),
        channel: this.profile.channel,
        audience: this.#subject()?.kind === 'unit' ? 'unit' : 'person',
        asOf: this.#today(),
        lang: this.lang,
        card: client?.card,
        meant: () => this.session === session && this.client === client,
      });
      // Whoever asked may have left while the registers were slow.
      if (this.session === session && this.client === client) this.suggestions = found;
    });
  }

  /** Reads a firm's table for the application under way, in a worker; nothing of it leaves the page. */
  readonly readRoster: ReadRoster = (table, { group, mapping, onProgress, signal }) => {
    const { application } = this;
    if (!application) return Promise.reject(new Error('application'));
    const { asOf, region } = application.options;
    // A list belongs to an item: of a bundle, to the first that asks for it.
    const items = application.view.members?.map((member) => member.item) ?? [];
    const item = items.find((id) => factsOfItem(this.engine, id, asOf).has(group)) ?? application.options.item;
    const own = items.length > 0 ? factsOfItem(this.engine, item, asOf) : undefined;
    const facts = Object.fromEntries(Object.entries(application.outside()).filter(([fact]) => own?.has(fact) ?? true));
    const options = { asOf, group, facts, mapping, onProgress, signal, lang: this.lang, worker: this.#worker };
    return this.engine.roster(item, table, region === undefined ? options : { ...options, region });
  };

  /** Takes a table's rows over; throws the engine's reason when it refuses them. */
  readonly takeRows: TakeRows = (group, rows, taking) => {
    const { application } = this;
    if (!application) throw new Error('application');
    application.takeRows(group, rows, taking);
  };

  /** Whose headings are remembered: the unit, and its list; empty: nobody's. */
  rosterOwner(group: string): string {
    const subject = this.#subject();
    // A shared device remembers nothing, and nobody remembers a person.
    if (this.profile.shared || subject?.kind !== 'unit' || !this.application) return '';
    return [subject.documentNumber, this.application.options.item, group].join('|');
  }

  guide(item: string): Guide {
    return this.engine.guide(item, undefined, this.lang);
  }

  search(query: string): void {
    this.query = query;
    this.#tell();
  }

  /** Opens an application of `item` and fills in what is known. */
  async begin(item: string, region: string | undefined): Promise<void> {
    await this.#attempt(async () => {
      await this.application?.close(false);
      const application = Application.open(this.engine, this.#drafts, this.#options(item, region));
      this.#use(application);
      await this.#prefill(application);
      this.#first(application);
    });
  }

  /** Goes on with a kept application. */
  async resume(record: DraftRecord): Promise<void> {
    await this.#attempt(async () => {
      const options = this.#options(record.item, record.region);
      const application = await Application.resume(this.engine, this.#drafts, options, record);
      this.#use(application);
      this.#first(application);
    });
  }

  async discard(record: DraftRecord): Promise<void> {
    await this.#attempt(async () => {
      await this.#drafts.remove(record.id);
      this.kept = this.kept.filter((entry) => entry.id !== record.id);
    });
  }

  /** Everything missing or wrong. */
  reasons(): Reason[] {
    return this.application?.check() ?? [];
  }

  /** One page back or forth; past the last page come the materials. */
  turn(by: 1 | -1): void {
    const { application, route } = this;
    if (!application || route.step !== 'form') return;
    const { pages } = application;
    const at = pages.findIndex((page) => page.id === route.page);
    const page = pages[at + by];
    if (page) this.go({ step: 'form', page: page.id });
    else if (by === 1) this.go({ step: 'materials' });
    else this.go({ step: 'guide', item: application.options.item });
  }

  /** The last page of the form. */
  lastPage(): void {
    const page = this.application?.pages.at(-1);
    if (page) this.go({ step: 'form', page: page.id });
  }

  /** Goes where something is mended. */
  show(focus: string): void {
    const { application } = this;
    if (!application) return;
    this.focus = focus;
    if (focus.startsWith('material:')) return this.#move({ step: 'materials' });
    const page = pageOf(application.view, focus);
    if (page) this.#move({ step: 'form', page });
  }

  async attach(material: string, file: File): Promise<void> {
    await this.#attempt(async () => this.application?.attach(material, file));
  }

  /** Hands the application in, whatever its verdict; a failure leaves everything as it is. */
  async submit(): Promise<void> {
    const { application } = this;
    if (!application || this.busy) return;
    await this.#attempt(
      async () => {
        await this.#filling;
        const receipt = await submit(application, this.gateway, (sending) => {
          this.sending = sending;
          this.#tell();
        });
        this.receipt = receipt;
        this.receiptView = application.view;
        await application.close(true);
        this.application = undefined;
        this.kept = this.kept.filter((entry) => entry.id !== application.id);
        this.go({ step: 'receipt' });
      },
      () => this.submit(),
    );
    this.sending = undefined;
    this.#tell();
  }

  async loadCases(): Promise<void> {
    await this.#attempt(async () => {
      this.cases = await this.gateway.cases();
    });
  }

  async loadQueue(): Promise<void> {
    await this.#attempt(async () => {
      this.queue = await this.gateway.queue();
    });
  }

  /** Lays a case on the clerk's desk. */
  async openCase(number: string): Promise<void> {
    this.desk = undefined;
    await this.#attempt(async () => {
      this.desk = await this.gateway.staffCase(number);
    });
  }

  /** Does something with the case on the desk; true when it is done. */
  async act(action: StaffAction, note: string): Promise<boolean> {
    const { desk } = this;
    if (!desk || this.busy) return false;
    await this.#attempt(async () => {
      this.desk = await this.gateway.act(desk.case.number, action, note.trim() || undefined);
    });
    return this.trouble === undefined;
  }

  async askProgress(number: string, secret?: string): Promise<void> {
    this.progress = undefined;
    await this.#attempt(async () => {
      this.progress = await this.gateway.progress(number.trim(), secret?.trim());
    });
  }

  /** Speaks another language; answers stay. */
  speak(lang: Lang): void {
    this.lang = lang;
    this.engine.lang = lang;
    this.gateway.lang = lang;
    useTexts(this.engine.messages(lang), lang);
    this.application?.translate(lang);
    // They are in the language they were asked in.
    this.suggestions = undefined;
    this.#tell();
  }

  /** Goes to a step, or to the nearest one that is open. */
  go(route: Route): void {
    this.focus = undefined;
    this.#move(route);
  }

  fail(problem: unknown, retry?: () => Promise<void>): void {
    this.trouble = this.#inWords(problem, retry);
    this.#tell();
  }

  dismiss(): void {
    this.trouble = undefined;
    this.#tell();
  }

  #move(route: Route): void {
    this.trouble = undefined;
    this.route = this.#allowed(route);
    this.#tell();
    if (this.route.step === 'check' && this.application) void this.#topUp(this.application).catch((problem: unknown) => this.fail(problem));
  }

  #allowed(route: Route): Route {
    if (!this.session) return route.step === 'progress' || route.step === 'guide' || (route.step === 'items' && this.profile.actor === 'person') ? route : { step: 'sign-in' };
    if (route.step === 'sign-in') return this.#home();
    if (route.step === 'queue' || route.step === 'desk') return this.profile.channel === 'counter' ? route : this.#home();
    const needsClient = this.profile.actor !== 'person' && !this.client;
    if (needsClient && !['client', 'progress', 'receipt', 'guide'].includes(route.step)) return { step: 'client' };
    if (route.step === 'client' && !needsClient) return { step: 'items' };
    if (['form', 'materials', 'check'].includes(route.step) && !this.application) {
      return this.receipt ? { step: 'receipt' } : { step: 'items' };
    }
    if (route.step === 'form') {
      const pages = this.application?.pages ?? [];
      const first = pages[0];
      if (!first) return { step: 'materials' };
      if (!pages.some((page) => page.id === route.page)) return { step: 'form', page: first.id };
    }
    if (route.step === 'receipt' && !this.receipt) return { step: 'items' };
    return route;
  }

  #home(): Route {
    if (!this.session) return { step: 'sign-in' };
    return this.profile.actor === 'person' || this.client ? { step: 'items' } : { step: 'client' };
  }

  async #welcome(): Promise<void> {
    if (this.profile.actor !== 'person') this.cards = await this.gateway.cards();
    this.kept = await this.#drafts.list(this.#owner()).catch(() => []);
  }

  async #leave(): Promise<void> {
    await this.application?.close(this.profile.shared);
    this.application = undefined;
    if (this.client) await this.gateway.forgetClient();
    this.client = undefined;
    this.kept = [];
    this.#clear();
  }

  #clear(): void {
    this.receipt = undefined;
    this.receiptView = undefined;
    this.progress = undefined;
    this.cases = [];
    this.queue = [];
    this.desk = undefined;
    this.suggestions = undefined;
    this.query = '';
    this.sending = undefined;
  }

  #wanted() {
    const query = this.query.trim();
    return { channel: this.profile.channel, ...(query ? { query } : {}) };
  }

  #subject() {
    return this.profile.actor === 'person' ? this.session?.subject : this.client?.subject;
  }

  #owner(): string {
    const subject = this.#subject();
    return [subject?.kind, subject?.name, subject?.documentType, subject?.documentNumber].join('|');
  }

  #options(item: string, region: string | undefined) {
    const { capabilities } = this.profile;
    return { item, region, capabilities, lang: this.lang, asOf: this.#today(), owner: this.#owner() };
  }

  #use(application: Application): void {
    this.application = application;
    this.#asked = new Set();
    this.receipt = undefined;
    application.addEventListener('change', () => this.#tell());
    application.addEventListener('members', () => {
      this.#filling = this.#fill(application).catch((problem: unknown) => this.fail(problem));
    });
    application.addEventListener('unsaved', () => this.fail(new Error('draft')));
  }

  #first(application: Application): void {
    const page = application.pages[0];
    this.go(page ? { step: 'form', page: page.id } : { step: 'materials' });
  }

  async #prefill(application: Application): Promise<void> {
    const card = this.client?.card;
    if (card) application.change((session, view) => fillFromCard(session, view, card));
    await this.#fill(application);
  }

  /** Asks the registers for what the item asks, or those items of a bundle that take part; each fact once. */
  async #fill(application: Application): Promise<void> {
    const members = factsOfMembers(this.engine, application.view);
    const facts = askableFacts(application.view).filter((fact) => !this.#asked.has(fact) && (members?.has(fact) ?? true));
    for (const fact of facts) this.#asked.add(fact);
    if (facts.length > 0) {
      const lookup = await this.#lookUp(application, facts);
      if (lookup && this.application === application) application.change((session, view) => fillFromRegisters(session, view, lookup));
    }
    await this.#topUp(application);
  }

  /** Asks the registers for what results wait for and no page asks; each fact once. */
  async #topUp(application: Application): Promise<void> {
    const facts = hiddenFacts(application.view).filter((fact) => !this.#asked.has(fact));
    if (facts.length === 0) return;
    for (const fact of facts) this.#asked.add(fact);
    const lookup = await this.#lookUp(application, facts);
    if (lookup && this.application === application) application.change((session) => fillHidden(session, lookup));
  }

  /** Without the registers the person answers, and the back office checks: no reason to stop. */
  async #lookUp(application: Application, facts: string[]): Promise<Lookup | undefined> {
    try {
      return await this.gateway.lookup(application.options.item, facts);
    } catch (problem) {
      if (problem instanceof GatewayProblem) return undefined;
      throw problem;
    }
  }

  async #attempt(run: () => Promise<unknown> | unknown, retry?: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.trouble = undefined;
    this.#tell();
    try {
      await run();
    } catch (problem) {
      this.trouble = this.#inWords(problem, retry ?? (() => this.#attempt(run)));
    } finally {
      this.busy = false;
      this.#tell();
    }
  }

  /** A device forgets everything once the person leaves: "later" is not an offer there. */
  #inWords(problem: unknown, retry?: () => Promise<void>): Trouble {
    const trouble = inWords(problem, retry);
    const waits = this.profile.actor === 'device' && this.application && problem instanceof GatewayProblem && problem.retryable;
    return waits ? { ...trouble, help: unmark(text('problem.kept-device')).words } : trouble;
  }

  #tell(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** An error in the words of the pages; its code chooses them, its own words are the details. */
export function inWords(problem: unknown, retry?: () => Promise<void>): Trouble {
  const say = (key: string) => unmark(text(key)).words;
  if (problem instanceof GatewayProblem) {
    const known = `problem.${problem.code}`;
    const kind = problem.status === 0 ? 'problem.network' : problem.status >= 500 ? 'problem.server' : 'problem.refused';
    return {
      message: say(hasText(known) ? known : kind),
      help: say(problem.retryable ? 'problem.kept' : 'problem.ask'),
      details: problem.status === 0 ? [] : problem.diagnostics.map((entry) => [entry.message, entry.help].filter(Boolean).join('; ')),
      retry: problem.retryable ? retry : undefined,
    };
  }
  const diagnostic = problem as { code?: unknown; message?: unknown };
  const code = typeof diagnostic?.code === 'string' ? diagnostic.code : '';
  return {
    message: say(code && hasText(`problem.${code}`) ? `problem.${code}` : 'problem.other'),
    help: say('problem.kept'),
    details: typeof diagnostic?.message === 'string' ? [diagnostic.message] : [],
    retry,
  };
}
