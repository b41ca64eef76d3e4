/** A screen of the flow: draws itself again whenever the flow changes. */

import type { PropertyValues } from 'lit';
import { TbElement } from '../components/element.ts';
import type { Flow } from '../flow/flow.ts';
import { afterPress } from '../components/press.ts';

export class FlowElement extends TbElement {
  static override properties = { flow: { attribute: false } };

  declare flow: Flow;
  #heard: Flow | undefined;
  readonly #draw = () => this.requestUpdate();
  readonly #changed = () => afterPress(this.#draw);

  override connectedCallback(): void {
    super.connectedCallback();
    this.#listen(this.flow);
  }

  override disconnectedCallback(): void {
    this.#listen(undefined);
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('flow')) this.#listen(this.flow);
  }

  #listen(flow: Flow | undefined): void {
    if (this.#heard === flow) return;
    this.#heard?.removeEventListener('change', this.#changed);
    this.#heard = this.isConnected || flow === undefined ? flow : undefined;
    this.#heard?.addEventListener('change', this.#changed);
  }
}
