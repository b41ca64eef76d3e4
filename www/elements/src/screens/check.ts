/** Check the answers; see everything that is missing or wrong, once; hand it in, whatever the outcome. */

import { css, html, nothing, type CSSResultGroup } from 'lit';
import { FlowElement } from '../app/flow-element.ts';
import { define, words } from '../components/element.ts';
import '../components/check-answers/check-answers.ts';
import '../components/conditions/conditions.ts';
import '../components/error-summary/error-summary.ts';
import '../components/members/members.ts';
import '../components/verdict/verdict.ts';

export class TbCheck extends FlowElement {
  static override styles: CSSResultGroup = [
    FlowElement.styles,
    css`
      tb-verdict {
        margin-top: 1.25rem;
      }
      .conditions {
        margin-top: 2rem;
      }
      .declare {
        margin-top: 2.25rem;
        padding-top: 1.25rem;
        border-top: 0.125rem solid var(--tb-primary);
      }
    `,
  ];

  protected override render(): unknown {
    const { flow } = this;
    const { application } = flow;
    if (!application) return nothing;
    const { view } = application;
    const reasons = application.check();
    const { members } = view;
    const open = reasons.some((reason) => ['blocks', 'missing', 'correct'].includes(reason.kind));
    // What cannot be granted is answered in writing, with reasons: that is what is asked for then, not a correction.
    const blocked = reasons.some((reason) => reason.kind === 'blocks');
    // Of a bundle the others go ahead meanwhile.
    const ask = blocked ? (members && view.verdict.kind !== 'blocked' ? 'part' : 'written') : 'anyway';
    return html`<p class="soft">${words(view.name)}</p>
      <h1 tabindex="-1">${this.say('check.title')}</h1>
      <tb-error-summary .reasons=${reasons} .members=${members ?? []} quiet></tb-error-summary>
      <tb-verdict .verdict=${view.verdict} .route=${members ? null : view.route} .deadline=${members ? null : view.deadline}></tb-verdict>
      ${members
        ? html`<section class="conditions">
            <h2>${this.say('member.title')}</h2>
            <p>${this.say('member.note')}</p>
            <tb-members .members=${members} .conditions=${view.conditions} detail></tb-members>
          </section>`
        : view.conditions.length > 0
          ? html`<section class="conditions">
              <h2>${this.say('guide.conditions')}</h2>
              <tb-conditions .conditions=${view.conditions}></tb-conditions>
            </section>`
          : nothing}
      <tb-check-answers .view=${view} ?mask=${flow.profile.touch}></tb-check-answers>
      <div class="declare">
        <p>${this.say(open ? `check.${ask}-text` : 'check.declare')}</p>
        ${flow.sending ? html`<p role="status">${this.say('check.sending', { ...flow.sending })}</p>` : nothing}
        <div class="actions">
          <button id="submit" ?disabled=${flow.busy} @click=${() => flow.submit()}>
            ${this.say(open ? `check.${ask}` : 'check.submit')}
          </button>
          <button class="second" id="back" @click=${() => flow.go({ step: 'materials' })}>${this.say('form.back')}</button>
        </div>
      </div>`;
  }

  forward(): void {
    void this.flow.submit();
  }
}

define('tb-check', TbCheck);
